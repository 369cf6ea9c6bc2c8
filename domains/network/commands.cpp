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

}  // namespace boai::network
