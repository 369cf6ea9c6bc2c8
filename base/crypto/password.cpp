#include "base/crypto/password.hpp"

#include <sodium.h>

namespace boai::crypto {

namespace {
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;
constexpr std::size_t password_min = 10;
}  // namespace

std::string hash_password(std::string_view password) {
  char stored[crypto_pwhash_STRBYTES];
  int state = crypto_pwhash_str_alg(stored, password.data(), password.size(), passes, memory_bytes,
                                    crypto_pwhash_ALG_ARGON2ID13);
  must(state == 0);
  return stored;
}

bool verify_password(const std::string& stored, std::string_view given) {
  if (stored.size() >= crypto_pwhash_STRBYTES) return false;
  return crypto_pwhash_str_verify(stored.c_str(), given.data(), given.size()) == 0;
}

Outcome check_password_rule(std::string_view password, std::string_view account) {
  if (password.size() < password_min) {
    return invalid("identity.password_short", "password", std::to_string(password_min));
  }
  if (!account.empty() && password.find(account) != std::string_view::npos) {
    return invalid("identity.password_is_account", "password");
  }
  return Done{};
}

}  // namespace boai::crypto
