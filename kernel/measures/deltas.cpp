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

bool counts(const Measure& measure, const Row& row) {
  for (const Condition& condition : measure.where) {
    const auto& value = row.at(*measure.type, condition.field);
    const auto* field = measure.type->find(condition.field);
    if (record::to_text(*field, value) != condition.equals) return false;
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

Outcome contribute_distinct(const Measure& measure, const std::vector<Span>& plans,
                            const std::vector<Row>& rows, std::int64_t sign, const PathOf& path_of,
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
