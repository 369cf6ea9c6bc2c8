#include "kernel/exchange/columns.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "kernel/exchange/values.hpp"

namespace boai::exchange {

namespace json = boost::json;
using record::Field;

namespace {

// Letters only: case, spaces, stars and what stands in brackets make no difference.
std::string plain(std::string_view text) {
  for (std::string_view bracket : {"(", "（", "["}) {
    std::size_t at = text.find(bracket);
    if (at != std::string_view::npos && at > 0) text = text.substr(0, at);
  }
  std::string kept;
  for (char letter : trimmed(text)) {
    bool noise = letter == ' ' || letter == '_' || letter == '*' || letter == '\t' ||
                 letter == '\n' || letter == '\r' || letter == ':';
    if (!noise) kept += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  }
  return kept;
}

// Words that offices write for our fields; the first field the command has counts.
constexpr std::pair<std::string_view, std::string_view> other_words[] = {
    {"学员姓名", "name"},
    {"持证人", "name"},
    {"持证人姓名", "name"},
    {"名字", "name"},
    {"身份证", "document_number"},
    {"身份证号", "document_number"},
    {"身份证号码", "document_number"},
    {"公民身份号码", "document_number"},
    {"证件号", "document_number"},
    {"证件编号", "document_number"},
    {"身份证件号码", "document_number"},
    {"idnumber", "document_number"},
    {"证件种类", "document_kind"},
    {"证件类别", "document_kind"},
    {"证书号", "number"},
    {"证书号码", "number"},
    {"证号", "number"},
    {"certificatenumber", "number"},
    {"组织", "branch"},
    {"组织代码", "branch"},
    {"单位", "branch"},
    {"单位代码", "branch"},
    {"发证单位", "branch"},
    {"发证机构", "branch"},
    {"所属单位", "branch"},
    {"机构代码", "branch"},
    {"红十字会", "branch"},
    {"region", "branch"},
    {"society", "branch"},
    {"branchcode", "branch"},
    {"组织代码", "code"},
    {"编码", "code"},
    {"上级组织", "parent"},
    {"上级代码", "parent"},
    {"上级单位", "parent"},
    {"区划代码", "region"},
    {"行政区划代码", "region"},
    {"地区代码", "region"},
    {"课程类型", "course"},
    {"课程名称", "course"},
    {"培训类型", "course"},
    {"培训课程", "course"},
    {"证书类型", "course"},
    {"场所", "setting"},
    {"五进", "setting"},
    {"培训场所", "setting"},
    {"职业类别", "occupation"},
    {"日期", "day"},
    {"发证日期", "day"},
    {"培训日期", "day"},
    {"考核日期", "day"},
    {"签发日期", "day"},
    {"取证日期", "day"},
    {"发证时间", "day"},
    {"date", "day"},
    {"issuedon", "day"},
    {"有效期", "valid_until"},
    {"有效期限", "valid_until"},
    {"到期日期", "valid_until"},
    {"失效日期", "valid_until"},
    {"是否合格", "passed"},
    {"考核结果", "passed"},
    {"成立日期", "since"},
    {"成立时间", "since"},
    {"人口", "persons"},
    {"人口数", "persons"},
    {"年份", "year"},
};

const Field* field_named(const command::Type& command, std::string_view name) {
  auto found = std::ranges::find(command.fields, name, &Field::name);
  return found == command.fields.end() ? nullptr : &*found;
}

struct Guess {
  const Field* field = nullptr;
  int strength = 0;  // 2 its own name, 1 another word
};

Guess guess(const command::Type& command, std::string_view header) {
  std::string word = plain(header);
  if (word.empty()) return {};
  for (const Field& field : command.fields) {
    if (plain(field.traits.label) == word) return {&field, 2};
  }
  for (const Field& field : command.fields) {
    if (plain(field.name) == word) return {&field, 2};
  }
  for (const auto& [other, name] : other_words) {
    const Field* field = other == word ? field_named(command, name) : nullptr;
    if (field != nullptr) return {field, 1};
  }
  return {};
}

// Cells of a header without the columns we added ourselves.
std::vector<std::string> words_of(const Row& row) {
  std::vector<std::string> words;
  for (const std::string& cell : row.cells) words.emplace_back(trimmed(cell));
  std::size_t end = words.size();
  while (end > 0 && words[end - 1].empty()) --end;
  std::size_t own = std::size(fault_columns);
  bool ours = end > own && std::equal(std::begin(fault_columns), std::end(fault_columns),
                                      words.begin() + static_cast<std::ptrdiff_t>(end - own));
  if (ours) words.resize(end - own);
  return words;
}

Result<std::vector<Column>> guessed(const command::Type& command,
                                    const std::vector<std::string>& words) {
  std::vector<Column> columns;
  std::map<const Field*, std::pair<std::size_t, int>> holder;
  for (const std::string& word : words) {
    Guess found = guess(command, word);
    columns.push_back({word, {}, true});
    if (found.field == nullptr) continue;
    auto [at, first] = holder.try_emplace(found.field, columns.size() - 1, found.strength);
    if (!first && at->second.second == found.strength) {
      std::string both = columns[at->second.first].header + ", " + word;
      return invalid("import.column_twice", std::string(found.field->name), both);
    }
    if (!first && at->second.second > found.strength) continue;
    if (!first) columns[at->second.first].field.clear();
    at->second = {columns.size() - 1, found.strength};
    columns.back().field = found.field->name;
  }
  return columns;
}

Result<std::vector<Column>> wished(const command::Type& command,
                                   const std::vector<std::string>& words, const Wishes& wishes) {
  std::vector<Column> columns;
  std::set<std::string, std::less<>> met, taken;
  for (const std::string& word : words) {
    columns.push_back({word, {}, false});
    auto wish = wishes.find(word);
    if (wish == wishes.end() || !met.insert(word).second || wish->second.empty()) continue;
    if (field_named(command, wish->second) == nullptr) {
      return invalid("import.mapping_field", "mapping", wish->second);
    }
    if (!taken.insert(wish->second).second) {
      return invalid("import.mapping_twice", "mapping", wish->second);
    }
    columns.back().field = wish->second;
  }
  for (const auto& [word, field] : wishes) {
    if (!met.contains(word)) return invalid("import.mapping_column", "mapping", word);
  }
  return columns;
}

// The row of the first ones that says most: titles and notes above a table say nothing.
std::size_t best_row(const command::Type& command, const std::vector<Row>& first,
                     const Wishes& wishes) {
  std::size_t best = 0, most = 0;
  for (std::size_t at = 0; at < first.size(); ++at) {
    std::set<std::string> met;
    for (const std::string& word : words_of(first[at])) {
      Guess found = guess(command, word);
      if (wishes.empty() && found.field != nullptr) met.emplace(found.field->name);
      if (wishes.contains(word)) met.insert(word);
    }
    if (met.size() > most) {
      best = at;
      most = met.size();
    }
  }
  return best;
}

}  // namespace

Result<Wishes> parse_mapping(std::string_view text) {
  Wishes wishes;
  constexpr std::size_t mapping_max = 64 * 1024;
  if (text.size() > mapping_max) return invalid("import.mapping", "mapping", "too long");
  if (!text.starts_with('{')) {
    while (!text.empty()) {
      std::string_view part = text.substr(0, text.find(','));
      text.remove_prefix(std::min(text.size(), part.size() + 1));
      std::size_t split = part.rfind('=');
      if (split == std::string_view::npos) {
        return invalid("import.mapping", "mapping", "column=field,column=field");
      }
      wishes.emplace(trimmed(part.substr(0, split)), trimmed(part.substr(split + 1)));
    }
    return wishes;
  }
  json::parse_options options;
  options.max_depth = 2;
  boost::system::error_code fault;
  json::value value = json::parse(text, fault, {}, options);
  if (fault) return invalid("import.mapping", "mapping", fault.message());
  for (const auto& [key, field] : value.get_object()) {
    if (!field.is_string() && !field.is_null()) return invalid("import.mapping", "mapping");
    std::string name = field.is_string() ? std::string(field.get_string()) : std::string();
    wishes.emplace(trimmed(std::string_view(key.data(), key.size())), std::move(name));
  }
  return wishes;
}

Result<Header> find_header(const command::Type& command, const std::vector<Row>& first,
                           const Wishes& wishes) {
  Header header{.columns = {}, .row = best_row(command, first, wishes)};
  const Row& row = first[header.row];
  for (const CellFault& fault : row.faults) {
    return invalid(fault.code, "file", "row " + std::to_string(row.number));
  }
  std::vector<std::string> words = words_of(row);
  header.columns = TRY(wishes.empty() ? guessed(command, words) : wished(command, words, wishes));
  header.extra = row.cells.size() - words.size();
  for (const Field& field : command.fields) {
    bool given =
        std::ranges::find(header.columns, field.name, &Column::field) != header.columns.end();
    if (field.traits.required && !given) {
      return invalid("import.column_missing", std::string(field.name),
                     std::string(field.traits.label));
    }
  }
  return header;
}

}  // namespace boai::exchange
