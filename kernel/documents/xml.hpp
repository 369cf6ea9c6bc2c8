// XML of one part as a tree. A document type is an attack: no Office file has one. Depth is bounded
// before anybody walks it.
#pragma once

#include <memory>
#include <pugixml.hpp>

#include "kernel/documents/package.hpp"

namespace boai::documents {

using Tree = std::unique_ptr<pugi::xml_document>;

// Codes: document.part_missing, document.xml, document.xml_entities.
Result<Tree> tree_of(const Package& package, const std::string& part);
std::string text_of(const pugi::xml_document& tree);

// "word/document.xml" → "word/_rels/document.xml.rels"
std::string relations_of(const std::string& part);
// A target as it stands in a relation of `part`, as the name of a part.
std::string resolved(const std::string& part, const std::string& target);
// The target of a relation, "" when there is none.
Result<std::string> target_of(const Package& package, const std::string& part,
                              const std::string& id);
// Adds one and gives its id. `external` for an address outside the file.
Result<std::string> add_relation(Package& package, const std::string& part, const char* type,
                                 const std::string& target, bool external);
// Says what files ending so are, where the file has not said it yet.
Outcome add_content_type(Package& package, const char* extension, const char* type);

// Walks the nodes below, in order; where `enter` says no, not into that one.
template <typename Enter>
void walk(pugi::xml_node at, const Enter& enter) {
  for (pugi::xml_node child : at.children()) {
    if (enter(child)) walk(child, enter);
  }
}

}  // namespace boai::documents
