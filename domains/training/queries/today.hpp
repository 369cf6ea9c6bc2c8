// The first page: what training asks of the viewer today.
#pragma once

#include <boost/json/fwd.hpp>

#include "base/id.hpp"
#include "kernel/house/domain.hpp"

namespace boai::training {

constexpr std::size_t classes_named = 6;  // of each kind; the count says how many there are

struct TodayAsk {
  Day today;
  Instant now;
};
// Each part as far as the viewer's rights and person go, empty when nothing is there:
// {"today":[class…] with a half day today, "waits":[{"what": to_publish | to_close | to_issue,
//   "count","classes":[class…]}], "tellings": people still to be told,
//  "teaching":[class… with "roles"] she teaches or examines next,
//  "own":[class… with "enrolment_state","exam_open"] she has a seat or waits in,
//  "certificates":[{"id","course","valid_until","state": due | grace}] of hers};
// a class is {"id","title","course","society","place","start","exam_on","state"}.
Result<boost::json::object> today_of(store::Connection& connection, const unit::House& house,
                                     const rights::Principal& viewer, const TodayAsk& ask);

}  // namespace boai::training
