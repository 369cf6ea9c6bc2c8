// The unit of work: what one batch of commands reads and changes inside one transaction. Changes
// are staged in memory and written together at the end, so a command that is refused leaves
// nothing behind and needs no savepoint, and a hot cell is written once a batch.
#pragma once

#include <any>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/crypto/seal.hpp"
#include "base/instant.hpp"
#include "kernel/branch/branch.hpp"
#include "kernel/journal/journal.hpp"
#include "kernel/measures/measures.hpp"
#include "kernel/record/record.hpp"
#include "kernel/rights/rights.hpp"

namespace boai::unit {

class Context;

// One row of a code table of the pack.
struct Code {
  std::string code;
  std::string name;
  std::string en;
  std::map<std::string, std::string> attributes;
};

// What every part of the kernel knows about the program: types, measures, roles, keys.
struct House {
  record::Registry types;
  measures::Book measures;
  rights::Book roles;
  std::shared_ptr<const crypto::KeyRing> keys;
  std::map<std::string, std::vector<Code>, std::less<>> codes;  // table → rows

  std::chrono::milliseconds list_time{};  // after which a list stops and says so

  // What a domain read from the pack, by the domain's name.
  std::map<std::string, std::any, std::less<>> from_pack;

  const Code* code(std::string_view table, std::string_view code) const;
  // A code that the pack's table does not know is refused, whatever command brings it.
  Outcome check_code(const record::Field& field, const record::Value& value) const;
  // What a decided matter does, by its kind (kernel/matters).
  std::map<std::string, std::function<Outcome(Context&, std::int64_t matter)>, std::less<>> decided;
};

struct Change {
  const record::Type* type;
  std::optional<record::Row> before;
  record::Row after;     // the last form, of a removed record too
  bool removed = false;  // only an import taken back removes; the journal keeps what stood
};

// One batch. Lives inside a write transaction of its connection.
class Batch {
 public:
  Batch(store::Connection& connection, const House& house, Instant now);

  Outcome open();   // reads head and counter
  Outcome flush();  // writes everything staged; the caller commits

  Result<std::optional<record::Row>> load(const record::Type& type, std::int64_t id);
  // Rows whose field holds the value, staged or stored.
  Result<std::vector<record::Row>> find(const record::Type& type, std::string_view field,
                                        const record::Value& value);
  Result<std::string> path_of(std::int64_t branch);
  Result<const rights::Principal*> principal(const std::string& account);

  // Takes over what one accepted command changed.
  Outcome accept(std::vector<Change> changes, const rights::Principal& principal,
                 std::string_view command_id, std::string_view command);
  // Rows of a question about many things at once: `sql` ends before the list of keys, its first
  // column is the key, `kinds` are its columns (store::values_of). Foreseen like records.
  using Cells = std::vector<std::vector<record::Value>>;
  Result<Cells> ask(std::string_view sql, std::string_view kinds, const std::string& key);
  void remember_command(std::string_view id, std::string_view hash, std::string_view answer);
  Result<std::optional<std::pair<std::string, std::string>>> remembered(std::string_view id);

  // Fetches what `trial` is going to ask for, many questions in one (foresight.cpp). The trial is
  // run several times and must change nothing but contexts it throws away.
  Outcome foresee(const std::function<void()>& trial);
  // What counting these changes is going to ask for.
  void foresee_counts(const std::vector<Change>& changes);
  // Something another folder keeps for the length of the batch and writes at its end, before the
  // records. One of each kind.
  class Part {
   public:
    virtual ~Part() = default;
    virtual Outcome flush(Batch& batch) = 0;
  };
  Part* part(std::string_view name) const {
    auto found = parts_.find(name);
    return found == parts_.end() ? nullptr : found->second.get();
  }
  void keep(std::string name, std::unique_ptr<Part> part) { parts_[name] = std::move(part); }

  void erase(std::string_view type, std::int64_t record) { erased_.emplace_back(type, record); }
  // For whoever writes a record's table by hand, past the commands.
  void forget();
  static constexpr auto record_id = static_cast<std::size_t>(-1);  // a field that is none

  bool large() const { return pending_.size() >= 500; }  // takes a while to throw away
  std::int64_t next_id() { return ++last_id_; }
  std::int64_t seq() const { return head_.count; }
  const journal::Head& head() const { return head_; }
  store::Connection& connection() { return connection_; }
  const House& house() const { return house_; }
  Instant now() const { return now_; }

 private:
  struct Staged {
    record::Row row;
    bool removed = false;
  };
  using Table = std::unordered_map<std::int64_t, Staged>;

  // Rows of the store, not of what is staged.
  Result<std::vector<record::Row>> stored(const record::Type& type, std::size_t field,
                                          const record::Value& value);
  Error want(const record::Type& type, std::size_t field, const record::Value& value);
  Outcome fetch_wanted();
  Outcome fetch_asked();
  Outcome fetch(const record::Type& type, std::size_t field, std::span<const record::Value> values);
  static const std::string& select_all(const record::Type& type);
  void chain_entries();
  Outcome write_staged();
  Outcome write_branches();
  Outcome count(const std::vector<Change>& changes);
  Outcome count_units(const measures::Measure& measure, const std::vector<Change>& changes);
  // Societies that moved, and their figures with them (relocation.cpp).
  Outcome relocate(const std::vector<Change>& changes);
  Outcome carry_days(std::int64_t society, const std::string& before, const std::string& after);
  Outcome recount_units(const measures::Measure& measure,
                        const std::map<std::int64_t, std::string>& moved);
  Result<std::vector<store::Value>> units_at(const measures::Measure& measure, std::int64_t branch);
  std::int64_t branch_of(const record::Type& type, const record::Row& row) const;
  static std::string index_key(const record::Type& type, std::size_t field,
                               const record::Value& value);

  store::Connection& connection_;
  const House& house_;
  Instant now_;
  journal::Head head_;
  std::int64_t last_id_ = 0;
  std::int64_t first_id_ = 0;
  std::map<const record::Type*, Table> staged_;
  std::set<std::pair<std::string_view, std::int64_t>> branches_;  // that hold rows, by type
  std::unordered_multimap<std::string, std::int64_t> index_;
  struct Pending {
    journal::Entry entry;  // what it changed and its hashes come at the end of the batch
    Change change;
  };
  std::vector<Pending> pending_;
  std::vector<journal::Entry> entries_;
  std::vector<std::string> personal_;
  std::vector<std::pair<std::string_view, std::int64_t>> erased_;
  std::vector<std::vector<store::Value>> commands_;
  std::unordered_map<std::string, std::pair<std::string, std::string>> answers_;
  measures::Sums sums_;
  measures::DayRows carried_;
  std::unordered_map<std::int64_t, std::string> paths_;
  std::unordered_map<std::string, rights::Principal> principals_;
  std::map<std::string, std::unique_ptr<Part>, std::less<>> parts_;
  bool foreseeing_ = false;
  std::map<std::pair<const record::Type*, std::size_t>, std::vector<record::Value>> wanted_;
  std::map<std::pair<std::string, std::string>, std::vector<record::Value>> asked_;
  std::unordered_map<std::string, std::vector<record::Row>> known_;
  std::unordered_map<std::string, Cells> answered_;  // by the question and its key
};

// One command inside a batch: what handlers see.
class Context {
 public:
  Context(Batch& batch, const rights::Principal& principal) : batch_(batch), who_(principal) {}

  Instant now() const { return batch_.now(); }
  Day today() const { return day_in_shanghai(batch_.now()); }
  const rights::Principal& who() const { return who_; }
  const House& house() const { return batch_.house(); }
  Batch& batch() { return batch_; }

  template <typename T>
  Result<T> load(Id<T> id) {
    auto row = TRY(load_row(T::type(), id.number));
    return record::from_row<T>(row);
  }
  template <typename T>
  Result<std::vector<T>> find(std::string_view field, const record::Value& value) {
    std::vector<T> found;
    for (const auto& row : TRY(find_rows(T::type(), field, value))) {
      found.push_back(record::from_row<T>(row));
    }
    return found;
  }
  // Gives a new record its id and every record its next version.
  template <typename T>
  Outcome save(T& saved) {
    record::Row row = record::to_row(saved);
    TRY(save_row(T::type(), row));
    saved.id = {row.id};
    saved.version = row.version;
    return Done{};
  }
  Outcome remove_row(const record::Type& type, std::int64_t id);
  // May this account use the right at that branch?
  Outcome require(std::string_view right, std::int64_t branch);

  Result<record::Row> load_row(const record::Type& type, std::int64_t id);
  Result<std::vector<record::Row>> find_rows(const record::Type& type, std::string_view field,
                                             const record::Value& value);
  Outcome save_row(const record::Type& type, record::Row& row);
  const std::vector<Change>& changes() const { return changes_; }
  // What a command does to the store besides records; done with them, or not at all.
  using Deed = std::function<Outcome(store::Connection&)>;
  void also(Deed deed) { deeds_.push_back(std::move(deed)); }
  const std::vector<Deed>& deeds() const { return deeds_; }
  // Told of every new record that this command saves from here on.
  using Watcher = std::function<Outcome(const record::Type&, const record::Row&)>;
  void watch(Watcher watcher) { watchers_.push_back(std::move(watcher)); }
  // The journal forgets what it held of the record's personal values, this command's included.
  void erase(const record::Type& type, std::int64_t id);

 private:
  Batch& batch_;
  const rights::Principal& who_;
  std::vector<Change> changes_;
  std::vector<Deed> deeds_;
  std::vector<Watcher> watchers_;
};

}  // namespace boai::unit
