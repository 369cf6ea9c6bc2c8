#include "domains/network/rules.hpp"

namespace boai::network {

namespace {

// Societies from the county up are set up by law, not by a clerk of the county.
Outcome may_set_up(unit::Context& context, const std::string& level, Id<Branch> at) {
  if (level == "grassroots") return Done{};
  return context.require("network.manage", at.number);
}

}  // namespace

Result<Region> handle(unit::Context& context, Branch, const AddRegion& command) {
  Region region;
  for (auto& known : TRY(context.find<Region>("code", command.code))) {
    if (known.since == command.since) region = known;
  }
  region.code = command.code;
  region.name = command.name;
  region.name_en = command.name_en;
  region.level = command.level;
  region.kind = command.kind;
  region.parent = command.parent;
  region.host = command.host;
  region.in_coverage = command.in_coverage;
  region.since = command.since;
  region.until = command.until;
  region.successor = command.successor;
  region.longitude = command.longitude;
  region.latitude = command.latitude;
  if (command.until && command.until < command.since) return invalid("network.until", "until");
  TRY(context.save(region));
  return region;
}

Result<Population> handle(unit::Context& context, Branch, const RecordPopulation& command) {
  if (TRY(context.find<Region>("code", command.region)).empty()) {
    return invalid("network.no_such_region", "region", command.region);
  }
  Population population;
  for (auto& known : TRY(context.find<Population>("region", command.region))) {
    if (known.year == command.year && known.series == command.series) population = known;
  }
  population.region = command.region;
  population.year = command.year;
  population.series = command.series;
  population.persons = command.persons;
  population.source = command.source;
  TRY(context.save(population));
  return population;
}

Result<Branch> handle(unit::Context& context, Branch parent, const OpenSociety& command) {
  TRY(may_set_up(context, command.level, parent.id));
  for (auto& known : TRY(context.find<Branch>("code", command.code))) {
    bool same = known.name == command.name && known.parent == parent.id &&
                known.kind == command.kind && known.since == command.since;
    if (same) return known;
    return conflict("network.code_taken", "code");
  }
  Branch society = TRY(open(parent, command));
  TRY(context.save(society));
  society.path += to_text(society.id) + "/";
  TRY(context.save(society));
  return society;
}

Result<Branch> handle(unit::Context& context, Branch society, const RenameSociety& command) {
  TRY(may_set_up(context, society.level, society.id));
  society.name = command.name;
  TRY(context.save(society));
  return society;
}

Result<Branch> handle(unit::Context& context, Branch society, const CloseSociety& command) {
  TRY(may_set_up(context, society.level, society.id));
  std::int64_t open_below = 0;
  for (const Branch& below : TRY(context.find<Branch>("parent", society.id.number))) {
    if (!below.until || below.until > command.until) ++open_below;
  }
  if (command.successor) {
    Branch successor = TRY(context.load(command.successor));
    if (successor.until) return conflict("network.closed", "successor");
  }
  Branch closed = TRY(close(std::move(society), command, open_below));
  TRY(context.save(closed));
  return closed;
}

namespace {

// The society and all below it, each with its path under the new parent.
Outcome lay_under(unit::Context& context, Branch society, const std::string& path) {
  std::vector<std::pair<Branch, std::string>> waiting = {{std::move(society), path}};
  while (!waiting.empty()) {
    auto [branch, above] = std::move(waiting.back());
    waiting.pop_back();
    branch.path = above + to_text(branch.id) + "/";
    TRY(context.save(branch));
    for (Branch& below : TRY(context.find<Branch>("parent", branch.id.number))) {
      waiting.emplace_back(std::move(below), branch.path);
    }
  }
  return Done{};
}

// Ends the placement that stands and begins the next; the first move writes down both.
Outcome place(unit::Context& context, const Branch& society, Id<Branch> parent, Day since) {
  Placement last{
      .branch = society.id, .parent = society.parent, .since = society.since, .until = {}};
  for (const Placement& known : TRY(context.find<Placement>("branch", society.id.number))) {
    if (!known.until) last = known;
  }
  if (since <= last.since) return conflict("network.before_move", "since", to_text(last.since));
  last.until = since.plus_days(-1);
  TRY(context.save(last));
  Placement next{.branch = society.id, .parent = parent, .since = since, .until = {}};
  return context.save(next);
}

Outcome move(unit::Context& context, Branch society, const Branch& parent, Day since) {
  Branch before = TRY(context.load(society.parent));
  TRY(may_move(society, before, parent, since));
  TRY(may_set_up(context, society.level, before.id));
  TRY(may_set_up(context, society.level, parent.id));
  TRY(context.require(MoveSociety::right, parent.id.number));
  TRY(place(context, society, parent.id, since));
  society.parent = parent.id;
  return lay_under(context, std::move(society), parent.path);
}

}  // namespace

Result<Branch> handle(unit::Context& context, Branch society, const MoveSociety& command) {
  if (!society.parent) return conflict("network.root", "society");
  Branch parent = TRY(context.load(command.parent));
  TRY(move(context, society, parent, command.since));
  return context.load(society.id);
}

Result<Branch> handle(unit::Context& context, Branch society, const MergeSociety& command) {
  Branch successor = TRY(context.load(command.successor));
  if (successor.level != society.level) return invalid("network.other_level", "successor");
  for (Branch& below : TRY(context.find<Branch>("parent", society.id.number))) {
    if (below.until) continue;
    TRY(move(context, std::move(below), successor, command.until.plus_days(1)));
  }
  Succession succession{
      .branch = society.id, .successor = successor.id, .kind = "merge", .day = command.until};
  TRY(context.save(succession));
  return handle(
      context, std::move(society),
      CloseSociety{.society = society.id, .until = command.until, .successor = command.successor});
}

Result<Branch> handle(unit::Context& context, Branch society, const SplitSociety& command) {
  if (!society.parent) return conflict("network.root", "society");
  if (society.until) return conflict("network.closed", "society");
  Branch parent = TRY(context.load(society.parent));
  Branch made = TRY(handle(context, parent,
                           OpenSociety{.parent = parent.id,
                                       .code = command.code,
                                       .name = command.name,
                                       .level = society.level,
                                       .kind = society.kind,
                                       .region = command.region,
                                       .since = command.since}));
  Succession succession{
      .branch = society.id, .successor = made.id, .kind = "split", .day = command.since};
  TRY(context.save(succession));
  return made;
}

}  // namespace boai::network
