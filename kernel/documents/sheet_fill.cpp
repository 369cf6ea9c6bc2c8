// Cells and repeated rows of a workbook. A cell that is one place-holder becomes a number where it
// has one, and keeps its number format; anything else becomes text.
#include <algorithm>

#include "kernel/documents/filling.hpp"

namespace boai::documents {

namespace {

int row_number(std::string_view reference) {
  std::size_t at = reference.find_first_of("0123456789");
  return at == std::string_view::npos ? 0 : std::atoi(std::string(reference.substr(at)).c_str());
}

std::string column_of(std::string_view reference) {
  return std::string(reference.substr(0, reference.find_first_of("0123456789")));
}

using Strings = std::vector<std::string>;

std::string letters_below(pugi::xml_node node) {
  std::string all;
  walk(node, [&](pugi::xml_node each) {
    if (is(each, "t")) all += each.text().get();
    return !is(each, "rPh");
  });
  return all;
}

Result<Strings> shared_strings(const Package& package) {
  Strings strings;
  if (package.part("xl/sharedStrings.xml") == nullptr) return strings;
  Tree tree = TRY(tree_of(package, "xl/sharedStrings.xml"));
  for (pugi::xml_node each : tree->document_element().children("si")) {
    strings.push_back(letters_below(each));
  }
  return strings;
}

class SheetPart {
 public:
  SheetPart(Filling& filling, std::string part, const Strings& strings, pugi::xml_document& tree)
      : filling_(filling), part_(std::move(part)), strings_(strings), tree_(tree) {}

  Outcome fill() {
    pugi::xml_node rows = tree_.document_element().child("sheetData");
    std::vector<pugi::xml_node> all;
    for (pugi::xml_node row : rows.children("row")) all.push_back(row);
    int last = 0;
    for (pugi::xml_node row : all) {
      // A row without its number follows the one before.
      int number = row.attribute("r").as_int(last + 1);
      last = number;
      fill_row(row, number);
    }
    if (moved_.empty()) return Done{};
    move_merged();
    tree_.document_element().remove_child("dimension");
    return Done{};
  }

 private:
  std::string text_of_cell(pugi::xml_node cell) const {
    std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return letters_below(cell);
    if (type != "s") return {};
    auto at = static_cast<std::size_t>(cell.child("v").text().as_ullong());
    return at < strings_.size() ? strings_[at] : std::string();
  }

  std::string place_of(pugi::xml_node cell, int number) const {
    return part_ + " " + column_of(cell.attribute("r").value()) + std::to_string(number);
  }

  void fill_row(pugi::xml_node row, int number) {
    std::optional<PlaceHolder> each;
    for (pugi::xml_node cell : row.children("c")) {
      if (cell.child("f")) formula_ = true;
      auto found = filling_.each_in(text_of_cell(cell), place_of(cell, number));
      if (!found) continue;
      if (each) filling_.refuse(found->place, invalid("document.nested"), found->text);
      each = std::move(found);
    }
    if (!each) {
      renumber(row, number + shift_);
      fill_cells(row, number, nullptr);
      return;
    }
    if (formula_ || tree_.document_element().child("sheetData").find_node([](pugi::xml_node node) {
          return is(node, "f");
        })) {
      filling_.refuse(each->place, invalid("document.formula_below"), each->text);
      return;
    }
    auto count = filling_.rows_of(*each);
    if (count) repeat(row, number, *each, *count);
  }

  void repeat(pugi::xml_node row, int number, const PlaceHolder& each, std::size_t count) {
    moved_.push_back({number, number + shift_, static_cast<int>(count)});
    pugi::xml_node last = row;
    std::vector<pugi::xml_node> copies;
    for (std::size_t at = 0; at < count; ++at) {
      last = row.parent().insert_copy_after(row, last);
      copies.push_back(last);
    }
    for (std::size_t at = 0; at < count; ++at) {
      Turn turn{each.text, at};
      marker_ = each.text;
      renumber(copies[at], number + shift_ + static_cast<int>(at));
      fill_cells(copies[at], number, &turn);
      marker_.clear();
    }
    row.parent().remove_child(row);
    shift_ += static_cast<int>(count) - 1;
  }

  static void renumber(pugi::xml_node row, int number) {
    if (row.attribute("r")) row.attribute("r") = number;
    for (pugi::xml_node cell : row.children("c")) {
      pugi::xml_attribute at = cell.attribute("r");
      if (at) at = (column_of(at.value()) + std::to_string(number)).c_str();
    }
  }

  void fill_cells(pugi::xml_node row, int number, const Turn* turn) {
    for (pugi::xml_node cell : row.children("c")) {
      std::string text = text_of_cell(cell);
      if (text.find("{{") == std::string::npos) continue;
      std::size_t marked = marker_.empty() ? std::string::npos : text.find(marker_);
      if (marked != std::string::npos) text.erase(marked, marker_.size());
      fill_cell(cell, text, place_of(cell, number), turn);
    }
  }

  void fill_cell(pugi::xml_node cell, const std::string& text, const std::string& place,
                 const Turn* turn) {
    std::string filled;
    std::size_t at = 0;
    for (const Span& span : place_holders_in(text)) {
      std::string inside = text.substr(span.begin, span.end - span.begin);
      if (!span.closed) {
        filling_.refuse(place, invalid("document.place_holder"), inside.substr(0, 80));
        return;
      }
      auto piece = filling_.ask(inside, place, turn);
      if (!piece) return;
      if (piece->picture) {
        filling_.refuse(place, invalid("document.picture_place"), inside);
        return;
      }
      bool alone = span.begin == 0 && span.end == text.size();
      if (alone && !piece->number.empty()) return write_number(cell, piece->number);
      filled += text.substr(at, span.begin - at);
      for (const Text& each : piece->texts) filled += each.text;
      at = span.end;
    }
    write_text(cell, filled + text.substr(at));
  }

  static void empty(pugi::xml_node cell) {
    cell.remove_children();
    cell.remove_attribute("t");
  }
  static void write_number(pugi::xml_node cell, const std::string& number) {
    empty(cell);
    cell.append_child("v").text().set(number.c_str());
  }
  static void write_text(pugi::xml_node cell, const std::string& text) {
    empty(cell);
    if (text.empty()) return;
    cell.append_attribute("t") = "inlineStr";
    pugi::xml_node written = cell.append_child("is").append_child("t");
    written.append_attribute("xml:space") = "preserve";
    written.text().set(text.c_str());
  }

  // Cells joined to one move with their rows; those of a repeated row stand in each copy.
  void move_merged() {
    pugi::xml_node all = tree_.document_element().child("mergeCells");
    std::vector<std::string> references;
    for (pugi::xml_node each : all.children("mergeCell")) {
      references.emplace_back(each.attribute("ref").value());
    }
    if (references.empty()) return;
    all.remove_children();
    auto add = [&](const std::string& reference) {
      all.append_child("mergeCell").append_attribute("ref") = reference.c_str();
    };
    for (const std::string& reference : references) {
      std::string from = reference.substr(0, reference.find(':'));
      std::string to = reference.substr(reference.find(':') + 1);
      int first = row_number(from), last = row_number(to);
      auto model = std::ranges::find(moved_, first, &Moved::from);
      int times = model == moved_.end() || first != last ? 1 : model->count;
      for (int at = 0; at < times; ++at) {
        add(column_of(from) + std::to_string(moved(first) + at) + ":" + column_of(to) +
            std::to_string(moved(last) + at));
      }
    }
    if (!all.first_child()) {
      all.parent().remove_child(all);
      return;
    }
    pugi::xml_attribute count = all.attribute("count");
    if (count) count = static_cast<unsigned>(std::distance(all.begin(), all.end()));
  }

  struct Moved {
    int from, to, count;
  };
  int moved(int row) const {
    int shift = 0;
    for (const Moved& each : moved_) {
      if (each.from < row) shift += each.count - 1;
    }
    return row + shift;
  }

  Filling& filling_;
  std::string part_;
  const Strings& strings_;
  pugi::xml_document& tree_;
  std::string marker_;
  std::vector<Moved> moved_;
  int shift_ = 0;
  bool formula_ = false;
};

}  // namespace

Outcome fill_sheets(Filling& filling) {
  Strings strings = TRY(shared_strings(filling.package));
  std::vector<std::string> parts;
  for (const std::string& name : filling.package.names()) {
    if (name.starts_with("xl/worksheets/") && name.ends_with(".xml")) parts.push_back(name);
  }
  std::ranges::stable_sort(parts, [](const std::string& left, const std::string& right) {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
  });
  for (const std::string& part : parts) {
    Tree tree = TRY(tree_of(filling.package, part));
    TRY(SheetPart(filling, part, strings, *tree).fill());
    filling.package.put(part, text_of(*tree));
  }
  return Done{};
}

}  // namespace boai::documents
