#include "app/demo_sites.hpp"

#include "base/crypto/digest.hpp"
#include "domains/network/records.hpp"

namespace boai::app {

namespace {

constexpr std::string_view society = "红十字会";

std::string region_of(const DemoCounty& county) {
  return county.name.substr(0, county.name.find(society));
}

}  // namespace

// Each on the records of those before.
Outcome DemoSites::all(unit::Writer& writer, const rights::Principal& who) {
  constexpr std::pair<const char*, Step> steps[] = {
      {"training.register_area", &DemoSites::areas},
      {"training.open_site", &DemoSites::open},
      {"training.form_squad", &DemoSites::squads},
      {"training.recognise_site", &DemoSites::recognitions},
      {"training.record_campaign", &DemoSites::campaigns},
      {"network.record_population", &DemoSites::schools}};
  std::string id = crypto::uuid4();
  for (const auto& [command, step] : steps) {
    TRY(writer.run([&](unit::Batch& batch) -> Outcome {
      unit::Context context(batch, who);
      TRY((this->*step)(context));
      return batch.accept(context.changes(), who, id, command);
    }));
  }
  return Done{};
}

Outcome DemoSites::opened(unit::Context& context, Id<branch::Branch> at, const std::string& name,
                          const std::string& kind, Day day, Id<training::ScenicArea> area) {
  training::OpenSite command;
  command.branch = at;
  command.name = name;
  command.kind = kind;
  command.area = area;
  command.place = "示例路1号";
  command.seats = 40;
  command.opened = day;
  auto site = TRY(handle(context, TRY(context.load(at)), command));
  if (kind == "station") stations_.push_back(site.id);
  if (kind == "base") bases_.push_back(site.id);
  return Done{};
}

// About as many as the province has of that grade.
Outcome DemoSites::areas(unit::Context& context) {
  for (std::size_t at = 1; at < counties_.size(); at += 4) {
    const DemoCounty& county = counties_[at];
    training::RegisterArea command{.branch = county.id,
                                   .name = region_of(county) + "示例景区",
                                   .grade = "5a",
                                   .since = *Day::of(2015, 1, 1),
                                   .until = {}};
    auto area = TRY(handle(context, TRY(context.load(county.id)), command));
    areas_[county.code] = area.id;
  }
  return Done{};
}

// A few counties have no base yet, and one area no station.
Outcome DemoSites::open(unit::Context& context) {
  TRY(opened(context, province_, "省救护培训基地（示例）", "base", *Day::of(2024, 5, 8)));
  for (std::size_t at = 0; at < counties_.size(); ++at) {
    const DemoCounty& county = counties_[at];
    std::string region = region_of(county);
    int month = 1 + static_cast<int>(at % 12);
    if (at % 24 != 7) {
      TRY(opened(context, county.id, region + "救护培训基地", "base", *Day::of(2019, month, 8)));
    }
    if (at % 3 == 0) {
      TRY(opened(context, county.id, region + "生命健康安全体验馆", "hall",
                 *Day::of(2022, month, 18)));
    }
    if (at % 2 == 0) {
      TRY(opened(context, county.id, region + "实验小学体验教室", "room",
                 *Day::of(2023, month, 1)));
    }
    auto area = areas_.find(county.code);
    if (area == areas_.end() || at == 9) continue;
    TRY(opened(context, county.id, region + "示例景区救护站", "station", *Day::of(2020, month, 1),
               area->second));
  }
  return Done{};
}

Outcome DemoSites::squads(unit::Context& context) {
  for (std::size_t at = 0; at < stations_.size(); ++at) {
    if (at % 5 == 3) continue;
    auto site = TRY(context.load(stations_[at]));
    training::FormSquad command{
        .site = site.id, .since = *Day::of(2024, 3, 1), .members = 6 + static_cast<int>(at % 7)};
    TRY(handle(context, site, command));
  }
  return Done{};
}

Outcome DemoSites::recognitions(unit::Context& context) {
  constexpr std::size_t named = 6;
  for (std::size_t at = 0; at < named; ++at) {
    auto site = TRY(context.load(bases_[1 + at * 11]));
    training::RecogniseSite command{
        .site = site.id, .on = *Day::of(2026, 6, 15), .document = "示例文件〔2026〕12号"};
    TRY(handle(context, site, command));
  }
  return Done{};
}

Outcome DemoSites::campaigns(unit::Context& context) {
  training::RecordCampaign command{.branch = province_,
                                   .kind = "contest",
                                   .title = "全省应急救护师资技能竞赛（示例）",
                                   .day = *Day::of(2026, 9, 18),
                                   .partners = "省总工会、省人社厅、省教育厅",
                                   .participants = 78,
                                   .awarded = 18,
                                   .source = "示例文件〔2026〕30号"};
  TRY(handle(context, TRY(context.load(province_)), command));
  command.kind = "selection";
  command.title = "寻找最美救护员（示例）";
  command.day = *Day::of(2026, 10, 20);
  command.partners = "省文明办";
  command.participants = 0;
  TRY(handle(context, TRY(context.load(province_)), command));
  return Done{};
}

// Pupils as one in nine of the people, a school doctor or PE teacher for so many of them: our
// guess, to be replaced by the schools' office.
Outcome DemoSites::schools(unit::Context& context) {
  constexpr double province_pupils = 8'700'000, pupils_to_one = 400;
  std::map<std::string, std::array<double, 2>> sums;
  for (const DemoCounty& county : counties_) {
    double pupils = province_pupils * county.share;
    for (const std::string& region : {county.code, county.code.substr(0, 4), std::string("32")}) {
      sums[region][0] += pupils;
      sums[region][1] += pupils / pupils_to_one;
    }
  }
  auto province = TRY(context.load(province_));
  for (const auto& [region, persons] : sums) {
    for (std::size_t each = 0; each < 2; ++each) {
      network::RecordPopulation command;
      command.branch = province_;
      command.region = region;
      command.year = 2026;
      command.series = each == 0 ? "pupils" : "school_health";
      command.persons = static_cast<std::int64_t>(persons[each]);
      command.source = "示例推算，待教育部门核定";
      TRY(handle(context, province, command));
    }
  }
  return Done{};
}

}  // namespace boai::app
