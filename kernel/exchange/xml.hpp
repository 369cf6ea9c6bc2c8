// XML out of a zip, event by event. A document that declares entities is an attack: none of ours
// does. A tag that never ends is one too.
#pragma once

#include <expat.h>

#include "kernel/exchange/zip.hpp"

namespace boai::exchange {

class XmlReader {
 public:
  virtual ~XmlReader() = default;
  virtual void begin(std::string_view name, const char** attributes) = 0;
  virtual void end(std::string_view) {}
  virtual void letters(std::string_view) {}
};

// The value of an attribute; a namespace prefix before its name may be left out.
std::string attribute(const char** attributes, std::string_view name);

class Xml {
 public:
  Xml(std::unique_ptr<ZipEntry> entry, XmlReader& reader);
  ~Xml();
  Xml(const Xml&) = delete;
  Xml& operator=(const Xml&) = delete;

  // Feeds the next piece to the reader; false at the end.
  // Codes: sheet.not_a_sheet, sheet.xml_entities and those of the zip.
  Result<bool> more();
  std::int64_t bytes_read() const { return entry_->bytes_read(); }

 private:
  std::unique_ptr<ZipEntry> entry_;
  XmlReader& reader_;
  XML_Parser parser_;
  std::string buffer_;
  bool entities_ = false, heard_ = false, finished_ = false;
  int silent_ = 0;  // pieces without an event
};

Outcome read_all(Zip& zip, const std::string& name, XmlReader& reader);

}  // namespace boai::exchange
