#include "domains/people/records.hpp"

namespace boai::people {

using record::field;
using record::Traits;

namespace {
constexpr Traits of_person = {
    .label = "人员", .target = "people.person", .required = true, .indexed = true};
constexpr Traits of_society = {
    .label = "组织", .target = "network.society", .required = true, .indexed = true};
constexpr Traits for_purpose = {.label = "目的", .codes = "purpose", .required = true};
constexpr Traits reason_of = {.label = "理由", .required = true, .max_length = 500};
}  // namespace

const record::Type& Person::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Person::name>(
          "name",
          {.label = "姓名", .required = true, .personal = true, .indexed = true, .max_length = 50}),
      field<&Person::document_kind>(
          "document_kind", {.label = "证件类型", .codes = "document_kind", .required = true}),
      field<&Person::document>(
          "document",
          {.label = "证件号码", .required = true, .secret = true, .sealed = document_place}),
      field<&Person::document_hash>(
          "document_hash",
          {.label = "证件索引", .required = true, .secret = true, .indexed = true}),
      field<&Person::phone>("phone", {.label = "手机号码", .secret = true, .sealed = phone_place}),
      field<&Person::phone_hash>("phone_hash",
                                 {.label = "手机索引", .secret = true, .indexed = true}),
      field<&Person::birthday>("birthday", {.label = "出生日期", .personal = true}),
      field<&Person::state>("state", {.label = "状态", .codes = "person_state", .derived = true}),
      field<&Person::merged_into>(
          "merged_into",
          {.label = "已并入", .target = "people.person", .indexed = true, .derived = true}),
      field<&Person::account>(
          "account",
          {.label = "本人账号", .target = "identity.account", .indexed = true, .derived = true}),
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
      field<&Relation::person>("person", of_person),
      field<&Relation::purpose>("purpose", for_purpose),
      field<&Relation::branch>("branch", of_society),
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
      field<&Disclosure::branch>("branch",
                                 {.label = "组织", .target = "network.society", .indexed = true}),
      field<&Disclosure::record_type>("record_type", {.label = "记录类型", .required = true}),
      field<&Disclosure::subject>("subject", {.label = "记录", .required = true, .indexed = true}),
      field<&Disclosure::purpose>("purpose", for_purpose),
      field<&Disclosure::account>("account", {.label = "查看账号", .required = true}),
      field<&Disclosure::at>("at", {.label = "时间", .required = true}),
  });
  static const record::Type type{.name = "people.disclosure",
                                 .label = "个人信息查看",
                                 .scope = record::Scope::branch,
                                 .right = "people.audit",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Consent::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Consent::branch>("branch", of_society),
      field<&Consent::person>("person", of_person),
      field<&Consent::use>("use", {.label = "用途", .codes = "consent_use", .required = true}),
      field<&Consent::text>("text", {.label = "文本版本", .required = true, .min = 1, .max = 999}),
      field<&Consent::channel>("channel",
                               {.label = "方式", .codes = "consent_channel", .required = true}),
      field<&Consent::given>("given", {.label = "同意日", .required = true}),
      field<&Consent::guardian>("guardian",
                                {.label = "监护人", .personal = true, .max_length = 50}),
      field<&Consent::withdrawn>("withdrawn", {.label = "撤回日", .derived = true}),
      field<&Consent::withdrawn_by>(
          "withdrawn_by", {.label = "撤回方式", .codes = "consent_channel", .derived = true}),
  });
  static const record::Type type{.name = "people.consent",
                                 .label = "同意记录",
                                 .scope = record::Scope::branch,
                                 .right = "people.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Merge::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Merge::branch>("branch", of_society),
      field<&Merge::kept>(
          "kept", {.label = "保留", .target = "people.person", .required = true, .indexed = true}),
      field<&Merge::absorbed>(
          "absorbed",
          {.label = "并入", .target = "people.person", .required = true, .indexed = true}),
      field<&Merge::reason>("reason", reason_of),
      field<&Merge::state>("state", {.label = "状态", .codes = "merge_state", .derived = true}),
      field<&Merge::account>("account", {.label = "经办账号", .derived = true}),
      field<&Merge::day>("day", {.label = "日期", .derived = true}),
      field<&Merge::undone_reason>("undone_reason",
                                   {.label = "撤销理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "people.merge",
                                 .label = "人员合并",
                                 .scope = record::Scope::branch,
                                 .right = "people.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Moved::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Moved::branch>("branch", of_society),
      field<&Moved::merge>(
          "merge",
          {.label = "人员合并", .target = "people.merge", .required = true, .indexed = true}),
      field<&Moved::record_type>("record_type", {.label = "记录类型", .required = true}),
      field<&Moved::record>("record", {.label = "记录", .required = true}),
      field<&Moved::place>("place", {.label = "字段", .required = true}),
  });
  static const record::Type type{.name = "people.moved",
                                 .label = "随合并转移的记录",
                                 .scope = record::Scope::branch,
                                 .right = "people.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Pair::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Pair::branch>("branch", of_society),
      field<&Pair::first>(
          "first", {.label = "甲", .target = "people.person", .required = true, .indexed = true}),
      field<&Pair::second>(
          "second", {.label = "乙", .target = "people.person", .required = true, .indexed = true}),
      field<&Pair::score>("score", {.label = "相似分"}),
      field<&Pair::verdict>("verdict", {.label = "把握", .codes = "pair_verdict"}),
      field<&Pair::reasons>("reasons", {.label = "依据", .max_length = 300}),
      field<&Pair::found>("found", {.label = "发现日"}),
      field<&Pair::state>("state", {.label = "状态", .codes = "pair_state", .derived = true}),
      field<&Pair::decided_by>("decided_by", {.label = "经办账号", .derived = true}),
      field<&Pair::decided>("decided", {.label = "处理日", .derived = true}),
      field<&Pair::reason>("reason", {.label = "理由", .derived = true, .max_length = 500}),
      field<&Pair::merge>(
          "merge",
          {.label = "人员合并", .target = "people.merge", .indexed = true, .derived = true}),
  });
  static const record::Type type{.name = "people.pair",
                                 .label = "疑似重复",
                                 .scope = record::Scope::branch,
                                 .right = "people.merge",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

}  // namespace boai::people
