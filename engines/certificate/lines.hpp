// A text read line by line and word by word; a fault is kept and told once, at the end.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "base/crypto/digest.hpp"
#include "engines/certificate/lists.hpp"

namespace boai::certificate {

class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  // Opens the next line when its first word is this one.
  bool open(std::string_view word) {
    std::string_view line = rest_.substr(0, rest_.find('\n'));
    if (line.substr(0, line.find(' ')) != word) return false;
    ++number_;
    line_ = line;
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    this->word();
    return true;
  }
  void expect(std::string_view word) {
    if (!open(word)) fail();
  }
  // A whole line without words.
  std::string_view line() {
    std::string_view line = rest_.substr(0, rest_.find('\n'));
    ++number_;
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    return line;
  }

  bool more() const { return !line_.empty(); }
  std::string_view word() {
    std::string_view word = line_.substr(0, line_.find(' '));
    line_.remove_prefix(std::min(word.size() + 1, line_.size()));
    return word;
  }
  std::string text() { return std::string(std::exchange(line_, {})); }
  std::int64_t number(std::int64_t most) { return number_in(word(), most); }
  std::int64_t number_in(std::string_view text, std::int64_t most) {
    std::int64_t value = -1;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good = fault == std::errc() && end == text.data() + text.size();
    if (!good || value < 0 || value > most) fail();
    return good ? value : 0;
  }
  Day day() {
    auto day = Day::parse(word());
    if (!day || day->number() < 20000101 || day->number() > 21790606) fail();
    return day.value_or(Day());
  }
  Words words() {
    std::string both = text();
    std::size_t bar = both.find('|');
    if (bar == std::string::npos || both.find('|', bar + 1) != std::string::npos) fail();
    if (bar == std::string::npos) return {};
    return {both.substr(0, bar), both.substr(bar + 1)};
  }
  merkle::Verifier key() {
    auto key = merkle::parse_vkey(word());
    if (!key.ok() || key->algorithm != merkle::Algorithm::ed25519) fail();
    return key.ok() ? *key : merkle::Verifier{};
  }
  void fail() {
    if (fault_ == 0) fault_ = std::max<std::size_t>(number_, 1);
  }
  bool good() const { return fault_ == 0; }
  bool ended() const { return rest_.empty(); }
  std::string where() const { return "line " + std::to_string(fault_ == 0 ? number_ : fault_); }

  Edition edition_after_issuer() {
    Edition edition;
    expect("sequence");
    edition.sequence = number(std::int64_t{1} << 52);
    expect("issued");
    edition.issued = day();
    expect("expires");
    edition.expires = day();
    if (edition.expires < edition.issued || edition.sequence == 0) fail();
    return edition;
  }

 private:
  std::string_view rest_, line_;
  std::size_t number_ = 0, fault_ = 0;
};

inline std::string padded(std::int64_t value, std::size_t digits) {
  std::string text = std::to_string(value);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

inline std::string edition_lines(const Edition& edition) {
  return "sequence " + std::to_string(edition.sequence) + "\nissued " + to_text(edition.issued) +
         "\nexpires " + to_text(edition.expires) + "\n";
}

}  // namespace boai::certificate
