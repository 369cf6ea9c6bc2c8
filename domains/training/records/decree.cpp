#include "domains/training/records/decree.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

const record::Type& CertificateEvent::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CertificateEvent::certificate>("certificate", traits::certificate),
      field<&CertificateEvent::branch>("branch", traits::society),
      field<&CertificateEvent::kind>(
          "kind",
          {.label = "变更", .codes = "certificate_event", .indexed = true, .derived = true}),
      field<&CertificateEvent::day>("day", {.label = "日期", .derived = true}),
      field<&CertificateEvent::decree>(
          "decree",
          {.label = "延期决定", .target = "training.decree", .indexed = true, .derived = true}),
      field<&CertificateEvent::until>("until", {.label = "有效期至", .derived = true}),
      field<&CertificateEvent::reason>("reason",
                                       {.label = "理由", .derived = true, .max_length = 500}),
      field<&CertificateEvent::account>("account", traits::account),
      field<&CertificateEvent::at>("at", traits::at),
  });
  static const record::Type type{.name = "training.certificate_event",
                                 .label = "证书变更",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Decree::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Decree::branch>("branch", traits::society),
      field<&Decree::title>("title", {.label = "名称", .required = true}),
      field<&Decree::document>("document", {.label = "文号", .required = true}),
      field<&Decree::courses>(
          "courses", {.label = "课程", .codes = "course_kind", .many = true, .required = true}),
      field<&Decree::ends_from>("ends_from", {.label = "到期日从", .required = true}),
      field<&Decree::ends_until>("ends_until", {.label = "到期日至", .required = true}),
      field<&Decree::extend_to>("extend_to", {.label = "延期至"}),
      field<&Decree::months>("months", {.label = "延长月数", .min = 0, .max = 36}),
      field<&Decree::state>(
          "state", {.label = "状态", .codes = "decree_state", .indexed = true, .derived = true}),
      field<&Decree::account>("account", traits::account),
      field<&Decree::reason>("reason", {.label = "理由", .derived = true, .max_length = 500}),
      field<&Decree::cursor>("cursor", {.label = "进度", .derived = true}),
      field<&Decree::affected>("affected", {.label = "涉及证书", .derived = true}),
  });
  static const record::Type type{.name = "training.decree",
                                 .label = "证书延期决定",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "title"};
  return type;
}

const record::Type& Series::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Series::branch>("branch", traits::society),
      field<&Series::series>(
          "series", {.label = "序列", .required = true, .natural_key = true, .indexed = true}),
      field<&Series::last>("last", {.label = "已用号", .derived = true}),
  });
  static const record::Type type{.name = "training.series",
                                 .label = "证书编号序列",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "series",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> Revoke::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Revoke::certificate>("certificate", traits::certificate),
      field<&Revoke::day>("day", {.label = "注销日期", .required = true}),
      field<&Revoke::cause>("cause", {.label = "注销原因", .codes = "revocation_cause"}),
      field<&Revoke::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> Reissue::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Reissue::certificate>("certificate", traits::certificate),
      field<&Reissue::cause>("cause",
                             {.label = "补发原因", .codes = "reissue_cause", .required = true}),
      field<&Reissue::name>("name", {.label = "正确姓名", .personal = true, .max_length = 50}),
      field<&Reissue::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> ProposeDecree::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ProposeDecree::branch>("branch", traits::society),
      field<&ProposeDecree::title>("title", {.label = "名称", .required = true}),
      field<&ProposeDecree::document>("document", {.label = "文号", .required = true}),
      field<&ProposeDecree::courses>(
          "courses", {.label = "课程", .codes = "course_kind", .many = true, .required = true}),
      field<&ProposeDecree::ends_from>("ends_from", {.label = "到期日从", .required = true}),
      field<&ProposeDecree::ends_until>("ends_until", {.label = "到期日至", .required = true}),
      field<&ProposeDecree::extend_to>("extend_to", {.label = "延期至"}),
      field<&ProposeDecree::months>("months", {.label = "延长月数", .min = 0, .max = 36}),
  });
  return fields;
}
std::span<const record::Field> ApplyDecree::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ApplyDecree::decree>(
          "decree", {.label = "证书延期决定", .target = "training.decree", .required = true}),
  });
  return fields;
}
std::span<const record::Field> ReverseDecree::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ReverseDecree::decree>(
          "decree", {.label = "证书延期决定", .target = "training.decree", .required = true}),
      field<&ReverseDecree::reason>("reason", traits::reason),
  });
  return fields;
}

}  // namespace boai::training
