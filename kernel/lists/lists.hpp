// Any list of any record type: filters that write themselves into the URL, scoped by the reader's
// right in SQL, paged by key, exported as a stream.
#pragma once

#include <boost/json/fwd.hpp>

#include "kernel/unit/unit.hpp"

namespace boai::lists {

using Parameters = std::vector<std::pair<std::string, std::string>>;  // of the query, decoded

constexpr std::int64_t limit_max = 200;

// Conditions that must all hold, with their values in order.
struct Conditions {
  std::string sql = "1 = 1";
  std::vector<store::Value> values;

  bool none() const { return sql == "1 = 1"; }
  void add(const std::string& condition) {
    if (condition != "1 = 1") sql = none() ? condition : sql + " AND " + condition;
  }
};

// One page's question. What it asks of the branch column, or of a person's relations, stands apart,
// because the first rows are found another way than all of them (merge.cpp).
struct Page {
  const record::Type* type = nullptr;
  Conditions branches;
  Conditions each_branch;  // the same, asked of one branch or person after another
  Conditions relations;    // of persons: which relations show them
  Conditions rest;
  std::int64_t limit = 50;
  const record::Field* sort = nullptr;  // null: by id
  bool descending = true;
  bool walked = true;  // each branch's rows stand in this order: an index (branch, sort)

  std::string select() const;
  std::string order() const;
};

// A question ready to ask.
struct Question {
  std::string sql;
  std::vector<store::Value> values;
};
// Every row of the page's filters, in its order.
Question all_of(const Page& page);
// The first `limit` + 1 rows: one more than asked for tells whether there is a next page.
Result<Question> first_of(store::Connection& connection, const Page& page);

// The branches with rows that the page is about; nothing when they are too many to ask one by one,
// or when it is about all.
using Branches = std::optional<std::vector<std::int64_t>>;
Result<Branches> branches_of(store::Connection& connection, const Page& page);

// The rows of a question as far as the house's time for a list reaches. Stopped: there may be more
// behind the last one, and the next page looks for it there; without a row there is no next page.
struct Found {
  std::vector<record::Row> rows;
  bool more = false, stopped = false;
};
Result<Found> found_in_time(store::Connection& connection, const unit::House& house,
                            const Page& page, const Question& question);
// Where the page after these rows begins, "" when there is none.
std::string next_after(const Page& page, const Found& found);

// Codes: list.unknown_field, list.value, list.limit, list.cursor, list.sort.
Result<Page> page_of(const unit::House& house, const record::Type& type,
                     const rights::Principal& viewer, const Parameters& parameters,
                     std::string_view also = {});

// {"items":[…],"next":…} as text, with "stopped":true when the time for a list was over first.
Result<std::string> list(store::Connection& connection, const unit::House& house,
                         const record::Type& type, const rights::Principal& viewer,
                         const Parameters& parameters);

// One record, or not_found for what does not exist or may not be seen: the same answer for both.
Result<boost::json::object> one(store::Connection& connection, const unit::House& house,
                                const record::Type& type, const rights::Principal& viewer,
                                std::int64_t id);
// The same with personal and sealed values in plain; the caller has written the purpose down.
Result<boost::json::object> one_disclosed(store::Connection& connection, const unit::House& house,
                                          const record::Type& type, const rights::Principal& viewer,
                                          std::int64_t id);
Result<boost::json::object> history(store::Connection& connection, const unit::House& house,
                                    const record::Type& type, const rights::Principal& viewer,
                                    std::int64_t id);

// Every row of the same filters, one by one, for a file. `also` is a second right that has to
// reach the row: to see a thing is not yet to carry it out of the house.
Outcome each(store::Connection& connection, const unit::House& house, const record::Type& type,
             const rights::Principal& viewer, const Parameters& parameters, std::string_view also,
             const std::function<bool(const record::Row&)>& take);

// SQL condition for what the viewer may see of the type, with its values.
std::string scope_condition(const unit::House& house, const record::Type& type,
                            const rights::Principal& viewer, std::vector<store::Value>& values);
// The same for another right over the type's rows.
std::string scope_condition(const unit::House& house, const record::Type& type,
                            const rights::Principal& viewer, std::string_view right,
                            std::vector<store::Value>& values);

// First character and stars.
std::string masked(std::string_view text);

}  // namespace boai::lists
