#include <algorithm>

#include "domains/briefs/queries.hpp"
#include "domains/plan/port.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::briefs {

namespace {

constexpr std::size_t templates_max = 6;   // of one brief
constexpr std::size_t figures_max = 3000;  // of one brief

// The templates of a brief: current ones of its society or of one above.
Result<Needs> needs_of_templates(unit::Context& context, const Branch& branch,
                                 const std::string& templates) {
  std::vector<Id<Template>> ids = ids_in(templates);
  if (ids.empty() || ids.size() > templates_max) return invalid("briefs.templates", "templates");
  Needs needs;
  for (Id<Template> id : ids) {
    auto loaded = context.load(id);
    if (!loaded.ok()) return invalid("briefs.no_template", "templates", boai::to_text(id));
    std::string path = TRY(context.batch().path_of(loaded->branch.number));
    if (!branch::within(branch.path, path)) {
      return invalid("briefs.no_template", "templates", boai::to_text(id));
    }
    merge(needs, needs_from(loaded->needs));
  }
  return needs;
}

Outcome still_current(unit::Context& context, const std::string& templates) {
  for (Id<Template> id : ids_in(templates)) {
    Template each = TRY(context.load(id));
    if (each.state == "retired") return conflict("briefs.template_retired", "templates", each.name);
  }
  return Done{};
}

Result<Needs> needs_of(unit::Context& context, const Branch& branch, const Brief& brief) {
  Needs needs = TRY(needs_of_templates(context, branch, brief.templates));
  merge(needs, TRY(needs_of_text(context.house(), brief.summary, "summary")));
  merge(needs, TRY(needs_of_text(context.house(), brief.reasons, "reasons")));
  merge(needs, TRY(needs_of_text(context.house(), brief.requests, "requests")));
  return needs;
}

// The region must lie in the brief's society, and its board must be open to who drafts.
Outcome may_draw(unit::Context& context, const Branch& branch, Brief& brief) {
  Society region = TRY(society_of(context.batch().connection(), brief.region));
  if (!branch::within(region.path, branch.path)) return forbidden("rights.not_here", "region");
  TRY(context.require("plan.read", region.branch));
  brief.region = region.code;
  std::size_t end = region.name.find("红十字会");
  brief.region_name = region.name.substr(0, end == 0 ? std::string::npos : end);
  return Done{};
}

// What is known stays as it is; what was taken before is taken anew.
struct Held {
  std::vector<Figure> known, taken;
};

Result<std::vector<Figure>> take(unit::Context& context, const Branch& branch, const Brief& brief,
                                 const Held& held) {
  Needs needs = TRY(needs_of(context, branch, brief));
  Wanted wanted{brief, needs, TRY(first_year_of(context.house(), brief.plan)), held.taken};
  const std::vector<Figure>& known = held.known;
  auto figures =
      TRY(gather(context.batch().connection(), context.house(), wanted, context.today(), known));
  if (figures.size() + known.size() > figures_max) {
    return invalid("briefs.too_many_figures", "templates");
  }
  return figures;
}

}  // namespace

Result<Brief> handle(unit::Context& context, Branch branch, const Draft& command) {
  Brief brief{.branch = branch.id,
              .title = command.title,
              .plan = command.plan,
              .region = command.region,
              .year = command.year,
              .month = command.month,
              .as_of = command.as_of ? command.as_of : context.today(),
              .templates = command.templates};
  if (brief.as_of > context.today()) return invalid("briefs.as_of", "as_of");
  TRY(may_draw(context, branch, brief));
  const Book& book = book_of(context.house());
  brief.summary = book.summary;
  brief.reasons = book.reasons;
  brief.requests = book.requests;
  brief.state = "draft";
  brief.author = context.who().name;
  brief.figures_at = context.now();
  auto figures = TRY(take(context, branch, brief, {}));
  TRY(still_current(context, brief.templates));
  TRY(context.save(brief));
  for (Figure& figure : figures) {
    figure.brief = brief.id;
    TRY(context.save(figure));
  }
  return brief;
}

// Words change; the figures stay, and what new words ask for comes to them.
Result<Brief> handle(unit::Context& context, Brief brief, const Edit& command) {
  TRY(may_change(brief));
  Brief before = brief;
  brief.title = command.title;
  brief.summary = command.summary;
  brief.reasons = command.reasons;
  brief.requests = command.requests;
  bool same = brief.title == before.title && brief.summary == before.summary &&
              brief.reasons == before.reasons && brief.requests == before.requests;
  if (same) return brief;
  brief.documents.clear();
  Branch branch = TRY(context.load(brief.branch));
  auto known = TRY(context.find<Figure>("brief", brief.id.number));
  auto added = TRY(take(context, branch, brief, {known, {}}));
  for (Figure& figure : added) TRY(context.save(figure));
  TRY(context.save(brief));
  return brief;
}

// The figures anew; a cell keeps its number, so that a code from an earlier print still opens.
Result<Brief> handle(unit::Context& context, Brief brief, const Refresh& command) {
  TRY(may_change(brief));
  if (command.as_of > context.today()) return invalid("briefs.as_of", "as_of");
  if (command.as_of) brief.as_of = command.as_of;
  Branch branch = TRY(context.load(brief.branch));
  TRY(may_draw(context, branch, brief));
  auto old = TRY(context.find<Figure>("brief", brief.id.number));
  auto fresh = TRY(take(context, branch, brief, {{}, old}));
  std::int64_t next = 1;
  std::map<std::string, std::int64_t> groups;
  for (const Figure& each : old) next = std::max(next, each.number + 1);
  for (Figure& figure : fresh) {
    auto same =
        std::ranges::find_if(old, [&](const Figure& each) { return same_cell(each, figure); });
    std::int64_t asked = figure.number;
    if (same == old.end()) {
      // A group that is partly known keeps its number; a new one gets the next.
      auto [group, made] = groups.try_emplace(std::to_string(asked), next);
      if (made) ++next;
      figure.number = group->second;
    } else {
      figure.id = same->id;
      figure.version = same->version;
      figure.number = same->number;
      groups[std::to_string(asked)] = same->number;
    }
    TRY(context.save(figure));
  }
  brief.figures_at = context.now();
  brief.documents.clear();
  TRY(context.save(brief));
  return brief;
}

namespace {

Result<Branch> place_of(unit::Context& context, const Branch& from, const Step& step) {
  Branch at = from;
  if (step.at == "self") return at;
  while (at.parent && (step.at == "province" ? at.level != "province" : at.id == from.id)) {
    at = TRY(context.load(at.parent));
  }
  return at;
}

const Step* step_of(const unit::House& house, const Branch& branch, std::int64_t number) {
  const auto& all = book_of(house).steps;
  auto steps = all.find(branch.level);
  bool known = steps != all.end() && number >= 1 &&
               number <= static_cast<std::int64_t>(steps->second.size());
  return known ? &steps->second[static_cast<std::size_t>(number - 1)] : nullptr;
}

Outcome ask(unit::Context& context, const Brief& brief, const Branch& branch) {
  const Step* step = step_of(context.house(), branch, brief.step);
  if (step == nullptr) return invalid("briefs.no_step", "brief", branch.level);
  Branch at = TRY(place_of(context, branch, *step));
  return matters::open(context, {.kind = "briefs.brief",
                                 .title = brief.title,
                                 .branch = at.id,
                                 .post = step->post,
                                 .subject_type = "briefs.brief",
                                 .subject = brief.id.number,
                                 .origin = branch.id,
                                 .deadline = context.today().plus_days(step->days)});
}

}  // namespace

Result<Brief> handle(unit::Context& context, Brief brief, const Submit&) {
  TRY(may_change(brief));
  if (brief.documents.empty()) return conflict("briefs.no_documents", "brief");
  Branch branch = TRY(context.load(brief.branch));
  brief.state = "submitted";
  brief.step = 1;
  brief.returned_reason.clear();
  TRY(context.save(brief));
  TRY(ask(context, brief, branch));
  return brief;
}

Result<Template> handle(unit::Context& context, Template kept, const Retire&) {
  kept.state = "retired";
  TRY(context.save(kept));
  return kept;
}

Outcome brief_decided(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  Brief brief = TRY(context.load(Id<Brief>{matter.subject}));
  if (brief.state != "submitted") return conflict("briefs.not_submitted", "matter");
  bool returned = matter.state == "returned";
  // Two pairs of eyes: nobody lets pass what he wrote himself.
  if (!returned && brief.author == context.who().name) return conflict("briefs.own", "matter");
  Branch branch = TRY(context.load(brief.branch));
  bool more = !returned && step_of(context.house(), branch, brief.step + 1) != nullptr;
  if (returned) {
    brief.state = "returned";
    brief.step = 0;
    brief.returned_reason = matter.remark;
  } else if (more) {
    ++brief.step;
  } else {
    brief.state = "approved";
    brief.approved_by = context.who().name;
    brief.approved_at = context.now();
  }
  TRY(context.save(brief));
  if (more) return ask(context, brief, branch);
  return notices::tell(context, brief.author,
                       {.code = "briefs.brief_" + brief.state,
                        .about = brief.title,
                        .remark = matter.remark,
                        .subject_type = "briefs.brief",
                        .subject = brief.id.number});
}

}  // namespace boai::briefs
