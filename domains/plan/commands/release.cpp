#include "domains/plan/records/release.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "domains/plan/queries.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::plan {

namespace json = boost::json;

namespace {

constexpr int release_days = 3;  // until a release that waits is late

bool wanted(const std::string& list, const json::object& indicator) {
  if (list == "all") return true;
  if (list.empty() || list == "main") return indicator.at("tier").as_string() == "main";
  std::string padded = "," + list + ",";
  return padded.find("," + std::string(indicator.at("id").as_string()) + ",") != std::string::npos;
}

Outcome check_list(const Plan& plan, const std::string& list) {
  if (list.empty() || list == "all" || list == "main") return Done{};
  for (std::size_t at = 0; at <= list.size();) {
    std::size_t end = std::min(list.find(',', at), list.size());
    std::string id = list.substr(at, end - at);
    if (plan.find(id) == nullptr) return invalid("plan.no_indicator", "indicators", id);
    at = end + 1;
  }
  return Done{};
}

// The board as of the day, without what is for the office alone.
Result<std::string> freeze(unit::Context& context, const Ask& ask, const std::string& list) {
  json::object standing = TRY(board(context.batch().connection(), context.house(), ask));
  json::array rows;
  for (const auto& value : standing.at("indicators").as_array()) {
    const json::object& one = value.as_object();
    if (!wanted(list, one)) continue;
    json::object row;
    for (const char* name : {"id", "name", "en", "goal", "goal_en", "unit", "value", "target",
                             "status", "source", "tier"}) {
      row[name] = one.at(name);
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return invalid("plan.release_empty", "indicators");
  return json::serialize(json::object{{"indicators", std::move(rows)}});
}

}  // namespace

Result<Release> handle(unit::Context& context, Branch branch, const ProposeRelease& command) {
  const Plan* plan = book_of(context.house()).find(command.plan);
  if (plan == nullptr) return invalid("plan.unknown", "plan", command.plan);
  bool inside = command.year >= plan->from && command.year <= plan->to;
  if (!inside) return invalid("plan.year", "year");
  if (command.as_of > context.today()) return invalid("plan.as_of", "as_of");
  TRY(check_list(*plan, command.indicators));
  Ask ask{.plan = plan->code,
          .region = branch.code,
          .year = static_cast<int>(command.year),
          .as_of = command.as_of,
          .today = context.today()};
  Release release{.plan = command.plan,
                  .branch = branch.id,
                  .year = command.year,
                  .as_of = command.as_of,
                  .title = command.title,
                  .summary = command.summary,
                  .indicators = command.indicators.empty() ? "main" : command.indicators,
                  .frozen = TRY(freeze(context, ask, command.indicators)),
                  .account = context.who().name,
                  .published_on = {},
                  .state = "submitted",
                  .reason = {}};
  TRY(context.save(release));
  TRY(matters::open(context, {.kind = "plan.release",
                              .title = release.title,
                              .branch = branch.id,
                              .post = "plan.approve_release",
                              .subject_type = "plan.release",
                              .subject = release.id.number,
                              .origin = branch.id,
                              .deadline = context.today().plus_days(release_days)}));
  return release;
}

Result<Release> handle(unit::Context& context, Release release, const WithdrawRelease& command) {
  if (release.state != "published") return conflict("plan.not_published", "release");
  release.state = "withdrawn";
  release.reason = command.reason;
  TRY(context.save(release));
  return release;
}

Outcome release_decided(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  Release release = TRY(context.load(Id<Release>{matter.subject}));
  if (release.state != "submitted") return conflict("plan.release_decided", "matter");
  if (release.account == context.who().name) return conflict("matters.same_person", "matter");
  bool approved = matter.state == "approved";
  if (approved) {
    for (auto& older : TRY(context.find<Release>("plan", release.plan))) {
      bool same = older.branch == release.branch && older.year == release.year;
      if (!same || older.state != "published") continue;
      older.state = "superseded";
      TRY(context.save(older));
    }
  }
  release.state = approved ? "published" : "returned";
  if (approved) release.published_on = context.today();
  release.reason = approved ? "" : matter.remark;
  TRY(context.save(release));
  return notices::tell(context, release.account,
                       {.code = "plan.release_" + release.state,
                        .about = matter.title,
                        .remark = matter.remark,
                        .subject_type = "plan.release",
                        .subject = release.id.number});
}

}  // namespace boai::plan
