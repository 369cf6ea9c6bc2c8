// Divides a target, locks a year, sets a target of one's own.
#include <algorithm>

#include "domains/plan/queries/targets.hpp"

namespace boai::plan {

namespace {

Region region_of(const Branch& branch) {
  return {branch.id.number, branch.code, branch.name, branch.level, branch.path};
}

Result<int> locked_through(unit::Context& context, const Branch& branch, const std::string& plan) {
  std::int64_t last = 0;
  for (std::int64_t above : branch::ancestors_of(branch.path)) {
    for (const YearLock& lock : TRY(context.find<YearLock>("branch", above))) {
      if (lock.plan == plan) last = std::max(last, lock.year);
    }
  }
  return static_cast<int>(last);
}

Result<Standing> standing_in(unit::Context& context, const Branch& branch,
                             const SplitTarget& command) {
  Standing standing;
  for (Split& split : TRY(context.find<Split>("indicator", command.indicator))) {
    bool here = split.plan == command.plan && split.branch == branch.id;
    if (here && split.state == "standing") standing.split = std::move(split);
  }
  if (standing.split) {
    standing.shares = TRY(context.find<Share>("split", standing.split->id.number));
  }
  standing.locked_through = TRY(locked_through(context, branch, command.plan));
  return standing;
}

Split split_of(const unit::Context& context, const SplitTarget& command, const Divided& divided) {
  return {.plan = command.plan,
          .indicator = command.indicator,
          .branch = command.branch,
          .axes = command.axes,
          .depth = command.depth,
          .method = command.method,
          .curve = command.curve.empty() ? "linear" : command.curve,
          .total = short_decimal(divided.total),
          .reserve = divided.reserve == 0 ? "" : short_decimal(divided.reserve),
          .reserve_name = command.reserve_name,
          .weights = command.weights,
          .reason = command.reason,
          .state = "standing",
          .author = context.who().name,
          .day = context.today()};
}

}  // namespace

Result<Split> handle(unit::Context& context, Branch branch, const SplitTarget& command) {
  Standing standing = TRY(standing_in(context, branch, command));
  if (!command.basis.empty() && command.basis != standing.basis()) {
    return conflict("conflict.version", "basis", standing.basis());
  }
  if (standing.split && command.reason.empty()) return invalid("plan.reason", "reason");
  Region region = region_of(branch);
  Dividing dividing{context.house(), region, standing, context.today()};
  Divided divided = TRY(divide(context.batch().connection(), dividing, command));
  Split split = split_of(context, command, divided);
  if (standing.split) {
    split.revises = standing.split->id;
    standing.split->state = "replaced";
    TRY(context.save(*standing.split));
  }
  TRY(context.save(split));
  for (const ShareRow& row : divided.answer.rows) {
    Share share{.split = split.id,
                .plan = split.plan,
                .indicator = split.indicator,
                .branch = {divided.branches.at(row.place)},
                .year = row.year,
                .department = row.department,
                .kind = row.kind,
                .value = short_decimal(row.value)};
    TRY(context.save(share));
  }
  return split;
}

Result<YearLock> handle(unit::Context& context, Branch branch, const LockYear& command) {
  const Plan* plan = book_of(context.house()).find(command.plan);
  if (plan == nullptr) return invalid("plan.unknown", "plan", command.plan);
  if (command.year < plan->from || command.year > plan->to) {
    return invalid("plan.year", "year", std::to_string(command.year));
  }
  int before = TRY(locked_through(context, branch, command.plan));
  if (command.year <= before) return conflict("plan.year_locked", "year", std::to_string(before));
  YearLock lock;
  for (YearLock& known : TRY(context.find<YearLock>("branch", branch.id.number))) {
    if (known.plan == command.plan) lock = std::move(known);
  }
  lock.plan = command.plan;
  lock.branch = branch.id;
  lock.year = command.year;
  lock.reason = command.reason;
  lock.author = context.who().name;
  lock.day = context.today();
  TRY(context.save(lock));
  return lock;
}

Result<OwnTarget> handle(unit::Context& context, Branch branch, const SetOwnTarget& command) {
  const Plan* plan = book_of(context.house()).find(command.plan);
  if (plan == nullptr) return invalid("plan.unknown", "plan", command.plan);
  if (plan->find(command.indicator) == nullptr) {
    return invalid("plan.no_indicator", "indicator", command.indicator);
  }
  bool in_plan = command.year == 0 || (command.year >= plan->from && command.year <= plan->to);
  if (!in_plan) return invalid("plan.year", "year", std::to_string(command.year));
  auto value = parse_decimal(command.value);
  if (!value || *value < 0) return invalid("plan.value", "value", command.value);
  OwnTarget own;
  for (OwnTarget& known : TRY(context.find<OwnTarget>("indicator", command.indicator))) {
    bool same = known.plan == command.plan && known.branch == branch.id;
    if (same && known.year == command.year) own = std::move(known);
  }
  if (own.id && own.value != command.value && command.reason.empty()) {
    return invalid("plan.reason", "reason");
  }
  own.plan = command.plan;
  own.indicator = command.indicator;
  own.branch = branch.id;
  own.year = command.year;
  own.value = command.value;
  own.document = command.document;
  own.reason = command.reason;
  own.author = context.who().name;
  own.day = context.today();
  TRY(context.save(own));
  return own;
}

}  // namespace boai::plan
