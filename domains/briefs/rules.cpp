#include "domains/briefs/rules.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <sstream>

namespace boai::briefs {

namespace {

using Vocabulary = std::span<const std::string_view>;

bool one_of(std::string_view word, Vocabulary words) {
  return std::ranges::find(words, word) != words.end();
}
bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return one_of(word, Vocabulary(words.begin(), words.size()));
}

}  // namespace

bool is_indicator(std::string_view word) {
  std::size_t dash = word.find('-');
  if (dash == std::string_view::npos || dash < 2 || dash > 3) return false;
  std::string_view digits = word.substr(dash + 1);
  bool letters = std::ranges::all_of(word.substr(0, dash),
                                     [](char each) { return each >= 'A' && each <= 'Z'; });
  return letters && !digits.empty() && digits.size() <= 3 &&
         std::ranges::all_of(digits, [](char each) { return each >= '0' && each <= '9'; });
}

namespace {

constexpr std::string_view aspects[] = {
    "value",  "target", "expected", "forecast",  "chance",      "rate", "gap",     "change",
    "status", "name",   "unit",     "numerator", "denominator", "mark", "formula", "code"};
constexpr std::string_view facts[] = {"title",   "region.name", "region.code", "plan.name",
                                      "period",  "year",        "as_of",       "as_of.iso",
                                      "society", "author",      "address"};
constexpr std::string_view row_words[] = {
    ".number", ".id",   ".name",   ".value",  ".target",  ".expected", ".forecast", ".chance",
    ".rate",   ".gap",  ".change", ".before", ".status",  ".unit",     ".region",   ".period",
    ".why",    ".mark", ".code",   ".figure", ".formula", ".as_of",    ".url"};
constexpr std::string_view counts[] = {"main",   "met",     "on_track",       "at_risk", "behind",
                                       "missed", "no_data", "not_applicable", "late"};

Outcome check_options(const PlaceHolder& asked, Vocabulary allowed) {
  for (const auto& [name, value] : asked.options) {
    if (!one_of(name, allowed)) return invalid("briefs.option", {}, name + "=" + value);
  }
  auto whole = [&](const char* name, int least, int most) -> Outcome {
    std::string text = asked.option(name);
    if (text.empty()) return Done{};
    int number = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool sound = fault == std::errc() && end == text.data() + text.size();
    if (sound && number >= least && number <= most) return Done{};
    return invalid("briefs.option", {}, std::string(name) + "=" + text);
  };
  TRY(whole("digits", 0, 6));
  TRY(whole("year", 2000, 2100));
  TRY(whole("limit", 1, 100));
  TRY(whole("width", 20, 400));
  TRY(whole("height", 20, 400));
  std::string as = asked.option("as", "short");
  if (!one_of(as, {"short", "plain", "wan", "yi"})) return invalid("briefs.option", {}, "as=" + as);
  return Done{};
}

Outcome check_options(const PlaceHolder& asked, std::initializer_list<std::string_view> allowed) {
  return check_options(asked, Vocabulary(allowed.begin(), allowed.size()));
}

Outcome known_indicator(const Known& known, std::string_view word) {
  if (is_indicator(word) && known.indicator(std::string(word))) return Done{};
  return invalid("briefs.unknown_indicator", {}, std::string(word));
}

constexpr std::string_view number_options[] = {"as",   "digits", "unit", "note",
                                               "sign", "region", "year"};

Outcome understand_figure(const PlaceHolder& asked, const Known& known, Needs& needs) {
  TRY(known_indicator(known, asked.word(0)));
  std::string_view aspect = asked.words.size() < 2 ? "value" : asked.word(1);
  if (!one_of(aspect, aspects) || asked.words.size() > 2) {
    return invalid("briefs.unknown", {}, std::string(aspect));
  }
  TRY(check_options(asked, number_options));
  std::string indicator(asked.word(0));
  needs.before = needs.before || aspect == "change";
  // Of the main indicators the brief takes its own cell anyway; of others it is told here.
  needs.cells.insert({indicator, asked.option("region"), std::atoi(asked.option("year").c_str())});
  return Done{};
}

Outcome understand_picture(const PlaceHolder& asked, const Known& known, Needs& needs) {
  bool map = asked.word(0) == "map";
  std::string by = asked.option("by", map ? "parts" : "");
  TRY(check_options(asked, {"by", "width", "height", "limit"}));
  if (!map && asked.word(1) == "progress" && asked.words.size() == 2) return Done{};
  if (asked.words.size() != 2) return invalid("briefs.unknown", {}, std::string(asked.word(1)));
  TRY(known_indicator(known, asked.word(1)));
  std::string indicator(asked.word(1));
  if (by == "parts" || by == "city" || by == "county") {
    needs.parts.insert(indicator);
  } else if (by == "month" && !map) {
    needs.months.insert(indicator);
  } else {
    return invalid("briefs.option", {}, "by=" + by);
  }
  needs.cells.insert({indicator, "", 0});
  return Done{};
}

}  // namespace

Outcome understand(const PlaceHolder& asked, const Known& known, bool in_row, Needs& needs) {
  std::string_view word = asked.word(0);
  if (word.starts_with('.')) {
    if (!in_row) return invalid("briefs.no_row", {}, std::string(word));
    bool alone = asked.words.size() == 1;
    if (!alone || !one_of(word, row_words)) return invalid("briefs.unknown", {}, std::string(word));
    return check_options(asked, number_options);
  }
  if (word == "chart" || word == "map") return understand_picture(asked, known, needs);
  if (word == "count") {
    if (one_of(asked.word(1), counts)) return check_options(asked, {});
    return invalid("briefs.unknown", {}, std::string(asked.word(1)));
  }
  if (word == "text") {
    if (one_of(asked.word(1), {"summary", "reasons", "requests"})) return check_options(asked, {});
    return invalid("briefs.unknown", {}, std::string(asked.word(1)));
  }
  if (one_of(word, facts) && asked.words.size() == 1) return check_options(asked, {});
  if (is_indicator(word)) return understand_figure(asked, known, needs);
  return invalid("briefs.unknown", {}, std::string(word));
}

Outcome understand_rows(const PlaceHolder& asked, const Known& known, Needs& needs) {
  std::string_view list = asked.word(1);
  TRY(check_options(asked, {"limit"}));
  bool of_one = list == "parts" || list == "months";
  if (asked.words.size() != (of_one ? 3U : 2U)) {
    return invalid("briefs.unknown", {}, std::string(list));
  }
  if (of_one) {
    TRY(known_indicator(known, asked.word(2)));
    std::string indicator(asked.word(2));
    (list == "parts" ? needs.parts : needs.months).insert(indicator);
    needs.cells.insert({indicator, "", 0});
    return Done{};
  }
  if (!one_of(list, {"main", "headline", "behind", "moved", "notes"})) {
    return invalid("briefs.unknown", {}, std::string(list));
  }
  needs.before = needs.before || list == "moved";
  needs.behind = needs.behind || list == "behind";
  return Done{};
}

std::string to_text(const Needs& needs) {
  std::string text;
  for (const auto& each : needs.parts) text += "parts:" + each + " ";
  for (const auto& each : needs.months) text += "months:" + each + " ";
  for (const auto& [indicator, region, year] : needs.cells) {
    text += "cell:" + indicator + "@" + region + "/" + std::to_string(year) + " ";
  }
  if (needs.before) text += "before ";
  if (needs.behind) text += "behind ";
  if (!text.empty()) text.pop_back();
  return text;
}

Needs needs_from(std::string_view text) {
  Needs needs;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    std::string rest = word.substr(word.find(':') + 1);
    if (word.starts_with("parts:")) needs.parts.insert(rest);
    if (word.starts_with("months:")) needs.months.insert(rest);
    if (word == "before") needs.before = true;
    if (word == "behind") needs.behind = true;
    std::size_t at = rest.find('@'), slash = rest.find('/');
    bool cell = word.starts_with("cell:") && at != std::string::npos && slash != std::string::npos;
    if (!cell) continue;
    needs.cells.insert({rest.substr(0, at), rest.substr(at + 1, slash - at - 1),
                        std::atoi(rest.substr(slash + 1).c_str())});
  }
  return needs;
}

void merge(Needs& into, const Needs& from) {
  into.parts.insert(from.parts.begin(), from.parts.end());
  into.months.insert(from.months.begin(), from.months.end());
  into.cells.insert(from.cells.begin(), from.cells.end());
  into.before = into.before || from.before;
  into.behind = into.behind || from.behind;
}

std::optional<double> number_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::string copy(text);
  char* end = nullptr;
  double number = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

namespace {

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

// "118.40" → "118.4"; zeros at the end say nothing.
std::string trimmed(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string grouped(std::string text) {
  bool negative = text.starts_with('-');
  std::size_t end = std::min(text.find('.'), text.size());
  for (std::size_t at = end; at > 3U + (negative ? 1 : 0); at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string scaled(double value, double scale, const char* mark, int digits) {
  double part = value / scale;
  int usual = std::abs(part) < 100 ? 2 : 1;
  std::string text = fixed(part, digits < 0 ? usual : digits);
  return grouped(digits < 0 ? trimmed(text) : text) + mark;
}

std::string counted(double value, const Writing& writing) {
  double size = std::abs(value);
  bool wan = writing.as == "wan" || (writing.as == "short" && size >= 1e5 && size < 1e8);
  bool yi = writing.as == "yi" || (writing.as == "short" && size >= 1e8);
  if (yi) return scaled(value, 1e8, "亿", writing.digits);
  if (wan) return scaled(value, 1e4, "万", writing.digits);
  if (writing.digits >= 0) return grouped(fixed(value, writing.digits));
  return grouped(trimmed(fixed(value, value == std::floor(value) ? 0 : 2)));
}

}  // namespace

std::string written(std::string_view value, std::string_view unit, const Writing& writing) {
  auto number = number_of(value);
  if (!number) return "—";
  std::string sign = writing.sign && *number > 0 ? "+" : "";
  if (unit == "是否") return *number >= 1 ? "是" : "否";
  if (unit == "%") {
    int usual = std::abs(*number) < 10 ? 2 : 1;
    std::string text = fixed(*number, writing.digits < 0 ? usual : writing.digits);
    return sign + (writing.digits < 0 ? trimmed(text) : text) + "%";
  }
  if (unit == "比") {
    if (*number <= 0) return "0";
    return "1:" + trimmed(fixed(1 / *number, writing.digits < 0 ? 1 : writing.digits));
  }
  // "人次/年" counts 人次; the year is said by the period.
  return sign + counted(*number, writing) +
         (writing.unit ? std::string(unit.substr(0, unit.find('/'))) : "");
}

std::optional<double> rate_of(const Figure& figure) {
  auto value = number_of(figure.value), target = number_of(figure.target);
  if (!value || !target || *target <= 0) return std::nullopt;
  return *value / *target * 100;
}

bool is_behind(const Figure& figure) {
  return one_of(figure.status, {"at_risk", "behind", "missed"});
}

void order_by_need(std::vector<const Figure*>& figures) {
  auto weight = [](const Figure* figure) {
    int grade = figure->status == "missed" ? 0 : figure->status == "behind" ? 1 : 2;
    auto value = number_of(figure->value), expected = number_of(figure->expected);
    double reached = value && expected && *expected > 0 ? *value / *expected : 1;
    return std::pair(grade, reached);
  };
  std::ranges::stable_sort(figures, [&](const Figure* left, const Figure* right) {
    return weight(left) < weight(right);
  });
}

Outcome may_change(const Brief& brief) {
  if (brief.state == "submitted") return conflict("briefs.submitted", "brief");
  if (brief.state == "approved") return conflict("briefs.approved", "brief");
  return Done{};
}

namespace {
// Without I, L, O and U: read aloud and typed from paper without doubt.
constexpr std::string_view code_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
}  // namespace

std::string code_of(Id<Brief> brief, std::int64_t number) {
  std::string text;
  for (std::int64_t rest = brief.number; rest > 0; rest /= 32) {
    text.insert(text.begin(), code_letters[static_cast<std::size_t>(rest % 32)]);
  }
  return text + "-" + std::to_string(number);
}

std::optional<Coded> parse_code(std::string_view code) {
  std::size_t dash = code.find('-');
  bool form = dash != std::string_view::npos && dash > 0 && dash <= 12 &&
              code.size() - dash - 1 >= 1 && code.size() - dash - 1 <= 6;
  if (!form) return std::nullopt;
  Coded made;
  for (char letter : code.substr(0, dash)) {
    char upper = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
    std::size_t at = code_letters.find(upper);
    if (at == std::string_view::npos) return std::nullopt;
    made.brief.number = made.brief.number * 32 + static_cast<std::int64_t>(at);
  }
  for (char digit : code.substr(dash + 1)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    made.number = made.number * 10 + (digit - '0');
  }
  return made;
}

std::optional<Period> before(Period period, Day as_of, int first_year) {
  if (period.month > 1) return Period{period.year, period.month - 1};
  bool running = period.month == 0 && period.year == as_of.year();
  if (running && as_of.month() > 1) return Period{period.year, as_of.month() - 1};
  if (period.year - 1 < first_year) return std::nullopt;
  return Period{period.year - 1, period.month == 0 ? 0 : 12};
}

std::string period_text(std::int64_t year, std::int64_t month) {
  std::string text = std::to_string(year) + "年";
  return month == 0 ? text : text + std::to_string(month) + "月";
}

std::string day_text(Day day) {
  return period_text(day.year(), day.month()) + std::to_string(day.day_of_month()) + "日";
}

std::string short_place(const std::string& name) {
  constexpr std::size_t letter = 3;  // bytes of one Chinese character
  for (const char* end : {"市", "区", "县"}) {
    if (name.size() > 2 * letter && name.ends_with(end))
      return name.substr(0, name.size() - letter);
  }
  return name;
}

// Colour, shape and word, as the board shows them.
std::string status_text(std::string_view status) {
  if (status == "met") return "◆ 已达成";
  if (status == "on_track") return "● 进度正常";
  if (status == "at_risk") return "▲ 有风险";
  if (status == "behind") return "▼ 滞后";
  if (status == "missed") return "■ 未达成";
  return status == "not_applicable" ? "○ 不适用" : "– 无数据";
}

std::string status_colour(std::string_view status) {
  if (status == "met") return "#0f5c78";
  if (status == "on_track") return "#1c7c63";
  if (status == "at_risk") return "#b36a00";
  if (status == "behind") return "#a4482a";
  return status == "missed" ? "#6b5b86" : "#7d8b94";
}

}  // namespace boai::briefs
