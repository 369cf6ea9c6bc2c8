// The revoked file: read, written, searched.
#include <algorithm>

#include "engines/certificate/lines.hpp"
#include "engines/certificate/payload.hpp"

namespace boai::certificate {

namespace {

constexpr std::string_view head = "boai/certificate-revoked/v1";
constexpr std::string_view hash_domain{"boai/certificate-number/v1\0", 27};
constexpr std::size_t entry_size = 12;

void put(std::string& bytes, std::uint64_t number, int count) {
  while (count-- > 0) bytes += static_cast<char>(number >> (8 * count));
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t number = 0;
  for (char each : bytes.substr(at, count)) number = number << 8 | static_cast<unsigned char>(each);
  return number;
}

std::string line_of(const Revocation& revocation) {
  std::string bytes;
  put(bytes, revocation.number, 8);
  put(bytes, static_cast<std::uint64_t>(short_of(revocation.from).value_or(0)), 2);
  put(bytes, static_cast<std::uint64_t>(revocation.reason), 1);
  put(bytes, static_cast<std::uint64_t>(revocation.edition), 1);
  return crypto::base64(bytes) + "\n";
}

Revocation revocation_in(Lines& lines) {
  auto bytes = crypto::from_base64(lines.line());
  if (!bytes || bytes->size() != entry_size) {
    lines.fail();
    return {};
  }
  auto reason = number_at(*bytes, 10, 1);
  Revocation found{number_at(*bytes, 0, 8), day_of(static_cast<int>(number_at(*bytes, 8, 2))),
                   static_cast<Reason>(reason), static_cast<int>(number_at(*bytes, 11, 1))};
  if (reason < 1 || reason > 4 || found.edition == 0) lines.fail();
  return found;
}

std::string kinds_text(const std::vector<int>& kinds) {
  if (kinds.empty()) return "*";
  std::string text;
  for (int kind : kinds) text += (text.empty() ? "" : ",") + padded(kind, 2);
  return text;
}

std::vector<int> kinds_in(Lines& lines) {
  std::vector<int> kinds;
  std::string_view text = lines.word();
  if (text == "*") return kinds;
  while (!text.empty() && kinds.size() < 100) {
    std::string_view one = text.substr(0, text.find(','));
    kinds.push_back(static_cast<int>(lines.number_in(one, 99)));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
  }
  if (kinds.empty()) lines.fail();
  return kinds;
}

Decree decree_in(Lines& lines) {
  Decree decree;
  decree.code = lines.word();
  decree.kinds = kinds_in(lines);
  decree.region = lines.word();
  decree.first = lines.day();
  decree.last = lines.day();
  decree.until = lines.day();
  decree.document = lines.text();
  std::size_t digits = decree.region.size();
  bool placed = (digits == 2 || digits == 4 || digits == 6) &&
                decree.region.find_first_not_of("0123456789") == std::string::npos;
  if (!placed || decree.code.empty() || decree.document.empty()) lines.fail();
  if (decree.last < decree.first || decree.until < decree.last) lines.fail();
  return decree;
}

}  // namespace

std::string_view name_of(Reason reason) {
  switch (reason) {
    case Reason::error:
      return "error";
    case Reason::fraud:
      return "fraud";
    case Reason::wish:
      return "wish";
    case Reason::superseded:
      return "superseded";
  }
  return "";
}

NumberHash hash_of(std::string_view number) {
  crypto::Hash hash = crypto::sha256(hash_domain, number);
  return number_at({reinterpret_cast<const char*>(hash.data()), hash.size()}, 0, 8);
}

const Revocation* Revoked::find(std::string_view number) const {
  NumberHash wanted = hash_of(number);
  auto found = std::ranges::lower_bound(revocations, wanted, {}, &Revocation::number);
  return found == revocations.end() || found->number != wanted ? nullptr : &*found;
}

std::string to_text(const Revoked& revoked) {
  std::string text = std::string(head) + "\nissuer " + padded(revoked.edition.issuer, 2) + "\n" +
                     edition_lines(revoked.edition);
  for (const Decree& decree : revoked.decrees) {
    text += "extend " + decree.code + " " + kinds_text(decree.kinds) + " " + decree.region + " " +
            to_text(decree.first) + " " + to_text(decree.last) + " " + to_text(decree.until) + " " +
            decree.document + "\n";
  }
  text += "revoked " + std::to_string(revoked.revocations.size()) + "\n";
  for (const Revocation& each : revoked.revocations) text += line_of(each);
  return text;
}

Result<Revoked> parse_revoked(std::string_view text) {
  auto malformed = [](std::string detail) {
    return invalid("certificate.revoked_malformed", "revoked", std::move(detail));
  };
  if (text.size() > list_size_max) return malformed("too long");
  Lines lines(text);
  Revoked revoked;
  if (lines.line() != head) return malformed("not " + std::string(head));
  lines.expect("issuer");
  int issuer = static_cast<int>(lines.number(99));
  revoked.edition = lines.edition_after_issuer();
  revoked.edition.issuer = issuer;
  while (lines.open("extend") && revoked.decrees.size() < decrees_max) {
    revoked.decrees.push_back(decree_in(lines));
  }
  lines.expect("revoked");
  std::int64_t count = lines.number(revocations_max);
  if (!lines.good()) return malformed(lines.where());
  revoked.revocations.reserve(static_cast<std::size_t>(count));
  while (count-- > 0 && lines.good()) revoked.revocations.push_back(revocation_in(lines));
  if (!lines.good() || !lines.ended()) return malformed(lines.where());
  auto rising = [](const Revocation& left, const Revocation& right) {
    return left.number >= right.number;
  };
  auto codes = [](const Decree& left, const Decree& right) { return left.code >= right.code; };
  if (std::ranges::adjacent_find(revoked.revocations, rising) != revoked.revocations.end() ||
      std::ranges::adjacent_find(revoked.decrees, codes) != revoked.decrees.end()) {
    return malformed("out of order, or twice");
  }
  if (to_text(revoked) != text) return malformed("written another way");
  return revoked;
}

}  // namespace boai::certificate
