#include "domains/training/records/site.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;
using record::Traits;

namespace {

constexpr int most_people = 100'000;
constexpr Traits of_site{
    .label = "阵地", .target = "training.site", .required = true, .indexed = true};
constexpr Traits area_of_site{
    .label = "所在景区", .target = "training.scenic_area", .indexed = true};
constexpr Traits site_kind{.label = "类型", .codes = "site_kind", .required = true};
constexpr Traits site_name{.label = "名称", .required = true, .indexed = true, .max_length = 60};
constexpr Traits site_place{.label = "地址", .required = true};
constexpr Traits site_east{.label = "经度", .max_length = 12};
constexpr Traits site_north{.label = "纬度", .max_length = 12};
constexpr Traits site_seats{.label = "可容纳人数", .min = 0, .max = most_people};
constexpr Traits site_opened{.label = "启用日期", .required = true, .indexed = true};
constexpr Traits site_members{.label = "队员人数", .required = true, .min = 1, .max = most_people};
constexpr Traits level_of{.label = "层级", .codes = "society_level", .derived = true};
constexpr Traits area_name{.label = "景区", .required = true, .max_length = 60};
constexpr Traits area_grade{.label = "等级", .codes = "scenic_grade", .required = true};
constexpr Traits area_since{.label = "定级日期", .required = true};
constexpr Traits area_until{.label = "等级到期或取消日"};
constexpr Traits campaign_kind{.label = "活动", .codes = "campaign_kind", .required = true};
constexpr Traits campaign_title{.label = "名称", .required = true, .max_length = 100};
constexpr Traits campaign_day{.label = "举办日期", .required = true, .indexed = true};
constexpr Traits campaign_partners{.label = "合办单位"};
constexpr Traits campaign_people{.label = "参加人数", .min = 0, .max = most_people};
constexpr Traits campaign_awarded{.label = "表扬人数", .min = 0, .max = most_people};
constexpr Traits campaign_source{.label = "依据", .required = true};
constexpr Traits said{.label = "理由", .derived = true, .max_length = 500};

}  // namespace

const record::Type& ScenicArea::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ScenicArea::branch>("branch", traits::society),
      field<&ScenicArea::name>("name", area_name),
      field<&ScenicArea::grade>("grade", area_grade),
      field<&ScenicArea::since>("since", area_since),
      field<&ScenicArea::until>("until", area_until),
      field<&ScenicArea::account>("account", traits::account),
  });
  static const record::Type type{.name = "training.scenic_area",
                                 .label = "景区",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "name",
                                 .import_command = "training.register_area"};
  return type;
}

const record::Type& Site::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Site::branch>("branch", traits::society),
      field<&Site::level>("level", level_of),
      field<&Site::name>("name", site_name),
      field<&Site::kind>("kind", site_kind),
      field<&Site::area>("area", area_of_site),
      field<&Site::grade>("grade", {.label = "景区等级", .codes = "scenic_grade", .derived = true}),
      field<&Site::place>("place", site_place),
      field<&Site::longitude>("longitude", site_east),
      field<&Site::latitude>("latitude", site_north),
      field<&Site::seats>("seats", site_seats),
      field<&Site::opened>("opened", site_opened),
      field<&Site::closed>("closed", {.label = "停用日期", .derived = true}),
      field<&Site::graded_from>("graded_from", {.label = "计入景区起", .derived = true}),
      field<&Site::graded_until>("graded_until", {.label = "计入景区止", .derived = true}),
      field<&Site::recognised_on>("recognised_on", {.label = "示范基地命名日", .derived = true}),
      field<&Site::recognised_until>("recognised_until", {.label = "示范基地至", .derived = true}),
      field<&Site::document>("document", {.label = "命名文件", .derived = true}),
      field<&Site::squad_since>("squad_since", {.label = "救护队成立日", .derived = true}),
      field<&Site::squad_until>("squad_until", {.label = "救护队至", .derived = true}),
      field<&Site::squad_members>("squad_members", {.label = "救护队人数", .derived = true}),
      field<&Site::reason>("reason", said),
      field<&Site::account>("account", traits::account),
  });
  static const record::Type type{.name = "training.site",
                                 .label = "培训阵地",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "name",
                                 .import_command = "training.open_site"};
  return type;
}

const record::Type& Campaign::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Campaign::branch>("branch", traits::society),
      field<&Campaign::level>("level", level_of),
      field<&Campaign::kind>("kind", campaign_kind),
      field<&Campaign::title>("title", campaign_title),
      field<&Campaign::day>("day", campaign_day),
      field<&Campaign::partners>("partners", campaign_partners),
      field<&Campaign::participants>("participants", campaign_people),
      field<&Campaign::awarded>("awarded", campaign_awarded),
      field<&Campaign::source>("source", campaign_source),
      field<&Campaign::state>("state",
                              {.label = "状态", .codes = "campaign_state", .derived = true}),
      field<&Campaign::reason>("reason", said),
      field<&Campaign::account>("account", traits::account),
  });
  static const record::Type type{.name = "training.campaign",
                                 .label = "竞赛评选",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-day",
                                 .fields = fields,
                                 .title = "title",
                                 .import_command = "training.record_campaign"};
  return type;
}

std::span<const record::Field> RegisterArea::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RegisterArea::branch>("branch", traits::society),
      field<&RegisterArea::name>("name", area_name),
      field<&RegisterArea::grade>("grade", area_grade),
      field<&RegisterArea::since>("since", area_since),
      field<&RegisterArea::until>("until", area_until),
  });
  return fields;
}
std::span<const record::Field> OpenSite::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&OpenSite::branch>("branch", traits::society),
      field<&OpenSite::name>("name", site_name),
      field<&OpenSite::kind>("kind", site_kind),
      field<&OpenSite::area>("area", area_of_site),
      field<&OpenSite::place>("place", site_place),
      field<&OpenSite::longitude>("longitude", site_east),
      field<&OpenSite::latitude>("latitude", site_north),
      field<&OpenSite::seats>("seats", site_seats),
      field<&OpenSite::opened>("opened", site_opened),
  });
  return fields;
}
std::span<const record::Field> CorrectSite::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CorrectSite::site>("site", of_site),
      field<&CorrectSite::name>("name", {.label = "名称", .max_length = 60}),
      field<&CorrectSite::place>("place", {.label = "地址"}),
      field<&CorrectSite::longitude>("longitude", site_east),
      field<&CorrectSite::latitude>("latitude", site_north),
      field<&CorrectSite::seats>("seats", site_seats),
      field<&CorrectSite::opened>("opened", {.label = "启用日期"}),
      field<&CorrectSite::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> CloseSite::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CloseSite::site>("site", of_site),
      field<&CloseSite::closed>("closed", {.label = "最后开放日", .required = true}),
      field<&CloseSite::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> FormSquad::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&FormSquad::site>("site", of_site),
      field<&FormSquad::since>("since", {.label = "成立日期", .required = true}),
      field<&FormSquad::members>("members", site_members),
  });
  return fields;
}
std::span<const record::Field> EndSquad::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&EndSquad::site>("site", of_site),
      field<&EndSquad::until>("until", {.label = "最后一日", .required = true}),
      field<&EndSquad::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> RecogniseSite::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RecogniseSite::site>("site", of_site),
      field<&RecogniseSite::on>("on", {.label = "命名日期", .required = true}),
      field<&RecogniseSite::document>("document", {.label = "命名文件", .required = true}),
  });
  return fields;
}
std::span<const record::Field> WithdrawRecognition::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawRecognition::site>("site", of_site),
      field<&WithdrawRecognition::until>("until", {.label = "最后一日", .required = true}),
      field<&WithdrawRecognition::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> RecordCampaign::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RecordCampaign::branch>("branch", traits::society),
      field<&RecordCampaign::kind>("kind", campaign_kind),
      field<&RecordCampaign::title>("title", campaign_title),
      field<&RecordCampaign::day>("day", campaign_day),
      field<&RecordCampaign::partners>("partners", campaign_partners),
      field<&RecordCampaign::participants>("participants", campaign_people),
      field<&RecordCampaign::awarded>("awarded", campaign_awarded),
      field<&RecordCampaign::source>("source", campaign_source),
  });
  return fields;
}
std::span<const record::Field> StrikeCampaign::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&StrikeCampaign::campaign>(
          "campaign", {.label = "活动", .target = "training.campaign", .required = true}),
      field<&StrikeCampaign::reason>("reason", traits::reason),
  });
  return fields;
}

}  // namespace boai::training
