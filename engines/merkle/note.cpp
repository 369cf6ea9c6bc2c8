#include "engines/merkle/note.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

#include "base/crypto/digest.hpp"
#include "base/crypto/signing.hpp"

namespace boai::merkle {

namespace {

constexpr std::string_view dash = "\xe2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t note_size_max = 1 << 20;
constexpr std::size_t signatures_max = 64;

// One character of UTF-8 off the front, nothing when there is none.
std::optional<char32_t> next_character(std::string_view& text) {
  auto lead = static_cast<unsigned char>(text[0]);
  std::size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : 4;
  if (size == 4 && lead >> 3 != 30) return std::nullopt;
  if (text.size() < size) return std::nullopt;
  char32_t letter = size == 1 ? lead : lead & (0xffu >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) {
    auto byte = static_cast<unsigned char>(text[at]);
    if (byte >> 6 != 2) return std::nullopt;
    letter = letter << 6 | (byte & 63u);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  bool surrogate = letter >= 0xd800 && letter <= 0xdfff;
  if (letter < least[size] || letter > 0x10ffff || surrogate) return std::nullopt;
  text.remove_prefix(size);
  return letter;
}

bool is_space(char32_t letter) {
  return (letter >= 9 && letter <= 13) || letter == ' ' || letter == 0x85 || letter == 0xa0 ||
         letter == 0x1680 || (letter >= 0x2000 && letter <= 0x200a) || letter == 0x2028 ||
         letter == 0x2029 || letter == 0x202f || letter == 0x205f || letter == 0x3000;
}

bool is_note_text(std::string_view text) {
  while (!text.empty()) {
    auto letter = next_character(text);
    if (!letter || (*letter < 0x20 && *letter != '\n')) return false;
  }
  return true;
}

std::uint32_t number_at(std::string_view bytes) {
  std::uint32_t number = 0;
  for (char byte : bytes.substr(0, 4)) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

std::string four_bytes(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

std::string key_material(Algorithm algorithm, std::string_view key) {
  std::string bytes(1, static_cast<char>(algorithm));
  if (algorithm == Algorithm::sm2_sm3) bytes += sm2_name;
  return bytes.append(key);
}

std::uint32_t key_id(std::string_view name, std::string_view material) {
  crypto::Hash hash = crypto::sha256(std::string(name) + "\n", material);
  return number_at({reinterpret_cast<const char*>(hash.data()), 4});
}

std::string hex_id(std::uint32_t id) { return crypto::hex(four_bytes(id)); }

Error bad_vkey(std::string detail) { return invalid("merkle.vkey", "key", std::move(detail)); }

// "name+1234abcd+base64" in its three parts; the name holds no plus, the last part may.
struct Parts {
  std::string name;
  std::uint32_t id = 0;
  std::string material;
};
Result<Parts> parts_of(std::string_view text) {
  std::size_t first = text.find('+');
  if (first == std::string_view::npos) return bad_vkey("not name+id+key");
  std::size_t second = text.find('+', first + 1);
  if (second == std::string_view::npos) return bad_vkey("not name+id+key");
  Parts parts{.name = std::string(text.substr(0, first))};
  if (!is_key_name(parts.name)) return bad_vkey("the name is empty or has spaces");
  auto id = crypto::from_hex(text.substr(first + 1, second - first - 1));
  if (!id || id->size() != 4) return bad_vkey("the id is not eight hexadecimal digits");
  parts.id = number_at(*id);
  auto material = crypto::from_base64(text.substr(second + 1));
  if (!material || material->empty()) return bad_vkey("the key is not base64");
  parts.material = std::move(*material);
  return parts;
}

std::optional<Algorithm> algorithm_of(std::string_view material) {
  switch (static_cast<unsigned char>(material[0])) {
    case 0x01:
      return Algorithm::ed25519;
    case 0x04:
      return Algorithm::cosignature;
    case 0xff:
      if (material.substr(1).starts_with(sm2_name)) return Algorithm::sm2_sm3;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::string cosigned(std::uint64_t time, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    auto letter = next_character(name);
    if (!letter || is_space(*letter) || *letter == '+' || *letter < 0x20) return false;
  }
  return true;
}

Result<Verifier> parse_vkey(std::string_view text) {
  Parts parts = TRY(parts_of(text));
  auto algorithm = algorithm_of(parts.material);
  if (!algorithm) return bad_vkey("a signature type not known here");
  std::size_t lead = *algorithm == Algorithm::sm2_sm3 ? 1 + sm2_name.size() : 1;
  Verifier verifier{parts.name, parts.id, *algorithm, parts.material.substr(lead)};
  std::size_t length = *algorithm == Algorithm::sm2_sm3 ? 65 : 32;
  if (verifier.key.size() != length) return bad_vkey("the key has the wrong length");
  if (key_id(parts.name, parts.material) != parts.id) return bad_vkey("the id is not the key's");
  return verifier;
}

std::string vkey_of(const Verifier& verifier) {
  return verifier.name + "+" + hex_id(verifier.id) + "+" +
         crypto::base64(key_material(verifier.algorithm, verifier.key));
}

Verifier verifier_of(const Signer& signer) {
  Verifier verifier{signer.name, 0, signer.algorithm, {}};
  if (signer.algorithm == Algorithm::sm2_sm3) {
    verifier.key = crypto::sm2_public_key(signer.secret).value_or("");
  } else {
    verifier.key = crypto::ed25519_public_key(signer.secret);
  }
  verifier.id = key_id(signer.name, key_material(signer.algorithm, verifier.key));
  return verifier;
}

Result<Signer> parse_signer(std::string_view text) {
  constexpr std::string_view lead = "PRIVATE+KEY+";
  auto bad = [](std::string detail) {
    return invalid("merkle.private_key", "key", std::move(detail));
  };
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  if (!text.starts_with(lead)) return bad("does not begin with " + std::string(lead));
  auto parts = parts_of(text.substr(lead.size()));
  if (!parts.ok()) return bad(parts.error().detail);
  auto algorithm = algorithm_of(parts->material);
  if (!algorithm) return bad("a signature type not known here");
  std::size_t head = *algorithm == Algorithm::sm2_sm3 ? 1 + sm2_name.size() : 1;
  Signer signer{parts->name, *algorithm, parts->material.substr(head)};
  if (signer.secret.size() != 32) return bad("the secret is not 32 bytes");
  if (*algorithm == Algorithm::sm2_sm3 && !crypto::sm2_public_key(signer.secret)) {
    return bad("no SM2 key");
  }
  if (verifier_of(signer).id != parts->id) return bad("the id is not the key's");
  return signer;
}

std::string text_of(const Signer& signer) {
  return "PRIVATE+KEY+" + signer.name + "+" + hex_id(verifier_of(signer).id) + "+" +
         crypto::base64(key_material(signer.algorithm, signer.secret)) + "\n";
}

std::string to_text(const SignatureLine& line) {
  return std::string(dash) + line.name + " " + crypto::base64(four_bytes(line.id) + line.bytes) +
         "\n";
}

Result<SignatureLine> parse_signature_line(std::string_view line) {
  auto bad = [] { return invalid("merkle.note_malformed", "signature"); };
  if (!line.starts_with(dash)) return bad();
  line.remove_prefix(dash.size());
  std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return bad();
  auto bytes = crypto::from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) return bad();
  return SignatureLine{std::string(line.substr(0, space)), number_at(*bytes), bytes->substr(4)};
}

Result<Note> parse_note(std::string_view bytes) {
  auto bad = [](std::string detail) {
    return invalid("merkle.note_malformed", "note", std::move(detail));
  };
  if (bytes.size() > note_size_max) return bad("longer than a note may be");
  if (!is_note_text(bytes)) return bad("not UTF-8, or a control character");
  std::size_t split = bytes.rfind("\n\n");
  if (split == std::string_view::npos || split == 0) return bad("no blank line before signatures");
  Note note{std::string(bytes.substr(0, split + 1)), {}};
  std::string_view rest = bytes.substr(split + 2);
  if (rest.empty() || rest.back() != '\n') return bad("no signature line, or one not ended");
  while (!rest.empty()) {
    if (note.signatures.size() == signatures_max) return bad("too many signatures");
    std::size_t end = rest.find('\n');
    note.signatures.push_back(TRY(parse_signature_line(rest.substr(0, end))));
    rest.remove_prefix(end + 1);
  }
  return note;
}

std::string to_text(const Note& note) {
  std::string text = note.text + "\n";
  for (const SignatureLine& line : note.signatures) text += to_text(line);
  return text;
}

SignatureLine sign(const Signer& signer, std::string_view text, std::uint64_t unix_seconds) {
  Verifier verifier = verifier_of(signer);
  SignatureLine line{signer.name, verifier.id, {}};
  switch (signer.algorithm) {
    case Algorithm::ed25519:
      line.bytes = crypto::ed25519_sign(signer.secret, text);
      break;
    case Algorithm::sm2_sm3:
      line.bytes = crypto::sm2_sign(signer.secret, text).value_or("");
      must(!line.bytes.empty());
      break;
    case Algorithm::cosignature:
      for (int shift = 56; shift >= 0; shift -= 8) {
        line.bytes += static_cast<char>(unix_seconds >> shift);
      }
      line.bytes += crypto::ed25519_sign(signer.secret, cosigned(unix_seconds, text));
      break;
  }
  return line;
}

std::uint64_t time_of(const SignatureLine& cosignature) {
  std::uint64_t time = 0;
  for (char byte : std::string_view(cosignature.bytes).substr(0, 8)) {
    time = time << 8 | static_cast<unsigned char>(byte);
  }
  return time;
}

bool verifies(const Verifier& verifier, std::string_view text, const SignatureLine& line) {
  switch (verifier.algorithm) {
    case Algorithm::ed25519:
      return crypto::ed25519_verify(verifier.key, text, line.bytes);
    case Algorithm::sm2_sm3:
      return crypto::sm2_verify(verifier.key, text, line.bytes);
    case Algorithm::cosignature:
      break;
  }
  if (line.bytes.size() != 72 || time_of(line) >> 63 != 0) return false;
  return crypto::ed25519_verify(verifier.key, cosigned(time_of(line), text),
                                std::string_view(line.bytes).substr(8));
}

Result<Checked> check(const Note& note, std::span<const Verifier> known) {
  Checked checked;
  for (const SignatureLine& line : note.signatures) {
    auto key = std::ranges::find_if(
        known, [&](const Verifier& each) { return each.name == line.name && each.id == line.id; });
    if (key == known.end()) {
      checked.unknown.push_back(line.name);
      continue;
    }
    if (!verifies(*key, note.text, line)) return invalid("merkle.signature_wrong", line.name);
    checked.by.push_back(&*key);
  }
  if (checked.by.empty()) return invalid("merkle.no_known_signature", "note");
  return checked;
}

}  // namespace boai::merkle
