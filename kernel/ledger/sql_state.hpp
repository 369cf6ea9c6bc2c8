// The ledger's memory in the store, as it stands in this transaction.
#pragma once

#include <span>
#include <unordered_set>

#include "engines/ledger/state.hpp"
#include "kernel/store/store.hpp"

namespace boai::ledger {

class SqlState : public State {
 public:
  explicit SqlState(store::Connection& connection) : connection_(connection) {}

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

  // Looks many names up in one question, because over a socket each question costs as much as
  // its answer. Names not among the answers are known to be new.
  Outcome foresee(const std::string& book, std::span<const std::string> ids);
  // The same for a name that will be asked with the others.
  void want(const std::string& book, const std::string& id) { wanted_[book].push_back(id); }
  // The last row of the log's outbox, read together with the head.
  Result<std::int64_t> last_leaf();

  store::Connection& connection() { return connection_; }

 private:
  Result<const std::vector<Shelf>*> kept_shelves(const std::string& book, const std::string& unit);
  Result<std::vector<Lot>> lots(const std::string& where, std::span<const store::Value> values);
  Result<std::vector<Edge>> edges(const char* sql, std::int64_t key);
  Result<std::vector<Shelf>> read_shelves(const char* where, std::span<const store::Value> values);
  Result<std::vector<Account>> read_accounts(const char* where,
                                             std::span<const store::Value> values);

  store::Connection& connection_;
  std::optional<Head> head_;
  std::int64_t last_leaf_ = 0;
  std::unordered_set<std::string> new_;
  std::map<std::string, std::vector<std::string>> wanted_;
  std::unordered_map<std::string, std::vector<Account>> accounts_;  // by book, when they are few
  // What repeats within a batch and is changed only through the draft above.
  std::map<std::pair<std::string, std::string>, std::vector<Shelf>> shelves_;
  std::map<std::string, BookState> books_;
};

}  // namespace boai::ledger
