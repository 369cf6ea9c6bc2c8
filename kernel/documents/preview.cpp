#include "kernel/documents/preview.hpp"

#include <boost/json.hpp>

#include "kernel/documents/blocks.hpp"
#include "kernel/documents/filling.hpp"

namespace boai::documents {

namespace json = boost::json;

namespace {

std::string base64(std::string_view bytes) {
  constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve(bytes.size() * 4 / 3 + 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    unsigned value = 0;
    for (std::size_t each = 0; each < 3; ++each) {
      auto byte = at + each < bytes.size() ? static_cast<unsigned char>(bytes[at + each]) : 0U;
      value = value << 8U | byte;
    }
    for (int each = 0; each < 4; ++each) {
      bool filled = at + static_cast<std::size_t>(each) <= bytes.size();
      text += filled ? letters[value >> (18U - 6U * static_cast<unsigned>(each)) & 63U] : '=';
    }
  }
  return text;
}

std::string align_word(Align align) {
  return align == Align::centre ? "center" : align == Align::right ? "right" : "left";
}

std::string hex(const std::string& colour) {
  return colour.size() == 6 ? "#" + colour : std::string();
}

json::object picture_json(const Image& image) {
  return {{"src", "data:image/png;base64," + base64(*image.png)},
          {"width", image.width},
          {"height", image.height}};
}

json::object paragraph_json(const Paragraph& paragraph) {
  json::array runs, pictures;
  for (const Stretch& each : paragraph.stretches) {
    json::object run{
        {"text", each.text}, {"size", each.look.size}, {"colour", hex(each.look.colour)}};
    if (each.look.bold) run["bold"] = true;
    if (each.look.raised) run["raised"] = true;
    if (!each.look.link.empty()) run["link"] = each.look.link;
    runs.push_back(std::move(run));
  }
  for (const Image& each : paragraph.images) pictures.push_back(picture_json(each));
  json::object made{{"runs", std::move(runs)},
                    {"align", align_word(paragraph.align)},
                    {"before", paragraph.before},
                    {"after", paragraph.after}};
  if (!pictures.empty()) made["pictures"] = std::move(pictures);
  if (paragraph.line_exact > 0) made["line"] = paragraph.line_exact;
  if (!paragraph.bullet.empty()) made["bullet"] = paragraph.bullet;
  if (!paragraph.fill.empty()) made["fill"] = hex(paragraph.fill);
  if (!paragraph.rule.empty()) made["rule"] = hex(paragraph.rule);
  return made;
}

json::object table_json(const Table& table) {
  json::array columns, rows;
  for (double each : table.columns) columns.push_back(each);
  for (const TableRow& row : table.rows) {
    json::array cells;
    for (const Cell& cell : row.cells) {
      json::array paragraphs;
      for (const Paragraph& each : cell.paragraphs) paragraphs.push_back(paragraph_json(each));
      cells.push_back(json::object{
          {"span", cell.span}, {"fill", hex(cell.fill)}, {"paragraphs", std::move(paragraphs)}});
    }
    rows.push_back(json::object{{"header", row.header}, {"cells", std::move(cells)}});
  }
  return {{"columns", std::move(columns)}, {"rows", std::move(rows)}, {"rule", hex(table.rule)}};
}

json::array blocks_json(const std::vector<Block>& blocks) {
  json::array all;
  for (const Block& block : blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      all.push_back(paragraph_json(*paragraph));
    } else {
      all.push_back(table_json(std::get<Table>(block)));
    }
  }
  return all;
}

json::object page_json(const PageModel& page) {
  json::array boxes;
  for (const Box& box : page.boxes) {
    json::object made{{"x", box.x},
                      {"y", box.y},
                      {"width", box.width},
                      {"height", box.height},
                      {"inset", box.inset},
                      {"fill", hex(box.fill)},
                      {"vertical", box.vertical == Align::centre  ? "center"
                                   : box.vertical == Align::right ? "end"
                                                                  : "start"},
                      {"blocks", blocks_json(box.blocks)}};
    if (box.picture) made["picture"] = picture_json(*box.picture);
    boxes.push_back(std::move(made));
  }
  return {{"width", page.width},
          {"height", page.height},
          {"margins", json::array{page.top, page.right, page.bottom, page.left}},
          {"fill", hex(page.fill)},
          {"blocks", blocks_json(page.blocks)},
          {"footer", blocks_json(page.footer)},
          {"boxes", std::move(boxes)}};
}

std::string cell_text(pugi::xml_node cell, const std::vector<std::string>& strings) {
  std::string text;
  std::string_view type = cell.attribute("t").value();
  if (type == "s") {
    auto at = static_cast<std::size_t>(cell.child("v").text().as_ullong());
    return at < strings.size() ? strings[at] : "";
  }
  if (type != "inlineStr") return cell.child("v").text().get();
  walk(cell, [&](pugi::xml_node each) {
    if (is(each, "t")) text += each.text().get();
    return true;
  });
  return text;
}

int column_number(std::string_view reference) {
  int number = 0;
  for (char letter : reference) {
    if (letter < 'A' || letter > 'Z') break;
    number = number * 26 + (letter - 'A' + 1);
  }
  return number;
}

// A sheet as a table of words: what its cells hold, without number formats.
Result<json::object> sheets_json(const Package& package) {
  std::vector<std::string> strings;
  if (package.part("xl/sharedStrings.xml") != nullptr) {
    Tree tree = TRY(tree_of(package, "xl/sharedStrings.xml"));
    for (pugi::xml_node each : tree->document_element().children("si")) {
      std::string text;
      walk(each, [&](pugi::xml_node node) {
        if (is(node, "t")) text += node.text().get();
        return !is(node, "rPh");
      });
      strings.push_back(std::move(text));
    }
  }
  json::array pages;
  for (const std::string& name : package.names()) {
    if (!name.starts_with("xl/worksheets/sheet")) continue;
    Tree tree = TRY(tree_of(package, name));
    json::array rows;
    for (pugi::xml_node row : tree->document_element().child("sheetData").children("row")) {
      json::array cells;
      constexpr int columns_max = 40;
      for (pugi::xml_node cell : row.children("c")) {
        int at = column_number(cell.attribute("r").value());
        while (static_cast<int>(cells.size()) + 1 < std::min(at, columns_max))
          cells.emplace_back("");
        cells.push_back(json::value(cell_text(cell, strings)));
      }
      rows.push_back(std::move(cells));
    }
    pages.push_back(json::object{{"sheet", std::move(rows)}});
  }
  return json::object{{"pages", std::move(pages)}};
}

}  // namespace

Result<json::object> preview_of(const Package& package) {
  if (package.format() == Format::xlsx) return sheets_json(package);
  json::array pages;
  for (const PageModel& page : TRY(pages_of(package))) pages.push_back(page_json(page));
  return json::object{{"pages", std::move(pages)}};
}

}  // namespace boai::documents
