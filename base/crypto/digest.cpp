#include "base/crypto/digest.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sodium.h>

#include <cstring>

#include "base/must.hpp"

namespace boai::crypto {

namespace {

std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// Fetched once: looking an algorithm up by name costs more than hashing a journal row.
struct Sha {
  EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~Sha() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(algorithm);
  }
};

}  // namespace

Hash sha256(std::string_view text) {
  thread_local Sha sha;
  Hash hash;
  unsigned size = 0;
  must(EVP_DigestInit_ex2(sha.context, sha.algorithm, nullptr) == 1);
  must(EVP_DigestUpdate(sha.context, text.data(), text.size()) == 1);
  must(EVP_DigestFinal_ex(sha.context, hash.data(), &size) == 1);
  return hash;
}

Hash sha256(std::string_view first, std::string_view second) {
  thread_local Sha sha;
  Hash hash;
  unsigned size = 0;
  must(EVP_DigestInit_ex2(sha.context, sha.algorithm, nullptr) == 1);
  must(EVP_DigestUpdate(sha.context, first.data(), first.size()) == 1);
  must(EVP_DigestUpdate(sha.context, second.data(), second.size()) == 1);
  must(EVP_DigestFinal_ex(sha.context, hash.data(), &size) == 1);
  return hash;
}

// RFC 2104.
Hash hmac_sha256(std::string_view key, std::string_view text) {
  constexpr std::size_t block = 64;
  std::string padded(key.size() > block ? bytes_of(sha256(key)) : key);
  padded.resize(block, '\0');
  std::string inner = padded;
  std::string outer = padded;
  for (char& letter : inner) letter = static_cast<char>(letter ^ 0x36);
  for (char& letter : outer) letter = static_cast<char>(letter ^ 0x5c);
  inner += text;
  Hash first = sha256(inner);
  outer += bytes_of(first);
  return sha256(outer);
}

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (char letter : bytes) {
    auto byte = static_cast<unsigned char>(letter);
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::string hex(const Hash& hash) { return hex(bytes_of(hash)); }

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  int state = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                             text.data(), text.size(), nullptr, &length, &end);
  if (state != 0 || length != bytes.size() || end != text.data() + text.size()) return std::nullopt;
  return bytes;
}

namespace {
constexpr int url_safe = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
}

std::string base64url(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), url_safe), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), url_safe);
  text.resize(std::strlen(text.c_str()));
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  int state = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                text.data(), text.size(), nullptr, &length, &end, url_safe);
  if (state != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

std::string base64(std::string_view bytes) {
  constexpr int kind = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), kind), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kind);
  text.pop_back();  // sodium's closing zero
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  int state =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL);
  if (state != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  if (base64(bytes) != text) return std::nullopt;
  return bytes;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), count);
  return bytes;
}

std::string uuid4() {
  std::string bytes = random_bytes(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text = hex(bytes);
  for (std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
  return text;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    bool digit = (text[at] >= '0' && text[at] <= '9') || (text[at] >= 'a' && text[at] <= 'f') ||
                 (text[at] >= 'A' && text[at] <= 'F');
    if (dash ? text[at] != '-' : !digit) return false;
  }
  return true;
}

}  // namespace boai::crypto
