#include "domains/people/rules.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace boai::people {

namespace {

std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> characters;
  for (std::size_t at = 0; at < text.size();) {
    auto lead = static_cast<unsigned char>(text[at]);
    std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    characters.push_back(text.substr(at, size));
    at += size;
  }
  return characters;
}

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::string tidied(std::string_view number) {
  std::string kept;
  for (char letter : number) {
    if (letter == ' ' || letter == '-') continue;
    kept += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
  }
  return kept;
}

// GB 11643: weights 2^i mod 11. The first six digits are the region of issue, long gone perhaps,
// and are never compared with today's regions.
Outcome check_eighteen(std::string_view number, Day today) {
  constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  bool form = number.size() == 18 && all_digits(number.substr(0, 17)) &&
              (all_digits(number.substr(17)) || number[17] == 'X');
  if (!form) return invalid("people.document_form", "document_number");
  int sum = 0;
  for (std::size_t at = 0; at < weights.size(); ++at) sum += (number[at] - '0') * weights[at];
  if ("10X98765432"[sum % 11] != number[17]) {
    return invalid("people.document_check_digit", "document_number");
  }
  std::int64_t born = std::stoll(std::string(number.substr(6, 8)));
  auto birthday = Day::from_number(born);
  if (!birthday || *birthday > today || birthday->year() < 1880) {
    return invalid("people.document_birthday", "document_number");
  }
  return Done{};
}

bool letters_then_digits(std::string_view number, std::string_view letters, std::size_t digits) {
  return number.size() == digits + 1 && letters.find(number[0]) != std::string_view::npos &&
         all_digits(number.substr(1));
}

Outcome check_residence_permit(std::string_view number, Day today) {
  std::string_view issuer = number.substr(0, 2);
  if (issuer != "81" && issuer != "82" && issuer != "83") {
    return invalid("people.document_form", "document_number");
  }
  return check_eighteen(number, today);
}

// Old cards: three letters and twelve digits; new ones: 18 digits beginning with 9.
Outcome check_permanent_resident(std::string_view number, Day today) {
  bool old_form = number.size() == 15 && all_digits(number.substr(3)) &&
                  std::ranges::all_of(number.substr(0, 3),
                                      [](char letter) { return letter >= 'A' && letter <= 'Z'; });
  if (old_form) return Done{};
  if (!number.starts_with('9')) return invalid("people.document_form", "document_number");
  return check_eighteen(number, today);
}

Outcome check_passport(std::string_view number) {
  bool form =
      number.size() >= 5 && number.size() <= 20 && std::ranges::all_of(number, [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z');
      });
  return form ? Outcome(Done{}) : invalid("people.document_form", "document_number");
}

Outcome in_form(bool form) {
  return form ? Outcome(Done{}) : invalid("people.document_form", "document_number");
}

Outcome check_by_kind(std::string_view kind, std::string_view number, Day today) {
  if (kind == "resident_id") return check_eighteen(number, today);
  if (kind == "hk_macao_pass") return in_form(letters_then_digits(number, "HM", 8));
  if (kind == "taiwan_pass") return in_form(number.size() == 8 && all_digits(number));
  if (kind == "residence_permit") return check_residence_permit(number, today);
  if (kind == "permanent_resident") return check_permanent_resident(number, today);
  if (kind == "passport") return check_passport(number);
  return invalid("people.document_kind", "document_kind");
}

}  // namespace

Outcome check_name(std::string_view name) {
  auto characters = characters_of(name);
  constexpr std::size_t name_max = 50;
  if (characters.empty() || characters.size() > name_max) return invalid("people.name", "name");
  for (std::string_view character : characters) {
    bool plain = character.size() == 1;
    char letter = character[0];
    bool latin = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    bool between = letter == ' ' || letter == '.' || letter == '-' || letter == '\'';
    if (plain && !latin && !between) return invalid("people.name", "name");
  }
  if (name.front() == ' ' || name.back() == ' ') return invalid("people.name", "name");
  return Done{};
}

Result<std::string> check_document(std::string_view kind, std::string_view number, Day today) {
  std::string kept = tidied(number);
  if (kept.size() < 5) return invalid("people.document_form", "document_number");
  TRY(check_by_kind(kind, kept, today));
  return kept;
}

Day birthday_in(std::string_view kind, std::string_view number) {
  bool tells = number.size() == 18 && (kind == "resident_id" || kind == "residence_permit" ||
                                       kind == "permanent_resident");
  if (!tells || !all_digits(number.substr(6, 8))) return {};
  return Day::from_number(std::stoll(std::string(number.substr(6, 8)))).value_or(Day{});
}

// A mobile is 1, 3 to 9, and nine digits; a fixed line a 0, two or three digits of area and seven
// or eight.
Result<std::string> check_phone(std::string_view phone) {
  std::string kept;
  for (char letter : phone) {
    bool between = letter == ' ' || letter == '-' || letter == '(' || letter == ')';
    if (!between) kept += letter;
  }
  if (kept.starts_with("00")) kept = "+" + kept.substr(2);
  bool abroad = kept.starts_with('+') && !kept.starts_with("+86");
  if (abroad) {
    bool form = kept.size() >= 8 && kept.size() <= 16 && all_digits(kept.substr(1));
    return form ? Result<std::string>(kept) : invalid("people.phone", "phone");
  }
  if (kept.starts_with("+86")) kept = kept.substr(3);
  bool mobile = kept.size() == 11 && kept[0] == '1' && kept[1] >= '3' && all_digits(kept);
  bool fixed = kept.size() >= 10 && kept.size() <= 12 && kept[0] == '0' && all_digits(kept);
  if (!mobile && !fixed) return invalid("people.phone", "phone");
  return "+86" + (fixed ? kept.substr(1) : kept);
}

std::string masked_number(std::string_view number) {
  constexpr std::size_t card_size = 15;  // of a resident card, the older form
  bool card = number.size() >= card_size;
  std::size_t first = card ? 3 : 1, last = card ? 4 : 2;
  if (number.size() < 2 * (first + last)) return std::string(number.substr(0, 1)) + "****";
  return std::string(number.substr(0, first)) + std::string(number.size() - first - last, '*') +
         std::string(number.substr(number.size() - last));
}

std::string masked_phone(std::string_view phone) {
  if (phone.starts_with("+86")) phone.remove_prefix(3);
  if (phone.size() < 8) return "****";
  return std::string(phone.substr(0, 3)) + "****" + std::string(phone.substr(phone.size() - 4));
}

const ConsentText* ConsentUse::on(Day day, std::int64_t version) const {
  const ConsentText* found = nullptr;
  for (const ConsentText& text : texts) {
    bool valid = text.from <= day && (!text.until || day <= text.until);
    if (valid && (version == 0 || text.version == version)) found = &text;
  }
  return found;
}

const ConsentUse* Rules::use(std::string_view code) const {
  auto found = std::ranges::find(uses, code, &ConsentUse::code);
  return found == uses.end() ? nullptr : &*found;
}

Day Rules::kept_until(std::string_view purpose, Day ended) const {
  auto rule = std::ranges::find(retention, purpose, &Retention::purpose);
  constexpr int months_a_year = 12;
  if (rule == retention.end() || !ended) return *Day::of(9999, 12, 31);
  return ended.plus_months(rule->years * months_a_year);
}

}  // namespace boai::people
