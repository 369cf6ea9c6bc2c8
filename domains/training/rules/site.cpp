#include "domains/training/rules/site.hpp"

#include "engines/geo/distance.hpp"

namespace boai::training {

namespace {

// A day of something that happened at an open site.
Outcome check_day(const Site& site, Day day, const char* field, Day today) {
  if (day > today) return invalid("training.day_in_future", field);
  if (day < site.opened) return invalid("training.site_days", field, to_text(site.opened));
  if (site.closed) return conflict("training.site_closed", "site", to_text(site.closed));
  return Done{};
}

}  // namespace

Outcome check_area(const ScenicArea& area) {
  if (area.until && area.until < area.since) return invalid("training.area_until", "until");
  return Done{};
}

Outcome check_site(const Site& site, Day today) {
  if (site.opened > today) return invalid("training.day_in_future", "opened");
  if ((site.kind == "station") != static_cast<bool>(site.area)) {
    return invalid("training.site_area", "area");
  }
  if (site.level == "grassroots") return invalid("training.site_level", "branch");
  bool placed = !site.longitude.empty() || !site.latitude.empty();
  if (placed && !geo::place_of(site.longitude, site.latitude)) {
    return invalid("training.place", "longitude");
  }
  for (Day day : {site.closed, site.squad_since, site.recognised_on}) {
    if (day && day < site.opened) return invalid("training.site_days", "opened", to_text(day));
  }
  return Done{};
}

Site graded(Site site, const ScenicArea& area) {
  site.grade = area.grade;
  Day from = std::max(site.opened, area.since), until = site.closed;
  if (area.until && (!until || area.until < until)) until = area.until;
  bool never = until && until < from;
  site.graded_from = never ? Day() : from;
  site.graded_until = never ? Day() : until;
  return site;
}

Result<Site> closed(Site site, Day last, Day today) {
  TRY(check_day(site, last, "closed", today));
  site.closed = last;
  auto end = [&](Day since, Day& until) {
    if (since && !until) until = std::max(since, last);
  };
  end(site.squad_since, site.squad_until);
  end(site.recognised_on, site.recognised_until);
  return site;
}

Result<Site> with_squad(Site site, Day since, std::int64_t members, Day today) {
  if (site.kind != "station") return invalid("training.site_kind", "site", "station");
  TRY(check_day(site, since, "since", today));
  site.squad_since = since;
  site.squad_until = {};
  site.squad_members = members;
  return site;
}

Result<Site> without_squad(Site site, Day last, Day today) {
  if (!site.squad_since || site.squad_until) return conflict("training.squad_none", "site");
  TRY(check_day(site, last, "until", today));
  if (last < site.squad_since) {
    return invalid("training.site_days", "until", to_text(site.squad_since));
  }
  site.squad_until = last;
  return site;
}

Result<Site> recognised(Site site, Day on, const std::string& document, Day today) {
  if (site.kind == "station") return invalid("training.site_kind", "site", "base");
  TRY(check_day(site, on, "on", today));
  site.recognised_on = on;
  site.recognised_until = {};
  site.document = document;
  return site;
}

Result<Site> recognised_no_more(Site site, Day last, Day today) {
  bool none = !site.recognised_on || site.recognised_until;
  if (none) return conflict("training.recognition_none", "site");
  TRY(check_day(site, last, "until", today));
  if (last < site.recognised_on) {
    return invalid("training.site_days", "until", to_text(site.recognised_on));
  }
  site.recognised_until = last;
  return site;
}

}  // namespace boai::training
