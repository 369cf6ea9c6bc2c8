// Hashes, their texts, and chance. Every kept hash carries its algorithm's name at the caller's.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boai::crypto {

using Hash = std::array<std::uint8_t, 32>;

Hash sha256(std::string_view text);
// Two pieces as one text, without joining them first.
Hash sha256(std::string_view first, std::string_view second);
Hash hmac_sha256(std::string_view key, std::string_view text);

std::string hex(const Hash& hash);
std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
std::string base64url(std::string_view bytes);  // without padding
std::optional<std::string> from_base64url(std::string_view text);
// RFC 4648 section 4, padded. Reading takes the one right writing of a value and no other.
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

bool equal_in_constant_time(std::string_view left, std::string_view right);
std::string random_bytes(std::size_t count);
std::string uuid4();
bool is_uuid(std::string_view text);

}  // namespace boai::crypto
