#include <algorithm>

#include "base/must.hpp"
#include "kernel/branch/branch.hpp"
#include "kernel/measures/measures.hpp"

namespace boai::measures {

using record::Row;

const Measure* Book::find(std::string_view code) const {
  auto found = std::ranges::find(measures, code, &Measure::code);
  return found == measures.end() ? nullptr : &*found;
}

std::vector<std::string> Book::series_of(const Measure& measure) const {
  std::string code(measure.code);
  if (measure.kind != Kind::distinct) return {code};
  std::vector<std::string> series = {code + "#ever", code + "#year"};
  for (const Span& plan : plans) series.push_back(code + "#plan" + std::to_string(plan.from));
  return series;
}

std::vector<std::string_view> allowed(const Condition& condition) {
  std::vector<std::string_view> values;
  std::string_view rest = condition.equals;
  for (std::size_t end = rest.find('|'); end != rest.npos; end = rest.find('|')) {
    values.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  values.push_back(rest);
  return values;
}

// Asked of every record that is written: without a list of its own.
bool allows(const Condition& condition, std::string_view value) {
  for (std::string_view rest = condition.equals;;) {
    std::size_t end = rest.find('|');
    if (rest.substr(0, end) == value) return true;
    if (end == rest.npos) return false;
    rest.remove_prefix(end + 1);
  }
}

bool counts(const Measure& measure, const Row& row) {
  for (const Condition& condition : measure.where) {
    const auto& value = row.at(*measure.type, condition.field);
    std::string text = record::to_text(*measure.type->find(condition.field), value);
    if (!allows(condition, text)) return false;
  }
  return row.number(*measure.type, measure.day) != 0;
}

namespace {

void each_dimension(const Measure& measure, const Row& row, Delta delta, const Emit& emit) {
  emit(delta);
  for (std::string_view dimension : measure.dimensions) {
    const std::string& value = row.text(*measure.type, dimension);
    if (value.empty()) continue;
    delta.dimension = std::string(dimension) + "=" + value;
    emit(delta);
  }
}

}  // namespace

void contribute(const Measure& measure, const Row& row, std::int64_t sign, const Emit& emit) {
  if (!counts(measure, row)) return;
  const record::Type& type = *measure.type;
  Delta delta{std::string(measure.code),
              {},
              row.number(type, measure.branch),
              static_cast<int>(row.number(type, measure.day)),
              sign,
              true};
  if (!measure.amount.empty()) delta.amount = sign * row.number(type, measure.amount);
  if (!measure.code_from.empty()) {
    delta.series = row.text(type, measure.code_from) + "@opening";
    std::size_t split = delta.series.find('|');
    if (split != std::string::npos) {  // "code|setting=school" names a dimension as well
      delta.dimension = delta.series.substr(split + 1, delta.series.size() - split - 9);
      delta.series = delta.series.substr(0, split) + "@opening";
    }
    emit(delta);
    return;
  }
  each_dimension(measure, row, delta, emit);
  if (measure.kind != Kind::stock) return;
  auto last = Day::from_number(row.number(type, measure.until));
  if (!last) return;
  delta.day = last->plus_days(1).number();
  delta.amount = -sign;
  each_dimension(measure, row, delta, emit);
}

std::string plan_scope(const std::vector<Span>& plans, int year) {
  for (const Span& plan : plans) {
    if (plan.from <= year && year <= plan.to) return "plan" + std::to_string(plan.from);
  }
  return {};
}

namespace {

using Rows = std::vector<Row>;

Outcome contribute_distinct(const Measure& measure, const std::vector<Span>& plans,
                            const Rows& rows, std::int64_t sign, const PathOf& path_of,
                            const Emit& emit) {
  // The first day of the unit in each series (the year's apart) at each branch above its records.
  struct Place {
    std::string scope;
    int year;
    std::int64_t branch;
    auto operator<=>(const Place&) const = default;
  };
  std::map<Place, int> first_days;
  auto seen = [&](Place place, int day) {
    auto [at, added] = first_days.try_emplace(std::move(place), day);
    if (!added) at->second = std::min(at->second, day);
  };
  for (const Row& row : rows) {
    if (!counts(measure, row)) continue;
    int day = static_cast<int>(row.number(*measure.type, measure.day));
    int year = day / 10000;
    std::string plan = plan_scope(plans, year);
    std::string path = TRY(path_of(row.number(*measure.type, measure.branch)));
    for (std::int64_t branch : branch::ancestors_of(path)) {
      seen({"ever", 0, branch}, day);
      seen({"year", year, branch}, day);
      if (!plan.empty()) seen({plan, 0, branch}, day);
    }
  }
  for (const auto& [place, day] : first_days) {
    emit({std::string(measure.code) + "#" + place.scope, {}, place.branch, day, sign, false});
  }
  return Done{};
}

// The spans of a unit's rows at each branch above them, joined where they touch.
Outcome contribute_held(const Measure& measure, const Rows& rows, std::int64_t sign,
                        const PathOf& path_of, const Emit& emit) {
  const record::Type& type = *measure.type;
  using Held = std::pair<Day, Day>;  // first day; first day after, none for still holding
  std::map<std::int64_t, std::vector<Held>> at;
  for (const Row& row : rows) {
    if (!counts(measure, row)) continue;
    auto first = Day::from_number(row.number(type, measure.day));
    auto last = Day::from_number(row.number(type, measure.until));
    if (!first || (last && *last < *first)) continue;
    std::string path = TRY(path_of(row.number(type, measure.branch)));
    for (std::int64_t branch : branch::ancestors_of(path)) {
      at[branch].emplace_back(*first, last ? last->plus_days(1) : Day());
    }
  }
  std::string code(measure.code);
  for (auto& [branch, spans] : at) {
    std::ranges::sort(spans, {}, &Held::first);
    std::vector<Held> joined;
    for (const Held& held : spans) {
      bool apart = joined.empty() || (joined.back().second && joined.back().second < held.first);
      if (apart) {
        joined.push_back(held);
      } else if (joined.back().second) {
        Day& end = joined.back().second;
        end = held.second ? std::max(end, held.second) : Day();
      }
    }
    for (const auto& [first, after] : joined) {
      emit({code, {}, branch, first.number(), sign, false});
      if (after) emit({code, {}, branch, after.number(), -sign, false});
    }
  }
  return Done{};
}

}  // namespace

Outcome contribute_unit(const Measure& measure, const std::vector<Span>& plans,
                        const std::vector<Row>& rows, std::int64_t sign, const PathOf& path_of,
                        const Emit& emit) {
  if (measure.kind == Kind::held) return contribute_held(measure, rows, sign, path_of, emit);
  return contribute_distinct(measure, plans, rows, sign, path_of, emit);
}

std::size_t Sums::Hash::operator()(const Key& key) const {
  std::size_t hash = std::hash<std::string>{}(key.series);
  hash = hash * 1099511628211U ^ std::hash<std::string>{}(key.dimension);
  hash = hash * 1099511628211U ^ static_cast<std::size_t>(key.branch);
  return hash * 1099511628211U ^ static_cast<std::size_t>(key.day);
}

void Sums::merge(const Sums& other) {
  for (const auto& [key, amount] : other.days_) days_[key] += amount;
}

std::vector<std::string> Sums::touched() const {
  std::vector<std::string> series;
  for (const auto& [key, amount] : days_) {
    if (amount != 0) series.push_back(key.series);
  }
  std::ranges::sort(series);
  series.erase(std::unique(series.begin(), series.end()), series.end());
  return series;
}

}  // namespace boai::measures
