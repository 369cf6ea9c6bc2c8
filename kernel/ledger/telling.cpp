#include "kernel/ledger/telling.hpp"

#include <algorithm>
#include <future>

#include "base/crypto/digest.hpp"
#include "kernel/disclosure/outbox.hpp"

namespace boai::ledger {

using merkle::Leaf;
using merkle::LeafType;
using merkle::Tag;

std::string code_of(std::string_view word) {
  if (merkle::is_code(word)) return std::string(word);
  constexpr std::size_t letters = 20;
  std::string code = "x-";
  for (std::uint8_t byte : crypto::sha256(word)) {
    if (code.size() >= letters) break;
    code += static_cast<char>('a' + byte % 26);
  }
  return code;
}

namespace {

class Teller {
 public:
  Teller(unit::Batch& batch, Draft& draft, const Profiles& profiles, std::int64_t last)
      : batch_(batch), draft_(draft), profiles_(profiles), next_(last + 1) {}

  Result<std::vector<std::int64_t>> tell() {
    TRY(collect());
    TRY(flush());
    return leaves_;
  }

  Outcome tell_beside(const std::function<Outcome()>& beside) {
    // Every shelf is read before, so that the leaves are made without the connection.
    for (const auto& [number, lot] : draft_.lots()) TRY(shelf_at(lot.shelf));
    auto made = std::async(std::launch::async, [&] { return collect(); });
    Outcome done = beside();
    TRY(made.get());
    TRY(std::move(done));
    return flush();
  }

 private:
  Outcome collect() {
    leaves_.assign(draft_.new_edges().size(), 0);
    std::size_t edge = 0;
    for (const auto& [seq, entry] : draft_.new_entries()) {
      while (edge < leaves_.size() && draft_.new_edges()[edge].entry == seq) {
        TRY(out(entry, edge++));
      }
      if (entry.kind == Kind::micro) small(entry);
      if (entry.lots > 0 && entry.kind != Kind::redesignation) TRY(in(entry));
    }
    return tell_small();
  }

  bool goods(const Shelf& shelf, Day day) const {
    return profiles_.on(day).class_of_unit(shelf.unit) == UnitClass::goods;
  }
  Day day_of(const Entry& entry) const {
    return entry.day ? entry.day : day_in_shanghai(batch_.now());
  }
  Leaf leaf(LeafType type, const Shelf& shelf, std::int64_t amount, Day day) const {
    Leaf leaf{type, {}};
    leaf.with(Tag::book, code_of(shelf.book)).with(Tag::fund, code_of(shelf.fund));
    leaf.with(Tag::unit, code_of(shelf.unit)).with(Tag::amount, amount);
    leaf.with(Tag::day, std::int64_t{day.number()});
    return leaf;
  }
  Result<std::int64_t> add(Leaf leaf) {
    rows_.push_back({TRY(merkle::encode(leaf)), {}});
    return next_++;
  }
  Outcome flush() {
    if (rows_.empty()) return Done{};
    TRY(disclosure::append(batch_, rows_));
    rows_.clear();
    return Done{};
  }

  Result<const Shelf*> shelf_at(std::int64_t number) {
    auto [at, added] = shelves_.try_emplace(number);
    if (added) at->second = TRY(draft_.shelf(number)).value();
    return &at->second;
  }

  Outcome in(const Entry& entry) {
    for (std::int64_t number = entry.lot; number < entry.lot + entry.lots; ++number) {
      if (entry.kind == Kind::batch) continue;  // told by its small gifts
      const Lot& lot = draft_.lots().at(number);
      const Shelf& shelf = *TRY(shelf_at(lot.shelf));
      bool things = goods(shelf, entry.day);
      Leaf made =
          leaf(things ? LeafType::goods_in : LeafType::gift_in, shelf, lot.amount, day_of(entry));
      if (things) made.with(Tag::sku, code_of(shelf.unit));
      made.with(Tag::lot, number);
      if (!entry.campaign.empty()) made.with(Tag::campaign, code_of(entry.campaign));
      TRY(add(std::move(made)));
    }
    return Done{};
  }

  // Small gifts of one batch and day are told together: a rare amount tells nobody's name.
  struct Small {
    std::int64_t amount = 0, count = 0;
    std::string campaign;
  };
  void small(const Entry& entry) {
    Small& sum = small_[{entry.subject, day_of(entry).number()}];
    sum.amount += entry.amount;
    sum.count += 1;
    sum.campaign = entry.campaign;
  }
  Outcome tell_small() {
    for (const auto& [key, sum] : small_) {
      const Shelf& shelf = *TRY(shelf_at(draft_.lots().at(key.first).shelf));
      Leaf made =
          leaf(LeafType::gift_in, shelf, sum.amount, Day::from_number(key.second).value_or(Day{}));
      made.with(Tag::lot, key.first).with(Tag::count, sum.count);
      if (!sum.campaign.empty()) made.with(Tag::campaign, code_of(sum.campaign));
      TRY(add(std::move(made)));
    }
    return Done{};
  }

  Outcome out(const Entry& entry, std::size_t at) {
    const Edge& edge = draft_.new_edges()[at];
    auto lot = TRY(draft_.lot(edge.lot));
    auto shelf = TRY(draft_.shelf(lot.value().shelf));
    if (edge.kind == EdgeKind::unback) return take_back(*shelf, edge, at);
    Leaf made;
    if (edge.kind == EdgeKind::redesignate) {
      made = leaf(LeafType::redesignate, *shelf, edge.amount, day_of(entry));
      made.with(Tag::to_fund, code_of(entry.fund)).with(Tag::lot, edge.lot);
      made.with(Tag::new_lot, entry.lot).with(Tag::reason, "surplus");
    } else if (edge.kind == EdgeKind::fee) {
      made = leaf(LeafType::fee, *shelf, edge.amount, day_of(entry));
      made.with(Tag::lot, edge.lot).with(Tag::reason, code_of(entry.payer));
    } else if (edge.kind == EdgeKind::refund) {
      made = leaf(LeafType::refund, *shelf, edge.amount, day_of(entry));
      made.with(Tag::lot, edge.lot);
    } else {
      bool things = goods(*shelf, entry.day);
      made = leaf(things ? LeafType::goods_out : LeafType::use, *shelf, edge.amount, day_of(entry));
      if (things) made.with(Tag::sku, code_of(shelf->unit));
      made.with(Tag::lot, edge.lot).with(Tag::use_serial, edge.ref);
      if (edge.kind != EdgeKind::use) made.with(Tag::reason, std::string(name_of(edge.kind)));
    }
    leaves_[at] = TRY(add(std::move(made)));
    return Done{};
  }

  // Leaves that told of this lot in that entry, oldest first, with what stands of each.
  struct Standing {
    std::int64_t leaf = 0, amount = 0;
  };
  Result<std::vector<Standing>> standing(const Edge& edge, std::size_t at) {
    std::vector<Standing> found;
    store::Value values[] = {edge.ref, edge.lot};
    TRY(batch_.connection().each(
        "SELECT e.leaf, coalesce(t.value, e.amount) FROM ledger_edge e LEFT JOIN disclosure_total "
        "t ON t.name = 'row:' || e.leaf WHERE e.ref = ? AND e.lot = ? AND e.kind <> 'unback' "
        "ORDER BY e.seq",
        values, [&](const store::RowView& row) {
          found.push_back({row.number(0), row.number(1)});
          return true;
        }));
    for (std::size_t own = 0; own < at; ++own) {
      const Edge& other = draft_.new_edges()[own];
      bool same = other.ref == edge.ref && other.lot == edge.lot;
      if (!same || other.kind == EdgeKind::unback) continue;
      store::Value name[] = {"row:" + std::to_string(leaves_[own])};
      auto kept =
          TRY(batch_.connection().first("SELECT value FROM disclosure_total WHERE name = ?", name));
      std::int64_t amount = kept.empty() ? other.amount : std::stoll(store::text_of(kept[0]));
      found.push_back({leaves_[own], amount});
    }
    return found;
  }

  Outcome take_back(const Shelf& shelf, const Edge& edge, std::size_t at) {
    TRY(flush());
    std::int64_t left = edge.amount;
    auto told = TRY(standing(edge, at));
    bool reversal = TRY(draft_.entry(edge.entry)).value().kind == Kind::reversal;
    for (auto one = told.rbegin(); one != told.rend() && left > 0; ++one) {
      std::int64_t part = std::min(left, one->amount);
      if (part == 0) continue;
      disclosure::Correction correction;
      correction.book = code_of(shelf.book);
      correction.row = one->leaf;
      correction.before = one->amount;
      correction.after = one->amount - part;
      correction.reason = reversal ? "reversal" : "rebacked";
      correction.text =
          reversal ? "支出冲回：款物退回原捐赠批次。" : "捐赠人退款：该支出改由其他捐赠批次承担。";
      TRY(disclosure::correct(batch_.connection(), correction, batch_.now()));
      leaves_[at] = next_++;
      left -= part;
    }
    must(left == 0);
    return Done{};
  }

  unit::Batch& batch_;
  Draft& draft_;
  const Profiles& profiles_;
  std::int64_t next_;
  std::vector<disclosure::Outgoing> rows_;
  std::vector<std::int64_t> leaves_;
  std::map<std::int64_t, Shelf> shelves_;
  std::map<std::pair<std::int64_t, int>, Small> small_;
};

}  // namespace

Result<std::vector<std::int64_t>> tell(unit::Batch& batch, Draft& draft, const Profiles& profiles,
                                       std::int64_t last) {
  return Teller(batch, draft, profiles, last).tell();
}

Outcome tell_beside(unit::Batch& batch, Draft& draft, const Profiles& profiles, std::int64_t last,
                    const std::function<Outcome()>& beside) {
  return Teller(batch, draft, profiles, last).tell_beside(beside);
}

Result<std::optional<std::map<std::pair<std::string, std::string>, std::int64_t>>> held_by(
    store::Connection& connection, const std::string& book) {
  std::optional<std::map<std::pair<std::string, std::string>, std::int64_t>> held;
  TRY(connection.each(
      "SELECT book, fund, unit, -sum(posted) FROM ledger_account WHERE fund <> '' AND unit <> "
      "'VALUE:CNY' GROUP BY book, fund, unit",
      {}, [&](const store::RowView& row) {
        if (code_of(row.text(0)) != book) return true;
        if (!held) held.emplace();
        (*held)[{code_of(row.text(1)), code_of(row.text(2))}] += row.number(3);
        return true;
      }));
  return held;
}

}  // namespace boai::ledger
