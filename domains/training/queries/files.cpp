#include "domains/training/queries/files.hpp"

namespace boai::training {

namespace json = boost::json;
using store::Value;

namespace {

std::string columns_of(const record::Type& type, const std::string& of) {
  std::string sql;
  for (const std::string& column : type.columns()) sql += (sql.empty() ? "" : ", ") + of + column;
  return sql;
}

std::string marks(std::size_t count) {
  std::string text;
  for (std::size_t at = 0; at < count; ++at) text += at == 0 ? "?" : ", ?";
  return text;
}

}  // namespace

Result<std::vector<File>> files_where(store::Connection& connection, const FileWhere& where,
                                      std::int64_t limit) {
  const record::Type& type = Instructor::type();
  auto width = static_cast<int>(type.columns().size());
  std::string sql = "SELECT " + columns_of(type, "i.") +
                    ", p.name, s.name, coalesce(nullif(s.region, ''), s.code), s.path "
                    "FROM training_instructor i JOIN people_person p ON p.id = i.person "
                    "JOIN network_society s ON s.id = i.branch WHERE " +
                    where.condition + " ORDER BY i.id LIMIT " + std::to_string(limit);
  std::vector<File> files;
  TRY(connection.each(sql, where.values, [&](const store::RowView& row) {
    constexpr std::size_t county = 6;
    files.push_back({record::from_row<Instructor>(record::read_row(type, row)),
                     std::string(row.text(width)), std::string(row.text(width + 1)),
                     std::string(row.text(width + 2)).substr(0, county),
                     std::string(row.text(width + 3))});
    return true;
  }));
  return files;
}

Result<Sight> sight_of(store::Connection& connection, const unit::House& house,
                       const rights::Principal& viewer) {
  Sight sight{.reach = rights::reach_of(house.roles, viewer, Instructor::type().right),
              .regions = {}};
  for (const rights::Grant& grant : viewer.grants) {
    const rights::Role* role = house.roles.find(grant.role);
    if (role == nullptr || !role->rights.contains(Instructor::type().right)) continue;
    Value values[] = {grant.branch};
    auto row = TRY(connection.first(
        "SELECT coalesce(nullif(region, ''), code) FROM network_society WHERE id = ?", values));
    constexpr std::size_t county = 6;
    if (!row.empty()) sight.regions.push_back(store::text_of(row[0]).substr(0, county));
  }
  return sight;
}

std::string sight_condition(const Sight& sight, std::vector<Value>& values) {
  if (sight.reach.none()) return "1 = 0";
  std::string condition = "(" + sight.reach.condition("i.branch", values);
  for (const std::string& region : sight.regions) {
    condition +=
        " OR i.id IN (SELECT f.instructor FROM training_instructor_fact f "
        "WHERE f.what = 'authorised' AND (f.region LIKE ? OR f.region IN (?, ?, ?)))";
    values.insert(values.end(), {region + "%", region, region.substr(0, 4), region.substr(0, 2)});
  }
  return condition + ")";
}

bool keeps(const Sight& sight, const File& file) {
  return sight.reach.covers(file.record.branch.number, file.path);
}

bool sees(const Sight& sight, const File& file, const qualification::Standing& standing) {
  if (keeps(sight, file)) return true;
  for (const auto& each : standing.regions) {
    for (const std::string& region : sight.regions) {
      if (region.starts_with(each.region) || each.region.starts_with(region)) return true;
    }
  }
  return false;
}

namespace {

template <typename T>
Result<std::map<std::int64_t, std::vector<T>>> by_person(store::Connection& connection,
                                                         std::span<const std::int64_t> persons) {
  std::map<std::int64_t, std::vector<T>> found;
  const record::Type& type = T::type();
  auto width = static_cast<int>(type.columns().size());
  constexpr std::size_t at_once = 500;
  for (std::size_t begin = 0; begin < persons.size(); begin += at_once) {
    auto some = persons.subspan(begin, std::min(at_once, persons.size() - begin));
    std::vector<Value> values(some.begin(), some.end());
    std::string sql = "SELECT " + columns_of(type, "t.") + ", i.person FROM " + type.table() +
                      " t JOIN training_instructor i ON i.id = t.instructor WHERE i.person IN (" +
                      marks(some.size()) + ") ORDER BY t.id";
    TRY(connection.each(sql, values, [&](const store::RowView& row) {
      found[row.number(width)].push_back(record::from_row<T>(record::read_row(type, row)));
      return true;
    }));
  }
  return found;
}

}  // namespace

Result<std::map<std::int64_t, std::vector<InstructorFact>>> facts_by_person(
    store::Connection& connection, std::span<const std::int64_t> persons) {
  return by_person<InstructorFact>(connection, persons);
}

Result<std::map<std::int64_t, std::vector<Unavailability>>> absences_by_person(
    store::Connection& connection, std::span<const std::int64_t> persons) {
  return by_person<Unavailability>(connection, persons);
}

json::object standing_json(const qualification::Standing& standing) {
  json::array missing, regions, why;
  for (const auto& each : standing.missing) {
    missing.push_back(
        json::object{{"what", each.what}, {"amount", each.amount}, {"by", day_json(each.by)}});
  }
  for (const auto& each : standing.regions) {
    regions.push_back(json::object{
        {"region", each.region}, {"from", day_json(each.from)}, {"until", day_json(each.until)}});
  }
  for (const std::string& each : standing.why) why.push_back(json::value(each));
  return {{"state", qualification::name_of(standing.state)},
          {"may_teach", qualification::may_teach(standing.state)},
          {"level", standing.level},
          {"from", day_json(standing.from)},
          {"until", day_json(standing.until)},
          {"missing", std::move(missing)},
          {"regions", std::move(regions)},
          {"why", std::move(why)}};
}

}  // namespace boai::training
