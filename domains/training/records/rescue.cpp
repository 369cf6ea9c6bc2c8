#include "domains/training/records/rescue.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

namespace {

constexpr record::Traits of_rescue{.label = "施救", .target = "training.rescue", .required = true};
constexpr record::Traits rescue_day{.label = "日期", .required = true, .indexed = true};
constexpr record::Traits rescue_place{.label = "地点", .required = true};
constexpr record::Traits rescue_help{.label = "施救方式", .codes = "rescue_help", .required = true};
constexpr record::Traits rescue_outcome{
    .label = "结果", .codes = "rescue_outcome", .required = true};
constexpr record::Traits rescue_aed{.label = "使用AED"};
constexpr record::Traits rescue_story{.label = "经过（不写被救者的姓名）", .max_length = 2000};
constexpr record::Traits rescue_witness{.label = "核实方式", .required = true, .max_length = 500};

}  // namespace

const record::Type& Rescue::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Rescue::branch>("branch", traits::society),
      field<&Rescue::person>("person", traits::person),
      field<&Rescue::certificate>(
          "certificate", {.label = "证书", .target = "training.certificate", .derived = true}),
      field<&Rescue::trained_on>("trained_on", {.label = "培训日期", .derived = true}),
      field<&Rescue::day>("day", rescue_day),
      field<&Rescue::place>("place", rescue_place),
      field<&Rescue::help>("help", rescue_help),
      field<&Rescue::outcome>("outcome", rescue_outcome),
      field<&Rescue::aed_used>("aed_used", rescue_aed),
      field<&Rescue::story>("story", rescue_story),
      field<&Rescue::state>(
          "state", {.label = "状态", .codes = "rescue_state", .indexed = true, .derived = true}),
      field<&Rescue::account>("account", traits::account),
      field<&Rescue::verified_by>("verified_by", {.label = "核实人", .derived = true}),
      field<&Rescue::verified_on>("verified_on", {.label = "核实日", .derived = true}),
      field<&Rescue::witness>("witness", {.label = "核实方式", .derived = true, .max_length = 500}),
      field<&Rescue::reason>("reason", {.label = "理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "training.rescue",
                                 .label = "施救",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-day",
                                 .fields = fields,
                                 .title = "place"};
  return type;
}

std::span<const record::Field> RegisterRescue::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RegisterRescue::branch>("branch", traits::society),
      field<&RegisterRescue::certificate_number>("certificate_number",
                                                 {.label = "证书编号", .max_length = 40}),
      field<&RegisterRescue::name>("name", {.label = "姓名", .personal = true, .max_length = 50}),
      field<&RegisterRescue::document_kind>("document_kind", traits::document_kind),
      field<&RegisterRescue::document_number>(
          "document_number", {.label = "证件号码", .personal = true, .max_length = 30}),
      field<&RegisterRescue::day>("day", rescue_day),
      field<&RegisterRescue::place>("place", rescue_place),
      field<&RegisterRescue::help>("help", rescue_help),
      field<&RegisterRescue::outcome>("outcome", rescue_outcome),
      field<&RegisterRescue::aed_used>("aed_used", rescue_aed),
      field<&RegisterRescue::story>("story", rescue_story),
  });
  return fields;
}
std::span<const record::Field> ReportOwnRescue::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ReportOwnRescue::account>(
          "account", {.label = "本人账号", .target = "identity.account", .required = true}),
      field<&ReportOwnRescue::day>("day", rescue_day),
      field<&ReportOwnRescue::place>("place", rescue_place),
      field<&ReportOwnRescue::help>("help", rescue_help),
      field<&ReportOwnRescue::outcome>("outcome", rescue_outcome),
      field<&ReportOwnRescue::aed_used>("aed_used", rescue_aed),
      field<&ReportOwnRescue::story>("story", rescue_story),
  });
  return fields;
}
std::span<const record::Field> VerifyRescue::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&VerifyRescue::rescue>("rescue", of_rescue),
      field<&VerifyRescue::witness>("witness", rescue_witness),
  });
  return fields;
}
std::span<const record::Field> CorrectRescue::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CorrectRescue::rescue>("rescue", of_rescue),
      field<&CorrectRescue::day>("day", {.label = "日期"}),
      field<&CorrectRescue::place>("place", {.label = "地点"}),
      field<&CorrectRescue::help>("help", {.label = "施救方式", .codes = "rescue_help"}),
      field<&CorrectRescue::outcome>("outcome", {.label = "结果", .codes = "rescue_outcome"}),
      field<&CorrectRescue::story>("story", rescue_story),
      field<&CorrectRescue::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> StrikeRescue::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&StrikeRescue::rescue>("rescue", of_rescue),
      field<&StrikeRescue::reason>("reason", traits::reason),
  });
  return fields;
}

}  // namespace boai::training
