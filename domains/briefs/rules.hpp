// The words of templates and what they mean, numbers as an office writes them, the order of what is
// behind, the steps of approval. Pure.
#pragma once

#include <set>

#include "domains/briefs/records.hpp"
#include "kernel/documents/place_holder.hpp"

namespace boai::briefs {

using documents::PlaceHolder;

// Approval as data (packs/*/briefs/briefs.yaml): by the level of the society the brief belongs to.
struct Step {
  std::string post;  // the right that decides
  std::string at;    // self, above, province
  std::int64_t days = 1;
};
struct Shipped {
  std::string code, name, name_en, file;
};
struct Book {
  std::map<std::string, std::vector<Step>, std::less<>> steps;  // level → in order
  std::vector<Shipped> shipped;
  std::string summary, reasons, requests;  // what a new brief says, with place-holders
  std::string folder;                      // where the templates of the pack lie
  std::string papers;                      // where the content of papers lies
  std::string maps;
};
Result<Book> read_book(const std::string& pack, const std::string& papers);
const Book& book_of(const unit::House& house);

// What templates and texts ask for, besides the main indicators of the brief's own region.
struct Needs {
  std::set<std::string> parts, months;  // indicators
  std::set<std::tuple<std::string, std::string, int>>
      cells;            // indicator, region, year; "" and 0: the brief's
  bool before = false;  // what moved
  bool behind = false;  // why it is behind: the parts of the worst ones
};
std::string to_text(const Needs& needs);
Needs needs_from(std::string_view text);
void merge(Needs& into, const Needs& from);

// Checks a place-holder's words and options, whatever the figures; notes what it asks for.
// Codes: briefs.unknown (no such word), briefs.unknown_indicator, briefs.option.
struct Known {
  std::function<bool(const std::string&)> indicator;
};
Outcome understand(const PlaceHolder& asked, const Known& known, bool in_row, Needs& needs);
Outcome understand_rows(const PlaceHolder& asked, const Known& known, Needs& needs);

// "FA-02", "ER-101": what an indicator's code looks like.
bool is_indicator(std::string_view word);

// Numbers: 1184213 → "118.4万"; "11.82" % → "11.82%"; a ratio 0.118 → "1:8.5"; none → "—".
// `as`: short (the usual), plain, wan, yi; digits where it matters.
struct Writing {
  std::string as = "short";
  int digits = -1;
  bool unit = false, sign = false;
};
std::string written(std::string_view value, std::string_view unit, const Writing& writing);
std::optional<double> number_of(std::string_view text);

// Share of the target reached, in per cent; none without both, or where less is better.
std::optional<double> rate_of(const Figure& figure);
bool is_behind(const Figure& figure);  // at_risk, behind, missed
// The worst first: missed, behind, at risk; within them what lacks most of what was expected.
void order_by_need(std::vector<const Figure*>& figures);

// The state a brief must be in to be changed. Codes: briefs.submitted, briefs.approved.
Outcome may_change(const Brief& brief);

// "K7Q-12": the brief and the number of a figure, short enough to be typed from paper.
std::string code_of(Id<Brief> brief, std::int64_t number);
struct Coded {
  Id<Brief> brief;
  std::int64_t number = 0;
};
std::optional<Coded> parse_code(std::string_view code);

// The period before: last month within the year as it runs, the year before of one that is over.
struct Period {
  int year = 0, month = 0;
  bool operator==(const Period&) const = default;
};
std::optional<Period> before(Period period, Day as_of, int first_year);
std::string period_text(std::int64_t year, std::int64_t month);  // 2025年, 2025年6月
std::string day_text(Day day);                                   // 2026年11月23日
std::string short_place(const std::string& name);                // 南京市 → 南京
std::string status_text(std::string_view status);                // ▼ 滞后
std::string status_colour(std::string_view status);

}  // namespace boai::briefs
