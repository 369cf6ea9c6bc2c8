#include "engines/linkage/person.hpp"

#include <algorithm>

#include "engines/linkage/letters.hpp"

namespace boai::linkage {

namespace {

constexpr std::size_t phone_digits_min = 5, phone_digits_max = 15;

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char each) { return each >= '0' && each <= '9'; });
}

// GB 11643: weights 2^i mod 11.
char check_digit(std::string_view seventeen) {
  int sum = 0, weight = 1;
  for (std::size_t at = 17; at-- > 0;) {
    weight = weight * 2 % 11;
    sum += (seventeen[at] - '0') * weight;
  }
  return "10X98765432"[sum % 11];
}

bool is_valid(std::string_view number) {
  bool day = Day::from_number(std::stoll(std::string(number.substr(6, 8)))).has_value();
  return day && check_digit(number) == number[17];
}

std::uint64_t packed(std::string_view number) {
  std::uint64_t value = 0;
  for (char each : number.substr(0, 17)) value = value * 10 + static_cast<unsigned>(each - '0');
  return value * 11 + (number[17] == 'X' ? 10u : static_cast<unsigned>(number[17] - '0'));
}

// Cards before 1999 had fifteen digits: no century, no check digit.
std::string with_century(const std::string& number) {
  if (number.size() != 15 || !all_digits(number)) return number;
  std::string longer = number.substr(0, 6) + "19" + number.substr(6);
  return longer + check_digit(longer);
}

void read_document(const Row& row, Codes& codes) {
  std::string number = clean_number(row.document_number);
  if (number.empty()) return;
  bool resident = row.document_kind.empty() || row.document_kind == "resident_id";
  if (resident) number = with_century(number);
  bool form = resident && number.size() == 18 && all_digits(number.substr(0, 17)) &&
              (all_digits(number.substr(17)) || number[17] == 'X');
  if (form) {
    codes.form = is_valid(number) ? NumberForm::valid : NumberForm::wrong;
    codes.document = packed(number);
    return;
  }
  codes.form = NumberForm::other;
  codes.document = hash_of(number, hash_of(row.document_kind));
  codes.paper = static_cast<std::uint32_t>(hash_of(row.document_kind));
}

// "+86 138-1234-5678" and "013812345678" are one phone.
std::uint64_t phone_of(std::string_view text) {
  std::string number = clean_number(text);
  if (!all_digits(number)) return 0;
  if (number.starts_with("00")) number = number.substr(2);
  if (number.size() > 11 && number.starts_with("86")) number = number.substr(2);
  if (number.size() == 12 && number.starts_with("01") && number[2] >= '3') {
    number = number.substr(1);
  }
  bool form = number.size() >= phone_digits_min && number.size() <= phone_digits_max;
  return form ? std::stoull(number) : 0;
}

std::string replaced(const std::map<std::string, std::string>& rules, const std::string& syllable,
                     bool at_end) {
  for (const auto& [from, to] : rules) {
    if (at_end && syllable.ends_with(from)) {
      return syllable.substr(0, syllable.size() - from.size()) + to;
    }
    if (!at_end && syllable.starts_with(from)) return to + syllable.substr(from.size());
  }
  return syllable;
}

std::string heard(const Settings& settings, std::string syllable) {
  auto whole = settings.accent_syllables.find(syllable);
  if (whole != settings.accent_syllables.end()) syllable = whole->second;
  syllable = replaced(settings.accent_initials, syllable, false);
  return replaced(settings.accent_finals, syllable, true);
}

// What stands for a letter in a key: its sound, or itself where there is none.
std::uint64_t part_of(const Name& name, std::size_t at) {
  return name.accent[at] ? name.accent[at] : 0x10000u + name.letters[at];
}

std::uint64_t hash_of_part(const Name& name, std::size_t from, std::size_t to) {
  std::uint64_t value = 1;
  for (std::size_t at = from; at < to; ++at) value = mixed(value, part_of(name, at));
  return value;
}

}  // namespace

std::array<char, 18> digits_of(std::uint64_t document) {
  std::array<char, 18> digits{};
  digits[17] = "0123456789X"[document % 11];
  document /= 11;
  for (std::size_t at = 17; at-- > 0; document /= 10) {
    digits[at] = static_cast<char>('0' + document % 10);
  }
  return digits;
}

Reader::Reader(const Sounds& sounds, const Settings& settings) : sounds_(sounds) {
  for (const std::string& each : settings.compound_surnames) {
    auto cleaned = clean_name(each);
    if (cleaned.ok()) compound_.push_back(cleaned->letters);
  }
  std::ranges::sort(compound_);
  for (const auto& [character, syllable] : settings.surname_readings) {
    auto cleaned = clean_name(character);
    if (cleaned.ok()) surname_readings_[cleaned->letters[0]] = sounds.numbered(syllable);
  }
  std::unordered_map<std::string, char16_t> numbers;
  for (std::size_t each = 0; each < sounds.count(); ++each) {
    std::string alike = heard(settings, std::string(sounds.spelt(static_cast<Syllable>(each))));
    auto [place, fresh] = numbers.try_emplace(alike, static_cast<char16_t>(each));
    accents_.push_back(place->second);
  }
  sounding_.resize(sounds.count());
  for (char32_t letter : sounds.letters()) {
    for (char16_t accent : accents_of(sounds.form_of(letter))) sounding_[accent] += letter;
  }
}

Result<Name> Reader::read_name(std::string_view text) const {
  Cleaned cleaned = TRY(clean_name(text));
  Name name;
  name.written = std::move(cleaned.letters);
  name.first_part = static_cast<std::uint8_t>(cleaned.first_part);
  for (char32_t each : name.written) name.letters += sounds_.form_of(each);
  bool compound =
      name.letters.size() > 2 && std::ranges::binary_search(compound_, name.letters.substr(0, 2));
  bool surnamed = name.first_part == 0 && name.letters.size() <= 5 && is_han(name.letters[0]);
  name.surname = static_cast<std::uint8_t>(!surnamed ? 0 : compound ? 2 : 1);
  for (std::size_t at = 0; at < name.letters.size(); ++at) {
    Syllable syllable = sounds_.syllable_of(name.letters[at]);
    auto own = surname_readings_.find(name.letters[at]);
    if (at == 0 && name.surname == 1 && own != surname_readings_.end()) syllable = own->second;
    name.sounds += syllable;
    name.accent += accent_of(syllable);
  }
  return name;
}

Result<Person> Reader::read(const Row& row) const {
  if (row.id <= 0) return invalid("linkage.id", "id");
  Person person;
  person.name = TRY(read_name(row.name));
  Codes& codes = person.codes;
  read_document(row, codes);
  codes.phone = phone_of(row.phone);
  codes.birthday = row.birthday.number();
  codes.sex = row.sex;
  if (!row.county.empty()) {
    bool form = row.county.size() == 6 && all_digits(row.county);
    if (!form) return invalid("linkage.county", "county");
    codes.county = std::stoi(row.county);
  }
  return person;
}

Keys Reader::keys_of(const Name& name, const Codes& codes) const {
  std::size_t size = name.letters.size();
  std::uint64_t surname = hash_of_part(name, 0, std::max<std::size_t>(1, name.surname));
  std::uint64_t given = hash_of_part(name, std::min<std::size_t>(size - 1, name.surname), size);
  // The letters in any order: 王小明 and 王明小 meet.
  std::uint64_t sound = size;
  for (std::size_t at = 0; at < size; ++at) sound += mixed(7, part_of(name, at));
  auto born = static_cast<std::uint64_t>(codes.birthday);
  auto county = static_cast<std::uint64_t>(codes.county);
  Keys keys{};
  auto put = [&](std::size_t key, bool there, std::uint64_t left, std::uint64_t right) {
    if (there) keys[key] = std::max<std::uint64_t>(1, mixed(mixed(key + 1, left), right));
  };
  put(0, codes.form != NumberForm::missing, codes.document, 0);
  put(1, codes.phone != 0, codes.phone, surname);
  put(2, codes.phone != 0, codes.phone, given);
  put(3, born != 0, sound, born / 10000);
  put(4, born != 0, sound, born % 10000);
  put(5, county != 0, sound, county);
  put(6, born != 0, born, given);
  put(7, born != 0 && county != 0, mixed(born, county), surname);
  put(8, born != 0 && codes.phone != 0, born, codes.phone);
  return keys;
}

// Of every reading of a letter, each once.
std::vector<char16_t> Reader::accents_of(char32_t letter) const {
  std::vector<char16_t> accents;
  for (Syllable each : sounds_.readings_of(letter)) accents.push_back(accent_of(each));
  std::ranges::sort(accents);
  accents.erase(std::ranges::unique(accents).begin(), accents.end());
  return accents;
}

std::vector<std::string> Reader::alike(std::string_view text, std::size_t most) const {
  std::vector<std::string> names{std::string(text)};
  auto name = read_name(text);
  if (!name.ok() || name->surname == 0) return names;
  auto take = [&](const std::u32string& letters) {
    if (names.size() < most && letters != name->written) names.push_back(to_utf8(letters));
  };
  std::u32string other = name->written;
  for (std::size_t at = 0; at + 1 < other.size(); ++at) {
    std::swap(other[at], other[at + 1]);
    take(other);
    std::swap(other[at], other[at + 1]);
  }
  for (std::size_t at = other.size(); at-- > 0;) {  // surnames are misheard least
    for (char16_t accent : accents_of(name->letters[at])) {
      for (char32_t letter : sounding_[accent]) {
        other[at] = letter;
        take(other);
      }
    }
    other[at] = name->written[at];
  }
  return names;
}

}  // namespace boai::linkage
