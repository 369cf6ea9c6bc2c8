// Read models of instructors: the list, one file, candidates for a class, and her own page.
#pragma once

#include <boost/json/fwd.hpp>

#include "domains/training/queries.hpp"

namespace boai::training {

// Who is registered where the viewer may read, or authorised there today. Names are masked.
struct InstructorsAsked {
  std::string name;          // how it begins; comes in a body, never in an address
  std::string state, level;  // "" any
  std::int64_t after = 0;
  Day today;
};
constexpr std::int64_t instructors_shown = 50;
// State and level follow from facts; so many files are looked through for one page.
constexpr std::int64_t instructors_read = 3000;
// {"items":[{"id","name","society","standing":{"state","level","from","until","missing":[…],
// "regions":[…],"why":[…],"may_teach"}}],"next": id or null, "read_all": bool}
Result<boost::json::object> instructor_list(store::Connection& connection, const unit::House& house,
                                            const rights::Principal& viewer,
                                            const InstructorsAsked& asked);

// On a day, by what was known on another: {"id","person","name","society","own","standing",
// "facts":[…],"years":[{"year","taught","asked"}],"absences":[…],"on","known"}. Facts are shown to
// who keeps the file. Codes: record.not_found, for one that may not be seen too.
struct InstructorAsked {
  std::int64_t id = 0;
  Day today, on, known;
};
Result<boost::json::object> instructor_sheet(store::Connection& connection,
                                             const unit::House& house,
                                             const rights::Principal& viewer,
                                             const InstructorAsked& asked);

// Ranked: {"course","level","items":[{"instructor","name","society","level","until","fault",
// "detail","distance_km","from_centre","classes_this_year"}],"read_all"}. Distances are from where
// she sets out, or the centre of her society's region, to the centre of the class's region.
constexpr std::size_t candidates_ranked = 40;
Result<boost::json::object> class_candidates(store::Connection& connection,
                                             const unit::House& house,
                                             const rights::Principal& viewer, const Asked& asked);

// The viewer's own: {"instructor": sheet or null, "coming":[…],"past":[…]} of classes she teaches
// or examines. Codes: people.no_person.
Result<boost::json::object> own_teaching(store::Connection& connection, const unit::House& house,
                                         const rights::Principal& viewer, Day today);

}  // namespace boai::training
