#include "engines/ledger/model.hpp"

#include <algorithm>
#include <array>

namespace boai::ledger {

namespace {

constexpr auto kinds = std::to_array<std::string_view>(
    {"gift", "micro", "batch", "use", "fee", "refund", "reversal", "redesignation", "transfer",
     "settlement", "kitting", "loss", "pledge", "reservation", "posting", "voiding", "expiry",
     "closing", "reopening"});
constexpr auto edge_kinds = std::to_array<std::string_view>(
    {"use", "fee", "refund", "unback", "reback", "redesignate", "transfer", "kit", "loss"});
constexpr auto classes =
    std::to_array<std::string_view>({"asset", "liability", "net", "income", "expense", "memo"});

template <typename E, typename Names>
std::optional<E> found_in(const Names& names, std::string_view name) {
  auto at = std::ranges::find(names, name);
  if (at == names.end()) return std::nullopt;
  return static_cast<E>(at - names.begin());
}

}  // namespace

std::string_view name_of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::optional<Kind> kind_of(std::string_view name) { return found_in<Kind>(kinds, name); }
std::string_view name_of(EdgeKind kind) { return edge_kinds[static_cast<std::size_t>(kind)]; }
std::optional<EdgeKind> edge_kind_of(std::string_view name) {
  return found_in<EdgeKind>(edge_kinds, name);
}
std::string_view name_of(Class kind) { return classes[static_cast<std::size_t>(kind)]; }
std::optional<Class> class_of(std::string_view name) { return found_in<Class>(classes, name); }

std::string joined(const Tags& tags, char between) {
  std::string text;
  for (const std::string& tag : tags) {
    if (!text.empty()) text += between;
    text += tag;
  }
  return text;
}

Tags parted(std::string_view text) {
  Tags tags;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    tags.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return tags;
}

std::int64_t Lot::value_left(std::int64_t quantity) const {
  if (value < 0 || amount == 0) return 0;
  __extension__ using Wide = __int128;
  return value - static_cast<std::int64_t>(static_cast<Wide>(value) * (amount - quantity) / amount);
}

}  // namespace boai::ledger
