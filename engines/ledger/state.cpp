#include "engines/ledger/state.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace boai::ledger {

std::string Draft::key(std::string_view one, std::string_view two, std::string_view three) {
  std::string text;
  text.reserve(one.size() + two.size() + three.size() + 2);
  text += one;
  text += '\n';
  text += two;
  text += '\n';
  text += three;
  return text;
}

Result<Head> Draft::head() {
  if (!head_) head_ = below_ ? TRY(below_->head()) : Head{};
  return *head_;
}

Result<std::optional<Entry>> Draft::entry(const std::string& book, const std::string& id) {
  auto found = entry_ids_.find(key(book, id));
  if (found != entry_ids_.end()) return std::optional(entries_.at(found->second));
  if (below_ != nullptr) return below_->entry(book, id);
  return std::optional<Entry>();
}

Result<std::optional<Entry>> Draft::entry(std::int64_t seq) {
  auto found = entries_.find(seq);
  if (found != entries_.end()) return std::optional(found->second);
  if (below_ != nullptr) return below_->entry(seq);
  return std::optional<Entry>();
}

Result<std::int64_t> Draft::reversal_of(std::int64_t seq) {
  auto found = reversals_.find(seq);
  if (found != reversals_.end()) return found->second;
  if (below_ != nullptr) return below_->reversal_of(seq);
  return std::int64_t{0};
}

Result<std::optional<Lot>> Draft::lot(std::int64_t number) {
  auto found = lots_.find(number);
  if (found != lots_.end()) return std::optional(found->second);
  if (below_ != nullptr) return below_->lot(number);
  return std::optional<Lot>();
}

Result<std::optional<Shelf>> Draft::shelf(std::int64_t number) {
  auto found = shelves_.find(number);
  if (found != shelves_.end()) return std::optional(found->second);
  if (below_ != nullptr) return below_->shelf(number);
  return std::optional<Shelf>();
}

Result<std::vector<Shelf>> Draft::shelves(const std::string& book, const std::string& unit) {
  std::vector<Shelf> all;
  if (below_ != nullptr) all = TRY(below_->shelves(book, unit));
  auto found = shelf_index_.find(key(book, unit));
  if (found == shelf_index_.end()) return all;
  for (std::size_t number : found->second) {
    all.push_back(shelves_.at(static_cast<std::int64_t>(number)));
  }
  return all;
}

Result<std::int64_t> Draft::shelf_like(const Shelf& wanted) {
  auto found = shelf_index_.find(key(wanted.book, wanted.unit));
  if (found != shelf_index_.end()) {
    for (std::size_t each : found->second) {
      auto number = static_cast<std::int64_t>(each);
      if (shelves_.at(number).same_as(wanted)) return number;
    }
  }
  if (below_ != nullptr) return below_->shelf_like(wanted);
  return std::int64_t{0};
}

Result<std::vector<Lot>> Draft::open(std::int64_t shelf, const Order& after, std::size_t limit) {
  std::vector<Lot> all;
  Order from = after;
  while (all.empty()) {
    // What lies below up to a horizon, and of one's own what comes before the same horizon.
    std::optional<Order> horizon;
    if (below_ != nullptr) {
      all = TRY(below_->open(shelf, from, limit));
      if (!all.empty()) horizon = all.back().order();
      std::erase_if(all, [&](const Lot& lot) { return lots_.contains(lot.number); });
    }
    if (auto own = open_.find(shelf); own != open_.end()) {
      std::size_t taken = 0;
      auto at = own->second.upper_bound(from);
      for (; at != own->second.end() && taken < limit; ++at, ++taken) {
        if (horizon && *horizon < *at) break;
        all.push_back(lots_.at(at->lot));
      }
      // Cut short of the horizon: what lies below past the last of one's own waits too.
      bool cut = at != own->second.end() && taken == limit;
      if (cut && horizon) {
        Order last = lots_.at(std::prev(at)->lot).order();
        std::erase_if(all, [&](const Lot& lot) { return last < lot.order(); });
      }
    }
    std::ranges::sort(all, {}, &Lot::order);
    if (!horizon) break;
    from = *horizon;
  }
  return all;
}

Result<std::vector<Edge>> Draft::merged(std::vector<Edge> found, const Index<std::int64_t>& index,
                                        std::int64_t key) const {
  auto own = index.find(key);
  if (own == index.end()) return found;
  for (std::size_t at : own->second) found.push_back(edges_[at]);
  return found;
}

Result<std::vector<Edge>> Draft::edges_of_ref(std::int64_t ref) {
  std::vector<Edge> found;
  if (below_ != nullptr) found = TRY(below_->edges_of_ref(ref));
  return merged(std::move(found), by_ref_, ref);
}

Result<std::vector<Edge>> Draft::edges_of_lot(std::int64_t lot) {
  std::vector<Edge> found;
  if (below_ != nullptr) found = TRY(below_->edges_of_lot(lot));
  return merged(std::move(found), by_lot_, lot);
}

Result<std::optional<Account>> Draft::account(const std::string& book, const std::string& path,
                                              const std::string& unit) {
  auto found = account_keys_.find(key(book, path, unit));
  if (found != account_keys_.end()) return std::optional(accounts_.at(found->second));
  if (below_ != nullptr) return below_->account(book, path, unit);
  return std::optional<Account>();
}

Result<std::vector<Account>> Draft::accounts(const std::string& book) {
  std::vector<Account> all;
  if (below_ != nullptr) all = TRY(below_->accounts(book));
  for (Account& account : all) {
    auto own = accounts_.find(account.number);
    if (own != accounts_.end()) account = own->second;
  }
  for (const auto& [number, account] : accounts_) {
    bool known = std::ranges::find(all, number, &Account::number) != all.end();
    if (!known && account.book == book) all.push_back(account);
  }
  return all;
}

Result<std::vector<Posting>> Draft::postings(std::int64_t entry) {
  std::vector<Posting> found;
  if (below_ != nullptr) found = TRY(below_->postings(entry));
  auto own = by_entry_.find(entry);
  if (own == by_entry_.end()) return found;
  for (std::size_t at : own->second) found.push_back(postings_[at]);
  return found;
}

Result<std::optional<Pending>> Draft::pending(std::int64_t entry) {
  auto found = pendings_.find(entry);
  if (found != pendings_.end()) return std::optional(found->second);
  if (below_ != nullptr) return below_->pending(entry);
  return std::optional<Pending>();
}

Result<BookState> Draft::book(const std::string& book) {
  auto found = books_.find(book);
  if (found != books_.end()) return found->second;
  if (below_ != nullptr) return below_->book(book);
  BookState fresh;
  fresh.book = book;
  return fresh;
}

Result<Tally> Draft::tally(const std::string& scope) {
  auto found = tallies_.find(scope);
  if (found != tallies_.end()) return found->second;
  if (below_ != nullptr) return below_->tally(scope);
  Tally fresh;
  fresh.scope = scope;
  return fresh;
}

void Draft::put(Entry entry) {
  must(head_.has_value());
  head_->entries = std::max(head_->entries, entry.seq);
  entry_ids_[key(entry.book, entry.id)] = entry.seq;
  if (entry.reverses != 0) reversals_[entry.reverses] = entry.seq;
  std::int64_t seq = entry.seq;
  entries_.insert_or_assign(seq, std::move(entry));
}

void Draft::reorder(const Lot& before, const Lot& after) {
  auto& open = open_[after.shelf];
  if (before.available() > 0) open.erase(before.order());
  if (after.available() > 0) open.insert(after.order());
}

void Draft::put(Lot lot) {
  must(head_.has_value());
  head_->lots = std::max(head_->lots, lot.number);
  auto [at, added] = lots_.try_emplace(lot.number);
  reorder(added ? Lot{} : at->second, lot);
  at->second = std::move(lot);
}

void Draft::put(Shelf shelf) {
  must(head_.has_value());
  head_->shelves = std::max(head_->shelves, shelf.number);
  shelf_index_[key(shelf.book, shelf.unit)].push_back(static_cast<std::size_t>(shelf.number));
  std::int64_t number = shelf.number;
  shelves_.insert_or_assign(number, std::move(shelf));
}

void Draft::put(Edge edge) {
  must(head_.has_value());
  head_->edges = std::max(head_->edges, edge.seq);
  by_ref_[edge.ref].push_back(edges_.size());
  by_lot_[edge.lot].push_back(edges_.size());
  edges_.push_back(edge);
}

void Draft::put(Account account) {
  must(head_.has_value());
  head_->accounts = std::max(head_->accounts, account.number);
  account_keys_[key(account.book, account.path, account.unit)] = account.number;
  std::int64_t number = account.number;
  accounts_.insert_or_assign(number, std::move(account));
}

void Draft::put(Posting posting) {
  by_entry_[posting.entry].push_back(postings_.size());
  postings_.push_back(posting);
}

void Draft::put(Pending pending) {
  std::int64_t entry = pending.entry;
  pendings_.insert_or_assign(entry, std::move(pending));
}
void Draft::put(BookState book) {
  std::string name = book.book;
  books_.insert_or_assign(std::move(name), std::move(book));
}
void Draft::put(Tally tally) {
  std::string scope = tally.scope;
  tallies_.insert_or_assign(std::move(scope), std::move(tally));
}

void Draft::merge_into(Draft& below) {
  must(below_ == &below);
  if (!below.head_) below.head_ = head_;
  for (auto& [seq, entry] : entries_) below.put(std::move(entry));
  for (auto& [number, shelf] : shelves_) below.put(std::move(shelf));
  for (auto& [number, lot] : lots_) below.put(std::move(lot));
  for (Edge& edge : edges_) below.put(edge);
  for (auto& [number, account] : accounts_) below.put(std::move(account));
  for (Posting& posting : postings_) below.put(posting);
  for (auto& [entry, pending] : pendings_) below.put(std::move(pending));
  for (auto& [name, book] : books_) below.put(std::move(book));
  for (auto& [scope, tally] : tallies_) below.put(std::move(tally));
  if (head_) below.head_ = head_;
  clear();
}

Draft& Draft::child() {
  if (!child_) child_ = std::make_unique<Draft>(this);
  child_->clear();
  return *child_;
}

void Draft::clear() {
  head_.reset();
  entries_.clear();
  entry_ids_.clear();
  reversals_.clear();
  lots_.clear();
  open_.clear();
  shelves_.clear();
  shelf_index_.clear();
  edges_.clear();
  by_ref_.clear();
  by_lot_.clear();
  accounts_.clear();
  account_keys_.clear();
  postings_.clear();
  by_entry_.clear();
  pendings_.clear();
  books_.clear();
  tallies_.clear();
}

}  // namespace boai::ledger
