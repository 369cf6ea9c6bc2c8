#include "domains/people/commands.hpp"

#include "domains/people/port.hpp"

namespace boai::people {

using record::field;
using record::Traits;

namespace {
constexpr Traits whose = {.label = "人员", .target = "people.person", .required = true};
constexpr Traits at_society = {.label = "组织", .target = "network.society", .required = true};
constexpr Traits name_given = {.label = "姓名", .personal = true, .max_length = 50};
constexpr Traits number_given = {.label = "证件号码", .personal = true, .max_length = 30};
constexpr Traits phone_given = {.label = "手机号码", .personal = true, .max_length = 30};
constexpr Traits reason_given = {.label = "理由", .required = true, .max_length = 500};
constexpr Traits by_channel = {.label = "方式", .codes = "consent_channel", .required = true};

constexpr Traits needed(Traits traits) {
  traits.required = true;
  return traits;
}
}  // namespace

std::span<const record::Field> RecordPerson::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RecordPerson::branch>("branch", at_society),
      field<&RecordPerson::purpose>("purpose",
                                    {.label = "目的", .codes = "purpose", .required = true}),
      field<&RecordPerson::name>("name", needed(name_given)),
      field<&RecordPerson::document_kind>(
          "document_kind", {.label = "证件类型", .codes = "document_kind", .required = true}),
      field<&RecordPerson::document_number>("document_number", needed(number_given)),
      field<&RecordPerson::phone>("phone", phone_given),
  });
  return fields;
}

std::span<const record::Field> CorrectPerson::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CorrectPerson::person>("person", whose),
      field<&CorrectPerson::name>("name", name_given),
      field<&CorrectPerson::document_kind>("document_kind",
                                           {.label = "证件类型", .codes = "document_kind"}),
      field<&CorrectPerson::document_number>("document_number", number_given),
      field<&CorrectPerson::phone>("phone", phone_given),
      field<&CorrectPerson::birthday>("birthday", {.label = "出生日期", .personal = true}),
      field<&CorrectPerson::reason>("reason", reason_given),
  });
  return fields;
}

std::span<const record::Field> LinkAccount::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&LinkAccount::person>("person", whose),
      field<&LinkAccount::account>("account", {.label = "账号", .required = true}),
  });
  return fields;
}

std::span<const record::Field> GiveConsent::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&GiveConsent::branch>("branch", at_society),
      field<&GiveConsent::person>("person", whose),
      field<&GiveConsent::use>("use", {.label = "用途", .codes = "consent_use", .required = true}),
      field<&GiveConsent::text>("text", {.label = "文本版本", .min = 1, .max = 999}),
      field<&GiveConsent::channel>("channel", by_channel),
      field<&GiveConsent::given>("given", {.label = "同意日", .required = true}),
      field<&GiveConsent::guardian>("guardian",
                                    {.label = "监护人", .personal = true, .max_length = 50}),
  });
  return fields;
}

std::span<const record::Field> WithdrawConsent::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawConsent::consent>(
          "consent", {.label = "同意记录", .target = "people.consent", .required = true}),
      field<&WithdrawConsent::channel>("channel", by_channel),
  });
  return fields;
}

std::span<const record::Field> MergePeople::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&MergePeople::person>("person",
                                  {.label = "保留", .target = "people.person", .required = true}),
      field<&MergePeople::other>("other",
                                 {.label = "并入", .target = "people.person", .required = true}),
      field<&MergePeople::reason>("reason", reason_given),
  });
  return fields;
}

std::span<const record::Field> UndoMerge::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&UndoMerge::merge>("merge",
                               {.label = "人员合并", .target = "people.merge", .required = true}),
      field<&UndoMerge::reason>("reason", reason_given),
  });
  return fields;
}

std::span<const record::Field> Minimise::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Minimise::person>("person", whose),
      field<&Minimise::ground>("ground",
                               {.label = "依据", .codes = "erasure_ground", .required = true}),
  });
  return fields;
}

std::span<const record::Field> WithdrawOwnConsent::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawOwnConsent::person>("person", whose),
      field<&WithdrawOwnConsent::consent>(
          "consent", {.label = "同意记录", .target = "people.consent", .required = true}),
  });
  return fields;
}

std::span<const record::Field> JudgePair::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&JudgePair::pair>("pair",
                              {.label = "疑似重复", .target = "people.pair", .required = true}),
      field<&JudgePair::reason>("reason", reason_given),
  });
  return fields;
}

}  // namespace boai::people
