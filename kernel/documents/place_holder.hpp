// The small language inside a template: {{FA-02 value region=3201 as=wan digits=1}}. Words first,
// options with "=" after them; what the words mean is the caller's affair (Answers).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::documents {

struct PlaceHolder {
  std::string text;   // as written, with its braces
  std::string place;  // "word/document.xml ¶12", "xl/worksheets/sheet1.xml B7"
  std::vector<std::string> words;
  std::map<std::string, std::string, std::less<>> options;

  std::string_view word(std::size_t at) const {
    return at < words.size() ? std::string_view(words[at]) : std::string_view();
  }
  std::string option(std::string_view name, std::string otherwise = {}) const {
    auto found = options.find(name);
    return found == options.end() ? std::move(otherwise) : found->second;
  }
};

constexpr std::size_t place_holder_bytes_max = 300;

// `text` with its braces. Codes: document.place_holder.
Result<PlaceHolder> parse_place_holder(std::string_view text);

// Where "{{…}}" stands in a text; an opening without an end is told as one that reaches to the end.
struct Span {
  std::size_t begin = 0, end = 0;  // of the text with its braces
  bool closed = true;
};
std::vector<Span> place_holders_in(std::string_view text);

// What a place-holder becomes: spans of text one after the other, or a picture.
struct Text {
  std::string text;  // "\n" is a line break
  bool raised = false;
  std::string link;  // an address, or ""
};
struct Picture {
  std::string png;
  double width_mm = 0, height_mm = 0;
  std::string words;  // said to those who cannot see it
};
struct Piece {
  std::vector<Text> texts;
  std::optional<Picture> picture;
  std::string number;  // decimal text, where a table's cell may hold a number
};

// One turn of a repeated row: the text of its {{each …}}, and which item.
struct Turn {
  std::string each;
  std::size_t at = 0;
};

// What knows the figures. Asked in the order of the document, so it may number as it goes.
class Answers {
 public:
  virtual ~Answers() = default;
  // `turn` is null outside repeated rows. Any refusal is told with the place-holder's place.
  virtual Result<Piece> piece(const PlaceHolder& asked, const Turn* turn) = 0;
  // How often the row of {{each LIST …}} stands.
  virtual Result<std::size_t> rows(const PlaceHolder& asked) = 0;
};

}  // namespace boai::documents
