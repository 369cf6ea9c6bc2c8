// Sites opened, corrected, closed; squads and recognitions; scenic areas; campaigns.
#include "domains/training/rules/site.hpp"

namespace boai::training {

namespace {

Result<Site> settled(unit::Context& context, Site site, const std::string& reason) {
  if (site.area) site = graded(std::move(site), TRY(context.load(site.area)));
  TRY(check_site(site, context.today()));
  site.reason = reason;
  site.account = context.who().name;
  TRY(context.save(site));
  return site;
}

// Nobody names her own base: whoever does holds the right at the society above.
Outcome may_recognise(unit::Context& context, const Site& site) {
  auto society = TRY(context.load(site.branch));
  auto above = society.parent ? society.parent : society.id;
  return context.require(RecogniseSite::right, above.number);
}

}  // namespace

Result<ScenicArea> handle(unit::Context& context, Branch branch, const RegisterArea& command) {
  ScenicArea area;
  for (auto& known : TRY(context.find<ScenicArea>("branch", branch.id.number))) {
    if (known.name == command.name && known.grade == command.grade) area = known;
  }
  area.branch = branch.id;
  area.name = command.name;
  area.grade = command.grade;
  area.since = command.since;
  area.until = command.until;
  area.account = context.who().name;
  TRY(check_area(area));
  TRY(context.save(area));
  for (auto& site : TRY(context.find<Site>("area", area.id.number))) {
    site = graded(std::move(site), area);
    TRY(context.save(site));
  }
  return area;
}

Result<Site> handle(unit::Context& context, Branch branch, const OpenSite& command) {
  for (auto& known : TRY(context.find<Site>("branch", branch.id.number))) {
    bool same = known.name == command.name && known.kind == command.kind && !known.closed;
    if (same) return known;
  }
  if (command.area) {
    auto area = TRY(context.load(command.area));
    if (area.branch != branch.id) return invalid("training.site_area", "area");
  }
  Site site;
  site.branch = branch.id;
  site.level = branch.level;
  site.name = command.name;
  site.kind = command.kind;
  site.area = command.area;
  site.place = command.place;
  site.longitude = command.longitude;
  site.latitude = command.latitude;
  site.seats = command.seats;
  site.opened = command.opened;
  return settled(context, std::move(site), {});
}

Result<Site> handle(unit::Context& context, Site site, const CorrectSite& command) {
  if (!command.name.empty()) site.name = command.name;
  if (!command.place.empty()) site.place = command.place;
  if (!command.longitude.empty()) site.longitude = command.longitude;
  if (!command.latitude.empty()) site.latitude = command.latitude;
  if (command.seats != 0) site.seats = command.seats;
  if (command.opened) site.opened = command.opened;
  return settled(context, std::move(site), command.reason);
}

Result<Site> handle(unit::Context& context, Site site, const CloseSite& command) {
  return settled(context, TRY(closed(std::move(site), command.closed, context.today())),
                 command.reason);
}

Result<Site> handle(unit::Context& context, Site site, const FormSquad& command) {
  auto with = TRY(with_squad(std::move(site), command.since, command.members, context.today()));
  return settled(context, std::move(with), {});
}

Result<Site> handle(unit::Context& context, Site site, const EndSquad& command) {
  return settled(context, TRY(without_squad(std::move(site), command.until, context.today())),
                 command.reason);
}

Result<Site> handle(unit::Context& context, Site site, const RecogniseSite& command) {
  TRY(may_recognise(context, site));
  auto named = TRY(recognised(std::move(site), command.on, command.document, context.today()));
  return settled(context, std::move(named), {});
}

Result<Site> handle(unit::Context& context, Site site, const WithdrawRecognition& command) {
  TRY(may_recognise(context, site));
  return settled(context, TRY(recognised_no_more(std::move(site), command.until, context.today())),
                 command.reason);
}

Result<Campaign> handle(unit::Context& context, Branch branch, const RecordCampaign& command) {
  if (command.day > context.today()) return invalid("training.day_in_future", "day");
  Campaign campaign;
  for (auto& known : TRY(context.find<Campaign>("branch", branch.id.number))) {
    bool same = known.kind == command.kind && known.day == command.day && known.state == "held";
    if (same) campaign = known;
  }
  campaign.branch = branch.id;
  campaign.level = branch.level;
  campaign.kind = command.kind;
  campaign.title = command.title;
  campaign.day = command.day;
  campaign.partners = command.partners;
  campaign.participants = command.participants;
  campaign.awarded = command.awarded;
  campaign.source = command.source;
  campaign.state = "held";
  campaign.account = context.who().name;
  TRY(context.save(campaign));
  return campaign;
}

Result<Campaign> handle(unit::Context& context, Campaign campaign, const StrikeCampaign& command) {
  if (campaign.state == "struck") return conflict("training.campaign_struck", "campaign");
  campaign.state = "struck";
  campaign.reason = command.reason;
  campaign.account = context.who().name;
  TRY(context.save(campaign));
  return campaign;
}

}  // namespace boai::training
