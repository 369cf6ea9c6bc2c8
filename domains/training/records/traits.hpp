// Fields that many records of training share.
#pragma once

#include "kernel/record/record.hpp"

namespace boai::training::traits {

using record::Traits;

inline constexpr Traits society{
    .label = "组织", .target = "network.society", .required = true, .indexed = true};
inline constexpr Traits of_class{
    .label = "培训班", .target = "training.class", .required = true, .indexed = true};
inline constexpr Traits session{
    .label = "半天课", .target = "training.session", .required = true, .indexed = true};
inline constexpr Traits enrolment{
    .label = "报名", .target = "training.enrolment", .required = true, .indexed = true};
inline constexpr Traits certificate{
    .label = "证书", .target = "training.certificate", .required = true, .indexed = true};
inline constexpr Traits person{
    .label = "人员", .target = "people.person", .required = true, .indexed = true};
inline constexpr Traits examiner{.label = "考官", .target = "training.duty", .required = true};
inline constexpr Traits name{.label = "姓名", .required = true, .personal = true, .max_length = 50};
inline constexpr Traits document_kind{.label = "证件类型", .codes = "document_kind"};
inline constexpr Traits document_number{
    .label = "证件号码", .required = true, .personal = true, .max_length = 30};
inline constexpr Traits course{.label = "课程", .codes = "course_kind", .required = true};
inline constexpr Traits occupation{.label = "职业", .codes = "occupation"};
inline constexpr Traits reason{.label = "理由", .required = true, .max_length = 500};
inline constexpr Traits why{.label = "理由", .max_length = 500};
inline constexpr Traits account{.label = "账号", .derived = true};
inline constexpr Traits at{.label = "时间", .derived = true};
inline constexpr Traits score{.label = "分数", .required = true, .min = 0, .max = 100};
inline constexpr Traits missed{.label = "未做到的步骤", .max_length = 100};
inline constexpr Traits comment{.label = "意见", .max_length = 1000};

constexpr Traits stars(std::string_view label) {
  return {.label = label, .required = true, .min = 1, .max = 5};
}

}  // namespace boai::training::traits
