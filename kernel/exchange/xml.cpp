#include "kernel/exchange/xml.hpp"

namespace boai::exchange {

namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr int silent_max = 32;  // two MiB inside one tag

// Spreadsheets of some makers write every name with a prefix.
std::string_view local(const char* name) {
  std::string_view text = name;
  std::size_t colon = text.rfind(':');
  return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

}  // namespace

std::string attribute(const char** attributes, std::string_view name) {
  for (const char** at = attributes; *at != nullptr; at += 2) {
    if (at[0] == name) return at[1];
  }
  for (const char** at = attributes; *at != nullptr; at += 2) {
    if (local(at[0]) == name) return at[1];
  }
  return {};
}

Xml::Xml(std::unique_ptr<ZipEntry> entry, XmlReader& reader)
    : entry_(std::move(entry)),
      reader_(reader),
      parser_(XML_ParserCreate("UTF-8")),
      buffer_(piece, '\0') {
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(
      parser_,
      [](void* self, const char* name, const char** attributes) {
        Xml& xml = *static_cast<Xml*>(self);
        xml.heard_ = true;
        xml.reader_.begin(local(name), attributes);
      },
      [](void* self, const char* name) {
        Xml& xml = *static_cast<Xml*>(self);
        xml.heard_ = true;
        xml.reader_.end(local(name));
      });
  XML_SetCharacterDataHandler(parser_, [](void* self, const char* text, int size) {
    Xml& xml = *static_cast<Xml*>(self);
    xml.heard_ = true;
    xml.reader_.letters({text, static_cast<std::size_t>(size)});
  });
  XML_SetEntityDeclHandler(
      parser_, [](void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                  const XML_Char*, const XML_Char*, const XML_Char*) {
        Xml& xml = *static_cast<Xml*>(self);
        xml.entities_ = true;
        XML_StopParser(xml.parser_, XML_FALSE);
      });
}

Xml::~Xml() { XML_ParserFree(parser_); }

Result<bool> Xml::more() {
  if (finished_) return false;
  std::size_t got = TRY(entry_->read(buffer_));
  finished_ = got == 0;
  heard_ = false;
  auto state = XML_Parse(parser_, buffer_.data(), static_cast<int>(got), finished_ ? 1 : 0);
  if (entities_) return invalid("sheet.xml_entities", "file");
  if (state == XML_STATUS_ERROR) {
    return invalid("sheet.not_a_sheet", "file", XML_ErrorString(XML_GetErrorCode(parser_)));
  }
  silent_ = heard_ ? 0 : silent_ + 1;
  if (silent_ > silent_max) return invalid("sheet.not_a_sheet", "file", "a tag without end");
  return !finished_;
}

Outcome read_all(Zip& zip, const std::string& name, XmlReader& reader) {
  Xml xml(TRY(zip.entry(name)), reader);
  while (TRY(xml.more())) {
  }
  return Done{};
}

}  // namespace boai::exchange
