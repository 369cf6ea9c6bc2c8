// The second factor: TOTP, RFC 6238 with SHA-1, 30 seconds, six digits, as every phone app does it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boai::crypto {

std::string totp_secret();  // 160 bits in base32
std::string totp_code(std::string_view base32_secret, std::int64_t unix_seconds);

// The step the code belongs to, one step of clock drift either way; a step used before is refused.
std::optional<std::int64_t> totp_verify(std::string_view base32_secret, std::string_view code,
                                        std::int64_t unix_seconds, std::int64_t last_used_step);

std::string base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

}  // namespace boai::crypto
