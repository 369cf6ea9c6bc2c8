#include "app/certificate_paper.hpp"

#include <yaml-cpp/yaml.h>

#include <boost/json.hpp>
#include <map>

#include "base/day.hpp"

namespace boai::app {

namespace {

documents::TwoTongues tongues(const YAML::Node& node) {
  return {node["zh"].as<std::string>(), node["en"].as<std::string>()};
}

std::string filled_in(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    std::string hole = "{" + name + "}";
    for (std::size_t at = text.find(hole); at != std::string::npos; at = text.find(hole, at)) {
      text.replace(at, hole.size(), value);
      at += value.size();
    }
  }
  return text;
}

std::string chinese_day(const std::string& iso) {
  auto day = Day::parse(iso);
  if (!day) return iso;
  return std::to_string(day->year()) + "年" + std::to_string(day->month()) + "月" +
         std::to_string(day->day_of_month()) + "日";
}

// "7Q2K 9M4X 0ABC": four at a time are read aloud without losing the place.
std::string in_fours(const std::string& text) {
  std::string spaced;
  for (std::size_t at = 0; at < text.size(); at += 4) {
    spaced += (at ? " " : "") + text.substr(at, 4);
  }
  return spaced;
}

std::string spaced_number(const std::string& number) {
  if (number.size() != 21) return number;
  return number.substr(0, 2) + " " + number.substr(2, 6) + " " + number.substr(8, 4) + " " +
         number.substr(12, 2) + " " + number.substr(14, 6) + " " + number.substr(20);
}

using Values = std::map<std::string, std::string>;

documents::CertificatePaper paper_from(const YAML::Node& pack, const Values& values, bool demo) {
  YAML::Node sheet = pack["sheet"];
  documents::TwoTongues kind;
  for (const YAML::Node& each : pack["kinds"]) {
    if (each["code"].as<std::string>() != values.at("kind")) continue;
    kind = {each["name"].as<std::string>(), each["en"].as<std::string>()};
  }
  Values chinese = values, english = values;
  chinese["issued"] = chinese_day(values.at("issued"));
  chinese["kind"] = kind.chinese;
  english["kind_en"] = kind.english;
  documents::TwoTongues body = tongues(sheet["body"]);
  documents::CertificatePaper paper{
      .title = tongues(sheet["title"]),
      .body = {filled_in(body.chinese, chinese), filled_in(body.english, english)},
      .scan = tongues(sheet["scan"]),
      .scan_more = tongues(sheet["scan_more"]),
      .demo = demo ? tongues(sheet["demo"]) : documents::TwoTongues{},
      .mask = values.at("mask"),
      .kind = kind,
      .code_text = values.at("text"),
      .at = {}};
  paper.number = {tongues(sheet["number"]), spaced_number(values.at("number"))};
  paper.code = {tongues(sheet["code"]), in_fours(values.at("code"))};
  paper.issued = {tongues(sheet["issued"]), chinese_day(values.at("issued"))};
  // Printed after a decree, the paper tells both: the day as issued, which is what is signed.
  auto extended = values.find("extended");
  std::string until =
      extended == values.end()
          ? chinese_day(values.at("valid_until"))
          : values.at("valid_until") + sheet["extended"].as<std::string>() + extended->second;
  paper.valid_until = {tongues(sheet["valid_until"]), until};
  paper.society = {tongues(sheet["society"]), values.at("society")};
  auto day = Day::parse(values.at("signed"));
  if (day) paper.at = end_of_day_in_shanghai(*day);
  return paper;
}

}  // namespace

Result<documents::CertificatePaper> paper_of(const boost::json::object& row,
                                             const std::string& yaml, bool demo) {
  Values values;
  for (const char* name : {"number", "name", "mask", "kind", "issued", "valid_until", "signed",
                           "code", "text", "society"}) {
    const auto* value = row.if_contains(name);
    if (!value || !value->is_string()) return invalid("certificate.field", name);
    values[name] = std::string(value->as_string());
  }
  if (const auto* extended = row.if_contains("extended"); extended && extended->is_string()) {
    values["extended"] = std::string(extended->as_string());
  }
  try {
    return paper_from(YAML::Load(yaml), values, demo);
  } catch (const YAML::Exception& fault) {
    return invalid("certificate.words", "words", fault.what());
  }
}

}  // namespace boai::app
