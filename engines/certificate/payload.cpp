#include "engines/certificate/payload.hpp"

#include "base/crypto/signing.hpp"
#include "engines/certificate/number.hpp"

namespace boai::certificate {

namespace {

constexpr std::string_view domain{"boai/certificate/v1\0", 20};
constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::int64_t epoch = 10957;  // 2000-01-01 in days since 1970
constexpr std::size_t signature_size = 64;
constexpr int version = 1;

std::string to_base32(std::string_view bytes) {
  std::string text;
  unsigned held = 0, bits = 0;
  for (char each : bytes) {
    held = held << 8 | static_cast<unsigned char>(each);
    for (bits += 8; bits >= 5; bits -= 5) text += base32[held >> (bits - 5) & 31U];
  }
  if (bits > 0) text += base32[held << (5 - bits) & 31U];
  return text;
}

// nullopt for a letter outside the alphabet, a length no bytes have, unused bits that are not zero.
std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  unsigned held = 0, bits = 0;
  for (char each : text) {
    std::size_t value = base32.find(each);
    if (value == std::string_view::npos) return std::nullopt;
    held = held << 5 | static_cast<unsigned>(value);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 255U);
  }
  if (bits >= 5 || (held & ((1U << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

bool is_number(std::string_view number) {
  if (number.empty() || number.size() > number_size_max) return false;
  for (char each : number) {
    if (!(each >= '0' && each <= '9') && !(each >= 'A' && each <= 'Z')) return false;
  }
  return true;
}

// The first field that no payload can hold, "" when all can.
std::string_view fault_of(const Certificate& certificate) {
  if (!is_number(certificate.number)) return "number";
  if (!is_mask(certificate.name_mask)) return "name_mask";
  if (certificate.region < 100000 || certificate.region > 999999) return "region";
  if (certificate.kind < 0 || certificate.kind > 99) return "kind";
  if (certificate.edition < 1 || certificate.edition > 255) return "edition";
  if (!short_of(certificate.issued)) return "issued";
  if (!short_of(certificate.valid_until)) return "valid_until";
  if (!short_of(certificate.signed_on)) return "signed";
  if (certificate.valid_until < certificate.issued) return "valid_until";
  return certificate.signed_on < certificate.issued ? "signed" : "";
}

void put(std::string& bytes, std::uint32_t number, int count) {
  while (count-- > 0) bytes += static_cast<char>(number >> (8 * count));
}

std::string body_of(const Certificate& certificate, std::uint32_t key) {
  std::string body;
  put(body, version, 1);
  put(body, key, 4);
  put(body, static_cast<std::uint32_t>(certificate.region), 3);
  put(body, static_cast<std::uint32_t>(certificate.kind), 1);
  put(body, static_cast<std::uint32_t>(certificate.edition), 1);
  for (Day day : {certificate.issued, certificate.valid_until, certificate.signed_on}) {
    put(body, static_cast<std::uint32_t>(*short_of(day)), 2);
  }
  for (const std::string* text : {&certificate.number, &certificate.name_mask}) {
    put(body, static_cast<std::uint32_t>(text->size()), 1);
    body += *text;
  }
  body.append(certificate.name_seal.begin(), certificate.name_seal.end());
  return body;
}

// Takes bytes off the front; once there are too few, everything after is empty and `whole` false.
struct Reader {
  std::string_view rest;
  bool whole = true;

  std::string_view bytes(std::size_t count) {
    whole = whole && rest.size() >= count;
    if (!whole) return {};
    std::string_view taken = rest.substr(0, count);
    rest.remove_prefix(count);
    return taken;
  }
  std::uint32_t number(std::size_t count) {
    std::uint32_t value = 0;
    for (char each : bytes(count)) value = value << 8 | static_cast<unsigned char>(each);
    return value;
  }
  std::string text() { return std::string(bytes(number(1))); }
};

// What stands behind the last "#", without blanks and line ends around it.
std::string_view token_in(std::string_view text) {
  if (std::size_t hash = text.rfind('#'); hash != std::string_view::npos) {
    text.remove_prefix(hash + 1);
  }
  constexpr std::string_view blank = " \t\r\n";
  std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace

std::optional<int> short_of(Day day) {
  if (!day) return std::nullopt;
  std::int64_t since = day.serial() - epoch;
  if (since < 0 || since > 0xffff) return std::nullopt;
  return static_cast<int>(since);
}

Day day_of(int since_2000) { return Day::from_serial(epoch + since_2000); }

Result<std::string> sign(const Certificate& certificate, const merkle::Signer& signer) {
  if (std::string_view fault = fault_of(certificate); !fault.empty()) {
    return invalid("certificate.field", std::string(fault));
  }
  std::string body = body_of(certificate, merkle::verifier_of(signer).id);
  std::string signature = crypto::ed25519_sign(signer.secret, std::string(domain) + body);
  must(body.size() + signature.size() <= payload_size_max);
  return std::string(text_mark) + to_base32(body + signature);
}

Result<Payload> parse(std::string_view text) {
  auto malformed = [](std::string detail) {
    return invalid("certificate.malformed", "text", std::move(detail));
  };
  auto foreign = [](std::string detail) {
    return invalid("certificate.foreign", "text", std::move(detail));
  };
  if (text.size() > text_size_max) return foreign("longer than any code");
  std::string_view token = token_in(text);
  if (!token.starts_with(text_mark)) return foreign("no " + std::string(text_mark));
  auto bytes = from_base32(token.substr(text_mark.size()));
  if (!bytes || bytes->empty()) return malformed("not base32 in its one writing");
  if ((*bytes)[0] != version) return foreign("another version of the format");
  if (bytes->size() > payload_size_max) return malformed("too long");
  if (bytes->size() <= signature_size) return malformed("truncated");
  std::size_t signed_size = bytes->size() - signature_size;
  Payload payload{.body = bytes->substr(0, signed_size), .signature = bytes->substr(signed_size)};
  Reader reader{.rest = std::string_view(payload.body).substr(1)};
  Certificate& found = payload.certificate;
  payload.key = reader.number(4);
  found.region = static_cast<int>(reader.number(3));
  found.kind = static_cast<int>(reader.number(1));
  found.edition = static_cast<int>(reader.number(1));
  for (Day* day : {&found.issued, &found.valid_until, &found.signed_on}) {
    *day = day_of(static_cast<int>(reader.number(2)));
  }
  found.number = reader.text();
  found.name_mask = reader.text();
  std::string_view seal = reader.bytes(found.name_seal.size());
  if (!reader.whole || !reader.rest.empty()) return malformed("not the length it says");
  std::copy(seal.begin(), seal.end(), found.name_seal.begin());
  if (std::string_view fault = fault_of(found); !fault.empty()) {
    return malformed("the field " + std::string(fault));
  }
  return payload;
}

bool holds(const Payload& payload, const merkle::Verifier& key) {
  return key.algorithm == merkle::Algorithm::ed25519 && key.id == payload.key &&
         crypto::ed25519_verify(key.key, std::string(domain) + payload.body, payload.signature);
}

}  // namespace boai::certificate
