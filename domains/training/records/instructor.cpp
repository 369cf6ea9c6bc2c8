#include "domains/training/records/instructor.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

namespace {

constexpr record::Traits of_instructor = {
    .label = "师资", .target = "training.instructor", .required = true, .indexed = true};
constexpr record::Traits degrees_east{.label = "出发地经度", .personal = true, .max_length = 12};
constexpr record::Traits degrees_north{.label = "出发地纬度", .personal = true, .max_length = 12};
constexpr record::Traits fact_what{.label = "事项", .codes = "instructor_fact", .required = true};
constexpr record::Traits fact_amount{.label = "课时或天数", .min = 0, .max = 1000};
constexpr record::Traits her_account{
    .label = "本人账号", .target = "identity.account", .required = true};
constexpr record::Traits away_since{.label = "从", .required = true, .indexed = true};
constexpr record::Traits away_until{.label = "到", .required = true};
constexpr record::Traits away_half{.label = "时段", .codes = "half_day"};
constexpr record::Traits of_absence{
    .label = "不能到课", .target = "training.unavailability", .required = true};

}  // namespace

const record::Type& Instructor::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Instructor::branch>("branch", traits::society),
      field<&Instructor::person>("person", traits::person),
      field<&Instructor::longitude>("longitude", degrees_east),
      field<&Instructor::latitude>("latitude", degrees_north),
      field<&Instructor::account>("account", traits::account),
  });
  static const record::Type type{.name = "training.instructor",
                                 .label = "师资",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& InstructorFact::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&InstructorFact::instructor>("instructor", of_instructor),
      field<&InstructorFact::branch>("branch", traits::society),
      field<&InstructorFact::day>("day", {.label = "日期", .required = true}),
      field<&InstructorFact::what>("what", fact_what),
      field<&InstructorFact::amount>("amount", fact_amount),
      field<&InstructorFact::level>("level", {.label = "级别", .codes = "instructor_level"}),
      field<&InstructorFact::region>("region", {.label = "地区", .indexed = true, .max_length = 6}),
      field<&InstructorFact::until>("until", {.label = "截止日"}),
      field<&InstructorFact::struck>(
          "struck", {.label = "作废的事项", .target = "training.instructor_fact", .derived = true}),
      field<&InstructorFact::voided>("voided", {.label = "已作废", .derived = true}),
      field<&InstructorFact::way>("way",
                                  {.label = "来源方式", .codes = "fact_way", .derived = true}),
      field<&InstructorFact::of_class>(
          "class", {.label = "培训班", .target = "training.class", .derived = true}),
      field<&InstructorFact::source>("source", {.label = "依据", .max_length = 500}),
      field<&InstructorFact::recorded>("recorded", {.label = "登记日", .derived = true}),
      field<&InstructorFact::account>("account", traits::account),
  });
  static const record::Type type{.name = "training.instructor_fact",
                                 .label = "师资事项",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-day",
                                 .fields = fields};
  return type;
}

const record::Type& Unavailability::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Unavailability::instructor>("instructor", of_instructor),
      field<&Unavailability::branch>("branch", traits::society),
      field<&Unavailability::since>("since", away_since),
      field<&Unavailability::until>("until", away_until),
      field<&Unavailability::half>("half", away_half),
      field<&Unavailability::state>(
          "state", {.label = "状态", .codes = "unavailability_state", .derived = true}),
      field<&Unavailability::account>("account", traits::account),
  });
  static const record::Type type{.name = "training.unavailability",
                                 .label = "不能到课",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-since",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> RegisterInstructor::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RegisterInstructor::branch>("branch", traits::society),
      field<&RegisterInstructor::name>("name", traits::name),
      field<&RegisterInstructor::document_kind>("document_kind", traits::document_kind),
      field<&RegisterInstructor::document_number>("document_number", traits::document_number),
      field<&RegisterInstructor::phone>("phone",
                                        {.label = "手机号码", .personal = true, .max_length = 30}),
      field<&RegisterInstructor::longitude>("longitude", degrees_east),
      field<&RegisterInstructor::latitude>("latitude", degrees_north),
  });
  return fields;
}
std::span<const record::Field> RecordFact::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RecordFact::instructor>("instructor", of_instructor),
      field<&RecordFact::day>("day", {.label = "日期", .required = true}),
      field<&RecordFact::what>("what", fact_what),
      field<&RecordFact::amount>("amount", fact_amount),
      field<&RecordFact::level>("level", {.label = "级别", .codes = "instructor_level"}),
      field<&RecordFact::region>("region", {.label = "地区", .max_length = 6}),
      field<&RecordFact::until>("until", {.label = "截止日"}),
      field<&RecordFact::way>("way", {.label = "来源方式", .codes = "fact_way"}),
      field<&RecordFact::source>("source", {.label = "依据", .required = true, .max_length = 500}),
  });
  return fields;
}
std::span<const record::Field> StrikeFact::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&StrikeFact::fact>(
          "fact", {.label = "师资事项", .target = "training.instructor_fact", .required = true}),
      field<&StrikeFact::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> SetUnavailable::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SetUnavailable::instructor>("instructor", of_instructor),
      field<&SetUnavailable::since>("since", away_since),
      field<&SetUnavailable::until>("until", away_until),
      field<&SetUnavailable::half>("half", away_half),
  });
  return fields;
}
std::span<const record::Field> WithdrawUnavailability::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawUnavailability::unavailability>("unavailability", of_absence),
  });
  return fields;
}
std::span<const record::Field> SetOwnUnavailable::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SetOwnUnavailable::account>("account", her_account),
      field<&SetOwnUnavailable::since>("since", away_since),
      field<&SetOwnUnavailable::until>("until", away_until),
      field<&SetOwnUnavailable::half>("half", away_half),
  });
  return fields;
}
std::span<const record::Field> WithdrawOwnUnavailability::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawOwnUnavailability::account>("account", her_account),
      field<&WithdrawOwnUnavailability::unavailability>("unavailability", of_absence),
  });
  return fields;
}

}  // namespace boai::training
