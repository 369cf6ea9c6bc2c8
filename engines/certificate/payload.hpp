// What the QR code carries (docs/reference/certificate-qr.md): one certificate has one writing, and
// every other writing is refused.
#pragma once

#include "base/day.hpp"
#include "engines/certificate/name.hpp"
#include "engines/merkle/note.hpp"

namespace boai::certificate {

constexpr std::size_t payload_size_max = 124;  // bytes
constexpr std::size_t text_size_max = 4096;    // of what is pasted or scanned, address and all
constexpr std::string_view text_mark = "BA.";

struct Certificate {
  std::string number;
  std::string name_mask;  // 张*三
  NameSeal name_seal = {};
  int region = 0;   // 6 digits, of the issuing society
  int kind = 0;     // course kind, 0–99
  int edition = 1;  // 1–255, one more for each corrected reissue
  Day issued;       // the day of the exam
  Day valid_until;  // the last day, as printed
  Day signed_on;

  bool operator==(const Certificate&) const = default;
};

struct Payload {
  Certificate certificate;
  std::uint32_t key = 0;  // whose signature this claims to be
  std::string body;       // what was signed, without the domain word
  std::string signature;
};

// The text of the code. Codes: certificate.field with the field that cannot be written so.
Result<std::string> sign(const Certificate& certificate, const merkle::Signer& signer);

// Codes: certificate.foreign (not our mark, another version), certificate.malformed. Nothing read
// here is believed before `holds` says so.
Result<Payload> parse(std::string_view text);
bool holds(const Payload& payload, const merkle::Verifier& key);

// A day as 2 bytes, days since 2000-01-01; nullopt outside.
std::optional<int> short_of(Day day);
Day day_of(int since_2000);

}  // namespace boai::certificate
