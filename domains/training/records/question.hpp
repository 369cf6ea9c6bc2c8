// The question bank: a question keeps its code for ever; every edit of it is a new edition, and an
// exam drawn from an earlier state of the bank keeps the editions of that state.
#pragma once

#include <array>

#include "domains/people/port.hpp"

namespace boai::training {

using branch::Branch;

// What may be listed of a question. Its choices and its answer stand in its editions.
struct Question {
  Id<Question> id;
  std::int64_t version = 0;
  Id<Branch> branch;  // the society that keeps the bank
  std::string code;
  std::string kind;   // question_kind: single, multiple, true_false
  std::string topic;  // question_topic
  std::int64_t difficulty = 0;
  std::string stem;
  std::string state;  // question_state: draft, in_use, retired
  std::int64_t edition = 0;

  static const record::Type& type();
};

// Written once. In use from one state of the bank until before another: [bank_from, bank_until).
struct QuestionEdition {
  Id<QuestionEdition> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  Id<Question> question;
  std::int64_t edition = 0;
  std::string kind, topic;
  std::int64_t difficulty = 0;
  std::string stem;
  std::string option_a, option_b, option_c, option_d, option_e, option_f;
  std::string answer;           // letters in order: "A", "ACD"; of true_false A is right, B wrong
  std::int64_t bank_from = 0;   // 0: not in use yet
  std::int64_t bank_until = 0;  // 0: still in use
  std::string account;
  Instant at;

  static const record::Type& type();
  std::array<std::string, 6> options() const;
  bool in_bank(std::int64_t state) const;
};

// How many states the bank of a society has had; each question put in use, edited while in use, or
// retired makes one.
struct Bank {
  Id<Bank> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::int64_t state = 0;

  static const record::Type& type();
};

// A new question, or with a code that stands already its next edition. The same again changes
// nothing.
struct PutQuestion {
  static constexpr std::string_view right = "training.bank";
  Id<Branch> branch;
  std::string code, kind, topic;
  std::int64_t difficulty = 2;
  std::string stem;
  std::string option_a, option_b, option_c, option_d, option_e, option_f;
  std::string answer;
  std::string state;  // draft when new and not given; else as it was
  static constexpr auto subject = &PutQuestion::branch;
  static std::span<const record::Field> fields();
};
struct UseQuestion {
  static constexpr std::string_view right = "training.bank";
  Id<Question> question;
  static constexpr auto subject = &UseQuestion::question;
  static std::span<const record::Field> fields();
};
struct RetireQuestion {
  static constexpr std::string_view right = "training.bank";
  Id<Question> question;
  static constexpr auto subject = &RetireQuestion::question;
  static std::span<const record::Field> fields();
};

Result<Question> handle(unit::Context&, Branch, const PutQuestion&);
Result<Question> handle(unit::Context&, Question, const UseQuestion&);
Result<Question> handle(unit::Context&, Question, const RetireQuestion&);

}  // namespace boai::training
