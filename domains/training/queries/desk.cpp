#include "domains/training/queries/desk.hpp"

#include <algorithm>

#include "domains/training/commands/code.hpp"
#include "domains/training/queries/parts.hpp"
#include "domains/training/rules/certificate.hpp"
#include "engines/certificate/name.hpp"
#include "kernel/lists/names.hpp"

namespace boai::training {

using store::Value;

namespace {

constexpr std::size_t text_size_max = 60;
constexpr const char* last_character = "\xf4\x8f\xbf\xbf";

struct Condition {
  std::string sql;
  std::vector<Value> values;
};

// "(course = ? AND DAY < ?) OR …", the day of each course so many days away from today.
template <typename Days>
Condition by_course(const Courses& courses, const std::string& compared, Day today, Days days) {
  Condition condition{"(1 = 0", {}};
  for (const Course& course : courses.courses) {
    if (!course.certificate) continue;
    condition.sql += " OR (course = ? AND " + compared + " ?)";
    condition.values.emplace_back(course.code);
    condition.values.emplace_back(std::int64_t{today.plus_days(days(course)).number()});
  }
  condition.sql += ")";
  return condition;
}

// The same states as state_of() in rules, as a condition on the record's days.
Result<Condition> in_state(const Courses& courses, const std::string& state, Day today) {
  std::string day = std::to_string(today.number());
  std::string ended = "ended_on IS NOT NULL AND ended_on <= " + day;
  std::string open = "(ended_on IS NULL OR ended_on > " + day + ")";
  std::string holds = open + " AND valid_until >= " + day;
  std::string past = open + " AND valid_until < " + day + " AND ";
  auto due = [](const Course& course) { return static_cast<int>(course.renewal_days); };
  auto grace = [](const Course& course) { return -static_cast<int>(course.grace_days); };
  auto joined = [](const std::string& first, Condition second) {
    return Condition{first + second.sql, std::move(second.values)};
  };
  std::string printed = "coalesce(issued_until, valid_until)";
  if (state == "revoked") return Condition{ended + " AND renewed_by IS NULL", {}};
  if (state == "renewed") return Condition{ended + " AND renewed_by IS NOT NULL", {}};
  if (state == "extended") return Condition{holds + " AND extended_until IS NOT NULL", {}};
  std::string plain = holds + " AND extended_until IS NULL AND ";
  if (state == "due") return joined(plain, by_course(courses, printed + " <=", today, due));
  if (state == "valid") return joined(plain, by_course(courses, printed + " >", today, due));
  if (state == "grace") return joined(past, by_course(courses, "valid_until >=", today, grace));
  if (state == "expired") return joined(past, by_course(courses, "valid_until <", today, grace));
  return invalid("certificate.state", "state", state);
}

bool is_number(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char each) {
    return std::isalnum(static_cast<unsigned char>(each)) != 0 || each == '-';
  });
}

Result<json::array> shown(store::Connection& connection, const unit::House& house,
                          const std::vector<record::Row>& rows, Day today) {
  const record::Type& type = Certificate::type();
  lists::Names names = TRY(lists::names_of(connection, house, type, rows));
  auto called = [&](const record::Row& row, std::string_view field) -> std::string {
    const auto* known = names.by_field[static_cast<std::size_t>(type.index_of(field))];
    if (known == nullptr) return {};
    auto found = known->find(row.number(type, field));
    return found == known->end() ? std::string() : found->second;
  };
  json::array items;
  for (const record::Row& row : rows) {
    auto one = record::from_row<Certificate>(row);
    const Course* course = TRY(course_of(house, one.course));
    items.push_back(json::object{{"id", to_text(one.id)},
                                 {"number", one.number},
                                 {"name", called(row, "person")},
                                 {"course", one.course},
                                 {"society", called(row, "branch")},
                                 {"day", day_json(one.day)},
                                 {"valid_until", day_json(one.valid_until)},
                                 {"state", state_of(one, *course, today)},
                                 {"edition", one.edition.value_or(0)},
                                 {"signed", static_cast<bool>(one.signed_on)}});
  }
  return items;
}

// By number the page is walked in the order of numbers, a branch at a time.
Result<lists::Page> page_of(const unit::House& house, const rights::Principal& viewer,
                            const DeskAsk& ask) {
  lists::Parameters parameters{{"limit", std::to_string(ask.limit)}};
  if (!ask.cursor.empty()) parameters.emplace_back("cursor", ask.cursor);
  if (!ask.branch.empty()) parameters.emplace_back("branch.within", ask.branch);
  bool by_number = is_number(ask.text);
  if (by_number) {
    std::string upper = ask.text;
    std::ranges::transform(upper, upper.begin(), [](unsigned char each) {
      return static_cast<char>(std::toupper(each));
    });
    parameters.insert(parameters.end(),
                      {{"sort", "number"}, {"number.from", upper}, {"number.to", upper + "~"}});
  }
  auto page = TRY(lists::page_of(house, Certificate::type(), viewer, parameters));
  if (by_number) page.walked = true;
  if (ask.state.empty()) return page;
  Condition state = TRY(in_state(courses_of(house), ask.state, ask.today));
  page.rest.add(state.sql);
  page.rest.values.insert(page.rest.values.end(), state.values.begin(), state.values.end());
  return page;
}

// Persons in the order of their names, and of each what the branches hold of her. A county's own
// part of the index (branch, person) is small, so that one who has nothing there costs next to
// nothing; whoever sees many branches has found a page after few persons.
Result<lists::Question> by_name(store::Connection& connection, const lists::Page& page,
                                const std::string& name) {
  lists::Question question;
  for (const std::string& column : page.type->columns())
    question.sql += (question.sql.empty() ? "SELECT c." : ", c.") + column;
  question.sql +=
      " FROM people_person p CROSS JOIN training_certificate c WHERE p.name >= ? AND p.name < ? "
      "AND c.person = p.id AND ";
  question.values = {name, name + last_character};
  auto append = [&](const std::vector<Value>& values) {
    question.values.insert(question.values.end(), values.begin(), values.end());
  };
  if (auto branches = TRY(lists::branches_of(connection, page))) {
    for (std::size_t at = 0; at < branches->size(); ++at)
      question.sql += at == 0 ? "c.branch IN (?" : ", ?";
    question.sql += ")";
    question.values.insert(question.values.end(), branches->begin(), branches->end());
  } else {
    question.sql += page.each_branch.sql;
    append(page.each_branch.values);
  }
  question.sql += " AND " + page.rest.sql + " ORDER BY p.name, p.id LIMIT ?";
  append(page.rest.values);
  question.values.emplace_back(page.limit + 1);
  return question;
}

}  // namespace

Result<json::object> certificates_found(store::Connection& connection, const unit::House& house,
                                        const rights::Principal& viewer, const DeskAsk& ask) {
  if (ask.text.size() > text_size_max) return invalid("field.too_long", "q");
  bool named = !ask.text.empty() && !is_number(ask.text);
  if (named && !ask.cursor.empty()) return invalid("list.cursor", "cursor");
  auto page = TRY(page_of(house, viewer, ask));
  auto asked = named ? by_name(connection, page, ask.text) : lists::first_of(connection, page);
  lists::Question question = TRY(std::move(asked));
  auto found = TRY(lists::found_in_time(connection, house, page, question));
  std::string next = named ? std::string() : lists::next_after(page, found);
  return json::object{{"items", TRY(shown(connection, house, found.rows, ask.today))},
                      {"next", next.empty() ? json::value() : json::value(next)},
                      {"more", named && found.more},
                      {"stopped", found.stopped}};
}

Result<json::array> own_certificates(store::Connection& connection, const unit::House& house,
                                     const rights::Principal& viewer, Day today) {
  std::int64_t person = TRY(people::own_person(connection, viewer));
  std::vector<record::Row> rows;
  auto held =
      TRY(all_where<Certificate>(connection, "person = ? ORDER BY day DESC, id DESC", person));
  for (const auto& one : held) rows.push_back(record::to_row(one));
  json::array items = TRY(shown(connection, house, rows, today));
  for (std::size_t at = 0; at < held.size(); ++at) {
    items[at].as_object()["text"] = held[at].code;
    items[at].as_object()["address"] = courses_of(house).publishing.address;
  }
  return items;
}

namespace {

constexpr const char* sql_holder =
    "SELECT p.name, s.name FROM people_person p, network_society s WHERE p.id = ? AND s.id = ?";

Result<json::object> paper(store::Connection& connection, const unit::House& house,
                           const Certificate& one, bool masked) {
  if (!one.signed_on) return conflict("training.not_signed", "certificate", one.number);
  std::string name, society;
  Value values[] = {one.person.number, one.branch.number};
  TRY(connection.each(sql_holder, values, [&](const store::RowView& row) {
    name = std::string(row.text(0));
    society = std::string(row.text(1));
    return false;
  }));
  const Course* course = TRY(course_of(house, one.course));
  std::string mask = TRY(certificate::mask_of(name));
  json::object row{{"number", one.number},
                   {"name", masked ? mask : name},
                   {"mask", mask},
                   {"kind", course->number},
                   {"issued", to_text(one.day)},
                   {"valid_until", to_text(as_issued(one))},
                   {"signed", to_text(one.signed_on)},
                   {"code", masked ? std::string() : comparison_code(house, one)},
                   {"text", courses_of(house).publishing.address + one.code},
                   {"society", society}};
  if (one.extended_until) row["extended"] = to_text(one.valid_until);
  return row;
}

Result<std::vector<Certificate>> asked_for(store::Connection& connection, const unit::House& house,
                                           const rights::Principal& viewer, const PaperAsk& ask) {
  std::vector<Value> values{ask.id};
  std::string where = ask.of_class ? "class = ? AND ended_on IS NULL AND " : "id = ? AND ";
  if (ask.own) {
    where += "person = ?";
    values.emplace_back(TRY(people::own_person(connection, viewer)));
  } else {
    std::string_view right = ask.masked ? Certificate::type().right : "training.certify";
    where += rights::reach_of(house.roles, viewer, right).condition("branch", values);
  }
  auto found =
      TRY(all_where<Certificate>(connection, where + " ORDER BY number LIMIT 201", values));
  if (!found.empty()) return found;
  if (!ask.of_class) return not_found("record.not_found");
  TRY(seen<Class>(connection, house, viewer, ask.id));
  return conflict("training.no_certificates", "class");
}

}  // namespace

Result<std::vector<json::object>> papers_of(store::Connection& connection, const unit::House& house,
                                            const rights::Principal& viewer, const PaperAsk& ask) {
  std::vector<json::object> rows;
  for (const Certificate& one : TRY(asked_for(connection, house, viewer, ask))) {
    json::object row = TRY(paper(connection, house, one, ask.masked));
    row["id"] = to_text(one.id);
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<json::object> decree_reach(store::Connection& connection, const unit::House& house,
                                  const rights::Principal& viewer, const DecreeAsk& ask) {
  auto branch = all_where<Branch>(connection, "id = ?", ask.branch);
  auto found = TRY(std::move(branch));
  auto reach = rights::reach_of(house.roles, viewer, "training.decree");
  bool held = !found.empty() && reach.covers(found[0].id.number, found[0].path);
  if (!held) return forbidden("rights.not_here", "branch");
  std::vector<Value> values{found[0].path + "%", std::int64_t{ask.ends_from.number()},
                            std::int64_t{ask.ends_until.number()}};
  std::string courses;
  for (const std::string& code : words_of(ask.courses)) {
    courses += courses.empty() ? "?" : ", ?";
    values.emplace_back(code);
  }
  if (courses.empty()) return invalid("field.required", "courses");
  std::int64_t count = TRY(connection.number(
      "SELECT count(*) FROM training_certificate c JOIN network_society s ON s.id = c.branch "
      "WHERE s.path LIKE ? AND c.ended_on IS NULL AND coalesce(c.issued_until, c.valid_until) >= "
      "? AND coalesce(c.issued_until, c.valid_until) <= ? AND c.course IN (" +
          courses + ")",
      values));
  return json::object{{"certificates", count}};
}

}  // namespace boai::training
