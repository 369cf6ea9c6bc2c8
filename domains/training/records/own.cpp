#include "domains/training/records/own.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

namespace {

constexpr record::Traits own_account{
    .label = "本人账号", .target = "identity.account", .required = true};

}  // namespace

std::span<const record::Field> EnrolOwn::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&EnrolOwn::account>("account", own_account),
      field<&EnrolOwn::of_class>("class", traits::of_class),
      field<&EnrolOwn::occupation>("occupation", traits::occupation),
  });
  return fields;
}
std::span<const record::Field> WithdrawOwn::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawOwn::account>("account", own_account),
      field<&WithdrawOwn::enrolment>("enrolment", traits::enrolment),
  });
  return fields;
}
std::span<const record::Field> EvaluateOwn::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&EvaluateOwn::account>("account", own_account),
      field<&EvaluateOwn::enrolment>("enrolment", traits::enrolment),
      field<&EvaluateOwn::content>("content", traits::stars("内容")),
      field<&EvaluateOwn::teaching>("teaching", traits::stars("教学")),
      field<&EvaluateOwn::organisation>("organisation", traits::stars("组织")),
      field<&EvaluateOwn::comment>("comment", traits::comment),
  });
  return fields;
}

}  // namespace boai::training
