#include "domains/training/queries.hpp"

#include <boost/json.hpp>
#include <map>

#include "domains/training/records/mark.hpp"
#include "domains/training/rules/certificate.hpp"

namespace boai::training {

namespace json = boost::json;

namespace {

template <typename T>
std::string select_of() {
  std::string sql;
  for (const std::string& column : T::type().columns()) sql += (sql.empty() ? "" : ", ") + column;
  return "SELECT " + sql + " FROM " + T::type().table();
}

// One record of a branch, when the viewer's right to its type reaches that branch.
template <typename T>
Result<T> seen(store::Connection& connection, const unit::House& house,
               const rights::Principal& viewer, std::int64_t id) {
  std::vector<store::Value> values{id};
  std::string reach =
      rights::reach_of(house.roles, viewer, T::type().right).condition("branch", values);
  std::optional<T> found;
  TRY(connection.each(select_of<T>() + " WHERE id = ? AND " + reach, values,
                      [&](const store::RowView& row) {
                        found = record::from_row<T>(record::read_row(T::type(), row));
                        return true;
                      }));
  if (!found) return not_found("record.not_found");
  return *found;
}

template <typename T>
Result<std::vector<T>> all_where(store::Connection& connection, std::string_view condition,
                                 std::int64_t value) {
  std::vector<T> found;
  store::Value values[] = {value};
  TRY(connection.each(select_of<T>() + " WHERE " + std::string(condition), values,
                      [&](const store::RowView& row) {
                        found.push_back(record::from_row<T>(record::read_row(T::type(), row)));
                        return true;
                      }));
  return found;
}

json::value day_json(Day day) { return day ? json::value(to_text(day)) : json::value(); }

}  // namespace

Result<json::object> certificate_sheet(store::Connection& connection, const unit::House& house,
                                       const rights::Principal& viewer, const Asked& asked) {
  auto certificate = TRY(seen<Certificate>(connection, house, viewer, asked.id));
  const Course* course = TRY(course_of(house, certificate.course));
  Day issued = certificate.issued_until ? certificate.issued_until : certificate.valid_until;
  json::object sheet{{"id", to_text(certificate.id)},
                     {"number", certificate.number},
                     {"course", certificate.course},
                     {"day", day_json(certificate.day)},
                     {"valid_until", day_json(certificate.valid_until)},
                     {"issued_until", day_json(issued)},
                     {"state", state_of(certificate, *course, asked.today)},
                     {"edition", certificate.edition.value_or(0)}};
  if (certificate.renews) sheet["renews"] = to_text(certificate.renews);
  if (certificate.renewed_by) sheet["renewed_by"] = to_text(certificate.renewed_by);
  if (certificate.decree) {
    for (const auto& decree :
         TRY(all_where<Decree>(connection, "id = ?", certificate.decree.number))) {
      sheet["decree"] = json::object{
          {"id", to_text(decree.id)}, {"title", decree.title}, {"document", decree.document}};
    }
  }
  json::array events;
  for (const auto& event : TRY(all_where<CertificateEvent>(
           connection, "certificate = ? ORDER BY id", certificate.id.number))) {
    events.push_back(json::object{{"kind", event.kind},
                                  {"day", day_json(event.day)},
                                  {"until", day_json(event.until)},
                                  {"reason", event.reason},
                                  {"account", event.account}});
  }
  sheet["events"] = std::move(events);
  return sheet;
}

Result<json::object> class_sheet(store::Connection& connection, const unit::House& house,
                                 const rights::Principal& viewer, const Asked& asked) {
  auto of_class = TRY(seen<Class>(connection, house, viewer, asked.id));
  json::array sessions, trainees;
  std::map<std::int64_t, std::size_t> places;
  for (const auto& session :
       TRY(all_where<Session>(connection, "class = ? ORDER BY ordinal", of_class.id.number))) {
    places.emplace(session.id.number, places.size());
    sessions.push_back(json::object{
        {"id", to_text(session.id)}, {"day", day_json(session.day)}, {"half", session.half}});
  }
  std::map<std::int64_t, json::array> half_days;
  for (const auto& sign_in : TRY(all_where<SignIn>(connection, "class = ?", of_class.id.number))) {
    auto& row = half_days[sign_in.enrolment.number];
    if (row.empty()) row = json::array(places.size());
    auto place = places.find(sign_in.session.number);
    if (place != places.end()) row[place->second] = json::value(sign_in.kind);
  }
  for (const auto& enrolment :
       TRY(all_where<Enrolment>(connection, "class = ? ORDER BY queue", of_class.id.number))) {
    auto& row = half_days[enrolment.id.number];
    if (row.empty()) row = json::array(places.size());
    trainees.push_back(json::object{{"id", to_text(enrolment.id)},
                                    {"person", to_text(enrolment.person)},
                                    {"state", enrolment.state},
                                    {"half_days", row},
                                    {"result", enrolment.result},
                                    {"result_reason", enrolment.result_reason}});
  }
  return json::object{{"class", json::object{{"id", to_text(of_class.id)},
                                             {"title", of_class.title},
                                             {"state", of_class.state},
                                             {"exam_on", day_json(of_class.exam_on)}}},
                      {"sessions", std::move(sessions)},
                      {"trainees", std::move(trainees)}};
}

}  // namespace boai::training
