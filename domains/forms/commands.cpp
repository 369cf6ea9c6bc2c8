#include <boost/json.hpp>

#include "base/crypto/digest.hpp"
#include "domains/forms/queries.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::forms {

namespace {

constexpr int check_days = 5;

using Cells = std::map<std::string, Cell>;

Result<Cells> cells_of(unit::Context& context, Id<Return> id) {
  Cells cells;
  for (Cell& cell : TRY(context.find<Cell>("form_return", id.number))) cells[cell.cell] = cell;
  return cells;
}

Values values_of(const Cells& cells) {
  Values values;
  for (const auto& [name, cell] : cells) values[name] = {cell.value, cell.reason};
  return values;
}

Outcome put(unit::Context& context, const Return& form_return, Cell cell, const std::string& name,
            std::string value, std::string source) {
  cell.form_return = form_return.id;
  cell.branch = form_return.branch;
  cell.cell = name;
  cell.value = std::move(value);
  cell.source = std::move(source);
  return context.save(cell);
}

// Everything the system knows is written into the cells nobody typed in; then sums.
Outcome fill_in(unit::Context& context, const Form& form, const Branch& branch,
                const Return& form_return) {
  Cells cells = TRY(cells_of(context, form_return.id));
  store::Connection& connection = context.batch().connection();
  auto known = TRY(prefilled(connection, context.house(), form, branch.code, form_return.period,
                             context.today()));
  Below below = TRY(from_below(connection, form, branch.id.number, form_return.period));
  for (const CellRule& rule : form.cells) {
    Cell& cell = cells[rule.id];
    if (cell.source == "typed" || !rule.sum.empty()) continue;
    bool added = rule.typed() && below.sums.contains(rule.id);
    std::string value = !rule.typed() ? known[rule.id] : added ? below.sums[rule.id] : "";
    std::string source = !rule.typed() ? "prefilled" : added ? "below" : "typed";
    if (rule.typed() && !added) continue;  // nobody knows it yet
    TRY(put(context, form_return, cell, rule.id, value, source));
    cell.value = value;
  }
  Values values = values_of(cells);
  add_up(form, values);
  for (const CellRule& rule : form.cells) {
    if (rule.sum.empty()) continue;
    TRY(put(context, form_return, cells[rule.id], rule.id, values[rule.id].value, "sum"));
  }
  return Done{};
}

Outcome may_change(const Return& form_return) {
  bool may = form_return.state == "draft" || form_return.state == "returned";
  if (!may) return conflict("forms.signed", "form_return");
  return Done{};
}

constexpr matters::Posts checked_by = {.city = "forms.check", .province = "forms.confirm"};

Outcome ask(unit::Context& context, const Return& form_return, const matters::Look& next) {
  return matters::open(context, {.kind = "forms.return",
                                 .title = form_return.title,
                                 .branch = next.branch,
                                 .post = next.post,
                                 .subject_type = "forms.return",
                                 .subject = form_return.id.number,
                                 .origin = form_return.branch,
                                 .deadline = context.today().plus_days(check_days)});
}

Result<std::string> digest_of(unit::Context& context, const Return& form_return) {
  std::string all = form_return.form + "/" + std::to_string(form_return.form_version) + "/" +
                    form_return.period + "\n";
  for (const auto& [name, cell] : TRY(cells_of(context, form_return.id))) {
    all += name + "\x1f" + cell.value + "\x1f" + cell.reason + "\n";
  }
  return "sha256:" + crypto::hex(crypto::sha256(all));
}

}  // namespace

Result<Return> handle(unit::Context& context, Branch branch, const Begin& command) {
  const Form* form = TRY(may_begin(forms_of(context.house()), {.form = command.form,
                                                               .period = command.period,
                                                               .level = branch.level,
                                                               .today = context.today()}));
  for (const auto& known : TRY(context.find<Return>("branch", branch.id.number))) {
    bool same = known.form == command.form && known.period == command.period;
    if (same) return known;  // begun before: the same return, as it stands
  }
  Return form_return{.branch = branch.id,
                     .form = form->code,
                     .form_version = form->version,
                     .period = command.period,
                     .title = form->name + " " + command.period + " " + branch.name,
                     .state = "draft",
                     .reporter = {},
                     .signed_on = {},
                     .confirmed_on = {},
                     .digest = {},
                     .receipt = {},
                     .submitted_on = {},
                     .reason = {}};
  TRY(context.save(form_return));
  TRY(fill_in(context, *form, branch, form_return));
  return form_return;
}

Result<Return> handle(unit::Context& context, Return form_return, const Refresh&) {
  TRY(may_change(form_return));
  const Form* form = TRY(form_of(context.house(), form_return.form, form_return.form_version));
  Branch branch = TRY(context.load(form_return.branch));
  TRY(fill_in(context, *form, branch, form_return));
  return form_return;
}

Result<Return> handle(unit::Context& context, Return form_return, const Fill& command) {
  TRY(may_change(form_return));
  const Form* form = TRY(form_of(context.house(), form_return.form, form_return.form_version));
  TRY(may_fill(*form, command.cell, command.value));
  Cells cells = TRY(cells_of(context, form_return.id));
  Cell& cell = cells[command.cell];
  // What the records say is not typed over without a word.
  bool over = form->find(command.cell)->typed() ? cell.source == "below" : true;
  bool changed = cell.value != command.value || cell.reason != command.reason;
  if (!changed) return form_return;
  if (over && cell.value != command.value && command.reason.empty()) {
    return invalid("forms.reason", "reason", command.cell);
  }
  bool typed = cell.value != command.value || cell.source == "typed";
  cell.reason = command.reason;
  cell.typed_by = context.who().name;
  std::string source = typed || cell.source.empty() ? "typed" : cell.source;
  TRY(put(context, form_return, cell, command.cell, command.value, source));
  cell.value = command.value;
  Values values = values_of(cells);
  add_up(*form, values);
  for (const CellRule& rule : form->cells) {
    if (rule.sum.empty() || cells[rule.id].value == values[rule.id].value) continue;
    TRY(put(context, form_return, cells[rule.id], rule.id, values[rule.id].value, "sum"));
  }
  return form_return;
}

Result<Return> handle(unit::Context& context, Return form_return, const Sign& command) {
  TRY(may_change(form_return));
  const Form* form = TRY(form_of(context.house(), form_return.form, form_return.form_version));
  Cells cells = TRY(cells_of(context, form_return.id));
  auto faults = obstacles(*form, values_of(cells));
  if (!faults.empty()) {
    Error error = invalid(faults.front().code, faults.front().field, faults.front().detail);
    error.fields = std::move(faults);
    return error;
  }
  form_return.prefilled = form_return.typed = 0;
  for (const auto& [name, cell] : cells) {
    ++(cell.source == "typed" ? form_return.typed : form_return.prefilled);
  }
  form_return.state = "reported";
  form_return.reporter = context.who().name;
  form_return.signed_on = context.today();
  form_return.minutes = command.minutes;
  form_return.reason.clear();
  TRY(context.save(form_return));
  Branch branch = TRY(context.load(form_return.branch));
  matters::Look next = TRY(matters::next_look(context, branch, checked_by));
  TRY(ask(context, form_return, next));
  return form_return;
}

Outcome return_decided(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  auto form_return = TRY(context.load(Id<Return>{matter.subject}));
  bool waits = form_return.state == "reported" || form_return.state == "checked";
  if (!waits) return conflict("forms.not_waiting", "matter");
  if (form_return.reporter == context.who().name) return conflict("matters.same_person", "matter");
  bool confirmed = matter.post == "forms.confirm";
  form_return.state = matter.state == "returned" ? "returned" : confirmed ? "confirmed" : "checked";
  form_return.reason = matter.state == "returned" ? matter.remark : "";
  if (form_return.state == "confirmed") {
    form_return.confirmed_on = context.today();
    form_return.digest = TRY(digest_of(context, form_return));
  }
  TRY(context.save(form_return));
  TRY(notices::tell(context, form_return.reporter,
                    {.code = "forms.return_" + form_return.state,
                     .about = matter.title,
                     .remark = matter.remark,
                     .subject_type = "forms.return",
                     .subject = form_return.id.number}));
  if (form_return.state != "checked") return Done{};
  Branch here = TRY(context.load(matter.branch));
  matters::Look next = TRY(matters::next_look(context, here, checked_by));
  return ask(context, form_return, next);
}

Result<Return> handle(unit::Context& context, Return form_return, const Submit& command) {
  if (form_return.state != "confirmed") return conflict("forms.not_confirmed", "form_return");
  if (command.day > context.today()) return invalid("forms.in_future", "day");
  form_return.state = "submitted";
  form_return.receipt = command.receipt;
  form_return.submitted_on = command.day;
  TRY(context.save(form_return));
  return form_return;
}

}  // namespace boai::forms
