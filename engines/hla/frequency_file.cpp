// Reads a frequency file.
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "engines/hla/frequencies.hpp"
#include "engines/hla/text_file.hpp"
#include "engines/hla/typing.hpp"

namespace boai::hla {

namespace {

constexpr std::size_t rows_max = 20'000'000;

struct Columns {
  std::size_t haplotype = std::string::npos, frequency = std::string::npos,
              population = std::string::npos;
};

Result<Columns> read_header(std::string_view file, const Line& line, const Fields& fields) {
  Columns columns;
  auto place = [&](std::size_t& column, std::size_t index) {
    bool twice = column != std::string::npos;
    column = index;
    return twice;
  };
  for (std::size_t index = 0; index < fields.values.size(); index++) {
    std::string_view name = trimmed(fields.values[index]);
    bool twice = false;
    if (name == "Haplo" || name == "hap") twice = place(columns.haplotype, index);
    if (name == "Freq" || name == "freq") twice = place(columns.frequency, index);
    if (name == "pop") twice = place(columns.population, index);
    if (twice)
      return fault_at(file, line, fields.columns[index], "column " + quoted(name) + " twice");
  }
  if (columns.haplotype == std::string::npos) {
    return fault_at(file, line, 0, "the header names no column Haplo or hap");
  }
  if (columns.frequency == std::string::npos) {
    return fault_at(file, line, 0, "the header names no column Freq or freq");
  }
  return columns;
}

struct Number {
  double value = 0;
  std::string fault;
};

Number read_number(std::string_view text) {
  Number number;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number.value);
  if (text.empty() || code == std::errc::invalid_argument || end != text.data() + text.size()) {
    return {0, quoted(text) + " is not a frequency"};
  }
  if (!std::isfinite(number.value)) return {0, "a frequency that is not a number"};
  if (number.value < 0) return {0, "a negative frequency"};
  if (code == std::errc::result_out_of_range) number.value = 0;  // smaller than a double tells
  return number;
}

// Names of one file, each reduced once.
class Names {
 public:
  Names(const Reduction& reduction, Frequencies& counts) : reduction_(reduction), counts_(counts) {}

  struct Reduced {
    std::string name;
    bool null = false;
  };

  const Reduced& of(Locus locus, std::string_view name) {
    auto [found, fresh] = known_.try_emplace(full_name(locus, name));
    if (!fresh) return found->second;
    Meaning meaning = reduction_.of(locus, name);
    bool null = meaning.classes.empty() && !meaning.nulls.empty();
    if (null) meaning.classes = std::move(meaning.nulls);
    if (meaning.classes.empty()) {
      counts_.unknown_names++;
      return found->second = {found->first, false};
    }
    if (meaning.classes.size() > 1) counts_.ambiguous_names++;
    return found->second = {meaning.classes.front(), null};
  }

 private:
  const Reduction& reduction_;
  Frequencies& counts_;
  std::unordered_map<std::string, Reduced> known_;
};

std::optional<Misreading> read_haplotype(std::string_view text, Loci loci, Names& names,
                                         FrequencyRow& row) {
  std::array<bool, all_loci> seen{};
  for (std::size_t from = 0; from <= text.size();) {
    std::size_t to = std::min(text.find('~', from), text.size());
    std::string_view name = text.substr(from, to - from);
    if (name.starts_with("HLA-")) name.remove_prefix(4);
    std::size_t star = name.find('*');
    auto locus = locus_named(name.substr(0, star));
    if (star == name.npos || star + 1 == name.size()) {
      return Misreading{quoted(name) + " is no allele", from};
    }
    if (!locus) {
      return Misreading{"unknown locus in " + quoted(name), from};
    }
    if (seen[at(*locus)]) return Misreading{"locus twice in a haplotype", from};
    seen[at(*locus)] = true;
    if (at(*locus) < matched_loci && loci[at(*locus)]) {
      const auto& reduced = names.of(*locus, name.substr(star + 1));
      row.names[at(*locus)] = reduced.name;
      row.null[at(*locus)] = reduced.null;
    }
    from = to + 1;
  }
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    if (loci[locus] && !seen[locus]) {
      return Misreading{"the haplotype lacks " + std::string(locus_names[locus]), 0};
    }
  }
  return {};
}

}  // namespace

Result<Frequencies> read_frequencies(FrequencyFile file, const Reduction& reduction, Loci loci,
                                     bool normalise) {
  Frequencies counts;
  Names names(reduction, counts);
  std::vector<FrequencyRow> rows;
  Lines lines(file.bytes);
  Line line;
  Fields fields;
  if (!lines.next(line)) return fault_at(file.name, {{}, 1}, 0, "the file is empty");
  split_fields(line.text, fields);
  Columns columns = TRY(read_header(file.name, line, fields));
  std::size_t width = fields.values.size();
  while (lines.next(line)) {
    if (trimmed(line.text).empty()) continue;
    if (rows.size() == rows_max) return fault_at(file.name, line, 0, "too many haplotypes");
    split_fields(line.text, fields);
    if (fields.values.size() != width) {
      return fault_at(file.name, line, line.text.size(),
                      std::to_string(fields.values.size()) + " fields where the header names " +
                          std::to_string(width));
    }
    Number number = read_number(trimmed(fields.values[columns.frequency]));
    if (!number.fault.empty()) {
      return fault_at(file.name, line, fields.columns[columns.frequency], number.fault);
    }
    FrequencyRow& row = rows.emplace_back();
    row.frequency = number.value;
    if (columns.population != std::string::npos) {
      row.population = trimmed(fields.values[columns.population]);
    }
    auto fault = read_haplotype(trimmed(fields.values[columns.haplotype]), loci, names, row);
    if (fault) {
      return fault_at(file.name, line, fields.columns[columns.haplotype] + fault->column,
                      fault->what);
    }
  }
  Result<Frequencies> made = Frequencies::create(std::move(rows), loci, normalise);
  if (!made.ok()) {
    Error error = made.error();
    error.detail = std::string(file.name) + " line " + std::to_string(line.number) +
                   " column 1: " + error.detail;
    return error;
  }
  made->unknown_names = counts.unknown_names;
  made->ambiguous_names = counts.ambiguous_names;
  return made;
}

}  // namespace boai::hla
