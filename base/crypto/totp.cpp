#include "base/crypto/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdio>

#include "base/crypto/digest.hpp"

namespace boai::crypto {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::int64_t step_seconds = 30;

std::string code_of_step(const std::string& secret, std::int64_t step) {
  unsigned char counter[8];
  for (int byte = 7; byte >= 0; --byte, step >>= 8) {
    counter[byte] = static_cast<unsigned char>(step & 0xff);
  }
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter, sizeof counter, mac,
       &size);
  unsigned offset = mac[size - 1] & 15U;
  std::uint32_t number =
      (mac[offset] & 0x7fU) << 24 | mac[offset + 1] << 16 | mac[offset + 2] << 8 | mac[offset + 3];
  char text[8];
  std::snprintf(text, sizeof text, "%06u", number % 1'000'000);
  return text;
}

}  // namespace

std::string base32(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (char letter : bytes) {
    bits = (bits << 8 | static_cast<unsigned char>(letter)) & 0xffff;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += alphabet[bits >> held & 31];
    }
  }
  if (held > 0) text += alphabet[bits << (5 - held) & 31];
  return text;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (char letter : text) {
    std::size_t value = alphabet.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 5 | static_cast<std::uint32_t>(value)) & 0xffff;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(bits >> held & 0xff);
  }
  return bytes;
}

std::string totp_secret() { return base32(random_bytes(20)); }

std::string totp_code(std::string_view base32_secret, std::int64_t unix_seconds) {
  auto secret = from_base32(base32_secret);
  return secret ? code_of_step(*secret, unix_seconds / step_seconds) : std::string();
}

std::optional<std::int64_t> totp_verify(std::string_view base32_secret, std::string_view code,
                                        std::int64_t unix_seconds, std::int64_t last_used_step) {
  auto secret = from_base32(base32_secret);
  if (!secret || secret->empty()) return std::nullopt;
  std::int64_t now = unix_seconds / step_seconds;
  for (std::int64_t step = now - 1; step <= now + 1; ++step) {
    if (step <= last_used_step) continue;
    if (equal_in_constant_time(code_of_step(*secret, step), code)) return step;
  }
  return std::nullopt;
}

}  // namespace boai::crypto
