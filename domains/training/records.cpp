#include "domains/training/records.hpp"

namespace boai::training {

using record::field;

const record::Type& Attendance::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Attendance::branch>(
          "branch",
          {.label = "组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Attendance::person>(
          "person",
          {.label = "人员", .target = "people.person", .required = true, .indexed = true}),
      field<&Attendance::course>("course",
                                 {.label = "课程", .codes = "course_kind", .required = true}),
      field<&Attendance::setting>("setting",
                                  {.label = "五进场所", .codes = "setting", .required = true}),
      field<&Attendance::occupation>("occupation", {.label = "职业", .codes = "occupation"}),
      field<&Attendance::day>("day", {.label = "日期", .required = true, .indexed = true}),
      field<&Attendance::passed>("passed", {.label = "合格"}),
  });
  static const record::Type type{.name = "training.attendance",
                                 .label = "参训记录",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-day",
                                 .fields = fields,
                                 .import_command = "training.attend"};
  return type;
}

const record::Type& Certificate::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Certificate::branch>(
          "branch",
          {.label = "发证组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Certificate::person>(
          "person",
          {.label = "持证人", .target = "people.person", .required = true, .indexed = true}),
      field<&Certificate::number>("number", {.label = "证书编号",
                                             .required = true,
                                             .natural_key = true,
                                             .indexed = true,
                                             .max_length = 40}),
      field<&Certificate::course>("course",
                                  {.label = "课程", .codes = "course_kind", .required = true}),
      field<&Certificate::setting>("setting", {.label = "五进场所", .codes = "setting"}),
      field<&Certificate::occupation>("occupation", {.label = "职业", .codes = "occupation"}),
      field<&Certificate::day>("day", {.label = "发证日期", .required = true, .indexed = true}),
      field<&Certificate::valid_until>("valid_until",
                                       {.label = "有效期至", .required = true, .indexed = true}),
      field<&Certificate::issued_until>("issued_until", {.label = "原有效期至", .derived = true}),
      field<&Certificate::extended_until>("extended_until", {.label = "延期至", .derived = true}),
      field<&Certificate::decree>(
          "decree", {.label = "延期决定", .target = "training.decree", .derived = true}),
      field<&Certificate::ended_on>("ended_on", {.label = "失效日期", .derived = true}),
      field<&Certificate::renews>(
          "renews", {.label = "换自证书", .target = "training.certificate", .derived = true}),
      field<&Certificate::renewed_by>(
          "renewed_by", {.label = "换发证书", .target = "training.certificate", .derived = true}),
      field<&Certificate::edition>("edition", {.label = "补发次数", .derived = true}),
      field<&Certificate::of_class>(
          "class", {.label = "培训班", .target = "training.class", .derived = true}),
      field<&Certificate::signed_on>("signed_on", {.label = "签发码日期", .derived = true}),
      field<&Certificate::signed_by>("signed_by", {.label = "签名密钥", .derived = true}),
      field<&Certificate::code>(
          "code", {.label = "证书码", .secret = true, .derived = true, .max_length = 210}),
  });
  static const record::Type type{.name = "training.certificate",
                                 .label = "救护证书",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-day",
                                 .fields = fields,
                                 .title = "number",
                                 .import_command = "training.certify"};
  return type;
}

std::span<const record::Field> Attend::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Attend::branch>("branch",
                             {.label = "组织", .target = "network.society", .required = true}),
      field<&Attend::name>("name",
                           {.label = "姓名", .required = true, .personal = true, .max_length = 50}),
      field<&Attend::document_kind>("document_kind",
                                    {.label = "证件类型", .codes = "document_kind"}),
      field<&Attend::document_number>(
          "document_number",
          {.label = "证件号码", .required = true, .personal = true, .max_length = 30}),
      field<&Attend::course>("course", {.label = "课程", .codes = "course_kind", .required = true}),
      field<&Attend::setting>("setting",
                              {.label = "五进场所", .codes = "setting", .required = true}),
      field<&Attend::occupation>("occupation", {.label = "职业", .codes = "occupation"}),
      field<&Attend::day>("day", {.label = "日期", .required = true}),
      field<&Attend::passed>("passed", {.label = "合格"}),
  });
  return fields;
}

std::span<const record::Field> Certify::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Certify::branch>("branch",
                              {.label = "发证组织", .target = "network.society", .required = true}),
      field<&Certify::number>("number", {.label = "证书编号", .required = true, .max_length = 40}),
      field<&Certify::name>(
          "name", {.label = "姓名", .required = true, .personal = true, .max_length = 50}),
      field<&Certify::document_kind>("document_kind",
                                     {.label = "证件类型", .codes = "document_kind"}),
      field<&Certify::document_number>(
          "document_number",
          {.label = "证件号码", .required = true, .personal = true, .max_length = 30}),
      field<&Certify::course>("course",
                              {.label = "课程", .codes = "course_kind", .required = true}),
      field<&Certify::setting>("setting", {.label = "五进场所", .codes = "setting"}),
      field<&Certify::occupation>("occupation", {.label = "职业", .codes = "occupation"}),
      field<&Certify::day>("day", {.label = "发证日期", .required = true}),
      field<&Certify::valid_until>("valid_until", {.label = "有效期至"}),
  });
  return fields;
}

}  // namespace boai::training
