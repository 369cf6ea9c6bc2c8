// Passwords: Argon2id, 19 MiB and two passes (OWASP's floor), some 20 ms here.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boai::crypto {

std::string hash_password(std::string_view password);
bool verify_password(const std::string& stored, std::string_view given);

// identity.password_short, identity.password_is_account
Outcome check_password_rule(std::string_view password, std::string_view account);

}  // namespace boai::crypto
