#include "engines/certificate/check.hpp"

#include <algorithm>

#include "base/crypto/digest.hpp"

namespace boai::certificate {

namespace {

bool covers(const Decree& decree, const Certificate& certificate) {
  bool kind = decree.kinds.empty() ||
              std::ranges::find(decree.kinds, certificate.kind) != decree.kinds.end();
  return kind && std::to_string(certificate.region).starts_with(decree.region);
}

// Why a key that is known may not have signed this; "" when it may.
std::string_view key_fault(const SigningKey* key, const Certificate& certificate) {
  if (key == nullptr) return "key_unknown";
  if (key->withdrawn) return "key_withdrawn";
  bool in_time = key->from <= certificate.signed_on && certificate.signed_on <= key->until;
  return in_time ? "" : "key_time";
}

State state_in_time(const Finding& finding, const Keys& keys, Day on) {
  const Certificate& certificate = finding.certificate;
  const Kind* kind = keys.kind(certificate.kind);
  std::int64_t left = finding.ends.serial() - on.serial();
  if (left < 0) return -left <= (kind ? kind->grace_days : 0) ? State::grace : State::expired;
  if (on > certificate.valid_until) return State::extended;
  return left <= (kind ? kind->due_days : 0) ? State::due : State::valid;
}

}  // namespace

std::string_view name_of(State state) {
  constexpr std::string_view names[] = {"foreign",       "malformed",  "unknown_key", "forged",
                                        "not_yet_valid", "superseded", "revoked",     "valid",
                                        "due",           "extended",   "grace",       "expired"};
  return names[static_cast<std::size_t>(state)];
}

bool is_good(State state) {
  return state == State::valid || state == State::due || state == State::extended;
}

Finding check(std::string_view text, const Keys& keys, const Revoked* revoked, Day on) {
  auto payload = parse(text);
  if (!payload.ok()) {
    bool foreign = payload.error().code == "certificate.foreign";
    return {.state = foreign ? State::foreign : State::malformed, .why = payload.error().detail};
  }
  const Certificate& certificate = payload->certificate;
  if (certificate.region / 10000 != keys.edition.issuer) {
    return {.state = State::foreign, .why = "other_issuer"};
  }
  const SigningKey* key = keys.key(payload->key);
  if (std::string_view fault = key_fault(key, certificate); !fault.empty()) {
    return {.state = State::unknown_key, .why = std::string(fault), .key = payload->key};
  }
  if (!holds(*payload, key->verifier)) return {.state = State::forged, .key = payload->key};
  Finding finding{.signature = true,
                  .certificate = certificate,
                  .key = payload->key,
                  .ends = certificate.valid_until};
  if (revoked != nullptr) {
    End end = end_of(certificate, *revoked);
    finding.ends = end.day;
    finding.decree = end.decree;
  }
  if (on < certificate.issued) {
    finding.state = State::not_yet_valid;
    return finding;
  }
  const Revocation* found = revoked ? revoked->find(certificate.number) : nullptr;
  if (found != nullptr && certificate.edition <= found->edition && on >= found->from) {
    finding.revocation = found;
    finding.state = found->reason == Reason::superseded ? State::superseded : State::revoked;
    finding.why = name_of(found->reason);
    return finding;
  }
  finding.state = state_in_time(finding, keys, on);
  return finding;
}

End end_of(const Certificate& certificate, const Revoked& revoked) {
  Day printed = certificate.valid_until;
  End end{printed, nullptr};
  for (const Decree& decree : revoked.decrees) {
    bool inside = decree.first <= printed && printed <= decree.last;
    if (inside && end.day < decree.until && covers(decree, certificate)) {
      end = {decree.until, &decree};
    }
  }
  return end;
}

std::vector<std::string> warnings(const Keys& keys, const Revoked* revoked, const Finding& finding,
                                  Day on) {
  std::vector<std::string> found;
  if (on > keys.edition.expires) found.emplace_back("keys_old");
  if (revoked == nullptr) found.emplace_back("revoked_missing");
  if (revoked != nullptr && on > revoked->edition.expires) found.emplace_back("revoked_old");
  bool early = on < keys.edition.issued || (revoked != nullptr && on < revoked->edition.issued);
  if (finding.signature) early = early || on < finding.certificate.signed_on;
  if (early) found.emplace_back("clock");
  return found;
}

Result<bool> is_holder(const Certificate& certificate, const Claim& claim) {
  NameSeal seal = TRY(seal_of({certificate.number, claim.name, claim.code}));
  auto text = [](const NameSeal& bytes) { return std::string(bytes.begin(), bytes.end()); };
  return crypto::equal_in_constant_time(text(seal), text(certificate.name_seal));
}

}  // namespace boai::certificate
