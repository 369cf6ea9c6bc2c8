#include "kernel/rights/rights.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace boai::rights {

const Role* Book::find(std::string_view code) const {
  auto found = std::ranges::find(roles, code, &Role::code);
  return found == roles.end() ? nullptr : &*found;
}

bool Reach::covers(std::int64_t branch, std::string_view path) const {
  if (everywhere) return true;
  if (std::ranges::find(branches, branch) != branches.end()) return true;
  return std::ranges::any_of(below,
                             [&](const std::string& above) { return path.starts_with(above); });
}

namespace {

// `below` is the condition for one path; '0' follows '/', so the half-open range holds exactly the
// branch and what lies below it.
std::string condition_with(const Reach& reach, std::string_view column, const std::string& below,
                           std::vector<store::Value>& values) {
  if (reach.everywhere) return "1 = 1";
  std::string text;
  auto either = [&](const std::string& part) { text += (text.empty() ? "" : " OR ") + part; };
  for (std::int64_t branch : reach.branches) {
    either(std::string(column) + " = ?");
    values.emplace_back(branch);
  }
  for (const std::string& path : reach.below) {
    either(below);
    std::string end = path;
    end.back() = '0';
    values.emplace_back(path);
    values.emplace_back(end);
  }
  return text.empty() ? "1 = 0" : "(" + text + ")";
}

}  // namespace

std::string Reach::condition(std::string_view column, std::vector<store::Value>& values) const {
  std::string one =
      std::string(column) + " IN (SELECT id FROM network_society WHERE path >= ? AND path < ?)";
  return condition_with(*this, column, one, values);
}

std::string Reach::condition_of_each(std::string_view column,
                                     std::vector<store::Value>& values) const {
  std::string one =
      "EXISTS (SELECT 1 FROM network_society reached WHERE reached.id = " + std::string(column) +
      " AND reached.path >= ? AND reached.path < ?)";
  return condition_with(*this, column, one, values);
}

Reach reach_of(const Book& book, const Principal& principal, std::string_view right) {
  Reach reach;
  // "self": one's own things, which the owner scope and the command's holder check narrow down.
  if (principal.service || right == "self") {
    reach.everywhere = true;
    return reach;
  }
  for (const Grant& grant : principal.grants) {
    const Role* role = book.find(grant.role);
    if (role == nullptr) continue;
    auto found = role->rights.find(right);
    if (found == role->rights.end()) continue;
    if (found->second == Span::self) {
      reach.branches.push_back(grant.branch);
    } else if (std::ranges::count(grant.path, '/') == 2) {
      reach.everywhere = true;  // below the root is everywhere
    } else {
      reach.below.push_back(grant.path);
    }
  }
  return reach;
}

Why why(const Book& book, const Principal& principal, std::string_view right, std::int64_t branch,
        std::string_view path) {
  Why answer;
  for (const Grant& grant : principal.grants) {
    Principal alone{.account = principal.account, .name = {}, .os_user = {}, .grants = {grant}};
    if (reach_of(book, alone, right).covers(branch, path)) answer.because.push_back(grant);
  }
  answer.allowed = principal.service || !answer.because.empty();
  if (answer.allowed) return answer;
  for (const Role& role : book.roles) {
    if (role.rights.contains(right)) answer.missing.push_back(role.code);
  }
  return answer;
}

Result<Book> read_book(const std::string& path) {
  Book book;
  try {
    YAML::Node root = YAML::LoadFile(path);
    for (const auto& node : root["roles"]) {
      Role role{node["code"].as<std::string>(),
                node["name"].as<std::string>(),
                node["en"].as<std::string>(""),
                {}};
      for (const auto& right : node["rights"]) {
        bool self = right.second.as<std::string>() == "self";
        role.rights[right.first.as<std::string>()] = self ? Span::self : Span::below;
      }
      book.roles.push_back(std::move(role));
    }
  } catch (const YAML::Exception& fault) {
    return invalid("pack.roles", path, fault.what());
  }
  return book;
}

std::string principals_sql(Day today) {
  std::string day = std::to_string(today.number());
  return "SELECT a.account, a.id, g.id, g.role, g.branch, s.name, s.path, g.since, g.until "
         "FROM identity_account a LEFT JOIN identity_role_grant g ON g.holder = a.id "
         "AND g.since <= " +
         day + " AND (g.until IS NULL OR g.until >= " + day +
         ") LEFT JOIN network_society s ON s.id = g.branch "
         "WHERE a.state = 'active' AND a.account IN (";
}

Result<Principal> principal_from(std::string_view account,
                                 const std::vector<std::vector<store::Value>>& rows) {
  if (rows.empty()) return not_found("identity.no_such_account", "account");
  Principal principal{.account = store::number_of(rows[0][1]),
                      .name = std::string(account),
                      .os_user = {},
                      .session = {},
                      .grants = {}};
  for (const auto& cells : rows) {
    if (store::is_null(cells[2])) continue;
    principal.grants.push_back({store::number_of(cells[2]), store::text_of(cells[3]),
                                store::number_of(cells[4]), store::text_of(cells[5]),
                                store::text_of(cells[6]),
                                Day::from_number(store::number_of(cells[7])).value_or(Day{}),
                                Day::from_number(store::number_of(cells[8])).value_or(Day{})});
  }
  std::ranges::sort(principal.grants, {}, &Grant::id);
  return principal;
}

Result<Principal> principal_of(store::Connection& connection, std::string_view account, Day today) {
  std::vector<std::vector<store::Value>> rows;
  store::Value values[] = {std::string(account)};
  TRY(connection.each(principals_sql(today) + "?)", values, [&](const store::RowView& row) {
    rows.push_back(store::values_of(row, principal_kinds));
    return true;
  }));
  return principal_from(account, rows);
}

}  // namespace boai::rights
