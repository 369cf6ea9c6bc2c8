#include "domains/training/queries.hpp"

#include <boost/json.hpp>
#include <map>

#include "domains/training/queries/messages.hpp"
#include "domains/training/records/mark.hpp"
#include "domains/training/rules/certificate.hpp"
#include "kernel/lists/names.hpp"

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
  sheet["messages"] = TRY(messages_of(connection, certificate.id.number));
  return sheet;
}

namespace {

// Trainees in the order of asking, their names masked as in every list.
Result<json::array> trainees_of(store::Connection& connection, const unit::House& house,
                                std::int64_t of_class,
                                std::map<std::int64_t, json::array> half_days,
                                std::size_t sessions) {
  const record::Type& type = Enrolment::type();
  std::vector<record::Row> rows;
  for (const auto& enrolment :
       TRY(all_where<Enrolment>(connection, "class = ? ORDER BY queue, id", of_class))) {
    rows.push_back(record::to_row(enrolment));
  }
  lists::Names names = TRY(lists::names_of(connection, house, type, rows));
  const auto* called = names.by_field[static_cast<std::size_t>(type.index_of("person"))];
  json::array trainees;
  for (const record::Row& row : rows) {
    auto& days = half_days[row.id];
    if (days.empty()) days = json::array(sessions);
    std::int64_t person = row.number(type, "person");
    bool known = called != nullptr && called->contains(person);
    trainees.push_back(json::object{{"id", std::to_string(row.id)},
                                    {"name", known ? called->at(person) : ""},
                                    {"state", row.text(type, "state")},
                                    {"half_days", days},
                                    {"result", row.text(type, "result")},
                                    {"result_reason", row.text(type, "result_reason")},
                                    {"certificate", row.number(type, "certificate") != 0}});
  }
  return trainees;
}

}  // namespace

Result<json::object> class_sheet(store::Connection& connection, const unit::House& house,
                                 const rights::Principal& viewer, const Asked& asked) {
  auto of_class = TRY(seen<Class>(connection, house, viewer, asked.id));
  json::array sessions;
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
  auto trainees =
      TRY(trainees_of(connection, house, of_class.id.number, std::move(half_days), places.size()));
  const Course* course = TRY(course_of(house, of_class.course));
  bool late = !courses_of(house).escalation.empty() &&
              rungs_reached(courses_of(house), of_class.exam_on, asked.today) > 0 &&
              of_class.certified_on == Day{} && of_class.archived_on == Day{} &&
              of_class.state != "cancelled";
  return json::object{{"class", json::object{{"id", to_text(of_class.id)},
                                             {"title", of_class.title},
                                             {"course", of_class.course},
                                             {"certificate", course->certificate},
                                             {"place", of_class.place},
                                             {"start", day_json(of_class.start)},
                                             {"exam_on", day_json(of_class.exam_on)},
                                             {"seats", of_class.seats},
                                             {"taken", of_class.taken},
                                             {"waiting", of_class.waiting},
                                             {"state", of_class.state},
                                             {"late", late}}},
                      {"sessions", std::move(sessions)},
                      {"trainees", std::move(trainees)}};
}

}  // namespace boai::training
