#include <algorithm>
#include <boost/json.hpp>

#include "base/crypto/digest.hpp"
#include "domains/evaluation/queries.hpp"
#include "domains/evaluation/records.hpp"
#include "domains/plan/port.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::evaluation {

namespace json = boost::json;

namespace {

constexpr int signing_days = 5;
constexpr int closing_days = 7;

std::string text_in(const json::object& row, const char* name) {
  const json::value& value = row.at(name);
  if (value.is_null()) return {};
  return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

Standing standing_of(const json::object& row) {
  return {.indicator = text_in(row, "id"),
          .tier = text_in(row, "tier"),
          .strength = text_in(row, "strength"),
          .direction = text_in(row, "direction"),
          .status = text_in(row, "status"),
          .value = parse_decimal(text_in(row, "value")),
          .target = parse_decimal(text_in(row, "target"))};
}

Row row_of(const json::object& shown, const Standing& standing, const Score& score) {
  Row row;
  row.indicator = standing.indicator;
  row.name = text_in(shown, "name");
  row.tier = standing.tier;
  row.unit = text_in(shown, "unit");
  row.value = text_in(shown, "value");
  row.target = text_in(shown, "target");
  if (score.completion) row.completion = decimal_text(*score.completion, 2);
  row.status = standing.status;
  if (score.counted) {
    row.weight = decimal_text(score.weight, 2);
    row.points = decimal_text(score.points, 2);
  }
  row.veto = score.veto;
  return row;
}

Result<std::vector<Row>> rows_of(unit::Context& context, Id<Evaluation> evaluation) {
  return context.find<Row>("evaluation", evaluation.number);
}

Outcome ask_to_sign(unit::Context& context, const Evaluation& evaluation, const std::string& post) {
  return matters::open(context, {.kind = "evaluation.signing",
                                 .title = evaluation.title,
                                 .branch = evaluation.branch,
                                 .post = post,
                                 .subject_type = "evaluation.evaluation",
                                 .subject = evaluation.id.number,
                                 .origin = evaluation.branch,
                                 .deadline = context.today().plus_days(signing_days)});
}

// What is signed: every row with its remark, in the order of the plan.
Result<std::string> digest_of(unit::Context& context, const Evaluation& evaluation) {
  std::string all = evaluation.plan + "\n" + evaluation.kind + "\n" + to_text(evaluation.as_of) +
                    "\n" + evaluation.total + "\n";
  for (const Row& row : TRY(rows_of(context, evaluation.id))) {
    for (const std::string* part : {&row.indicator, &row.value, &row.target, &row.status,
                                    &row.points, &row.department, &row.remark, &row.evidence}) {
      all += *part + "\x1f";
    }
    all += "\n";
  }
  return "sha256:" + crypto::hex(crypto::sha256(all));
}

}  // namespace

Result<Evaluation> handle(unit::Context& context, Branch branch, const Open& command) {
  if (command.as_of > context.today()) return invalid("plan.as_of", "as_of");
  const Formula* formula = formula_for(formulas_of(context.house()), command.kind, command.as_of);
  if (formula == nullptr) return invalid("evaluation.no_formula", "kind");
  for (const auto& known : TRY(context.find<Evaluation>("branch", branch.id.number))) {
    bool same = known.plan == command.plan && known.kind == command.kind &&
                known.year == command.year && known.state != "signed";
    if (same) return conflict("evaluation.under_way", "kind");
  }
  json::object standing = TRY(plan::board(context.batch().connection(), context.house(),
                                          {.plan = command.plan,
                                           .region = branch.code,
                                           .year = static_cast<int>(command.year),
                                           .as_of = command.as_of,
                                           .today = context.today()}));
  std::vector<std::pair<Standing, Score>> scored;
  std::vector<Row> rows;
  for (const auto& value : standing.at("indicators").as_array()) {
    const json::object& shown = value.as_object();
    Standing one = standing_of(shown);
    Score score = score_of(*formula, one);
    rows.push_back(row_of(shown, one, score));
    scored.emplace_back(std::move(one), score);
  }
  Total total = total_of(*formula, scored);
  const unit::Code* kind = context.house().code("evaluation_kind", command.kind);
  std::string title = command.title.empty()
                          ? branch.name + " " + std::to_string(command.year) + " 年规划" +
                                (kind == nullptr ? command.kind : kind->name)
                          : command.title;
  Evaluation evaluation{.branch = branch.id,
                        .plan = command.plan,
                        .kind = command.kind,
                        .year = command.year,
                        .as_of = command.as_of,
                        .title = title,
                        .formula = formula->code,
                        .state = "draft",
                        .total = decimal_text(total.points, 2),
                        .grade = total.grade,
                        .veto = total.veto,
                        .account = context.who().name,
                        .signed_on = {},
                        .digest = {},
                        .reason = {}};
  TRY(context.save(evaluation));
  for (Row& row : rows) {
    row.evaluation = evaluation.id;
    row.branch = branch.id;
    TRY(context.save(row));
  }
  return evaluation;
}

Result<Row> handle(unit::Context& context, Row row, const Remark& command) {
  Evaluation evaluation = TRY(context.load(row.evaluation));
  if (evaluation.state != "draft") return conflict("evaluation.frozen", "row");
  row.department = command.department;
  row.remark = command.remark;
  row.evidence = command.evidence;
  row.remarked_by = context.who().name;
  TRY(context.save(row));
  return row;
}

Result<Evaluation> handle(unit::Context& context, Evaluation evaluation, const Submit&) {
  if (evaluation.state != "draft") return conflict("evaluation.frozen", "evaluation");
  const Formula* formula = TRY(formula_named(context.house(), evaluation.formula));
  Error silent = conflict("evaluation.remark_missing", "evaluation");
  for (const Row& row : TRY(rows_of(context, evaluation.id))) {
    bool needed = formula->remark_for.contains(row.status) && !row.weight.empty();
    if (needed && row.remark.empty()) {
      silent.fields.push_back({"evaluation", "evaluation.remark_missing", row.indicator});
    }
  }
  if (!silent.fields.empty()) {
    silent.detail =
        std::to_string(silent.fields.size()) + " rows, first " + silent.fields.front().detail;
    return silent;
  }
  evaluation.state = "signing";
  evaluation.account = context.who().name;
  TRY(context.save(evaluation));
  TRY(ask_to_sign(context, evaluation, formula->signatures.front()));
  return evaluation;
}

Outcome signing_decided(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  auto evaluation = TRY(context.load(Id<Evaluation>{matter.subject}));
  if (evaluation.state != "signing") return conflict("evaluation.not_signing", "matter");
  const Formula* formula = TRY(formula_named(context.house(), evaluation.formula));
  auto signatures = TRY(context.find<Signature>("evaluation", evaluation.id.number));
  if (matter.state == "returned") {
    for (Signature& signature : signatures) {
      signature.stands = false;
      TRY(context.save(signature));
    }
    evaluation.state = "draft";
    evaluation.reason = matter.remark;
    TRY(context.save(evaluation));
    return notices::tell(context, evaluation.account,
                         {.code = "evaluation.returned",
                          .about = matter.title,
                          .remark = matter.remark,
                          .subject_type = "evaluation.evaluation",
                          .subject = evaluation.id.number});
  }
  for (const Signature& signature : signatures) {
    bool twice = signature.stands && signature.account == context.who().name;
    if (twice) return conflict("matters.same_person", "matter");
  }
  Signature signature{.evaluation = evaluation.id,
                      .branch = evaluation.branch,
                      .post = matter.post,
                      .account = context.who().name,
                      .day = context.today(),
                      .remark = matter.remark,
                      .on_paper = matter.on_paper};
  TRY(context.save(signature));
  auto at = std::ranges::find(formula->signatures, matter.post);
  bool last = at == formula->signatures.end() || at + 1 == formula->signatures.end();
  if (!last) return ask_to_sign(context, evaluation, *(at + 1));
  evaluation.state = "signed";
  evaluation.signed_on = context.today();
  evaluation.digest = TRY(digest_of(context, evaluation));
  evaluation.reason.clear();
  TRY(context.save(evaluation));
  return Done{};
}

namespace {

Outcome ask_for_answer(unit::Context& context, const Finding& finding) {
  return matters::open(context, {.kind = "evaluation.finding",
                                 .title = finding.indicator + " " + finding.text,
                                 .branch = finding.branch,
                                 .post = "evaluation.answer",
                                 .subject_type = "evaluation.finding",
                                 .subject = finding.id.number,
                                 .origin = finding.issuer,
                                 .deadline = finding.deadline});
}

}  // namespace

Result<Finding> handle(unit::Context& context, Evaluation evaluation, const Find& command) {
  if (command.deadline < context.today()) return invalid("evaluation.deadline_past", "deadline");
  TRY(context.require("evaluation.manage", command.responsible.number));
  Finding finding{.evaluation = evaluation.id,
                  .branch = command.responsible,
                  .issuer = evaluation.branch,
                  .indicator = command.indicator,
                  .department = command.department,
                  .text = command.text,
                  .deadline = command.deadline,
                  .state = "open",
                  .answer = {},
                  .evidence = {},
                  .closed_on = {},
                  .reason = {}};
  TRY(context.save(finding));
  TRY(ask_for_answer(context, finding));
  return finding;
}

Result<Finding> handle(unit::Context& context, Finding finding, const Answer& command) {
  if (finding.state != "open") return conflict("evaluation.not_open", "finding");
  finding.state = "answered";
  finding.answer = command.answer;
  finding.evidence = command.evidence;
  TRY(context.save(finding));
  TRY(matters::settle(
      context, {.kind = "evaluation.finding", .subject = finding.id.number, .state = "approved"}));
  TRY(matters::open(context, {.kind = "evaluation.closing",
                              .title = finding.indicator + " " + finding.text,
                              .branch = finding.issuer,
                              .post = "evaluation.manage",
                              .subject_type = "evaluation.finding",
                              .subject = finding.id.number,
                              .origin = finding.branch,
                              .deadline = context.today().plus_days(closing_days)}));
  return finding;
}

// A finding is answered with what was done and its evidence, not with a click.
Outcome finding_asked(unit::Context&, std::int64_t) {
  return conflict("evaluation.answer_first", "matter");
}

Outcome finding_closed(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  auto finding = TRY(context.load(Id<Finding>{matter.subject}));
  if (finding.state != "answered") return conflict("evaluation.not_open", "matter");
  bool closed = matter.state == "approved";
  finding.state = closed ? "closed" : "open";
  finding.reason = closed ? "" : matter.remark;
  if (closed) finding.closed_on = context.today();
  TRY(context.save(finding));
  return closed ? Outcome(Done{}) : ask_for_answer(context, finding);
}

}  // namespace boai::evaluation
