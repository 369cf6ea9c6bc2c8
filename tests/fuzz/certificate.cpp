// Whatever text is handed to the certificate engine: a state or a fault, never a crash, and never a
// good state for what nobody signed. The first byte chooses the parser.
#include <cstdint>

#include "engines/certificate/check.hpp"
#include "engines/certificate/number.hpp"

namespace {

using namespace boai;
using namespace boai::certificate;

const merkle::Signer signer{.name = "fuzz", .secret = std::string(32, 'f')};

// One key, and a list that believes it.
Keys keys_of(const merkle::Verifier& key) {
  Day from = *Day::of(2000, 1, 1), until = *Day::of(2100, 12, 31);
  return {.edition = {.issuer = 32, .sequence = 1, .issued = from, .expires = until},
          .roots = {key},
          .keys = {{key, from, until, {}}},
          .kinds = {{.code = 3, .name = {"a", "b"}}}};
}

// What reads must be written back to the same bytes.
void code(std::string_view text) {
  static const Keys keys = keys_of(merkle::verifier_of(signer));
  auto payload = parse(text);
  if (payload.ok()) {
    auto again = sign(payload->certificate, signer);
    if (!again.ok() || parse(*again)->certificate != payload->certificate) __builtin_trap();
  }
  Finding found = check(text, keys, nullptr, *Day::of(2026, 11, 24));
  if (found.signature != (found.state >= State::not_yet_valid)) __builtin_trap();
}

void list(std::string_view text) {
  if (auto keys = parse_keys(text); keys.ok() && to_text(*keys) != text) __builtin_trap();
  if (auto revoked = parse_revoked(text); revoked.ok() && to_text(*revoked) != text) {
    __builtin_trap();
  }
}

void words(std::string_view text) {
  if (auto form = NumberForm::parse(text); form.ok()) {
    auto number = form->number_of({320102, 2026, 3, 1});
    if (number.ok() && !form->read(*number).ok()) __builtin_trap();
  }
  auto mask = mask_of(text);
  if (mask.ok() && !is_mask(*mask)) __builtin_trap();
  (void)plain_code(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  if (bytes[0] % 3 == 0) code(text);
  if (bytes[0] % 3 == 1) list(text);
  if (bytes[0] % 3 == 2) words(text);
  return 0;
}
