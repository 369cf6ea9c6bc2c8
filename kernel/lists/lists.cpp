#include "kernel/lists/lists.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/crypto/digest.hpp"
#include "kernel/lists/names.hpp"

namespace boai::lists {

namespace json = boost::json;
using record::Field;
using record::Type;
using store::Value;

std::string scope_condition(const unit::House& house, const Type& type,
                            const rights::Principal& viewer, std::vector<Value>& values) {
  return scope_condition(house, type, viewer, type.right, values);
}

std::string scope_condition(const unit::House& house, const Type& type,
                            const rights::Principal& viewer, std::string_view right,
                            std::vector<Value>& values) {
  rights::Reach reach = rights::reach_of(house.roles, viewer, right);
  switch (type.scope) {
    case record::Scope::branch:
      return reach.condition("branch", values);
    case record::Scope::self:
      return reach.condition("id", values);
    case record::Scope::open:
      return reach.none() ? "1 = 0" : "1 = 1";
    case record::Scope::owner:
      values.emplace_back(viewer.account);
      return "holder = ?";
    case record::Scope::relation:
      if (reach.everywhere) return "1 = 1";
      return "id IN (SELECT person FROM people_relation WHERE " +
             reach.condition("branch", values) + ")";
  }
  return "1 = 0";
}

namespace {

bool is_control(std::string_view name) {
  constexpr std::string_view controls[] = {"sort",   "limit",  "cursor",
                                           "format", "labels", "purpose"};
  return std::ranges::find(controls, name) != std::end(controls);
}

struct Filter {
  const Field* field = nullptr;
  std::string_view how;  // "", from, to, open, any, like, within
};

Result<Filter> filter_of(const Type& type, std::string_view name) {
  std::size_t point = name.find('.');
  Filter filter{type.find(name.substr(0, point)),
                point == std::string_view::npos ? "" : name.substr(point + 1)};
  bool known =
      filter.field != nullptr && !filter.field->traits.secret && !filter.field->traits.personal;
  constexpr std::string_view ways[] = {"", "from", "to", "open", "any", "like", "within"};
  bool how = std::ranges::find(ways, filter.how) != std::end(ways);
  if (!known || !how) return invalid("list.unknown_field", std::string(name));
  return filter;
}

std::string escaped_like(std::string_view text) {
  std::string pattern;
  for (char letter : text) {
    if (letter == '%' || letter == '_' || letter == '\\') pattern += '\\';
    pattern += letter;
  }
  return "%" + pattern + "%";
}

// A branch itself or below another; the values are the upper one's id.
constexpr const char* within_sql =
    " IN (SELECT d.id FROM network_society a JOIN network_society d ON "
    "d.path >= a.path AND d.path < rtrim(a.path, '/') || '0' WHERE a.id = ?)";
constexpr const char* each_within_sql =
    "EXISTS (SELECT 1 FROM network_society a JOIN network_society d ON "
    "d.path >= a.path AND d.path < rtrim(a.path, '/') || '0' WHERE a.id = ? AND d.id = branch)";

// "teacher|school_doctor": one of these.
Result<std::string> any_of_sql(const Field& field, const std::string& name, const std::string& text,
                               std::vector<Value>& values) {
  std::string any;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = std::min(text.find('|', at), text.size());
    auto value = record::from_text(field, text.substr(at, end - at));
    if (!value.ok() || store::is_null(*value)) return invalid("list.value", name, text);
    values.push_back(*value);
    any += any.empty() ? "?" : ", ?";
    at = end + 1;
  }
  return std::string(field.name) + " IN (" + any + ")";
}

Result<std::string> filter_sql(const Type& type, const std::string& name, const std::string& text,
                               std::vector<Value>& values) {
  if (name == "id" || (name == "id.within" && type.scope == record::Scope::self)) {
    auto id = parse_id_number(text);
    if (!id) return invalid("list.value", name);
    values.emplace_back(*id);
    return name == "id" ? std::string("id = ?") : "id" + std::string(within_sql);
  }
  Filter filter = TRY(filter_of(type, name));
  std::string column(filter.field->name);
  if (filter.how == "like") {
    values.emplace_back(escaped_like(text));
    return column + " LIKE ? ESCAPE '\\'";
  }
  if (filter.how == "any") return any_of_sql(*filter.field, name, text, values);
  auto value = record::from_text(*filter.field, text);
  if (!value.ok() || store::is_null(*value)) return invalid("list.value", name, text);
  values.push_back(*value);
  if (filter.how == "open") return "(" + column + " IS NULL OR " + column + " >= ?)";
  if (filter.how == "from") return column + " >= ?";
  if (filter.how == "to") return column + " <= ?";
  if (filter.how != "within") return column + " = ?";
  return column + within_sql;
}

Outcome take_sort(const Type& type, std::string_view sort, Page& page) {
  page.descending = sort.starts_with('-');
  if (page.descending) sort.remove_prefix(1);
  if (sort == "id") return Done{};
  page.sort = type.find(sort);
  if (page.sort == nullptr || page.sort->traits.secret || page.sort->traits.personal) {
    return invalid("list.sort", "sort", std::string(sort));
  }
  return Done{};
}

// The cursor is the sort value and id of the last row, so pages neither repeat nor skip.
Outcome take_cursor(const std::string& cursor, Page& page) {
  auto plain = crypto::from_base64url(cursor);
  std::size_t split = plain ? plain->rfind('\n') : std::string::npos;
  auto id = split == std::string::npos ? std::nullopt : parse_id_number(plain->substr(split + 1));
  if (!id) return invalid("list.cursor", "cursor");
  std::string than = page.descending ? " < " : " > ";
  if (page.sort == nullptr) {
    page.rest.add("id" + than + "?");
    page.rest.values.emplace_back(*id);
    return Done{};
  }
  auto value = record::from_text(*page.sort, plain->substr(0, split));
  if (!value.ok()) return invalid("list.cursor", "cursor");
  std::string column(page.sort->name);
  // The first half lets an index begin there instead of passing over every page before.
  std::string from = page.descending ? " <= " : " >= ";
  page.rest.add(column + from + "? AND (" + column + than + "? OR id" + than + "?)");
  page.rest.values.insert(page.rest.values.end(), {*value, *value, Value(*id)});
  return Done{};
}

}  // namespace

Result<Page> page_of(const unit::House& house, const Type& type, const rights::Principal& viewer,
                     const Parameters& parameters, std::string_view also) {
  Page page{.type = &type};
  bool by_branch = type.scope == record::Scope::branch;
  bool by_relation = type.scope == record::Scope::relation;
  Conditions& scope = by_branch || by_relation ? page.branches : page.rest;
  Conditions& each = page.each_branch;
  auto narrow_to = [&](std::string_view right) {
    scope.add(scope_condition(house, type, viewer, right, scope.values));
    if (!by_branch && !by_relation) return;
    rights::Reach reach = rights::reach_of(house.roles, viewer, right);
    std::string condition = reach.condition_of_each("branch", each.values);
    if (by_relation && !reach.everywhere) {
      condition =
          "EXISTS (SELECT 1 FROM people_relation known WHERE known.person = "
          "people_person.id AND " +
          condition + ")";
      page.relations.add(reach.condition("branch", page.relations.values));
    }
    each.add(condition);
  };
  narrow_to(type.right);
  if (!also.empty()) narrow_to(also);
  std::string sort(type.sort), cursor;
  for (const auto& [name, text] : parameters) {
    if (name == "sort" && !text.empty()) sort = text;
    if (name == "cursor") cursor = text;
    if (name == "limit") {
      auto limit = parse_id_number(text);
      if (!limit || *limit > limit_max) return invalid("list.limit", "limit", "1 … 200");
      page.limit = *limit;
    }
    if (is_control(name)) continue;
    bool of_branch = by_branch && (name == "branch" || name == "branch.within");
    Conditions& narrowed = of_branch ? page.branches : page.rest;
    std::string condition = TRY(filter_sql(type, name, text, narrowed.values));
    narrowed.add(condition);
    if (!of_branch) continue;
    each.add(name == "branch" ? condition : each_within_sql);
    each.values.push_back(narrowed.values.back());
  }
  TRY(take_sort(type, sort, page));
  page.walked = page.sort == type.find(type.sort.substr(type.sort.starts_with('-') ? 1 : 0));
  if (!cursor.empty()) TRY(take_cursor(cursor, page));
  return page;
}

std::string masked(std::string_view text) {
  if (text.empty()) return {};
  auto lead = static_cast<unsigned char>(text[0]);
  std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return std::string(text.substr(0, size)) + "**";
}

Result<Found> found_in_time(store::Connection& connection, const unit::House& house,
                            const Page& page, const Question& question) {
  store::Deadline deadline(connection, house.list_time);
  Found found;
  auto asked = connection.each(question.sql, question.values, [&](const store::RowView& view) {
    found.rows.push_back(record::read_row(*page.type, view));
    return true;
  });
  found.stopped = !asked.ok() && asked.error().code == "store.out_of_time";
  if (!found.stopped) TRY(std::move(asked));
  found.more = static_cast<std::int64_t>(found.rows.size()) > page.limit;
  if (found.more) found.rows.pop_back();
  return found;
}

std::string next_after(const Page& page, const Found& found) {
  if (found.rows.empty() || !(found.more || found.stopped)) return {};
  const record::Row& last = found.rows.back();
  std::string text;
  if (page.sort != nullptr)
    text = record::to_text(*page.sort, last.at(*page.type, page.sort->name));
  return crypto::base64url(text + "\n" + std::to_string(last.id));
}

namespace {

Result<std::string> page_text(store::Connection& connection, const unit::House& house,
                              const Page& page) {
  Question question = TRY(first_of(connection, page));
  Found found = TRY(found_in_time(connection, house, page, question));
  if (found.stopped) {
    TRY(connection.rollback());
    TRY(connection.begin_read());
  }
  Names names = TRY(names_of(connection, house, *page.type, found.rows));
  std::string text = R"({"items":[)";
  for (const record::Row& row : found.rows) {
    if (!text.ends_with('[')) text += ',';
    write_row(text, *page.type, row, names);
  }
  std::string next = next_after(page, found);
  text += R"(],"next":)" + (next.empty() ? "null" : '"' + next + '"');
  return text + (found.stopped ? R"(,"stopped":true})" : "}");
}

}  // namespace

Result<std::string> list(store::Connection& connection, const unit::House& house, const Type& type,
                         const rights::Principal& viewer, const Parameters& parameters) {
  Page page = TRY(page_of(house, type, viewer, parameters));
  TRY(connection.begin_read());
  auto text = page_text(connection, house, page);
  TRY(connection.rollback());  // nothing was written, and a question that failed cannot commit
  return text;
}

namespace {

Result<record::Row> visible_row(store::Connection& connection, const unit::House& house,
                                const Type& type, const rights::Principal& viewer,
                                std::int64_t id) {
  std::vector<Value> values;
  std::string where = scope_condition(house, type, viewer, values);
  values.emplace_back(id);
  std::optional<record::Row> found;
  TRY(connection.each(Page{.type = &type}.select() + " WHERE " + where + " AND id = ?", values,
                      [&](const store::RowView& view) {
                        found = record::read_row(type, view);
                        return false;
                      }));
  if (!found) return not_found("record.not_found");
  return *found;
}

}  // namespace

Result<json::object> one(store::Connection& connection, const unit::House& house, const Type& type,
                         const rights::Principal& viewer, std::int64_t id) {
  record::Row row = TRY(visible_row(connection, house, type, viewer, id));
  return object_of(type, row, TRY(names_of(connection, house, type, {&row, 1})));
}

Result<json::object> one_disclosed(store::Connection& connection, const unit::House& house,
                                   const Type& type, const rights::Principal& viewer,
                                   std::int64_t id) {
  record::Row row = TRY(visible_row(connection, house, type, viewer, id));
  json::object object = object_of(type, row, TRY(names_of(connection, house, type, {&row, 1})));
  for (std::size_t index = 0; index < type.fields.size(); ++index) {
    const Field& field = type.fields[index];
    std::string text = record::to_text(field, row.values[index]);
    if (!field.traits.sealed.empty()) {
      // What was never given is not sealed: a person without a phone.
      if (!text.empty()) object[field.name] = TRY(house.keys->open(text, field.traits.sealed));
    } else if (field.traits.personal) {
      object[field.name] = text;
    }
  }
  return object;
}

Result<json::object> history(store::Connection& connection, const unit::House& house,
                             const Type& type, const rights::Principal& viewer, std::int64_t id) {
  TRY(visible_row(connection, house, type, viewer, id));
  json::array items;
  Value values[] = {id, std::string(type.name)};
  TRY(connection.each(
      "SELECT seq, at, account, command, changes FROM journal WHERE record = ? AND type = ? "
      "ORDER BY seq DESC LIMIT 200",
      values, [&](const store::RowView& row) {
        // Commitments stand for personal values; they tell a reader nothing.
        boost::system::error_code fault;
        json::value changes = json::parse(row.text(4), fault);
        if (fault || !changes.is_object()) changes = json::object{};
        for (const Field& field : type.fields) {
          auto* change = changes.get_object().if_contains(field.name);
          if (change == nullptr) continue;
          if (field.traits.personal) *change = json::array{"***", "***"};
          if (field.traits.secret) changes.get_object().erase(field.name);
        }
        items.push_back(json::object{{"seq", row.number(0)},
                                     {"at", to_text(Instant{row.number(1)})},
                                     {"account", row.text(2)},
                                     {"command", row.text(3)},
                                     {"changes", std::move(changes)}});
        return true;
      }));
  return json::object{{"items", std::move(items)}};
}

Outcome each(store::Connection& connection, const unit::House& house, const Type& type,
             const rights::Principal& viewer, const Parameters& parameters, std::string_view also,
             const std::function<bool(const record::Row&)>& take) {
  Question question = all_of(TRY(page_of(house, type, viewer, parameters, also)));
  return connection.each(question.sql, question.values, [&](const store::RowView& view) {
    return take(record::read_row(type, view));
  });
}

}  // namespace boai::lists
