// Certificates numbered, sealed and signed, and codes checked against a full list of revocations,
// beside bare Ed25519 over as many bytes.
#include <cstdio>

#include "base/crypto/signing.hpp"
#include "bench/bench.hpp"
#include "engines/certificate/check.hpp"
#include "engines/certificate/number.hpp"

namespace boai::bench {

namespace {

constexpr int made_count = 10'000;
constexpr double sign_ratio_promised = 0.25, check_ratio_promised = 0.5;

const merkle::Signer certificate_signer{.name = "bench", .secret = std::string(32, 'b')};

certificate::Keys certificate_keys() {
  merkle::Verifier key = merkle::verifier_of(certificate_signer);
  Day from = *Day::of(2026, 1, 1), until = *Day::of(2027, 12, 31);
  certificate::Keys keys{
      .edition = {.issuer = 32, .sequence = 1, .issued = from, .expires = until},
      .issuer_name = {"示例", "Sample"},
      .roots = {key},
      .keys = {{key, from, until, {}}},
      .kinds = {{.code = 3, .due_days = 90, .grace_days = 180, .name = {"救护员", "First-aider"}}}};
  for (int region = 320001; region <= 320110; ++region) {
    keys.societies.push_back({region, {"示例市示例区红十字会", "Sample District Society"}});
  }
  return keys;
}

certificate::Revoked full_list() {
  certificate::Revoked list{.edition = certificate_keys().edition};
  for (int number = 0; number < 10'000; ++number) {
    list.revocations.push_back({certificate::hash_of("R" + std::to_string(number)),
                                *Day::of(2026, 5, 1), certificate::Reason::error, 255});
  }
  std::ranges::sort(list.revocations, {}, &certificate::Revocation::number);
  for (int number = 10; number < 15; ++number) {
    list.decrees.push_back({.code = "2026-" + std::to_string(number),
                            .region = "32",
                            .first = *Day::of(2026, 1, 1),
                            .last = *Day::of(2026, 6, 30),
                            .until = *Day::of(2026, 12, number),
                            .document = "示例〔2026〕" + std::to_string(number) + "号"});
  }
  return list;
}

Result<std::string> certificate_made(const certificate::NumberForm& form, int serial) {
  std::string number = TRY(form.number_of({320102, 2026, 3, serial}));
  std::string code = certificate::comparison_code(std::string(8, static_cast<char>(serial)));
  certificate::Certificate made{.number = number,
                                .name_mask = TRY(certificate::mask_of("李小满")),
                                .name_seal = TRY(certificate::seal_of({number, "李小满", code})),
                                .region = 320102,
                                .kind = 3,
                                .issued = *Day::of(2026, 3, 1),
                                .valid_until = *Day::of(2029, 2, 28),
                                .signed_on = *Day::of(2026, 3, 1)};
  return certificate::sign(made, certificate_signer);
}

std::string milliseconds_note(const char* what, double milliseconds, std::size_t bytes) {
  char text[120];
  std::snprintf(text, sizeof text, "%s %.2f ms, %zu bytes", what, milliseconds, bytes);
  return text;
}

}  // namespace

Result<Figures> certificate_codes(const Setup&) {
  auto form = TRY(certificate::NumberForm::parse("32{region}{year}{course}{serial}{check}"));
  std::vector<std::string> codes;
  auto start = std::chrono::steady_clock::now();
  for (int serial = 1; serial <= made_count; ++serial) {
    codes.push_back(TRY(certificate_made(form, serial)));
  }
  double signing = made_count / seconds_since(start);
  std::string bytes(74, 'x'), signature;
  start = std::chrono::steady_clock::now();
  for (int at = 0; at < made_count; ++at) {
    signature = crypto::ed25519_sign(certificate_signer.secret, bytes);
  }
  double bare_signing = made_count / seconds_since(start);

  std::string keys_note = TRY(certificate::sign_keys(certificate::to_text(certificate_keys()),
                                                     std::span(&certificate_signer, 1)));
  std::string revoked_note =
      TRY(certificate::sign_revoked(certificate::to_text(full_list()), certificate_signer));
  start = std::chrono::steady_clock::now();
  auto keys = TRY(certificate::open_keys(keys_note, nullptr, {}));
  double keys_ms = seconds_since(start) * 1000;
  start = std::chrono::steady_clock::now();
  auto revoked = TRY(certificate::open_revoked(revoked_note, keys, {}));
  double revoked_ms = seconds_since(start) * 1000;

  std::vector<double> times;
  start = std::chrono::steady_clock::now();
  for (const std::string& code : codes) {
    auto begun = std::chrono::steady_clock::now();
    auto found = certificate::check(code, keys, &revoked, *Day::of(2026, 11, 24));
    times.push_back(seconds_since(begun) * 1000);
    if (found.state != certificate::State::valid) return internal("bench.not_valid");
  }
  double checking = made_count / seconds_since(start);
  std::string open = crypto::ed25519_public_key(certificate_signer.secret);
  start = std::chrono::steady_clock::now();
  int held = 0;
  for (int at = 0; at < made_count; ++at) held += crypto::ed25519_verify(open, bytes, signature);
  double bare_checking = held / seconds_since(start);
  char p99[60];
  std::snprintf(p99, sizeof p99, "p99 %.3f ms a check", quantile(times, 0.99));
  return Figures{
      {"certificates numbered and signed", "a second", signing, bare_signing,
       signing / bare_signing, sign_ratio_promised, false,
       std::to_string(codes.front().size()) + " characters"},
      {"codes checked", "a second", checking, bare_checking, checking / bare_checking,
       check_ratio_promised, false, p99},
      {"keys file opened", "ms", keys_ms, 5, keys_ms / 5, 1, true,
       milliseconds_note("110 societies", keys_ms, keys_note.size())},
      {"revoked file opened", "ms", revoked_ms, 100, revoked_ms / 100, 1, true,
       milliseconds_note("10,000 revocations, 5 decrees", revoked_ms, revoked_note.size())}};
}

}  // namespace boai::bench
