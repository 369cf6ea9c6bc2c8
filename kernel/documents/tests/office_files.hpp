// Small Office files for tests, made part by part.
#pragma once

#include <gtest/gtest.h>

#include "kernel/documents/fill.hpp"

namespace boai::documents {

inline constexpr const char* types_part =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";

inline Package word(const std::string& body) {
  Package made;
  made.put("[Content_Types].xml", types_part);
  made.put("word/document.xml",
           "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
           "<w:body>" +
               body + "</w:body></w:document>");
  return made;
}
inline std::string run(const std::string& text, const std::string& properties = "") {
  return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") +
         "<w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}
inline std::string para(const std::string& runs) { return "<w:p>" + runs + "</w:p>"; }

inline Package sheet(const std::string& rows, const std::string& rest = "") {
  Package made;
  made.put("[Content_Types].xml", types_part);
  made.put("xl/workbook.xml", "<workbook/>");
  made.put("xl/worksheets/sheet1.xml", "<worksheet><dimension ref=\"A1:B9\"/><sheetData>" + rows +
                                           "</sheetData>" + rest + "</worksheet>");
  return Package::read(made.write().value()).value();
}
inline std::string cell(const std::string& at, const std::string& text) {
  return "<c r=\"" + at + "\" s=\"3\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

// Says back what it was asked; "bad" is refused; a list has as many rows as it is told.
class Echo : public Answers {
 public:
  explicit Echo(std::size_t rows = 3) : rows_(rows) {}
  Result<Piece> piece(const PlaceHolder& asked, const Turn* turn) override {
    if (asked.word(0) == "bad") return invalid("test.bad", {}, "bad");
    Piece piece;
    if (asked.word(0) == "number") {
      piece.number = "12.5";
      piece.texts = {{"12.5", false, {}}, {"[1]", true, "http://x/n/1"}};
    } else if (asked.word(0) == "picture") {
      piece.picture = Picture{"\x89PNGpixels", 40, 30, "words"};
    } else {
      std::string text(asked.word(0));
      if (turn != nullptr) text += std::to_string(turn->at);
      piece.texts = {{text, false, {}}};
    }
    return piece;
  }
  Result<std::size_t> rows(const PlaceHolder& asked) override {
    if (asked.word(1) == "nothing") return std::size_t{0};
    if (asked.word(1) == "unknown") return invalid("test.list");
    return rows_;
  }

 private:
  std::size_t rows_;
};

inline std::string body_of(const Result<Package>& filled) {
  if (!filled.ok()) return filled.error().code;
  const std::string* part = filled->part("word/document.xml");
  if (part == nullptr) part = filled->part("xl/worksheets/sheet1.xml");
  if (part == nullptr) part = filled->part("ppt/slides/slide1.xml");
  return part == nullptr ? "" : *part;
}
// The letters of a part without its tags; paragraphs and rows end with "|".
inline std::string letters_of(const Result<Package>& filled) {
  std::string body = body_of(filled), text;
  bool inside = false;
  for (std::size_t at = 0; at < body.size(); ++at) {
    if (body.compare(at, 6, "</w:p>") == 0 || body.compare(at, 6, "</row>") == 0) text += "|";
    if (body[at] == '<') inside = true;
    if (!inside) text += body[at];
    if (body[at] == '>') inside = false;
  }
  return text;
}

}  // namespace boai::documents
