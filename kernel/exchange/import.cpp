#include "kernel/exchange/import.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>

#include "base/crypto/digest.hpp"
#include "kernel/exchange/sheet.hpp"

namespace boai::exchange {

namespace json = boost::json;
using record::Field;

json::object to_json(const Report& report, bool with_sample) {
  json::array errors;
  for (const RowFault& fault : report.faults) {
    errors.push_back(json::object{{"row", fault.row},
                                  {"column", fault.column},
                                  {"code", fault.code},
                                  {"detail", fault.detail}});
  }
  json::object object{
      {"import", report.import ? json::value(std::to_string(report.import)) : json::value(nullptr)},
      {"rows", report.rows},
      {"created", report.created},
      {"changed", report.changed},
      {"unchanged", report.unchanged},
      {"refused", report.refused},
      {"errors", std::move(errors)}};
  if (!with_sample) return object;
  json::array columns, sample;
  for (const Column& column : report.columns) {
    columns.push_back(json::object{
        {"column", column.header},
        {"field", column.field.empty() ? json::value(nullptr) : json::value(column.field)},
        {"guessed", column.header != column.field}});
  }
  for (const auto& row : report.sample) sample.push_back(json::value_from(row));
  object["columns"] = std::move(columns);
  object["sample"] = std::move(sample);
  return object;
}

namespace {

std::string plain(std::string_view text) {
  std::string kept;
  for (char letter : text) {
    bool noise = letter == ' ' || letter == '_' || letter == '*' || letter == '\t';
    if (!noise) kept += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  }
  return kept;
}

// Words that offices write for our fields.
std::string_view other_word(std::string_view header) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"证书号", "number"},
      {"证书号码", "number"},
      {"身份证号", "document_number"},
      {"身份证号码", "document_number"},
      {"身份证", "document_number"},
      {"发证日期", "day"},
      {"培训日期", "day"},
      {"考核日期", "day"},
      {"发证单位", "branch"},
      {"单位代码", "branch"},
      {"组织代码", "branch"},
      {"课程类型", "course"},
      {"培训类型", "course"},
      {"场所", "setting"},
      {"issuedon", "day"},
      {"idnumber", "document_number"},
      {"region", "branch"},
      {"society", "branch"},
      {"issued_on", "day"},
  };
  auto found =
      std::ranges::find(words, header, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(words) ? std::string_view() : found->second;
}

}  // namespace

std::vector<Column> guess(const command::Type& command, const std::vector<std::string>& header) {
  std::vector<Column> columns;
  for (const std::string& cell : header) {
    Column column{cell, {}};
    std::string word = plain(cell);
    for (const Field& field : command.fields) {
      if (plain(field.name) == word || plain(field.traits.label) == word) column.field = field.name;
    }
    auto known = [&](std::string_view name) {
      return std::ranges::find(command.fields, name, &Field::name) != command.fields.end();
    };
    if (column.field.empty() && known(other_word(word))) column.field = other_word(word);
    columns.push_back(std::move(column));
  }
  return columns;
}

namespace {

class Run {
 public:
  Run(unit::Writer& writer, const Order& order) : writer_(writer), order_(order) {}

  Result<Report> all() {
    rows_ = TRY(open_rows(order_.path));
    struct stat about {};
    if (::stat(order_.path.c_str(), &about) == 0) total_ = about.st_size;
    TRY(read_header());
    if (!order_.preview) TRY(begin());
    Outcome outcome = order_.chunk == 0 ? whole_file() : chunks();
    if (refused_) std::fclose(refused_);
    if (order_.preview) {
      TRY(std::move(outcome));
      return report_;
    }
    TRY(finish(outcome.ok() ? "done" : "failed"));
    TRY(std::move(outcome));
    return report_;
  }

 private:
  Outcome read_header() {
    Row row;
    if (!TRY(rows_->next(row))) return invalid("sheet.empty", "file");
    report_.columns = guess(*order_.command, row.cells);
    header_ = row.cells;
    for (const Field& field : order_.command->fields) {
      bool given =
          std::ranges::find(report_.columns, field.name, &Column::field) != report_.columns.end();
      if (field.traits.required && !given) {
        return invalid("import.column_missing", std::string(field.name),
                       std::string(field.traits.label));
      }
    }
    return Done{};
  }

  Outcome begin() {
    batch_id_ = crypto::uuid4();
    return writer_.run([&](unit::Batch& batch) -> Outcome {
      Import import = record_of(batch, "running");
      return save(batch, import);
    });
  }

  Import record_of(unit::Batch& batch, std::string state) {
    auto who = batch.principal(order_.account);
    std::int64_t at = who.ok() && !(*who)->grants.empty() ? (*who)->grants[0].branch : 0;
    Import import{.branch = {at},
                  .record_type = std::string(order_.type->name),
                  .file = order_.name,
                  .batch = batch_id_,
                  .account = order_.account,
                  .state = std::move(state),
                  .rows = report_.rows,
                  .created = report_.created,
                  .changed = report_.changed,
                  .unchanged = report_.unchanged,
                  .refused = report_.refused,
                  .day = day_in_shanghai(batch.now())};
    import.id = {report_.import};
    return import;
  }

  Outcome save(unit::Batch& batch, Import& import) {
    rights::Principal who = *TRY(batch.principal(order_.account));
    who.os_user = order_.os_user;
    unit::Context context(batch, who);
    TRY(context.require("exchange.import", import.branch.number));
    TRY(context.save(import));
    TRY(batch.accept(context.changes(), who, batch_id_, "exchange.import"));
    report_.import = import.id.number;
    return Done{};
  }

  Outcome finish(const char* state) {
    return writer_.run([&](unit::Batch& batch) -> Outcome {
      Import import = record_of(batch, state);
      return save(batch, import);
    });
  }

  Outcome chunks() {
    std::vector<Row> chunk;
    for (bool more = true; more;) {
      Row row;
      more = TRY(rows_->next(row));
      if (more) chunk.push_back(std::move(row));
      bool full = static_cast<std::int64_t>(chunk.size()) == order_.chunk;
      if (chunk.empty() || (more && !full)) continue;
      Report before = report_;
      Outcome outcome = writer_.run([&](unit::Batch& batch) -> Outcome {
        report_ = before;  // the job may run again
        societies_.clear();
        for (const Row& each : chunk) TRY(take(batch, each));
        return Done{};
      });
      if (!outcome.ok()) {
        report_ = before;
        return outcome;
      }
      write_refused();
      chunk.clear();
      if (order_.progress) order_.progress(rows_->bytes_read(), total_);
      if (order_.cancel && order_.cancel->load()) return conflict("import.cancelled");
    }
    return Done{};
  }

  // Everything or nothing: the first refusal of a row does not stop it, a fault does.
  Outcome whole_file() {
    Report before = report_;
    Outcome outcome = writer_.run([&](unit::Batch& batch) -> Outcome {
      societies_.clear();
      for (Row row; TRY(rows_->next(row));) TRY(take(batch, row));
      return Done{};
    });
    if (!outcome.ok()) report_ = before;
    write_refused();
    return outcome;
  }

  Outcome take(unit::Batch& batch, const Row& row) {
    if (row.cells.size() == 1 && row.cells[0].empty()) return Done{};
    ++report_.rows;
    constexpr std::size_t sample_max = 20;
    if (order_.preview && report_.sample.size() < sample_max) report_.sample.push_back(row.cells);
    Outcome outcome = apply(batch, row);
    if (outcome.ok()) return outcome;
    const Error& error = outcome.error();
    if (error.fault == Fault::unavailable || error.fault == Fault::internal) return outcome;
    refuse(row, error);
    return Done{};
  }

  Outcome apply(unit::Batch& batch, const Row& row) {
    if (row.cells.size() > report_.columns.size()) {
      return invalid("sheet.ragged", "", std::to_string(row.cells.size()) + " cells");
    }
    auto texts = TRY(texts_of(batch, row));
    auto command = TRY(command::parse_texts(*order_.command, texts));
    if (!who_ready_) {
      who_ = *TRY(batch.principal(order_.account));
      who_.os_user = order_.os_user;
      who_ready_ = true;
    }
    unit::Context context(batch, who_);
    TRY(order_.command->apply(context, command.get(), std::nullopt));
    count(context.changes());
    if (order_.preview) return Done{};
    return batch.accept(context.changes(), who_, batch_id_, order_.command->name);
  }

  void count(const std::vector<unit::Change>& changes) {
    auto mine = std::ranges::find(changes, order_.type, &unit::Change::type);
    if (mine == changes.end()) {
      ++report_.unchanged;
    } else if (mine->before) {
      ++report_.changed;
    } else {
      ++report_.created;
    }
  }

  using Texts = std::vector<std::pair<std::string, std::string>>;
  Result<Texts> texts_of(unit::Batch& batch, const Row& row) {
    Texts texts;
    for (std::size_t index = 0; index < row.cells.size(); ++index) {
      const std::string& name = report_.columns[index].field;
      if (name.empty()) continue;
      std::string text = row.cells[index];
      if (text.starts_with('=')) return invalid("sheet.formula", name);
      const Field& field = *std::ranges::find(order_.command->fields, name, &Field::name);
      if (field.kind == record::Kind::day) text = iso_day(text);
      if (field.traits.target == "network.society" && !text.empty()) {
        text = TRY(society(batch, name, text));
      }
      if (!field.traits.codes.empty() && !text.empty()) {
        text = code_of(batch.house(), field.traits.codes, text);
      }
      texts.emplace_back(name, std::move(text));
    }
    return texts;
  }

  // Files name societies by code, and codes of tables may be written in words.
  Result<std::string> society(unit::Batch& batch, const std::string& field, std::string code) {
    while (code.size() == 6 && code.ends_with("00")) code.resize(code.size() - 2);
    auto [at, added] = societies_.try_emplace(code);
    if (added) {
      for (const auto& row : TRY(batch.find(branch::Branch::type(), "code", code))) {
        at->second = std::to_string(row.id);
      }
    }
    if (at->second.empty()) return invalid("import.unknown_society", field, code);
    return at->second;
  }

  static std::string code_of(const unit::House& house, std::string_view table, std::string text) {
    auto rows = house.codes.find(table);
    if (rows == house.codes.end()) return text;
    for (const unit::Code& code : rows->second) {
      if (code.name == text) return code.code;
    }
    return text;
  }

  void refuse(const Row& row, const Error& error) {
    ++report_.refused;
    refused_rows_.push_back(row.cells);
    std::vector<FieldFault> faults = error.fields;
    if (faults.empty()) faults.push_back({error.field, error.code, error.detail});
    refused_rows_.back().resize(report_.columns.size());
    refused_rows_.back().push_back(faults[0].code);
    for (const FieldFault& fault : faults) {
      if (report_.faults.size() >= errors_max) return;
      report_.faults.push_back({row.number, column_of(fault.field), fault.code, fault.detail});
    }
  }

  std::string column_of(const std::string& field) const {
    auto found = std::ranges::find(report_.columns, field, &Column::field);
    return found == report_.columns.end() ? field : found->header;
  }

  void write_refused() {
    if (order_.refused_path.empty() || refused_rows_.empty()) {
      refused_rows_.clear();
      return;
    }
    if (!refused_) {
      refused_ = std::fopen(order_.refused_path.c_str(), "w");
      if (!refused_) return;
      std::vector<std::string> header = header_;
      header.emplace_back("错误代码");
      std::fputs("\xef\xbb\xbf", refused_);
      write_line(header);
    }
    for (const auto& row : refused_rows_) write_line(row);
    refused_rows_.clear();
  }

  void write_line(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t index = 0; index < cells.size(); ++index) {
      if (index > 0) line += ',';
      line += csv_cell(cells[index]);
    }
    std::fputs((line + "\r\n").c_str(), refused_);
  }

  unit::Writer& writer_;
  const Order& order_;
  std::unique_ptr<Rows> rows_;
  std::int64_t total_ = 0;
  std::string batch_id_;
  Report report_;
  std::vector<std::string> header_;
  rights::Principal who_;
  bool who_ready_ = false;
  std::unordered_map<std::string, std::string> societies_;
  std::vector<std::vector<std::string>> refused_rows_;
  std::FILE* refused_ = nullptr;
};

}  // namespace

Result<Report> run_import(unit::Writer& writer, const Order& order) {
  return Run(writer, order).all();
}

}  // namespace boai::exchange
