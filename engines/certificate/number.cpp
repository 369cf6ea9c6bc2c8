#include "engines/certificate/number.hpp"

#include <algorithm>
#include <cctype>

namespace boai::certificate {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // GB 32100-2015
constexpr std::size_t body_size_max = 30;

struct Word {
  std::string_view name;
  std::size_t digits;
};
constexpr Word words[] = {{"region", 6}, {"year", 4}, {"course", 2}, {"serial", 6}, {"check", 1}};

std::size_t digits_of(std::string_view name) {
  auto found = std::ranges::find(words, name, &Word::name);
  return found == std::end(words) ? 0 : found->digits;
}

int* part_of(NumberParts& parts, std::string_view name) {
  if (name == "region") return &parts.region;
  if (name == "year") return &parts.year;
  if (name == "course") return &parts.course;
  return &parts.serial;
}

int least_of(std::string_view name) {
  if (name == "region") return 100000;
  if (name == "year") return 1904;  // no society of ours is older
  return name == "serial" ? 1 : 0;
}

}  // namespace

std::optional<char> check_character(std::string_view body) {
  if (body.empty() || body.size() > body_size_max) return std::nullopt;
  std::size_t sum = 0, weight = 1;
  for (char each : body) {
    std::size_t value = alphabet.find(each);
    if (value == std::string_view::npos) return std::nullopt;
    sum += value * weight;
    weight = weight * 3 % alphabet.size();
  }
  return alphabet[(alphabet.size() - sum % alphabet.size()) % alphabet.size()];
}

Result<NumberForm> NumberForm::parse(std::string_view form) {
  auto bad = [](std::string detail) {
    return invalid("certificate.number_form", "number", std::move(detail));
  };
  NumberForm made;
  std::size_t size = 0;
  while (!form.empty()) {
    std::size_t open = form.find('{');
    std::string_view letters = form.substr(0, open);
    for (char each : letters) {
      if (alphabet.find(each) == std::string_view::npos)
        return bad("a character outside GB 32100's alphabet");
    }
    if (!letters.empty()) made.pieces_.push_back({"", std::string(letters)});
    size += letters.size();
    if (open == std::string_view::npos) break;
    std::size_t close = form.find('}', open);
    if (close == std::string_view::npos) return bad("a word is not closed");
    std::string name(form.substr(open + 1, close - open - 1));
    if (digits_of(name) == 0) return bad("unknown word " + name);
    if (std::ranges::find(made.pieces_, name, &Piece::name) != made.pieces_.end()) {
      return bad(name + " twice");
    }
    size += digits_of(name);
    made.pieces_.push_back({std::move(name), {}});
    form.remove_prefix(close + 1);
  }
  for (const Word& word : words) {
    if (std::ranges::find(made.pieces_, word.name, &Piece::name) == made.pieces_.end()) {
      return bad(std::string(word.name) + " is missing");
    }
  }
  if (made.pieces_.back().name != "check") return bad("check is not last");
  if (size > number_size_max) return bad("longer than a code may carry");
  return made;
}

Result<std::string> NumberForm::number_of(const NumberParts& parts) const {
  std::string number;
  NumberParts given = parts;
  for (const Piece& piece : pieces_) {
    if (piece.name == "check") break;
    if (piece.name.empty()) {
      number += piece.letters;
      continue;
    }
    int value = *part_of(given, piece.name);
    std::string digits = std::to_string(value);
    if (value < least_of(piece.name) || digits.size() > digits_of(piece.name)) {
      return invalid("certificate.number_parts", piece.name, digits);
    }
    number.append(digits_of(piece.name) - digits.size(), '0') += digits;
  }
  number += check_character(number).value();
  return number;
}

Result<NumberParts> NumberForm::read(std::string_view typed) const {
  auto bad = [](std::string field, std::string detail) {
    return invalid("certificate.number", std::move(field), std::move(detail));
  };
  std::string number;
  for (char each : typed.substr(0, 4 * number_size_max)) {
    if (each != ' ') number += static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
  }
  std::string_view rest = number;
  NumberParts parts;
  for (const Piece& piece : pieces_) {
    std::size_t size = piece.name.empty() ? piece.letters.size() : digits_of(piece.name);
    if (rest.size() < size) return bad("number", "too short");
    std::string_view part = rest.substr(0, size);
    rest.remove_prefix(size);
    if (piece.name == "check") continue;
    if (piece.name.empty()) {
      if (part != piece.letters) return bad("number", "does not begin as ours do");
      continue;
    }
    int value = 0;
    for (char each : part) {
      if (each < '0' || each > '9') return bad(piece.name, "not digits");
      value = value * 10 + (each - '0');
    }
    if (value < least_of(piece.name)) return bad(piece.name, "out of range");
    *part_of(parts, piece.name) = value;
  }
  if (!rest.empty()) return bad("number", "too long");
  auto wanted = check_character(std::string_view(number).substr(0, number.size() - 1));
  if (!wanted || *wanted != number.back()) return bad("check", "the check character is another");
  return parts;
}

}  // namespace boai::certificate
