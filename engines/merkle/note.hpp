// Signed notes (C2SP signed-note): a text, and lines by keys that signed it. Ed25519 (type 1) for
// everybody, timestamped witness cosignatures (type 4, C2SP tlog-cosignature), and SM2 with SM3 as
// an extra line (type 255 with a long name) that verifiers without it pass over.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::merkle {

enum class Algorithm : std::uint8_t { ed25519 = 0x01, cosignature = 0x04, sm2_sm3 = 0xff };

// What stands behind byte 255 of an SM2 key, before its point.
constexpr std::string_view sm2_name = "boai/sm2-with-sm3/v1";

struct Verifier {
  std::string name;
  std::uint32_t id = 0;
  Algorithm algorithm = Algorithm::ed25519;
  std::string key;  // public bytes
};

// "name+1234abcd+base64". Codes: merkle.vkey, with what is wrong.
Result<Verifier> parse_vkey(std::string_view text);
std::string vkey_of(const Verifier& verifier);
bool is_key_name(std::string_view name);

struct Signer {
  std::string name;
  Algorithm algorithm = Algorithm::ed25519;
  std::string secret;  // 32 bytes
};
Verifier verifier_of(const Signer& signer);
// "PRIVATE+KEY+name+1234abcd+base64", as other tools write it. Codes: merkle.private_key.
Result<Signer> parse_signer(std::string_view text);
std::string text_of(const Signer& signer);

struct SignatureLine {
  std::string name;
  std::uint32_t id = 0;
  std::string bytes;
};
std::string to_text(const SignatureLine& line);  // with the dash and the newline
Result<SignatureLine> parse_signature_line(std::string_view line);

struct Note {
  std::string text;  // with its last newline
  std::vector<SignatureLine> signatures;
};
// Codes: merkle.note_malformed.
Result<Note> parse_note(std::string_view bytes);
std::string to_text(const Note& note);

SignatureLine sign(const Signer& signer, std::string_view text, std::uint64_t unix_seconds = 0);
bool verifies(const Verifier& verifier, std::string_view text, const SignatureLine& line);
// When a cosignature says it was made.
std::uint64_t time_of(const SignatureLine& cosignature);

struct Checked {
  std::vector<const Verifier*> by;   // known keys, all verified
  std::vector<std::string> unknown;  // names of lines by keys not known here
};
// One wrong line of a known key refuses the whole note. Codes: merkle.signature_wrong,
// merkle.no_known_signature.
Result<Checked> check(const Note& note, std::span<const Verifier> known);

}  // namespace boai::merkle
