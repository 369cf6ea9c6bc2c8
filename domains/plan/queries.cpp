// Where a region stands: every indicator of a plan, from cells, opening figures and manual figures.
#include "domains/plan/queries.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace boai::plan {

namespace json = boost::json;
using store::Value;

const Book& book_of(const unit::House& house) {
  return *std::any_cast<std::shared_ptr<const Book>>(house.from_pack.at("plan"));
}

// 320000 and 320100 are the same places as 32 and 3201.
std::string short_code(std::string code) {
  while (code.size() > 2 && code.size() <= 6 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

Result<Region> find_region(store::Connection& connection, const std::string& code) {
  Region region;
  Value values[] = {short_code(code)};
  TRY(connection.each(
      "SELECT id, code, name, level, path, since, until FROM network_society WHERE code = ?",
      values, [&](const store::RowView& row) {
        region = {row.number(0), std::string(row.text(1)), std::string(row.text(2)),
                  std::string(row.text(3)), std::string(row.text(4))};
        return false;
      }));
  if (region.branch == 0) return not_found("plan.no_region", "region", code);
  return region;
}

void settle_measures(Book& book, const measures::Book& counted) {
  auto stands = [&](const std::string& series) {
    const measures::Measure* measure = counted.find(series);
    return series.ends_with("#ever") || (measure != nullptr && measure->stands());
  };
  for (Plan& plan : book.plans) {
    for (Indicator& indicator : plan.indicators) {
      indicator.standing = indicator.kind == "stock" || stands(indicator.measure);
      indicator.denominator_standing = stands(indicator.denominator_measure);
    }
  }
}

int counted_from(const Plan& plan, const Indicator& indicator, const std::string& series,
                 int year) {
  constexpr int beginning = 19000101;
  bool standing = series == indicator.measure ? indicator.standing : indicator.denominator_standing;
  return standing ? beginning : (indicator.yearly() ? year : plan.from) * 10000 + 101;
}

namespace {

std::string resolved(const Plan& plan, std::string series) {
  if (series.ends_with("#plan")) series += std::to_string(plan.from);
  return series;
}

struct Parts {
  std::int64_t records = 0;
  std::int64_t opening = 0;
};

Result<Parts> parts_of(Readings& readings, const Plan& plan, const Indicator& indicator,
                       const std::string& named, const Region& region, const Moment& moment) {
  measures::Question question{.series = resolved(plan, named),
                              .from = counted_from(plan, indicator, named, moment.year),
                              .to = moment.day.number(),
                              .as_of = moment.as_of ? moment.as_of.number() : 0};
  Parts parts;
  parts.records = TRY(readings.value(question, region.branch));
  question.series = named + "@opening";
  parts.opening = TRY(readings.value(question, region.branch));
  return parts;
}

Outcome measure_cell(Readings& readings, const Plan& plan, const Indicator& indicator,
                     const Region& region, const Moment& moment, Cell& cell) {
  Parts top = TRY(parts_of(readings, plan, indicator, indicator.measure, region, moment));
  cell.records = top.records;
  cell.opening = top.opening;
  std::int64_t numerator = top.records + top.opening;
  bool any = top.records != 0 || top.opening != 0;
  cell.source =
      top.opening == 0 ? (any ? "records" : "none") : (top.records == 0 ? "opening" : "mixed");
  cell.numerator = numerator;
  if (indicator.denominator_measure.empty()) {
    if (any) cell.value = numerator * micro;
    return Done{};
  }
  std::int64_t denominator = 0;
  if (indicator.denominator_measure.starts_with("series:")) {
    std::string series = indicator.denominator_measure.substr(7);
    auto people = TRY(readings.people(region.code, series, moment.year));
    denominator = people.persons;
    cell.denominator_source = "population:" + series + ":" + std::to_string(people.year);
  } else {
    Parts below =
        TRY(parts_of(readings, plan, indicator, indicator.denominator_measure, region, moment));
    denominator = below.records + below.opening;
    cell.denominator_source = indicator.denominator_measure;
  }
  if (denominator > 0) {
    cell.denominator = denominator;
    if (any) {
      cell.value = static_cast<Micro>(static_cast<__int128>(numerator) * indicator.whole() * micro /
                                      denominator);
    }
  } else {
    cell.reason = "plan.no_denominator";
  }
  return Done{};
}

}  // namespace

Result<Figures> figures_of(store::Connection& connection, const std::string& plan,
                           const Region& region, const Moment& moment,
                           const std::string& indicator) {
  Figures figures;
  std::string end = region.path;
  end.back() = '0';
  std::vector<Value> values = {plan, region.path, end};
  if (!indicator.empty()) values.emplace_back(indicator);
  std::string one = indicator.empty() ? "" : "AND f.indicator = ? ";
  TRY(connection.each(
      "SELECT f.indicator, f.branch, f.period, f.value, f.numerator, f.denominator, f.state, "
      "f.document, f.reporter, s.level, s.path, f.id FROM plan_figure f JOIN network_society s "
      "ON s.id = f.branch WHERE f.plan = ? AND s.path >= ? AND s.path < ? " +
          one + "AND f.state <> 'returned' ORDER BY f.period",
      values, [&](const store::RowView& row) {
        auto value = parse_decimal(row.text(3));
        int year = std::atoi(std::string(row.text(2).substr(0, 4)).c_str());
        if (!value || year > moment.year) return true;
        figures[std::string(row.text(0))].push_back(
            {row.number(1), std::string(row.text(2)), *value,
             row.null(4) ? std::nullopt : std::optional(row.number(4)),
             row.null(5) ? std::nullopt : std::optional(row.number(5)), std::string(row.text(6)),
             std::string(row.text(7)), std::string(row.text(8)), std::string(row.text(9)),
             std::string(row.text(10)), row.number(11)});
        return true;
      }));
  return figures;
}

Figures figures_at(const Figures& all, const Region& region) {
  Figures here;
  for (const auto& [indicator, figures] : all) {
    for (const Reported& figure : figures) {
      if (branch::within(figure.path, region.path)) here[indicator].push_back(figure);
    }
  }
  return here;
}

namespace {

bool in_time(const Indicator& indicator, const Reported& figure, int year) {
  int figure_year = std::atoi(figure.period.substr(0, 4).c_str());
  return figure_year == year || (indicator.is_stock() && figure_year <= year);
}

// The figure of one branch: the latest of the time asked for, a year's before its months'.
std::optional<Reported> latest(const Indicator& indicator, const std::vector<Reported>& all,
                               std::int64_t branch, int year) {
  std::optional<Reported> found;
  for (const Reported& figure : all) {
    if (figure.branch == branch && in_time(indicator, figure, year)) found = figure;
  }
  return found;
}

// A cumulative figure is reported year by year and added up over the plan.
Micro sum_of_years(const std::vector<Reported>& all, std::int64_t branch, int year) {
  Micro sum = 0;
  for (const Reported& figure : all) {
    bool counts = figure.branch == branch && figure.period.size() == 4 &&
                  std::atoi(figure.period.c_str()) <= year;
    if (counts) sum += figure.value;
  }
  return sum;
}

void add_up(const Indicator& indicator, const std::vector<Reported>& all, const Region& region,
            int year, Cell& cell) {
  // Each branch below once, with its latest figure.
  std::map<std::int64_t, Reported> each;
  for (const Reported& figure : all) {
    if (figure.branch == region.branch) continue;
    if (in_time(indicator, figure, year)) {
      each.insert_or_assign(figure.branch, figure);
    } else if (indicator.kind == "cumulative") {
      each.emplace(figure.branch, figure);
    }
  }
  if (each.empty()) return;
  Micro sum = 0;
  std::int64_t numerator = 0, denominator = 0, meeting = 0;
  for (const auto& [branch, figure] : each) {
    sum += indicator.kind == "cumulative" ? sum_of_years(all, branch, year) : figure.value;
    numerator += figure.numerator.value_or(0);
    denominator += figure.denominator.value_or(0);
    Micro least = indicator.per == "unit" ? indicator.target.value_or(micro) : micro;
    if (figure.value >= least) ++meeting;
  }
  cell.source = "manual";
  if (indicator.rule == "sum") {
    cell.value = sum;
    cell.numerator = sum / micro;
  } else if (indicator.rule == "ratio" && denominator > 0) {
    cell.numerator = numerator;
    cell.denominator = denominator;
    cell.value = static_cast<Micro>(static_cast<__int128>(numerator) * indicator.whole() * micro /
                                    denominator);
  } else if (indicator.rule == "per_unit_minimum" || indicator.rule == "coverage") {
    cell.numerator = meeting;
    if (cell.units > 0) {
      cell.denominator = cell.units;
      cell.value = meeting * 100 * micro / cell.units;
    }
    cell.as_share_of_units = true;
  }
}

void manual_cell(const Indicator& indicator, const Figures& figures, const Region& region, int year,
                 Cell& cell) {
  auto found = figures.find(indicator.id);
  if (found == figures.end()) return;
  if (auto own = latest(indicator, found->second, region.branch, year)) {
    cell.value = own->value;
    if (indicator.kind == "cumulative")
      cell.value = sum_of_years(found->second, region.branch, year);
    cell.numerator = own->numerator;
    cell.denominator = own->denominator;
    if (own->denominator) cell.denominator_source = own->document;
    cell.source = "manual";
    cell.figure = own;
    if (own->state != "confirmed" && own->state != "locked") {
      cell.reason = "plan.figure_" + own->state;
    }
    return;
  }
  add_up(indicator, found->second, region, year, cell);
}

Result<std::optional<Micro>> target_for(Readings& readings, const Indicator& indicator,
                                        const Region& region, const Moment& moment, Cell& cell) {
  auto shares = TRY(readings.shares(indicator.id, region.branch));
  auto given = target_of_shares(indicator, shares, moment.year);
  cell.target_by_split = given && !cell.as_share_of_units;
  if (cell.target_by_split) return given;
  auto set = TRY(readings.target(indicator.id, region.branch, moment.year));
  if (set) return set;
  if (!indicator.target) return std::optional<Micro>();
  if (cell.as_share_of_units) return std::optional<Micro>(100 * micro);
  bool shared = indicator.rule == "sum" && indicator.per == "total" && region.level != "province";
  if (!shared) return indicator.target;
  // Until the office splits its targets, a region's part is its share of the registered people.
  std::int64_t here = TRY(readings.people(region.code, "registered", moment.year)).persons;
  std::int64_t all = TRY(readings.people("32", "registered", moment.year)).persons;
  if (all == 0 || here == 0) return std::optional<Micro>();
  cell.target_by_share = true;
  auto part = static_cast<Micro>(static_cast<__int128>(*indicator.target) * here / all);
  return std::optional<Micro>(part / micro * micro);
}

Outcome judge(Readings& readings, const Plan& plan, const Indicator& indicator,
              const Region& region, const Moment& moment, Cell& cell) {
  cell.target = TRY(target_for(readings, indicator, region, moment, cell));
  cell.expected = TRY(expected_at(readings, plan, indicator, region, moment, cell));
  int last_year =
      indicator.kind == "annual" ? moment.year : std::max(indicator.target_year, plan.to);
  bool over = moment.day.number() >= last_year * 10000 + 1231;
  cell.status = status_of(plan, indicator, cell.value, cell.target, cell.expected, over);
  if (cell.status == "no_data" && cell.reason.empty()) cell.reason = "plan.no_figure";
  if (cell.status == "not_applicable" && cell.reason.empty()) cell.reason = "plan.no_target";
  return Done{};
}

}  // namespace

Cell manual_at(const Indicator& indicator, const Figures& figures, const Region& region, int year,
               Cell cell) {
  manual_cell(indicator, figures, region, year, cell);
  return cell;
}

Result<Cell> cell_of(Readings& readings, const Plan& plan, const Indicator& indicator,
                     const Region& region, const Moment& moment, const Figures& figures) {
  Cell cell;
  auto units = plan.units.find(indicator.level);
  if (units != plan.units.end() && region.level == "province") cell.units = units->second;
  if (!indicator.manual) {
    TRY(measure_cell(readings, plan, indicator, region, moment, cell));
  } else {
    manual_cell(indicator, figures, region, moment.year, cell);
    if (!cell.value && place_of(indicator, region.level) == Place::below) {
      cell.status = "not_applicable";
      cell.reason = "plan.not_this_level";
      return cell;
    }
  }
  TRY(judge(readings, plan, indicator, region, moment, cell));
  TRY(foresee(readings, plan, indicator, region, moment, cell));
  return cell;
}

namespace {

Day last_day_of(int year, int month) {
  for (int day = 31; day > 28; --day) {
    if (auto found = Day::of(year, month, day)) return *found;
  }
  return *Day::of(year, month, 28);
}

}  // namespace

Result<Moment> moment_of(const Plan& plan, const Ask& ask) {
  Moment moment;
  moment.as_of = ask.as_of;
  Day now = ask.as_of ? ask.as_of : ask.today;
  moment.year = ask.year != 0 ? ask.year : std::clamp(ask.today.year(), plan.from, plan.to);
  if (moment.year < plan.from || moment.year > plan.to) return invalid("plan.year", "year");
  if (ask.month < 0 || ask.month > 12) return invalid("plan.month", "month");
  moment.day = std::min(last_day_of(moment.year, ask.month == 0 ? 12 : ask.month), now);
  return moment;
}

}  // namespace boai::plan
