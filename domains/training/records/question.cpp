#include "domains/training/records/question.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;
using record::Traits;

namespace bank_traits {

constexpr Traits code_of_question{
    .label = "题号", .required = true, .natural_key = true, .indexed = true, .max_length = 40};
constexpr Traits question_kind{.label = "题型", .codes = "question_kind", .required = true};
constexpr Traits topic{.label = "知识点", .codes = "question_topic", .required = true};
constexpr Traits difficulty{.label = "难度", .min = 1, .max = 3};
constexpr Traits stem{.label = "题干", .required = true, .max_length = 500};
constexpr Traits answer{.label = "答案", .required = true, .secret = true, .max_length = 10};
constexpr Traits question_state{.label = "状态", .codes = "question_state"};
constexpr Traits option_of(std::string_view label) { return {.label = label, .max_length = 200}; }

}  // namespace bank_traits

const record::Type& Question::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Question::branch>("branch", traits::society),
      field<&Question::code>("code", bank_traits::code_of_question),
      field<&Question::kind>("kind", bank_traits::question_kind),
      field<&Question::topic>("topic", bank_traits::topic),
      field<&Question::difficulty>("difficulty", bank_traits::difficulty),
      field<&Question::stem>("stem", bank_traits::stem),
      field<&Question::state>(
          "state", {.label = "状态", .codes = "question_state", .indexed = true, .derived = true}),
      field<&Question::edition>("edition", {.label = "版次", .derived = true}),
  });
  static const record::Type type{.name = "training.question",
                                 .label = "试题",
                                 .scope = record::Scope::open,
                                 .right = "training.questions",
                                 .sort = "code",
                                 .fields = fields,
                                 .title = "code",
                                 .import_command = "training.put_question"};
  return type;
}

const record::Type& QuestionEdition::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&QuestionEdition::branch>("branch", traits::society),
      field<&QuestionEdition::question>(
          "question",
          {.label = "试题", .target = "training.question", .required = true, .indexed = true}),
      field<&QuestionEdition::edition>("edition", {.label = "版次", .derived = true}),
      field<&QuestionEdition::kind>("kind", bank_traits::question_kind),
      field<&QuestionEdition::topic>("topic", bank_traits::topic),
      field<&QuestionEdition::difficulty>("difficulty", bank_traits::difficulty),
      field<&QuestionEdition::stem>("stem", bank_traits::stem),
      field<&QuestionEdition::option_a>("option_a", bank_traits::option_of("选项A")),
      field<&QuestionEdition::option_b>("option_b", bank_traits::option_of("选项B")),
      field<&QuestionEdition::option_c>("option_c", bank_traits::option_of("选项C")),
      field<&QuestionEdition::option_d>("option_d", bank_traits::option_of("选项D")),
      field<&QuestionEdition::option_e>("option_e", bank_traits::option_of("选项E")),
      field<&QuestionEdition::option_f>("option_f", bank_traits::option_of("选项F")),
      field<&QuestionEdition::answer>("answer", bank_traits::answer),
      field<&QuestionEdition::bank_from>("bank_from", {.label = "自题库版本", .derived = true}),
      field<&QuestionEdition::bank_until>("bank_until", {.label = "至题库版本前", .derived = true}),
      field<&QuestionEdition::account>("account", traits::account),
      field<&QuestionEdition::at>("at", traits::at),
  });
  static const record::Type type{.name = "training.question_edition",
                                 .label = "试题版次",
                                 .scope = record::Scope::open,
                                 .right = "training.questions",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::array<std::string, 6> QuestionEdition::options() const {
  return {option_a, option_b, option_c, option_d, option_e, option_f};
}

bool QuestionEdition::in_bank(std::int64_t state) const {
  return bank_from > 0 && bank_from <= state && (bank_until == 0 || state < bank_until);
}

const record::Type& Bank::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Bank::branch>("branch", traits::society),
      field<&Bank::state>("state", {.label = "题库版本", .derived = true}),
  });
  static const record::Type type{.name = "training.bank",
                                 .label = "题库",
                                 .scope = record::Scope::open,
                                 .right = "training.questions",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> PutQuestion::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&PutQuestion::branch>("branch", traits::society),
      field<&PutQuestion::code>("code", bank_traits::code_of_question),
      field<&PutQuestion::kind>("kind", bank_traits::question_kind),
      field<&PutQuestion::topic>("topic", bank_traits::topic),
      field<&PutQuestion::difficulty>("difficulty", bank_traits::difficulty),
      field<&PutQuestion::stem>("stem", bank_traits::stem),
      field<&PutQuestion::option_a>("option_a", bank_traits::option_of("选项A")),
      field<&PutQuestion::option_b>("option_b", bank_traits::option_of("选项B")),
      field<&PutQuestion::option_c>("option_c", bank_traits::option_of("选项C")),
      field<&PutQuestion::option_d>("option_d", bank_traits::option_of("选项D")),
      field<&PutQuestion::option_e>("option_e", bank_traits::option_of("选项E")),
      field<&PutQuestion::option_f>("option_f", bank_traits::option_of("选项F")),
      field<&PutQuestion::answer>("answer", bank_traits::answer),
      field<&PutQuestion::state>("state", bank_traits::question_state),
  });
  return fields;
}
std::span<const record::Field> UseQuestion::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&UseQuestion::question>(
          "question", {.label = "试题", .target = "training.question", .required = true}),
  });
  return fields;
}
std::span<const record::Field> RetireQuestion::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RetireQuestion::question>(
          "question", {.label = "试题", .target = "training.question", .required = true}),
  });
  return fields;
}

}  // namespace boai::training
