// What an import says about itself.
#include <boost/json.hpp>

#include "kernel/exchange/import.hpp"

namespace boai::exchange {

namespace json = boost::json;

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
      {"rows", report.tally.rows},
      {"created", report.tally.created},
      {"changed", report.tally.changed},
      {"unchanged", report.tally.unchanged},
      {"refused", report.tally.refused},
      {"errors", std::move(errors)},
      {"state", report.state}};
  if (report.stopped) {
    object["stopped"] = json::object{{"code", report.stopped->code},
                                     {"field", report.stopped->field},
                                     {"detail", report.stopped->detail}};
  }
  if (!with_sample) return object;
  json::array columns, sample;
  for (const Column& column : report.columns) {
    columns.push_back(json::object{
        {"column", column.header},
        {"field", column.field.empty() ? json::value(nullptr) : json::value(column.field)},
        {"guessed", column.guessed && !column.field.empty()}});
  }
  for (const auto& row : report.sample) sample.push_back(json::value_from(row));
  object["columns"] = std::move(columns);
  object["sample"] = std::move(sample);
  object["header_row"] = report.header_row;
  if (!report.encoding.empty()) object["encoding"] = report.encoding;
  if (!report.sheets.empty()) object["sheets"] = json::value_from(report.sheets);
  return object;
}

std::string spoken(const unit::House& house, const std::string& code) {
  const unit::Code* words = house.code("fault", code);
  if (words == nullptr) return code;
  return words->en.empty() ? words->name : words->name + " / " + words->en;
}

}  // namespace boai::exchange
