#include "domains/plan/queries.hpp"
#include "domains/plan/records.hpp"
#include "domains/plan/records/split.hpp"
#include "domains/plan/rules/checks.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::plan {

namespace {

constexpr int answer_days = 7;  // until a waiting figure is late

Result<const Plan*> known_plan(const unit::House& house, const std::string& plan,
                               const std::string& indicator) {
  const Plan* found = book_of(house).find(plan);
  if (found == nullptr) return invalid("plan.unknown", "plan", plan);
  if (found->find(indicator) == nullptr)
    return invalid("plan.no_indicator", "indicator", indicator);
  return found;
}

constexpr matters::Posts checked_by = {.city = "plan.check_figure",
                                       .province = "plan.confirm_figure"};

Outcome ask(unit::Context& context, const Figure& figure, const Branch& origin,
            const matters::Look& next) {
  const Plan* plan = book_of(context.house()).find(figure.plan);
  const Indicator* indicator = plan == nullptr ? nullptr : plan->find(figure.indicator);
  std::string name = indicator == nullptr ? "" : indicator->name;
  return matters::open(context, {.kind = "plan.figure",
                                 .title = figure.indicator + " " + name + " " + figure.period +
                                          " " + origin.name + " " + figure.value,
                                 .branch = next.branch,
                                 .post = next.post,
                                 .subject_type = "plan.figure",
                                 .subject = figure.id.number,
                                 .origin = origin.id,
                                 .deadline = context.today().plus_days(answer_days)});
}

Outcome check_figure(const Plan& plan, const ReportFigure& command) {
  TRY(check_period(plan, command.period));
  auto value = parse_decimal(command.value);
  if (!value || *value < 0) return invalid("plan.value", "value", command.value);
  if (command.numerator.has_value() != command.denominator.has_value()) {
    return invalid("plan.ratio_incomplete", command.numerator ? "denominator" : "numerator");
  }
  return Done{};
}

// What the society reported for another indicator of the period, or for the period a year before.
Result<std::optional<Micro>> reported_value(unit::Context& context, const ReportFigure& command,
                                            const std::string& indicator,
                                            const std::string& period) {
  for (const auto& known : TRY(context.find<Figure>("indicator", indicator))) {
    bool same = known.plan == command.plan && known.branch == command.branch &&
                known.period == period && known.state != "returned";
    if (same) return parse_decimal(known.value);
  }
  return std::optional<Micro>();
}

Outcome hold_against_checks(unit::Context& context, const Plan& plan, const ReportFigure& command) {
  std::string before = command.period;
  int year = std::atoi(before.substr(0, 4).c_str());
  before.replace(0, 4, std::to_string(year - 1));
  std::optional<Error> failed;
  Known known{.year_before = TRY(reported_value(context, command, command.indicator, before)),
              .beside = [&](const std::string& indicator) -> std::optional<Micro> {
                auto value = reported_value(context, command, indicator, command.period);
                if (!value.ok()) failed = value.error();
                return value.ok() ? *value : std::nullopt;
              }};
  Entry entry{.indicator = *plan.find(command.indicator),
              .value = *parse_decimal(command.value),
              .numerator = command.numerator,
              .denominator = command.denominator,
              .day = context.today()};
  auto faults =
      broken_checks(book_of(context.house()).checks, entry, known, !command.reason.empty());
  if (failed) return *failed;
  if (faults.empty()) return Done{};
  Error error = invalid(faults.front().code, faults.front().field, faults.front().detail);
  error.fields = std::move(faults);
  return error;
}

}  // namespace

Result<Figure> handle(unit::Context& context, Branch branch, const ReportFigure& command) {
  const Plan* plan = TRY(known_plan(context.house(), command.plan, command.indicator));
  if (!plan->find(command.indicator)->manual) return conflict("plan.measured", "indicator");
  TRY(check_figure(*plan, command));
  Figure figure;
  for (auto& known : TRY(context.find<Figure>("indicator", command.indicator))) {
    bool same =
        known.plan == command.plan && known.branch == branch.id && known.period == command.period;
    if (same) figure = known;
  }
  if (figure.state == "locked") return conflict("plan.locked", "period");
  bool unchanged = figure.id && figure.value == command.value &&
                   figure.numerator == command.numerator &&
                   figure.denominator == command.denominator && figure.state != "returned";
  if (unchanged) return figure;
  TRY(hold_against_checks(context, *plan, command));
  figure.plan = command.plan;
  figure.indicator = command.indicator;
  figure.branch = branch.id;
  figure.period = command.period;
  figure.value = command.value;
  figure.numerator = command.numerator;
  figure.denominator = command.denominator;
  figure.document = command.document;
  figure.note = command.note;
  figure.reason = command.reason;
  figure.reporter = context.who().name;
  figure.state = "reported";
  TRY(context.save(figure));
  // A figure reported anew makes the question still open about the old one pointless.
  TRY(matters::settle(context, {.kind = "plan.figure",
                                .subject = figure.id.number,
                                .state = "returned",
                                .remark = "replaced"}));
  matters::Look next = TRY(matters::next_look(context, branch, checked_by));
  TRY(ask(context, figure, branch, next));
  return figure;
}

Result<Figure> handle(unit::Context& context, Figure figure, const LockFigure&) {
  if (figure.state != "confirmed") return conflict("plan.not_confirmed", "figure");
  figure.state = "locked";
  TRY(context.save(figure));
  return figure;
}

Result<Branch> handle(unit::Context& context, Branch branch, const LockPeriod& command) {
  const Plan* plan = book_of(context.house()).find(command.plan);
  if (plan == nullptr) return invalid("plan.unknown", "plan", command.plan);
  TRY(check_period(*plan, command.period));
  std::int64_t locked = 0;
  for (auto& figure : TRY(context.find<Figure>("period", command.period))) {
    bool wanted = figure.plan == command.plan && figure.state == "confirmed";
    if (!wanted) continue;
    std::string path = TRY(context.batch().path_of(figure.branch.number));
    if (!branch::within(path, branch.path)) continue;
    figure.state = "locked";
    TRY(context.save(figure));
    ++locked;
  }
  if (locked == 0) return conflict("plan.nothing_to_lock", "period");
  return branch;
}

Result<Figure> handle(unit::Context& context, Figure figure, const UnlockFigure& command) {
  if (figure.state != "locked") return conflict("plan.not_locked", "figure");
  figure.state = "confirmed";
  figure.reason = command.reason;
  TRY(context.save(figure));
  return figure;
}

Outcome figure_decided(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  Figure figure = TRY(context.load(Id<Figure>{matter.subject}));
  if (figure.state == "locked") return conflict("plan.locked", "matter");
  bool confirmed = matter.post == "plan.confirm_figure";
  figure.state = matter.state == "returned" ? "returned" : confirmed ? "confirmed" : "checked";
  figure.returned_reason = matter.state == "returned" ? matter.remark : "";
  TRY(context.save(figure));
  TRY(notices::tell(context, figure.reporter,
                    {.code = "plan.figure_" + figure.state,
                     .about = matter.title,
                     .remark = matter.remark,
                     .subject_type = "plan.figure",
                     .subject = figure.id.number}));
  if (figure.state == "returned") return Done{};
  if (confirmed) return Done{};
  Branch origin = TRY(context.load(figure.branch));
  Branch here = TRY(context.load(matter.branch));
  matters::Look next = TRY(matters::next_look(context, here, checked_by));
  return ask(context, figure, origin, next);
}

Result<Opening> handle(unit::Context& context, Branch branch, const EnterOpening& command) {
  std::string code = command.series.substr(0, command.series.find_first_of("#|"));
  if (context.house().measures.find(code) == nullptr) return invalid("plan.series", "series", code);
  Opening opening;
  std::string place = to_text(branch.id) + "/" + command.series + "/" + to_text(command.day);
  for (auto& known : TRY(context.find<Opening>("place", place))) opening = known;
  opening.place = place;
  opening.series = command.series;
  opening.branch = branch.id;
  opening.day = command.day;
  opening.value = command.value;
  opening.document = command.document;
  opening.reporter = command.reporter;
  TRY(context.save(opening));
  return opening;
}

namespace {

// What a split gave is changed by revising the split, else its sum would break in silence.
Outcome no_split_gave(unit::Context& context, const Branch& branch, const SetTarget& command) {
  for (const Share& share : TRY(context.find<Share>("branch", branch.id.number))) {
    bool here = share.plan == command.plan && share.indicator == command.indicator;
    if (!here || share.kind != "region") continue;
    Split split = TRY(context.load(share.split));
    if (split.state == "standing") return conflict("plan.split_stands", "indicator");
  }
  return Done{};
}

}  // namespace

Result<Target> handle(unit::Context& context, Branch branch, const SetTarget& command) {
  TRY(known_plan(context.house(), command.plan, command.indicator));
  if (!parse_decimal(command.value)) return invalid("plan.value", "value", command.value);
  TRY(no_split_gave(context, branch, command));
  Target target;
  for (auto& known : TRY(context.find<Target>("indicator", command.indicator))) {
    bool same =
        known.plan == command.plan && known.branch == branch.id && known.year == command.year;
    if (same) target = known;
  }
  if (target.id && target.value != command.value && command.reason.empty()) {
    return invalid("plan.reason", "reason");
  }
  target.plan = command.plan;
  target.indicator = command.indicator;
  target.branch = branch.id;
  target.year = command.year;
  target.value = command.value;
  target.reason = command.reason;
  TRY(context.save(target));
  return target;
}

Result<Note> handle(unit::Context& context, Branch branch, const NoteIndicator& command) {
  TRY(known_plan(context.house(), command.plan, command.indicator));
  Note note{.plan = command.plan,
            .indicator = command.indicator,
            .branch = branch.id,
            .text = command.text,
            .author = context.who().name,
            .day = context.today()};
  TRY(context.save(note));
  return note;
}

}  // namespace boai::plan
