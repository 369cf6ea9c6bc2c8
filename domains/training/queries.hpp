// Read models of training: one certificate with its state and history; the class desk.
#pragma once

#include <boost/json/fwd.hpp>

#include "kernel/house/domain.hpp"

namespace boai::training {

struct Asked {
  std::int64_t id = 0;
  Day today;
};

// {"id","number","name" masked,"society","text" of its
// code?,"course","day","valid_until","issued_until","state","edition","decree":{…}?,
//  "renews"?,"renewed_by"?,"events":[…]}. Codes: record.not_found, for one that may not be seen
//  too.
Result<boost::json::object> certificate_sheet(store::Connection& connection,
                                              const unit::House& house,
                                              const rights::Principal& viewer, const Asked& asked);

// Half days × trainees, names masked: {"class":{…},"sessions":[{"id","day","half"}],
// "trainees":[{"id","name","state","half_days":["present"|"excused"|null …],"result",…}]}.
Result<boost::json::object> class_sheet(store::Connection& connection, const unit::House& house,
                                        const rights::Principal& viewer, const Asked& asked);

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
