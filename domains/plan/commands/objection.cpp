#include "domains/plan/records/objection.hpp"

#include <boost/json.hpp>

#include "domains/plan/queries.hpp"
#include "domains/plan/records.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::plan {

namespace {

constexpr int objection_days = 10;

Outcome check_claim(const Object& command) {
  if (command.kind == "explanation") {
    bool claims = !command.claimed.empty() || command.numerator || command.denominator;
    if (claims) return invalid("plan.explanation_claims", "claimed");
    return Done{};
  }
  auto value = parse_decimal(command.claimed);
  if (!value || *value < 0) return invalid("plan.value", "claimed", command.claimed);
  if (command.numerator.has_value() != command.denominator.has_value()) {
    return invalid("plan.ratio_incomplete", command.numerator ? "denominator" : "numerator");
  }
  if (command.document.empty()) return invalid("field.required", "document");
  return Done{};
}

Outcome refuse_second(unit::Context& context, const Object& command) {
  for (const auto& known : TRY(context.find<Objection>("indicator", command.indicator))) {
    bool same = known.plan == command.plan && known.branch == command.branch &&
                known.period == command.period;
    if (same && known.state == "open") return conflict("plan.objection_open", "indicator");
  }
  return Done{};
}

// The accepted number becomes the reported one, with the objection as its reason.
Outcome correct_figure(unit::Context& context, const Objection& objection) {
  const Plan* plan = book_of(context.house()).find(objection.plan);
  const Indicator* indicator = plan == nullptr ? nullptr : plan->find(objection.indicator);
  // A measured number is put right in the records it counts; the answer says how.
  if (indicator == nullptr || !indicator->manual) return Done{};
  Figure figure;
  for (auto& known : TRY(context.find<Figure>("indicator", objection.indicator))) {
    bool same = known.plan == objection.plan && known.branch == objection.branch &&
                known.period == objection.period;
    if (same) figure = known;
  }
  if (figure.state == "locked") return conflict("plan.locked", "matter");
  figure.plan = objection.plan;
  figure.indicator = objection.indicator;
  figure.branch = objection.branch;
  figure.period = objection.period;
  figure.value = objection.claimed;
  figure.numerator = objection.numerator;
  figure.denominator = objection.denominator;
  figure.document = objection.document;
  figure.reason = objection.text;
  figure.reporter = objection.account;
  figure.returned_reason.clear();
  figure.state = "confirmed";
  return context.save(figure);
}

}  // namespace

Result<Objection> handle(unit::Context& context, Branch branch, const Object& command) {
  const Plan* plan = book_of(context.house()).find(command.plan);
  if (plan == nullptr) return invalid("plan.unknown", "plan", command.plan);
  const Indicator* indicator = plan->find(command.indicator);
  if (indicator == nullptr) return invalid("plan.no_indicator", "indicator", command.indicator);
  TRY(check_period(*plan, command.period));
  TRY(check_claim(command));
  TRY(refuse_second(context, command));
  bool asks = command.kind == "objection";
  Objection objection{.plan = command.plan,
                      .indicator = command.indicator,
                      .branch = branch.id,
                      .period = command.period,
                      .kind = command.kind,
                      .shown = TRY(shown_at(context, *plan, *indicator, branch, command.period)),
                      .claimed = command.claimed,
                      .numerator = command.numerator,
                      .denominator = command.denominator,
                      .text = command.text,
                      .document = command.document,
                      .account = context.who().name,
                      .day = context.today(),
                      .deadline = {},
                      .state = asks ? "open" : "noted",
                      .answer = {}};
  if (asks) objection.deadline = context.today().plus_days(objection_days);
  TRY(context.save(objection));
  if (!asks) return objection;
  Branch top = TRY(matters::top_of(context, branch));
  std::string title = objection.indicator + " " + indicator->name + " " + objection.period + " " +
                      branch.name + " " + (objection.shown.empty() ? "–" : objection.shown) +
                      " → " + objection.claimed;
  TRY(matters::open(context, {.kind = "plan.objection",
                              .title = title,
                              .branch = top.id,
                              .post = "plan.settle_objection",
                              .subject_type = "plan.objection",
                              .subject = objection.id.number,
                              .origin = branch.id,
                              .deadline = objection.deadline}));
  return objection;
}

Result<Objection> handle(unit::Context& context, Objection objection, const WithdrawObjection&) {
  bool standing = objection.state == "open" || objection.state == "noted";
  if (!standing) return conflict("plan.objection_settled", "objection");
  objection.state = "withdrawn";
  TRY(context.save(objection));
  TRY(matters::settle(context, {.kind = "plan.objection",
                                .subject = objection.id.number,
                                .state = "returned",
                                .remark = "withdrawn"}));
  return objection;
}

Outcome objection_decided(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  Objection objection = TRY(context.load(Id<Objection>{matter.subject}));
  if (objection.state != "open") return conflict("plan.objection_settled", "matter");
  if (objection.account == context.who().name) return conflict("matters.same_person", "matter");
  bool accepted = matter.state == "approved";
  objection.state = accepted ? "accepted" : "declined";
  objection.answer = matter.remark;
  TRY(context.save(objection));
  if (accepted) TRY(correct_figure(context, objection));
  return notices::tell(context, objection.account,
                       {.code = "plan.objection_" + objection.state,
                        .about = matter.title,
                        .remark = matter.remark,
                        .subject_type = "plan.objection",
                        .subject = objection.id.number});
}

}  // namespace boai::plan
