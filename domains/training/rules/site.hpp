// What a site's days may be, and from when to when it counts. Pure.
#pragma once

#include "domains/training/records/site.hpp"

namespace boai::training {

// A station stands in an area, the others in none; nothing opens tomorrow. Codes:
// training.day_in_future, training.site_area, training.site_level, training.area_until.
Outcome check_area(const ScenicArea& area);
Outcome check_site(const Site& site, Day today);

// From when to when a station serves its area at its grade.
Site graded(Site site, const ScenicArea& area);

// Codes: training.site_closed, training.site_days, training.day_in_future.
Result<Site> closed(Site site, Day last, Day today);

// Codes: training.site_kind (no station, no base), training.site_closed, training.site_days,
// training.squad_none, training.recognition_none.
Result<Site> with_squad(Site site, Day since, std::int64_t members, Day today);
Result<Site> without_squad(Site site, Day last, Day today);
Result<Site> recognised(Site site, Day on, const std::string& document, Day today);
Result<Site> recognised_no_more(Site site, Day last, Day today);

}  // namespace boai::training
