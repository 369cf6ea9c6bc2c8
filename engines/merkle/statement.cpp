#include "engines/merkle/statement.hpp"

#include <algorithm>

namespace boai::merkle {

namespace {

Error wrong(std::string code, std::string detail) {
  return invalid("statement." + std::move(code), "statement", std::move(detail));
}

bool takes_in(LeafType type) { return type == LeafType::gift_in || type == LeafType::goods_in; }
bool gives_out(LeafType type) {
  return type == LeafType::use || type == LeafType::goods_out || type == LeafType::fee ||
         type == LeafType::refund || type == LeafType::redesignate;
}

}  // namespace

Outcome Adding::add(std::uint64_t index, std::string_view bytes) {
  must(index == size_);
  ++size_;
  Leaf leaf = TRY(decode(bytes));
  if (takes_in(leaf.type) || gives_out(leaf.type)) return move(index, leaf);
  if (leaf.type == LeafType::correction) return correct(index, leaf);
  if (leaf.type == LeafType::statement) return state(index, leaf);
  return Done{};
}

Outcome Adding::move(std::uint64_t index, const Leaf& leaf) {
  Moved moved{.book = std::string(leaf.code(Tag::book)),
              .key = {std::string(leaf.code(Tag::fund)), std::string(leaf.code(Tag::unit))},
              .amount = *leaf.number(Tag::amount),
              .in = takes_in(leaf.type)};
  flow(index, moved, moved.amount);
  if (leaf.type == LeafType::redesignate) {
    // The other side of the move; a correction of it is a reversal, never a changed amount.
    Moved arrived = moved;
    arrived.key.first = std::string(leaf.code(Tag::to_fund));
    arrived.in = true;
    flow(index, arrived, moved.amount);
    return Done{};
  }
  moved_.emplace(index, std::move(moved));
  return Done{};
}

void Adding::flow(std::uint64_t index, const Moved& moved, std::int64_t amount) {
  Flow flow{index, moved.key, 0, 0};
  (moved.in ? flow.in : flow.out) = amount;
  books_[moved.book].flows.push_back(std::move(flow));
}

// A correction moves the difference on the side of what it corrects, and names what stood before.
Outcome Adding::correct(std::uint64_t at, const Leaf& leaf) {
  auto index = static_cast<std::uint64_t>(*leaf.number(Tag::index));
  auto found = moved_.find(index);
  if (found == moved_.end()) return wrong("corrects_nothing", std::to_string(index));
  Moved& moved = found->second;
  if (moved.book != leaf.code(Tag::book)) return wrong("corrects_another_book", moved.book);
  if (*leaf.number(Tag::before) != moved.amount) {
    return wrong("before_differs", "it stood at " + std::to_string(moved.amount));
  }
  std::int64_t after = *leaf.number(Tag::after);
  if (after < 0) return wrong("after_negative", std::to_string(after));
  flow(at, moved, after - moved.amount);
  moved.amount = after;
  return Done{};
}

Result<std::vector<Line>> Adding::lines_of(const Book& book, std::uint64_t end) const {
  std::map<Key, std::pair<std::int64_t, std::int64_t>> sums;
  for (const auto& [key, held] : book.held) sums[key];
  for (const Flow& flow : book.flows) {
    if (flow.index >= end) break;
    auto& [in, out] = sums[flow.key];
    bool over =
        __builtin_add_overflow(in, flow.in, &in) | __builtin_add_overflow(out, flow.out, &out);
    if (over) return wrong("overflow", flow.key.first);
  }
  std::vector<Line> lines;
  for (const auto& [key, sum] : sums) {
    // Less than before on a side counts on the other: in and out are never below zero.
    std::int64_t in = std::max<std::int64_t>(sum.first, 0) - std::min<std::int64_t>(sum.second, 0);
    std::int64_t out = std::max<std::int64_t>(sum.second, 0) - std::min<std::int64_t>(sum.first, 0);
    auto held = book.held.find(key);
    Line line{key.first, key.second, held == book.held.end() ? 0 : held->second, in, out, 0};
    bool over = __builtin_add_overflow(line.opening, in, &line.closing) ||
                __builtin_sub_overflow(line.closing, out, &line.closing);
    if (over) return wrong("overflow", key.first);
    lines.push_back(std::move(line));
  }
  return lines;
}

Outcome Adding::state(std::uint64_t index, const Leaf& leaf) {
  Book& book = books_[std::string(leaf.code(Tag::book))];
  Told told{.index = index,
            .first = static_cast<std::uint64_t>(*leaf.number(Tag::first)),
            .end = static_cast<std::uint64_t>(*leaf.number(Tag::end)),
            .lines = leaf.lines(),
            .fault = {}};
  bool in_range = told.end >= book.stated && told.end <= index;
  std::uint64_t end = in_range ? told.end : index;
  auto lines = TRY(lines_of(book, end));
  if (told.first != book.stated) {
    told.fault =
        "begins at leaf " + std::to_string(told.first) + ", not at " + std::to_string(book.stated);
  } else if (!in_range) {
    told.fault =
        "ends at leaf " + std::to_string(told.end) + " and stands at " + std::to_string(index);
  } else if (told.lines != lines) {
    told.fault = "its lines are not the sums of the leaves";
  }
  book.stated = end;
  std::erase_if(book.flows, [&](const Flow& flow) { return flow.index < end; });
  for (const Line& line : lines) book.held[{line.fund, line.unit}] = line.closing;
  std::string fault = told.fault;
  book.days[static_cast<int>(*leaf.number(Tag::day))].push_back(std::move(told));
  return fault.empty() ? Outcome(Done{}) : Outcome(wrong("does_not_add_up", fault));
}

Result<Leaf> Adding::statement(const std::string& name, Day day, std::uint64_t end) const {
  Leaf leaf{LeafType::statement, {}};
  leaf.with(Tag::book, name).with(Tag::day, std::int64_t{day.number()});
  auto found = books_.find(name);
  std::uint64_t first = found == books_.end() ? 0 : found->second.stated;
  if (end < first || end > size_) return wrong("range", std::to_string(end));
  leaf.with(Tag::first, static_cast<std::int64_t>(first));
  leaf.with(Tag::end, static_cast<std::int64_t>(end));
  if (found == books_.end()) return leaf;
  if (found->second.days.contains(day.number())) return conflict("statement.day_stated", "day");
  auto lines = TRY(lines_of(found->second, end));
  for (Line& line : lines) leaf.with(std::move(line));
  return leaf;
}

Result<std::vector<Line>> Adding::standing(const std::string& name) const {
  auto found = books_.find(name);
  if (found == books_.end()) return std::vector<Line>();
  return lines_of(found->second, size_);
}

std::vector<Adding::Told> Adding::told(const std::string& book, Day day) const {
  auto found = books_.find(book);
  if (found == books_.end()) return {};
  auto at = found->second.days.find(day.number());
  return at == found->second.days.end() ? std::vector<Told>() : at->second;
}

std::vector<std::string> Adding::books() const {
  std::vector<std::string> names;
  for (const auto& [name, book] : books_) names.push_back(name);
  return names;
}

}  // namespace boai::merkle
