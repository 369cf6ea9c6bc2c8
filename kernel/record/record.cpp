#include "kernel/record/record.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace boai::record {

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "text";
    case Kind::integer:
      return "integer";
    case Kind::boolean:
      return "boolean";
    case Kind::day:
      return "day";
    case Kind::instant:
      return "instant";
    case Kind::money:
      return "money";
    case Kind::id:
      return "id";
  }
  return "text";
}

std::string Type::table() const {
  std::string table(name);
  std::ranges::replace(table, '.', '_');
  return table;
}

int Type::index_of(std::string_view field) const {
  for (std::size_t index = 0; index < fields.size(); ++index) {
    if (fields[index].name == field) return static_cast<int>(index);
  }
  return -1;
}

const Field* Type::find(std::string_view field) const {
  int index = index_of(field);
  return index < 0 ? nullptr : &fields[static_cast<std::size_t>(index)];
}

std::vector<std::string> Type::columns() const {
  std::vector<std::string> columns = {"id", "version"};
  for (const Field& field : fields) columns.emplace_back(field.name);
  return columns;
}

const Value& Row::at(const Type& type, std::string_view field) const {
  int index = type.index_of(field);
  must(index >= 0);
  return values[static_cast<std::size_t>(index)];
}

std::int64_t Row::number(const Type& type, std::string_view field) const {
  return field == "id" ? id : store::number_of(at(type, field));
}

const std::string& Row::text(const Type& type, std::string_view field) const {
  return store::text_of(at(type, field));
}

void Registry::add(const Type& type) {
  must(find(type.name) == nullptr);
  types_.push_back(&type);
}

const Type* Registry::find(std::string_view name) const {
  auto found = std::ranges::find(types_, name, [](const Type* type) { return type->name; });
  return found == types_.end() ? nullptr : *found;
}

std::vector<std::string_view> codes_in(const Field& field, std::string_view text) {
  std::vector<std::string_view> codes;
  while (!text.empty()) {
    std::size_t end = field.traits.many ? std::min(text.find(','), text.size()) : text.size();
    std::string_view one = text.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (!one.empty()) codes.push_back(one);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return codes;
}

std::string english_of(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

int utf8_length(std::string_view text) {
  int length = 0;
  for (std::size_t at = 0; at < text.size(); ++length) {
    auto lead = static_cast<unsigned char>(text[at]);
    std::size_t size = lead < 0x80                   ? 1
                       : lead >= 0xc2 && lead < 0xe0 ? 2
                       : lead >= 0xe0 && lead < 0xf0 ? 3
                       : lead >= 0xf0 && lead < 0xf5 ? 4
                                                     : 0;
    if (size == 0 || at + size > text.size()) return -1;
    for (std::size_t next = 1; next < size; ++next) {
      if ((static_cast<unsigned char>(text[at + next]) & 0xc0) != 0x80) return -1;
    }
    auto second = size > 2 ? static_cast<unsigned char>(text[at + 1]) : 0;
    bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    bool beyond = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
    if (overlong || beyond) return -1;
    at += size;
  }
  return length;
}

Outcome check(const Field& field, const Value& value) {
  std::string name(field.name);
  bool missing =
      store::is_null(value) || (field.kind == Kind::text && store::text_of(value).empty());
  if (missing) {
    if (field.traits.required) return invalid("field.required", name);
    return Done{};
  }
  if (field.kind == Kind::text) {
    const std::string& text = store::text_of(value);
    int length = utf8_length(text);
    if (length < 0) return invalid("field.not_utf8", name);
    if (length > field.traits.max_length) {
      return invalid("field.too_long", name, std::to_string(field.traits.max_length));
    }
    bool control = std::ranges::any_of(text, [](char letter) {
      auto code = static_cast<unsigned char>(letter);
      return code < 0x20 && letter != '\n' && letter != '\t' && letter != '\r';
    });
    if (control) return invalid("field.control_character", name);
    return Done{};
  }
  std::int64_t number = store::number_of(value);
  if (number < field.traits.min) return invalid("field.too_small", name);
  if (number > field.traits.max) return invalid("field.too_large", name);
  return Done{};
}

Row read_row(const Type& type, const store::RowView& view, int column) {
  Row row{view.number(column), view.number(column + 1), {}};
  row.values.reserve(type.fields.size());
  column += 2;
  for (const Field& field : type.fields) {
    if (view.null(column)) {
      row.values.emplace_back();
    } else if (field.kind == Kind::text) {
      row.values.emplace_back(std::string(view.text(column)));
    } else {
      row.values.emplace_back(view.number(column));
    }
    ++column;
  }
  return row;
}

}  // namespace boai::record
