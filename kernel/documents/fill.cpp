#include "kernel/documents/fill.hpp"

#include <algorithm>

#include "kernel/documents/filling.hpp"

namespace boai::documents {

std::optional<Piece> Filling::ask(std::string_view text, const std::string& place,
                                  const Turn* turn) {
  if (++asked > place_holders_max) {
    refuse(place, invalid("document.rows"), text);
    return std::nullopt;
  }
  auto parsed = parse_place_holder(text);
  if (!parsed.ok()) {
    refuse(place, parsed.error(), text);
    return std::nullopt;
  }
  parsed->place = place;
  if (parsed->word(0) == "each") {
    refuse(place, invalid("document.nested"), text);
    return std::nullopt;
  }
  auto piece = answers.piece(*parsed, turn);
  if (piece.ok()) return std::move(*piece);
  refuse(place, piece.error(), text);
  return std::nullopt;
}

std::optional<PlaceHolder> Filling::each_in(std::string_view text, const std::string& place) {
  for (const Span& span : place_holders_in(text)) {
    if (!span.closed) continue;
    auto parsed = parse_place_holder(text.substr(span.begin, span.end - span.begin));
    if (!parsed.ok() || parsed->word(0) != "each") continue;
    parsed->place = place;
    return std::move(*parsed);
  }
  return std::nullopt;
}

std::optional<std::size_t> Filling::rows_of(const PlaceHolder& each) {
  auto count = answers.rows(each);
  if (!count.ok()) {
    refuse(each.place, count.error(), each.text);
    return std::nullopt;
  }
  rows += *count;
  bool many = *count > rows_max || rows > rows_whole_max;
  if (!many) return *count;
  refuse(each.place, invalid("document.rows"), each.text);
  return std::nullopt;
}

namespace {

bool is_text_part(const std::string& name) {
  if (!name.ends_with(".xml")) return false;
  auto begins = [&](std::string_view what) { return name.starts_with(what); };
  return begins("word/document") || begins("word/header") || begins("word/footer") ||
         begins("word/footnotes") || begins("ppt/slides/slide");
}

// slide2 before slide10: notes are numbered as one reads.
bool reads_before(const std::string& left, const std::string& right) {
  bool heads = left.starts_with("word/header");
  bool other = right.starts_with("word/header");
  if (heads != other) return heads;
  return left.size() != right.size() && left.starts_with("ppt/") ? left.size() < right.size()
                                                                 : left < right;
}

}  // namespace

Result<Package> fill(const Package& package, Answers& answers) {
  Package filled = package;
  Filling filling{filled, answers, {}};
  if (package.format() == Format::xlsx) {
    TRY(fill_sheets(filling));
  } else {
    bool word = package.format() == Format::docx;
    std::vector<std::string> parts;
    for (const std::string& name : package.names()) {
      if (is_text_part(name)) parts.push_back(name);
    }
    std::ranges::stable_sort(parts, reads_before);
    for (const std::string& part : parts) {
      TRY(fill_text(filling, part, word ? word_text : slide_text));
    }
  }
  if (filling.faults.empty()) return filled;
  Error error = invalid("document.place_holders", filling.faults.front().field,
                        filling.faults.front().detail);
  error.fields = std::move(filling.faults);
  return error;
}

}  // namespace boai::documents
