// Signatures as bytes: Ed25519 (RFC 8032) for the world, SM2 with SM3 (GB/T 32918) for domestic
// verifiers. Ed25519 signs the same text to the same bytes every time; SM2 draws a number.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace boai::crypto {

// Both keys from 32 secret bytes.
std::string ed25519_public_key(std::string_view seed);
std::string ed25519_sign(std::string_view seed, std::string_view text);  // 64 bytes
bool ed25519_verify(std::string_view public_key, std::string_view text, std::string_view signature);

// The secret number is 32 bytes big-endian, the public key the uncompressed point, 65 bytes. The
// signer's identity is GM/T 0009's default one; the signature is r and s, 32 bytes each.
std::string sm2_new_secret();
std::optional<std::string> sm2_public_key(std::string_view secret);
std::optional<std::string> sm2_sign(std::string_view secret, std::string_view text);
bool sm2_verify(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace boai::crypto
