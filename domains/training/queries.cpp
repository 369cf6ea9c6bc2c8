#include "domains/training/queries.hpp"

#include "domains/training/queries/messages.hpp"
#include "domains/training/queries/parts.hpp"
#include "kernel/lists/names.hpp"

namespace boai::training {

namespace {

// What a certificate points at, by the name a list shows.
std::string called(const lists::Names& names, const record::Row& row, std::string_view field) {
  const record::Type& type = Certificate::type();
  const auto* known = names.by_field[static_cast<std::size_t>(type.index_of(field))];
  if (known == nullptr) return {};
  auto found = known->find(row.number(type, field));
  return found == known->end() ? std::string() : found->second;
}

}  // namespace

Result<json::object> certificate_sheet(store::Connection& connection, const unit::House& house,
                                       const rights::Principal& viewer, const Asked& asked) {
  auto certificate = TRY(seen<Certificate>(connection, house, viewer, asked.id));
  const Course* course = TRY(course_of(house, certificate.course));
  record::Row row = record::to_row(certificate);
  lists::Names names = TRY(lists::names_of(connection, house, Certificate::type(), {&row, 1}));
  json::object sheet{{"id", to_text(certificate.id)},
                     {"number", certificate.number},
                     {"name", called(names, row, "person")},
                     {"person", to_text(certificate.person)},
                     {"society", called(names, row, "branch")},
                     {"signed", static_cast<bool>(certificate.signed_on)},
                     {"signed_on", day_json(certificate.signed_on)},
                     {"signed_by", certificate.signed_by},
                     {"course", certificate.course},
                     {"day", day_json(certificate.day)},
                     {"valid_until", day_json(certificate.valid_until)},
                     {"issued_until", day_json(as_issued(certificate))},
                     {"state", state_of(certificate, *course, asked.today)},
                     {"edition", certificate.edition.value_or(0)}};
  if (certificate.signed_on) {
    sheet["text"] = courses_of(house).publishing.address + certificate.code;
  }
  if (certificate.of_class) sheet["class"] = to_text(certificate.of_class);
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
                                std::int64_t of_class, const Attended& attended) {
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
    std::int64_t person = row.number(type, "person");
    bool known = called != nullptr && called->contains(person);
    std::int64_t certificate = row.number(type, "certificate");
    trainees.push_back(json::object{
        {"id", std::to_string(row.id)},
        {"name", known ? called->at(person) : ""},
        {"state", row.text(type, "state")},
        {"half_days", attended.row({row.id})},
        {"result", row.text(type, "result")},
        {"result_reason", row.text(type, "result_reason")},
        {"certificate", certificate ? json::value(std::to_string(certificate)) : json::value()}});
  }
  return trainees;
}

bool late(const Courses& courses, const Class& of_class, Day today) {
  return rungs_reached(courses, of_class.exam_on, today) > 0 && !of_class.certified_on &&
         !of_class.archived_on && of_class.state != "cancelled";
}

Result<json::object> head_of(const unit::House& house, const Class& of_class, Day today) {
  const Course* course = TRY(course_of(house, of_class.course));
  return json::object{{"id", to_text(of_class.id)},
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
                      {"late", late(courses_of(house), of_class, today)}};
}

}  // namespace

json::array Attended::row(Id<Enrolment> enrolment) const {
  auto found = by_enrolment.find(enrolment.number);
  return found == by_enrolment.end() ? json::array(sessions.size()) : found->second;
}

Result<Attended> attended_in(store::Connection& connection, Id<Class> of_class) {
  Attended attended{.sessions = TRY(all_where<Session>(connection, "class = ? ORDER BY ordinal",
                                                       of_class.number)),
                    .by_enrolment = {}};
  std::map<std::int64_t, std::size_t> places;
  for (const Session& session : attended.sessions) {
    places.emplace(session.id.number, places.size());
  }
  for (const auto& sign_in : TRY(all_where<SignIn>(connection, "class = ?", of_class.number))) {
    auto& row = attended.by_enrolment[sign_in.enrolment.number];
    if (row.empty()) row = json::array(places.size());
    auto place = places.find(sign_in.session.number);
    if (place != places.end()) row[place->second] = json::value(sign_in.kind);
  }
  return attended;
}

json::array sessions_json(std::span<const Session> sessions) {
  json::array list;
  for (const Session& session : sessions) {
    list.push_back(json::object{
        {"id", to_text(session.id)}, {"day", day_json(session.day)}, {"half", session.half}});
  }
  return list;
}

Result<json::object> class_sheet(store::Connection& connection, const unit::House& house,
                                 const rights::Principal& viewer, const Asked& asked) {
  auto of_class = TRY(seen<Class>(connection, house, viewer, asked.id));
  Attended attended = TRY(attended_in(connection, of_class.id));
  return json::object{
      {"class", TRY(head_of(house, of_class, asked.today))},
      {"sessions", sessions_json(attended.sessions)},
      {"trainees", TRY(trainees_of(connection, house, of_class.id.number, attended))}};
}

}  // namespace boai::training
