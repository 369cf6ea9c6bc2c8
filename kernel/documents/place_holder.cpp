#include "kernel/documents/place_holder.hpp"

#include <algorithm>

namespace boai::documents {

namespace {

bool blank(std::string_view text, std::size_t at, std::size_t& length) {
  char letter = text[at];
  length = 1;
  if (letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r') return true;
  // Office writes a no-break or a wide space where somebody typed one.
  if (text.substr(at).starts_with("\xc2\xa0")) return length = 2, true;
  if (text.substr(at).starts_with("\xe3\x80\x80")) return length = 3, true;
  return false;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  std::string current;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    if (blank(text, at, length)) {
      if (!current.empty()) parts.push_back(std::move(current));
      current.clear();
    } else {
      current += text[at];
    }
    at += length;
  }
  if (!current.empty()) parts.push_back(std::move(current));
  return parts;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || letter == '_';
  });
}

}  // namespace

Result<PlaceHolder> parse_place_holder(std::string_view text) {
  bool whole = text.size() >= 4 && text.starts_with("{{") && text.ends_with("}}");
  if (!whole || text.size() > place_holder_bytes_max) {
    return invalid("document.place_holder", {}, std::string(text.substr(0, 80)));
  }
  PlaceHolder made;
  made.text = text;
  for (std::string& part : split(text.substr(2, text.size() - 4))) {
    std::size_t equals = part.find('=');
    if (equals == std::string::npos) {
      // "region=3201 value" reads as well as "value region=3201".
      made.words.push_back(std::move(part));
      continue;
    }
    std::string name = part.substr(0, equals), value = part.substr(equals + 1);
    bool twice = made.options.contains(name);
    if (!is_name(name) || value.empty() || twice) {
      return invalid("document.place_holder", {}, made.text);
    }
    made.options[name] = value;
  }
  if (made.words.empty()) return invalid("document.place_holder", {}, made.text);
  return made;
}

std::vector<Span> place_holders_in(std::string_view text) {
  std::vector<Span> spans;
  std::size_t at = 0;
  for (;;) {
    std::size_t begin = text.find("{{", at);
    if (begin == std::string_view::npos) return spans;
    std::size_t end = text.find("}}", begin + 2);
    std::size_t again = text.find("{{", begin + 2);
    bool closed = end != std::string_view::npos && (again == std::string_view::npos || end < again);
    if (!closed) {
      spans.push_back({begin, again == std::string_view::npos ? text.size() : again, false});
      at = spans.back().end;
      continue;
    }
    spans.push_back({begin, end + 2, true});
    at = end + 2;
  }
}

}  // namespace boai::documents
