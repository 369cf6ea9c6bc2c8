#include "kernel/documents/xml.hpp"

#include <sstream>

namespace boai::documents {

namespace {

constexpr int depth_max = 200;
constexpr unsigned how =
    pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_declaration | pugi::parse_doctype;
constexpr const char* relations_namespace =
    "http://schemas.openxmlformats.org/package/2006/relationships";

struct Deepest : pugi::xml_tree_walker {
  int deepest = 0;
  bool doctype = false;
  bool for_each(pugi::xml_node& node) override {
    doctype = doctype || node.type() == pugi::node_doctype;
    deepest = std::max(deepest, depth());
    return deepest <= depth_max && !doctype;
  }
};

}  // namespace

Result<Tree> tree_of(const Package& package, const std::string& part) {
  const std::string* bytes = package.part(part);
  if (bytes == nullptr) return invalid("document.part_missing", part);
  auto tree = std::make_unique<pugi::xml_document>();
  auto parsed = tree->load_buffer(bytes->data(), bytes->size(), how, pugi::encoding_auto);
  if (!parsed) return invalid("document.xml", part, parsed.description());
  Deepest walker;
  tree->traverse(walker);
  if (walker.doctype) return invalid("document.xml_entities", part);
  if (walker.deepest > depth_max) return invalid("document.xml", part, "nested too deep");
  return tree;
}

std::string text_of(const pugi::xml_document& tree) {
  std::ostringstream out;
  tree.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return out.str();
}

std::string relations_of(const std::string& part) {
  std::size_t slash = part.rfind('/');
  std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
  return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

std::string resolved(const std::string& part, const std::string& target) {
  if (target.starts_with('/')) return target.substr(1);
  std::string folder = part.substr(0, part.rfind('/') + 1);
  std::string rest = target;
  while (rest.starts_with("../")) {
    rest = rest.substr(3);
    std::size_t above =
        folder.size() < 2 ? std::string::npos : folder.rfind('/', folder.size() - 2);
    folder = above == std::string::npos ? "" : folder.substr(0, above + 1);
  }
  return folder + rest;
}

Result<std::string> target_of(const Package& package, const std::string& part,
                              const std::string& id) {
  std::string name = relations_of(part);
  if (package.part(name) == nullptr) return std::string();
  Tree tree = TRY(tree_of(package, name));
  for (pugi::xml_node relation : tree->document_element().children("Relationship")) {
    if (id == relation.attribute("Id").value()) {
      return std::string(relation.attribute("Target").value());
    }
  }
  return std::string();
}

Result<std::string> add_relation(Package& package, const std::string& part, const char* type,
                                 const std::string& target, bool external) {
  std::string name = relations_of(part);
  if (package.part(name) == nullptr) {
    package.put(name, std::string("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
                                  "<Relationships xmlns=\"") +
                          relations_namespace + "\"/>");
  }
  Tree tree = TRY(tree_of(package, name));
  pugi::xml_node all = tree->document_element();
  int count = 0;
  for (pugi::xml_node relation : all.children("Relationship")) {
    ++count;
    bool same = target == relation.attribute("Target").value() &&
                std::string_view(relation.attribute("Type").value()) == type;
    if (same) return std::string(relation.attribute("Id").value());
  }
  std::string id = "rIdBoai" + std::to_string(count + 1);
  pugi::xml_node made = all.append_child("Relationship");
  made.append_attribute("Id") = id.c_str();
  made.append_attribute("Type") = type;
  made.append_attribute("Target") = target.c_str();
  if (external) made.append_attribute("TargetMode") = "External";
  package.put(name, text_of(*tree));
  return id;
}

Outcome add_content_type(Package& package, const char* extension, const char* type) {
  const std::string part = "[Content_Types].xml";
  Tree tree = TRY(tree_of(package, part));
  pugi::xml_node all = tree->document_element();
  for (pugi::xml_node each : all.children("Default")) {
    if (std::string_view(each.attribute("Extension").value()) == extension) return Done{};
  }
  pugi::xml_node made = all.prepend_child("Default");
  made.append_attribute("Extension") = extension;
  made.append_attribute("ContentType") = type;
  package.put(part, text_of(*tree));
  return Done{};
}

}  // namespace boai::documents
