// Who may do what where. A role is a dated fact: account × role × branch × since/until. What a role
// may do stands in packs/*/roles.yaml: right → reach. Filter of lists and check of one record come
// from the same `Reach`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/record/record.hpp"

namespace boai::rights {

enum class Span { self, below };  // this branch, or this branch and everything below

struct Role {
  std::string code;
  std::string name;
  std::string en;
  std::map<std::string, Span, std::less<>> rights;
};

struct Book {
  std::vector<Role> roles;
  const Role* find(std::string_view code) const;
};
Result<Book> read_book(const std::string& path);  // roles.yaml

// One grant that stands today, with the path of its branch.
struct Grant {
  std::int64_t id = 0;
  std::string role;
  std::int64_t branch = 0;
  std::string branch_name;
  std::string path;
  Day since;
  Day until;
};

struct Principal {
  std::int64_t account = 0;
  std::string name;     // the account's word, e.g. "county-320102"
  std::string os_user;  // who sat at the command line, else ""
  std::string session;  // the kept form of the browser's session, else ""
  std::vector<Grant> grants;
  bool service = false;  // the program itself: migrations, demo
};

// The places one right reaches: what lists filter by and points are checked against.
struct Reach {
  bool everywhere = false;
  std::vector<std::string> below;      // paths
  std::vector<std::int64_t> branches;  // single branches

  bool none() const { return !everywhere && below.empty() && branches.empty(); }
  bool covers(std::int64_t branch, std::string_view path) const;
  // A condition on `column` (a branch id) and its values: "1 = 1" when everywhere.
  std::string condition(std::string_view column, std::vector<store::Value>& values) const;
  // The same, asked of one branch after another instead of as a set: better for a short list.
  std::string condition_of_each(std::string_view column, std::vector<store::Value>& values) const;
};

Reach reach_of(const Book& book, const Principal& principal, std::string_view right);

struct Why {
  bool allowed = false;
  std::vector<Grant> because;        // grants that give it
  std::vector<std::string> missing;  // roles that would give it
};
Why why(const Book& book, const Principal& principal, std::string_view right, std::int64_t branch,
        std::string_view path);

// Accounts with the grants that stand on that day: one row a grant, the account's word first. The
// text ends before the list of accounts; `kinds` are its columns, a letter each.
std::string principals_sql(Day today);
constexpr std::string_view principal_kinds = "tnntnttnn";
Result<Principal> principal_from(std::string_view account,
                                 const std::vector<std::vector<store::Value>>& rows);
// Grants of an account that stand on that day.
Result<Principal> principal_of(store::Connection& connection, std::string_view account, Day today);

}  // namespace boai::rights
