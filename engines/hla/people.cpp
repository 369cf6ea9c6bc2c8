#include "engines/hla/people.hpp"

#include <charconv>
#include <unordered_set>

#include "engines/hla/text_file.hpp"

namespace boai::hla {

namespace {

constexpr std::size_t reported_max = 1000;
constexpr int attribute_max = 10'000;  // years, kilograms

std::optional<Misreading> read_blocks(const Blocks& blocks, const Reduction& reduction,
                                      Catalogue& catalogue, Typings& typings) {
  typings.fill(untyped);
  for (const Block& block : blocks.blocks) {
    if (at(block.locus) >= typed_loci) {  // checked and kept in the file, not compared
      std::vector<GenotypeText> genotypes;
      if (auto fault = read(block, genotypes)) return fault;
      continue;
    }
    if (auto fault = catalogue.read(block, reduction, typings[at(block.locus)])) return fault;
  }
  return {};
}

void report_unknown(const Catalogue& catalogue, const Blocks& blocks, const std::string& where,
                    People& people) {
  for (const Block& block : blocks.blocks) {
    if (at(block.locus) >= typed_loci) continue;
    TypingId id = people.typings.back()[at(block.locus)];
    if (!catalogue.typing(block.locus, id).unknown_code) continue;
    if (people.unknown_codes++ >= reported_max) continue;
    people.reported.push_back(where + ": unknown code or name in " + quoted(block.text));
  }
}

}  // namespace

Result<People> read_people(PeopleFile file, const Reduction& reduction, Catalogue& catalogue) {
  People people;
  std::unordered_set<std::string_view> seen;
  Lines lines(file.bytes);
  Line line;
  Blocks blocks;
  while (lines.next(line)) {
    if (trimmed(line.text).empty() || line.text.starts_with('#')) continue;
    std::size_t mark = line.text.find_first_of("%,");
    if (line.text.size() > line_length_max) return fault_at(file.name, line, 0, "a gigantic line");
    if (mark == line.text.npos) {
      return fault_at(file.name, line, 0, "no % or , between id and typing");
    }
    std::string_view id = trimmed(line.text.substr(0, mark));
    if (id.empty()) return fault_at(file.name, line, 0, "the id is missing");
    if (id.size() > id_length_max) return fault_at(file.name, line, 0, "the id is too long");
    for (std::size_t at = 0; at < id.size(); at++) {
      bool odd = static_cast<unsigned char>(id[at]) < 32 || id[at] == 127;
      if (odd) return fault_at(file.name, line, at, "a control character in the id");
    }
    if (!seen.insert(id).second) return fault_at(file.name, line, 0, "id " + quoted(id) + " twice");
    std::string_view typing = line.text.substr(mark + 1);
    std::size_t blanks = typing.find_first_not_of(" \t");
    std::size_t column = mark + 1 + (blanks == typing.npos ? 0 : blanks);
    typing = trimmed(typing);
    auto fault = split(typing, blocks);
    if (!fault) {
      people.typings.emplace_back();
      fault = read_blocks(blocks, reduction, catalogue, people.typings.back());
    }
    if (fault) return fault_at(file.name, line, column + fault->column, fault->what);
    people.ids.emplace_back(id);
    people.phased += blocks.phased;
    if (!blocks.release.empty()) people.releases[std::string(blocks.release)]++;
    std::string where = std::string(file.name) + " line " + std::to_string(line.number);
    report_unknown(catalogue, blocks, where, people);
  }
  return people;
}

Result<Typings> read_typing(std::string_view text, const Reduction& reduction,
                            Catalogue& catalogue) {
  Blocks blocks;
  Typings typings;
  auto fault = split(text, blocks);
  if (!fault) fault = read_blocks(blocks, reduction, catalogue, typings);
  if (fault) return fault_at("typing", {text, 1}, fault->column, fault->what);
  return typings;
}

WrittenTyping written_typing(std::string_view bytes, std::string_view id) {
  Lines lines(bytes);
  Line line;
  while (lines.next(line)) {
    std::size_t mark = line.text.find_first_of("%,");
    if (mark == line.text.npos || line.text.starts_with('#')) continue;
    if (trimmed(line.text.substr(0, mark)) != id) continue;
    return {trimmed(line.text.substr(mark + 1)), line.number};
  }
  return {};
}

namespace {

template <typename T>
bool read_value(std::string_view text, T& value) {
  if (text.empty()) return true;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc{} && end == text.data() + text.size() && value >= 0 &&
         value <= attribute_max;
}

constexpr std::array<std::string_view, 8> attribute_names = {
    "id", "population", "status", "age", "sex", "cmv", "abo", "weight"};

using AttributeColumns = std::array<std::size_t, attribute_names.size()>;

Result<AttributeColumns> attribute_columns(std::string_view file, const Line& line,
                                           const Fields& fields) {
  AttributeColumns columns;
  columns.fill(std::string::npos);
  for (std::size_t index = 0; index < fields.values.size(); index++) {
    for (std::size_t each = 0; each < attribute_names.size(); each++) {
      if (trimmed(fields.values[index]) != attribute_names[each]) continue;
      if (columns[each] != std::string::npos) {
        return fault_at(file, line, fields.columns[index],
                        "column " + quoted(attribute_names[each]) + " twice");
      }
      columns[each] = index;
    }
  }
  if (columns[0] == std::string::npos) {
    return fault_at(file, line, 0, "the header names no column id");
  }
  return columns;
}

}  // namespace

Result<AttributesById> read_attributes(PeopleFile file) {
  AttributesById known;
  Lines lines(file.bytes);
  Line line;
  Fields fields;
  if (!lines.next(line)) return fault_at(file.name, {{}, 1}, 0, "the file is empty");
  split_fields(line.text, fields);
  AttributeColumns columns = TRY(attribute_columns(file.name, line, fields));
  std::size_t width = fields.values.size();
  while (lines.next(line)) {
    if (trimmed(line.text).empty()) continue;
    split_fields(line.text, fields);
    if (fields.values.size() != width) {
      return fault_at(file.name, line, line.text.size(),
                      "the number of fields differs from the header");
    }
    auto value = [&](std::size_t name) -> std::string_view {
      return columns[name] == std::string::npos ? "" : trimmed(fields.values[columns[name]]);
    };
    Attributes each{std::string(value(1)),
                    std::string(value(2)),
                    std::string(value(4)),
                    std::string(value(5)),
                    std::string(value(6)),
                    -1,
                    -1};
    if (!read_value(value(3), each.age)) {
      return fault_at(file.name, line, fields.columns[columns[3]], "an age that is no number");
    }
    if (!read_value(value(7), each.weight)) {
      return fault_at(file.name, line, fields.columns[columns[7]], "a weight that is no number");
    }
    if (!known.emplace(value(0), std::move(each)).second) {
      return fault_at(file.name, line, fields.columns[columns[0]],
                      "id " + quoted(value(0)) + " twice");
    }
  }
  return known;
}

}  // namespace boai::hla
