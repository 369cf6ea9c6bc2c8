#include "domains/training/records/mark.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

const record::Type& Mark::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Mark::of_class>("class", traits::of_class),
      field<&Mark::branch>("branch", traits::society),
      field<&Mark::enrolment>("enrolment", traits::enrolment),
      field<&Mark::kind>("kind", {.label = "考核", .codes = "mark_kind", .required = true}),
      field<&Mark::item>("item", {.label = "站点"}),
      field<&Mark::attempt>("attempt", {.label = "第几次", .derived = true}),
      field<&Mark::score>("score", {.label = "分数"}),
      field<&Mark::passed>("passed", {.label = "通过"}),
      field<&Mark::missed>("missed", traits::missed),
      field<&Mark::examiner>("examiner", traits::examiner),
      field<&Mark::second_examiner>("second_examiner",
                                    {.label = "第二考官", .target = "training.duty"}),
      field<&Mark::account>("account", traits::account),
      field<&Mark::at>("at", traits::at),
      field<&Mark::reason>("reason", {.label = "更正理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "training.mark",
                                 .label = "成绩",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> MarkTheory::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&MarkTheory::enrolment>("enrolment", traits::enrolment),
      field<&MarkTheory::score>("score", traits::score),
      field<&MarkTheory::examiner>("examiner", traits::examiner),
  });
  return fields;
}
std::span<const record::Field> MarkStation::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&MarkStation::enrolment>("enrolment", traits::enrolment),
      field<&MarkStation::station>("station", {.label = "站点", .required = true}),
      field<&MarkStation::passed>("passed", {.label = "通过"}),
      field<&MarkStation::missed>("missed", traits::missed),
      field<&MarkStation::examiner>("examiner", traits::examiner),
      field<&MarkStation::second_examiner>(
          "second_examiner", {.label = "第二考官", .target = "training.duty", .required = true}),
  });
  return fields;
}
std::span<const record::Field> CorrectMark::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CorrectMark::mark>("mark",
                                {.label = "成绩", .target = "training.mark", .required = true}),
      field<&CorrectMark::score>("score", {.label = "分数", .min = 0, .max = 100}),
      field<&CorrectMark::passed>("passed", {.label = "通过"}),
      field<&CorrectMark::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> CloseMarks::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CloseMarks::of_class>("class", traits::of_class),
  });
  return fields;
}
std::span<const record::Field> ReopenMarks::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ReopenMarks::of_class>("class", traits::of_class),
      field<&ReopenMarks::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> IssueClass::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&IssueClass::of_class>("class", traits::of_class),
  });
  return fields;
}

}  // namespace boai::training
