#include "domains/people/records.hpp"

namespace boai::people {

using record::field;

const record::Type& Person::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Person::name>("name",
                           {.label = "姓名", .required = true, .personal = true, .max_length = 50}),
      field<&Person::document_kind>(
          "document_kind", {.label = "证件类型", .codes = "document_kind", .required = true}),
      field<&Person::document>(
          "document",
          {.label = "证件号码", .required = true, .secret = true, .sealed = document_place}),
      field<&Person::document_hash>(
          "document_hash",
          {.label = "证件索引", .required = true, .secret = true, .indexed = true}),
  });
  static const record::Type type{.name = "people.person",
                                 .label = "人员",
                                 .scope = record::Scope::relation,
                                 .right = "people.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "name"};
  return type;
}

const record::Type& Relation::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Relation::person>(
          "person",
          {.label = "人员", .target = "people.person", .required = true, .indexed = true}),
      field<&Relation::purpose>("purpose", {.label = "目的", .codes = "purpose", .required = true}),
      field<&Relation::branch>(
          "branch",
          {.label = "组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Relation::since>("since", {.label = "起", .required = true}),
      field<&Relation::until>("until", {.label = "止"}),
  });
  static const record::Type type{.name = "people.relation",
                                 .label = "人员关系",
                                 .scope = record::Scope::branch,
                                 .right = "people.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Disclosure::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Disclosure::record_type>("record_type", {.label = "记录类型", .required = true}),
      field<&Disclosure::subject>("subject", {.label = "记录", .required = true, .indexed = true}),
      field<&Disclosure::purpose>("purpose",
                                  {.label = "目的", .codes = "purpose", .required = true}),
      field<&Disclosure::account>("account", {.label = "查看账号", .required = true}),
      field<&Disclosure::at>("at", {.label = "时间", .required = true}),
  });
  static const record::Type type{.name = "people.disclosure",
                                 .label = "个人信息查看",
                                 .scope = record::Scope::open,
                                 .right = "people.audit",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> RecordPerson::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RecordPerson::branch>(
          "branch", {.label = "组织", .target = "network.society", .required = true}),
      field<&RecordPerson::purpose>("purpose",
                                    {.label = "目的", .codes = "purpose", .required = true}),
      field<&RecordPerson::name>(
          "name", {.label = "姓名", .required = true, .personal = true, .max_length = 50}),
      field<&RecordPerson::document_kind>(
          "document_kind", {.label = "证件类型", .codes = "document_kind", .required = true}),
      field<&RecordPerson::document_number>(
          "document_number",
          {.label = "证件号码", .required = true, .personal = true, .max_length = 30}),
  });
  return fields;
}

}  // namespace boai::people
