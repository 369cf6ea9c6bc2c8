// Where the ledger's memory is read and changed. `State` is what the rules ask; a `Draft` is a
// state laid over another: what is written stays in it until it is merged below or thrown away. A
// draft over nothing is a whole ledger in memory; a draft over a database is one batch.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "base/result.hpp"
#include "engines/ledger/model.hpp"

namespace boai::ledger {

class State {
 public:
  virtual ~State() = default;
  virtual Result<Head> head() = 0;
  virtual Result<std::optional<Entry>> entry(const std::string& book, const std::string& id) = 0;
  virtual Result<std::optional<Entry>> entry(std::int64_t seq) = 0;
  // The entry that took this one back, 0 when it stands.
  virtual Result<std::int64_t> reversal_of(std::int64_t seq) = 0;
  virtual Result<std::optional<Lot>> lot(std::int64_t number) = 0;
  virtual Result<std::optional<Shelf>> shelf(std::int64_t number) = 0;
  virtual Result<std::vector<Shelf>> shelves(const std::string& book, const std::string& unit) = 0;
  // The shelf like this one, 0 when there is none.
  virtual Result<std::int64_t> shelf_like(const Shelf& wanted) = 0;
  // Lots of the shelf with something available, in order, after `after`; empty at the end.
  virtual Result<std::vector<Lot>> open(std::int64_t shelf, const Order& after,
                                        std::size_t limit) = 0;
  virtual Result<std::vector<Edge>> edges_of_ref(std::int64_t ref) = 0;  // by seq
  virtual Result<std::vector<Edge>> edges_of_lot(std::int64_t lot) = 0;  // by seq
  virtual Result<std::optional<Account>> account(const std::string& book, const std::string& path,
                                                 const std::string& unit) = 0;
  virtual Result<std::vector<Account>> accounts(const std::string& book) = 0;  // by number
  virtual Result<std::vector<Posting>> postings(std::int64_t entry) = 0;
  virtual Result<std::optional<Pending>> pending(std::int64_t entry) = 0;
  virtual Result<BookState> book(const std::string& book) = 0;
  virtual Result<Tally> tally(const std::string& scope) = 0;
};

class Draft : public State {
 public:
  explicit Draft(State* below = nullptr) : below_(below) {}

  Result<Head> head() override;
  Result<std::optional<Entry>> entry(const std::string& book, const std::string& id) override;
  Result<std::optional<Entry>> entry(std::int64_t seq) override;
  Result<std::int64_t> reversal_of(std::int64_t seq) override;
  Result<std::optional<Lot>> lot(std::int64_t number) override;
  Result<std::optional<Shelf>> shelf(std::int64_t number) override;
  Result<std::vector<Shelf>> shelves(const std::string& book, const std::string& unit) override;
  Result<std::int64_t> shelf_like(const Shelf& wanted) override;
  Result<std::vector<Lot>> open(std::int64_t shelf, const Order& after, std::size_t limit) override;
  Result<std::vector<Edge>> edges_of_ref(std::int64_t ref) override;
  Result<std::vector<Edge>> edges_of_lot(std::int64_t lot) override;
  Result<std::optional<Account>> account(const std::string& book, const std::string& path,
                                         const std::string& unit) override;
  Result<std::vector<Account>> accounts(const std::string& book) override;
  Result<std::vector<Posting>> postings(std::int64_t entry) override;
  Result<std::optional<Pending>> pending(std::int64_t entry) override;
  Result<BookState> book(const std::string& book) override;
  Result<Tally> tally(const std::string& scope) override;

  // Writing. Numbers come from head(); call it first.
  void put(Entry entry);  // a new one, or the one being made again
  void put(Lot lot);
  void put(Shelf shelf);
  void put(Edge edge);
  void put(Account account);
  void put(Posting posting);
  void put(Pending pending);
  void put(BookState book);
  void put(Tally tally);

  // Into the draft below, which must be the one this lies over; empty afterwards.
  void merge_into(Draft& below);
  void clear();
  // An empty draft over this one, the same each time: one event after the other is worked in it.
  Draft& child();

  const State* below() const { return below_; }
  State* below() { return below_; }
  const std::map<std::int64_t, Entry>& new_entries() const { return entries_; }
  const std::unordered_map<std::int64_t, Lot>& lots() const { return lots_; }
  const std::map<std::int64_t, Shelf>& new_shelves() const { return shelves_; }
  const std::vector<Edge>& new_edges() const { return edges_; }
  const std::vector<Posting>& new_postings() const { return postings_; }
  const std::map<std::int64_t, Account>& changed_accounts() const { return accounts_; }
  const std::map<std::int64_t, Pending>& pendings() const { return pendings_; }
  const std::map<std::string, BookState>& books() const { return books_; }
  const std::map<std::string, Tally>& tallies() const { return tallies_; }

 private:
  using Place = std::map<std::int64_t, std::set<Order>>;
  static std::string key(std::string_view one, std::string_view two, std::string_view three = {});
  void reorder(const Lot& before, const Lot& after);
  template <typename T>
  using Index = std::unordered_map<T, std::vector<std::size_t>>;
  Result<std::vector<Edge>> merged(std::vector<Edge> found, const Index<std::int64_t>& index,
                                   std::int64_t key) const;

  State* below_;
  std::unique_ptr<Draft> child_;
  std::optional<Head> head_;
  std::map<std::int64_t, Entry> entries_;
  std::unordered_map<std::string, std::int64_t> entry_ids_;
  std::unordered_map<std::int64_t, std::int64_t> reversals_;
  std::unordered_map<std::int64_t, Lot> lots_;
  Place open_;
  std::map<std::int64_t, Shelf> shelves_;
  Index<std::string> shelf_index_;
  std::vector<Edge> edges_;
  Index<std::int64_t> by_ref_, by_lot_;
  std::map<std::int64_t, Account> accounts_;
  std::unordered_map<std::string, std::int64_t> account_keys_;
  std::vector<Posting> postings_;
  Index<std::int64_t> by_entry_;
  std::map<std::int64_t, Pending> pendings_;
  std::map<std::string, BookState> books_;
  std::map<std::string, Tally> tallies_;
};

}  // namespace boai::ledger
