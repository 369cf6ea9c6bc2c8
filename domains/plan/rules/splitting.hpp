// One split at work; only rules/split*.cpp include this.
#pragma once

#include "domains/plan/rules/split.hpp"

namespace boai::plan {

// In steps of the quantum from the top down: years, regions, departments.
class Splitting {
 public:
  explicit Splitting(const SplitTask& task)
      : task_(task),
        indicator_(*task.indicator),
        over_years_(year_shape(indicator_)),
        over_regions_(region_shape(indicator_)),
        years_(task.years.empty() ? std::vector<int>{0} : task.years) {}

  Result<SplitAnswer> run();

 private:
  using Values = std::vector<std::vector<Micro>>;  // place → year
  using Places = std::vector<const SplitPlace*>;

  bool locked(int year) const { return year != 0 && year <= task_.locked_through; }
  std::size_t open_from() const;  // the first year that is not locked
  std::optional<Micro> kept(const std::string& place, int year,
                            const std::string& department = {}) const {
    auto found = task_.standing.find({place, year, department});
    return found == task_.standing.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<Micro> typed(const std::string& place, int year,
                             const std::string& department = {}) const {
    auto found = task_.cells.find({place, year, department});
    return found == task_.cells.end() ? std::nullopt : std::optional(found->second);
  }
  void put(std::string kind, std::string place, int year, Micro value,
           std::string department = {}) {
    rows_.push_back(
        {std::move(kind), std::move(place), std::move(department), year, value, locked(year)});
  }
  Places below(const std::string& parent) const;

  Outcome check() const;
  Outcome years();
  Outcome curve(Micro before, std::size_t count);
  Outcome typed_years();
  Outcome departments();
  Outcome departments_of(const std::string& place, const std::vector<Micro>& whole);

  // split_regions.cpp
  Outcome regions();
  Outcome reserve_rows();
  Outcome divide(const std::string& above, const std::string& parent,
                 const std::vector<Micro>& whole);
  Result<Values> divided_among(const Places& places, const std::vector<Micro>& whole);
  Values alike(const Places& places, const std::vector<Micro>& whole) const;
  Result<Values> counted(const Places& places, const std::vector<Micro>& whole) const;

  // split_by_hand.cpp
  Outcome regions_by_hand();
  Outcome sums_by_hand(const std::string& above, const std::string& parent,
                       const std::vector<Micro>& whole);
  void check_sums(const std::string& above, bool top, const std::vector<Micro>& whole,
                  const std::vector<Micro>& sums);
  void check_weighted(const std::string& above, const Places& places, const Values& table,
                      const std::vector<Micro>& whole);
  void compare(const std::string& place, int year, Micro sum, Micro whole);
  void fault(const std::string& place, int year, std::string code, std::string detail = {});
  Outcome refuse();  // with all the faults found so far

  const SplitTask& task_;
  const Indicator& indicator_;
  YearShape over_years_;
  RegionShape over_regions_;
  std::vector<int> years_;
  Micro quantum_ = micro;
  std::vector<Micro> whole_, reserved_;
  std::vector<ShareRow> rows_;
  std::vector<FieldFault> faults_;
};

// Whole steps over years, used for regions and departments alike: rows are places.
using StepTable = std::vector<Parts>;
Result<StepTable> split_each_year(const Parts& weights, const Parts& years);
// Each place's sum over all years is its part of the whole; what is spent is taken off it.
Result<StepTable> split_parts(const Parts& weights, const Parts& spent, const Parts& years);
// Levels that rise to each place's share of the end. Where a place would have to fall while the
// whole rises, every year is divided for itself.
Result<StepTable> split_levels(const Parts& weights, Parts before, const Parts& years);

std::int64_t total_of(const Parts& parts);
Micro rounded_up(Micro value, Micro step);

}  // namespace boai::plan
