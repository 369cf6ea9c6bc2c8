#include "domains/network/rules.hpp"

namespace boai::network {

namespace {

int rank_of(std::string_view level) {
  constexpr std::string_view levels[] = {"province", "city", "county", "grassroots"};
  for (int rank = 0; rank < 4; ++rank) {
    if (levels[rank] == level) return rank;
  }
  return -1;
}

bool lies_below(const std::string& level, const Branch& parent) {
  int rank = rank_of(level);
  if (level == "grassroots") return parent.level != "grassroots";
  return rank == rank_of(parent.level) + 1;
}

}  // namespace

Result<Branch> open(const Branch& parent, const OpenSociety& command) {
  if (rank_of(command.level) < 1) return invalid("network.level", "level");
  if (!lies_below(command.level, parent)) return invalid("network.not_below", "parent");
  if (parent.until && parent.until < command.since) return conflict("network.closed", "parent");
  if (command.since < parent.since) return invalid("network.before_parent", "since");
  return Branch{.code = command.code,
                .name = command.name,
                .level = command.level,
                .kind = command.kind,
                .parent = parent.id,
                .region = command.region,
                .path = parent.path,
                .state = "established",
                .since = command.since,
                .until = {},
                .successor = {}};
}

Outcome may_move(const Branch& society, const Branch& old_parent, const Branch& new_parent,
                 Day since) {
  if (society.until) return conflict("network.closed", "society");
  if (new_parent.until) return conflict("network.closed", "parent");
  if (branch::within(new_parent.path, society.path)) return invalid("network.own_parent", "parent");
  if (new_parent.id == old_parent.id) return conflict("network.already_there", "parent");
  if (!lies_below(society.level, new_parent)) return invalid("network.not_below", "parent");
  if (since < society.since) return invalid("network.before_opening", "since");
  if (since < new_parent.since) return invalid("network.before_parent", "since");
  return Done{};
}

Result<Branch> close(Branch society, const CloseSociety& command, std::int64_t open_below) {
  if (society.until) return conflict("network.closed", "society");
  if (command.until < society.since) return invalid("network.before_opening", "until");
  if (open_below > 0) return conflict("network.not_empty", "society", std::to_string(open_below));
  if (command.successor == society.id) return invalid("network.own_successor", "successor");
  society.until = command.until;
  society.successor = command.successor;
  society.state = "dissolved";
  return society;
}

}  // namespace boai::network
