// Takes figures from the board and freezes them.
#include <algorithm>

#include "domains/briefs/queries.hpp"
#include "domains/plan/port.hpp"

namespace boai::briefs {

namespace json = boost::json;
using store::Value;

Result<Society> society_of(store::Connection& connection, const std::string& region) {
  std::string code = region;
  while (code.size() > 2 && code.size() <= 6 && code.ends_with("00")) code.resize(code.size() - 2);
  Society found;
  Value values[] = {code};
  TRY(connection.each("SELECT id, code, name, level, path FROM network_society WHERE code = ?",
                      values, [&](const store::RowView& row) {
                        found = {row.number(0), std::string(row.text(1)), std::string(row.text(2)),
                                 std::string(row.text(3)), std::string(row.text(4))};
                        return false;
                      }));
  if (found.branch == 0) return not_found("plan.no_region", "region", region);
  return found;
}

Result<std::vector<Society>> parts_of(store::Connection& connection, const Society& above,
                                      Day day) {
  std::vector<Society> parts;
  Value values[] = {above.branch, std::int64_t{day.number()}};
  TRY(connection.each(
      "SELECT id, code, name, level, path FROM network_society WHERE parent = ? AND level <> "
      "'grassroots' AND (until IS NULL OR until >= ?) ORDER BY code",
      values, [&](const store::RowView& row) {
        parts.push_back({row.number(0), std::string(row.text(1)), std::string(row.text(2)),
                         std::string(row.text(3)), std::string(row.text(4))});
        return true;
      }));
  return parts;
}

Result<const Boards::Rows*> Boards::at(const std::string& region, Period period) {
  auto key = std::tuple(region, period.year, period.month);
  auto found = rows_.find(key);
  if (found != rows_.end()) return static_cast<const Rows*>(&found->second);
  // As of today is now: the same figures, and the board need not ask day by day.
  plan::Ask ask{.plan = ask_.plan,
                .region = region,
                .year = period.year,
                .month = period.month,
                .as_of = ask_.as_of == ask_.today ? Day{} : ask_.as_of,
                .today = ask_.today};
  json::object board = TRY(plan::board(connection_, house_, ask));
  Rows rows;
  for (json::value& row : board.at("indicators").as_array()) {
    std::string id(row.at("id").as_string());
    rows.order.push_back(id);
    rows.by_indicator.emplace(std::move(id), std::move(row.as_object()));
  }
  return static_cast<const Rows*>(&rows_.emplace(key, std::move(rows)).first->second);
}

namespace {

std::string text_at(const json::object& row, std::string_view name) {
  const json::value* value = row.if_contains(name);
  if (value == nullptr || value->is_null()) return {};
  if (value->is_string()) return std::string(value->get_string());
  return json::serialize(*value);
}

std::optional<std::int64_t> number_at(const json::object& row, std::string_view name) {
  const json::value* value = row.if_contains(name);
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return value->get_int64();
}

// "Numerator ÷ denominator", as the plan words them; without them, what is counted.
std::pair<std::string, std::string> formula_of(const json::object& definition) {
  auto of = [&](const char* above, const char* below) {
    std::string top = text_at(definition, above), under = text_at(definition, below);
    if (top.empty()) return std::string();
    return under.empty() || under == "1" ? top : top + " ÷ " + under;
  };
  auto cut = [](std::string text, std::size_t most) {
    while (text.size() > most || record::utf8_length(text) < 0) text.pop_back();
    return text;
  };
  return {cut(of("numerator", "denominator"), 900), cut(of("numerator_en", "denominator_en"), 500)};
}

std::string place_name(const std::string& society) {
  std::size_t at = society.find("红十字会");
  return at == std::string::npos || at == 0 ? society : society.substr(0, at);
}

}  // namespace

Result<Figure> Boards::figure(const std::string& indicator, const Society& region, Period period,
                              std::string_view purpose) {
  const Rows* rows = TRY(at(region.code, period));
  auto found = rows->by_indicator.find(indicator);
  if (found == rows->by_indicator.end()) {
    return not_found("briefs.no_indicator", "templates", indicator);
  }
  const json::object& row = found->second;
  auto formula = formulas_.find(indicator);
  if (formula == formulas_.end()) {
    json::object definition = TRY(plan::definition(house_, ask_.plan, indicator));
    formula = formulas_.emplace(indicator, formula_of(definition)).first;
  }
  Figure made;
  made.purpose = purpose;
  made.indicator = indicator;
  made.name = text_at(row, "name");
  made.name_en = text_at(row, "en");
  made.unit = text_at(row, "unit");
  made.tier = text_at(row, "tier");
  made.region = region.code;
  made.region_name = place_name(region.name);
  made.year = period.year;
  made.month = period.month;
  made.as_of = ask_.as_of;
  made.value = text_at(row, "value");
  made.target = text_at(row, "target");
  made.expected = text_at(row, "expected");
  made.forecast = text_at(row, "forecast");
  made.chance = text_at(row, "chance");
  made.status = text_at(row, "status");
  made.numerator = number_at(row, "numerator");
  made.denominator = number_at(row, "denominator");
  made.formula = formula->second.first;
  made.formula_en = formula->second.second;
  return made;
}

bool same_cell(const Figure& left, const Figure& right) {
  return left.purpose == right.purpose && left.indicator == right.indicator &&
         left.region == right.region && left.year == right.year && left.month == right.month;
}

Result<int> first_year_of(const unit::House& house, const std::string& plan) {
  json::object plans = plan::plans_of(house);
  for (const auto& each : plans.at("plans").as_array()) {
    if (each.at("code").as_string() == plan) return static_cast<int>(each.at("from").as_int64());
  }
  return not_found("plan.unknown", "plan", plan);
}

Known known_to(const unit::House& house) {
  return {[&house](const std::string& indicator) {
    json::object plans = plan::plans_of(house);
    return std::ranges::any_of(plans.at("plans").as_array(), [&](const json::value& each) {
      return plan::definition(house, std::string(each.at("code").as_string()), indicator).ok();
    });
  }};
}

namespace {

constexpr std::size_t explained_max = 5;  // of what is behind: with the parts that hold it back

// One brief's figures as they come together; each cell once, in a number of its own or its group's.
class Gathering {
 public:
  Gathering(Boards& boards, const Wanted& wanted, const std::vector<Figure>& known)
      : boards_(boards), wanted_(wanted), known_(known) {
    for (const Figure& each : known) {
      next_ = std::max(next_, each.number + 1);
      if (grouped(each.purpose)) groups_[each.purpose + each.indicator] = each.number;
    }
  }

  Result<std::vector<Figure>> all(store::Connection& connection) {
    here_ = TRY(society_of(connection, wanted_.brief.region));
    period_ = {static_cast<int>(wanted_.brief.year), static_cast<int>(wanted_.brief.month)};
    TRY(main_ones());
    TRY(others(connection));
    std::set<std::string> parts = wanted_.needs.parts;
    if (wanted_.needs.behind) explain(parts);
    if (!parts.empty()) {
      for (const Society& part : TRY(parts_of(connection, here_, wanted_.brief.as_of))) {
        for (const std::string& indicator : parts) TRY(take(indicator, part, period_, "part"));
      }
    }
    for (const Figure& each : wanted_.also) {
      Society region = TRY(society_of(connection, each.region));
      Period period{static_cast<int>(each.year), static_cast<int>(each.month)};
      TRY(take(each.indicator, region, period, each.purpose));
    }
    for (const std::string& indicator : wanted_.needs.months) {
      for (int month = 1; month <= last_month(); ++month) {
        TRY(take(indicator, here_, {period_.year, month}, "month"));
      }
    }
    return std::move(found_);
  }

 private:
  static bool grouped(std::string_view purpose) { return purpose == "part" || purpose == "month"; }

  int last_month() const {
    if (period_.month > 0) return period_.month;
    return period_.year == wanted_.brief.as_of.year() ? wanted_.brief.as_of.month() : 12;
  }

  Outcome main_ones() {
    const Boards::Rows* rows = TRY(boards_.at(here_.code, period_));
    auto earlier = before(period_, wanted_.brief.as_of, wanted_.first_year);
    for (const std::string& indicator : rows->order) {
      if (rows->by_indicator.at(indicator).at("tier").as_string() != "main") continue;
      TRY(take(indicator, here_, period_, "now"));
      bool moved = wanted_.needs.before && earlier.has_value();
      if (moved) TRY(take(indicator, here_, *earlier, "before"));
    }
    return Done{};
  }

  Outcome others(store::Connection& connection) {
    for (const auto& [indicator, region, year] : wanted_.needs.cells) {
      bool own = region.empty() && year == 0;
      if (own) {
        TRY(take(indicator, here_, period_, "now"));
        continue;
      }
      Society place = region.empty() ? here_ : TRY(society_of(connection, region));
      // A figure of elsewhere would come to people who may not see it.
      if (!branch::within(place.path, here_.path)) {
        return invalid("briefs.region_outside", "templates", indicator + " region=" + region);
      }
      TRY(take(indicator, place, year == 0 ? period_ : Period{year, 0}, "cell"));
    }
    return Done{};
  }

  void explain(std::set<std::string>& parts) const {
    std::vector<const Figure*> late;
    for (const auto* figures : {&known_, &found_}) {
      for (const Figure& each : *figures) {
        if (each.purpose == "now" && each.tier == "main" && is_behind(each)) late.push_back(&each);
      }
    }
    order_by_need(late);
    if (late.size() > explained_max) late.resize(explained_max);
    for (const Figure* each : late) parts.insert(each->indicator);
  }

  Outcome take(const std::string& indicator, const Society& region, Period period,
               std::string_view purpose) {
    Figure figure = TRY(boards_.figure(indicator, region, period, purpose));
    auto same = [&](const Figure& other) { return same_cell(figure, other); };
    if (std::ranges::any_of(known_, same) || std::ranges::any_of(found_, same)) return Done{};
    if (grouped(purpose)) {
      auto [group, fresh] = groups_.try_emplace(figure.purpose + indicator, next_);
      if (fresh) ++next_;
      figure.number = group->second;
    } else {
      figure.number = next_++;
    }
    figure.brief = wanted_.brief.id;
    figure.branch = wanted_.brief.branch;
    found_.push_back(std::move(figure));
    return Done{};
  }

  Boards& boards_;
  const Wanted& wanted_;
  const std::vector<Figure>& known_;
  Society here_;
  Period period_;
  std::int64_t next_ = 1;
  std::map<std::string, std::int64_t> groups_;
  std::vector<Figure> found_;
};

}  // namespace

Result<std::vector<Figure>> gather(store::Connection& connection, const unit::House& house,
                                   const Wanted& wanted, Day today,
                                   const std::vector<Figure>& known) {
  Boards boards(connection, house, {wanted.brief.plan, wanted.brief.as_of, today});
  return Gathering(boards, wanted, known).all(connection);
}

}  // namespace boai::briefs
