// Read models of training: one certificate with its state and history; the class desk.
#pragma once

#include <boost/json/fwd.hpp>

#include "base/id.hpp"
#include "kernel/house/domain.hpp"

namespace boai::training {

struct Enrolment;

struct Asked {
  std::int64_t id = 0;
  Day today;
};

// {"id","number","course","day","valid_until","issued_until","state","edition","decree":{…}?,
//  "renews"?,"renewed_by"?,"events":[…]}. Codes: record.not_found, for one that may not be seen
//  too.
Result<boost::json::object> certificate_sheet(store::Connection& connection,
                                              const unit::House& house,
                                              const rights::Principal& viewer, const Asked& asked);

// Half days × trainees, names masked: {"class":{…},"sessions":[{"id","day","half"}],
// "trainees":[{"id","name","state","half_days":["present"|"excused"|null …],"result",…}]}.
Result<boost::json::object> class_sheet(store::Connection& connection, const unit::House& house,
                                        const rights::Principal& viewer, const Asked& asked);

// What the phone takes into the classroom and the paper sheet shows: the class's own sheet with
// names in the clear, codes to scan, stations with their steps, examiners and marks. The caller
// writes the look at each person down first; `persons` says at whom.
struct Roster {
  std::string sheet;  // JSON
  std::vector<std::int64_t> persons;
};
Result<Roster> class_roster(store::Connection& connection, const unit::House& house,
                            const rights::Principal& viewer, const Asked& asked);
// What a trainee's code says: read by the instructor's phone, which shows the name at once, so that
// a code shown by another is seen. It tells nothing to a stranger.
std::string attendance_code(Id<Enrolment> enrolment);

// For anybody: published classes one may still enrol in, the soonest first: {"classes":[{"id",
// "title","course","course_name","course_en","society","region","place","start","exam_on","until",
// "left","waiting"}], "more": true when there are others}.
struct OpenAsk {
  std::string region, course;  // "" for any; a region with all below it
  Day today;
};
constexpr std::int64_t open_classes_shown = 300;
Result<boost::json::object> open_classes(store::Connection& connection, const unit::House& house,
                                         const OpenAsk& ask);

// The viewer's own classes, newest first, with half days, result and code. Codes: people.no_person.
Result<boost::json::object> own_classes(store::Connection& connection,
                                        const rights::Principal& viewer);

// By number and full name, for anybody: {"found":true,"name" masked,"number","course","course_en",
// "society","day","valid_until","state"}, or {"found":false} for a wrong number and a wrong name
// alike, after the same work.
struct PublicAsk {
  std::string number, name;
  Day today;
};
Result<boost::json::object> public_check(store::Connection& connection, const unit::House& house,
                                         const PublicAsk& ask);

}  // namespace boai::training
