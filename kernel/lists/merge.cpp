// How a page is asked. Sorted by day, a county's rows of a province are far apart: walking the
// province's days finds one in a hundred, gathering the county's rows sorts all of them. The index
// (branch, day) holds each branch's rows in order, so a page is merged from as many walks as the
// scope has branches with rows (branch_use). Persons have no branch: the few of a small society are
// gathered, those of a large one are met often enough when all persons are walked.
#include "kernel/lists/lists.hpp"

namespace boai::lists {

using store::Value;

std::string Page::select() const {
  std::string sql = "SELECT id, version";
  for (const record::Field& field : type->fields) sql += ", " + std::string(field.name);
  return sql + " FROM " + type->table();
}

std::string Page::order() const {
  std::string way = descending ? " DESC" : "";
  std::string by_id = "id" + way;
  return " ORDER BY " + (sort ? std::string(sort->name) + way + ", " + by_id : by_id);
}

Question all_of(const Page& page) {
  Question question{
      page.select() + " WHERE " + page.branches.sql + " AND " + page.rest.sql + page.order(),
      page.branches.values};
  question.values.insert(question.values.end(), page.rest.values.begin(), page.rest.values.end());
  return question;
}

namespace {

// More walks than this cost more than they save; so many branches are not far apart either.
constexpr std::size_t walks_max = 48;

Question merged(const Page& page, const std::vector<std::int64_t>& branches) {
  Question question;
  std::string walk = page.select() + " WHERE branch = ? AND " + page.rest.sql;
  for (std::int64_t branch : branches) {
    question.sql += (question.sql.empty() ? "" : " UNION ALL ") + walk;
    question.values.emplace_back(branch);
    question.values.insert(question.values.end(), page.rest.values.begin(), page.rest.values.end());
  }
  question.sql += page.order();
  return question;
}

}  // namespace

Result<Branches> branches_of(store::Connection& connection, const Page& page) {
  if (page.branches.none()) return Branches();
  std::vector<std::int64_t> branches;
  std::vector<Value> values = {std::string(page.type->name)};
  values.insert(values.end(), page.each_branch.values.begin(), page.each_branch.values.end());
  TRY(connection.each("SELECT branch FROM branch_use WHERE type = ? AND " + page.each_branch.sql +
                          " ORDER BY branch",
                      values, [&](const store::RowView& row) {
                        branches.push_back(row.number(0));
                        return branches.size() <= walks_max;
                      }));
  if (branches.size() > walks_max) return Branches();
  if (branches.empty()) branches.push_back(0);  // none: a question with no answer
  return Branches(std::move(branches));
}

namespace {

constexpr std::int64_t gathered_max = 50'000;

Result<Question> first_persons(store::Connection& connection, const Page& page) {
  std::vector<Value> values = page.relations.values;
  values.emplace_back(gathered_max + 1);
  std::int64_t known =
      TRY(connection.number("SELECT count(*) FROM (SELECT 1 FROM people_relation "
                            "WHERE " +
                                page.relations.sql + " LIMIT ?) AS known",
                            values));
  if (known <= gathered_max) return all_of(page);
  Page walked = page;
  walked.branches = page.each_branch;
  return all_of(walked);
}

}  // namespace

Result<Question> first_of(store::Connection& connection, const Page& page) {
  Question question;
  if (page.walked && !page.relations.none()) {
    question = TRY(first_persons(connection, page));
  } else if (page.walked && page.type->scope == record::Scope::branch) {
    auto branches = TRY(branches_of(connection, page));
    if (branches) question = merged(page, *branches);
  }
  if (question.sql.empty()) question = all_of(page);
  question.sql += " LIMIT ?";
  question.values.emplace_back(page.limit + 1);
  return question;
}

}  // namespace boai::lists
