// The question bank: questions put, edited, put in use, retired; each change of what is in use is
// a new state of the bank.
#include "domains/training/commands/parts.hpp"
#include "domains/training/records/question.hpp"
#include "domains/training/rules/paper.hpp"

namespace boai::training {

namespace {

Result<std::int64_t> next_state(unit::Context& context, Id<Branch> branch) {
  Bank bank{.id = {}, .version = 0, .branch = branch, .state = 0};
  for (auto& known : TRY(context.find<Bank>("branch", branch.number))) bank = known;
  ++bank.state;
  TRY(context.save(bank));
  return bank.state;
}

Result<Question> question_coded(unit::Context& context, Id<Branch> branch,
                                const std::string& code) {
  for (auto& known : TRY(context.find<Question>("code", code))) {
    if (known.branch == branch) return known;
  }
  return Question{};
}

Result<QuestionEdition> current_edition(unit::Context& context, const Question& question) {
  for (auto& each : TRY(context.find<QuestionEdition>("question", question.id.number))) {
    if (each.edition == question.edition) return each;
  }
  return QuestionEdition{};
}

QuestionEdition edition_from(const PutQuestion& command) {
  QuestionEdition edition;
  edition.branch = command.branch;
  edition.kind = command.kind;
  edition.topic = command.topic;
  edition.difficulty = command.difficulty;
  edition.stem = command.stem;
  edition.option_a = command.option_a;
  edition.option_b = command.option_b;
  edition.option_c = command.option_c;
  edition.option_d = command.option_d;
  edition.option_e = command.option_e;
  edition.option_f = command.option_f;
  edition.answer = command.answer;
  return edition;
}

bool same_words(const QuestionEdition& one, const QuestionEdition& other) {
  return one.kind == other.kind && one.topic == other.topic && one.difficulty == other.difficulty &&
         one.stem == other.stem && one.options() == other.options() && one.answer == other.answer;
}

Outcome save_edition(unit::Context& context, QuestionEdition& edition) {
  edition.account = context.who().name;
  edition.at = context.now();
  return context.save(edition);
}

Outcome end_in_bank(unit::Context& context, QuestionEdition edition, std::int64_t state) {
  edition.bank_until = state;
  return context.save(edition);
}

// The next edition takes the place of the one before, in the bank too.
Outcome edit(unit::Context& context, Question& question, QuestionEdition next) {
  QuestionEdition before = TRY(current_edition(context, question));
  if (before.id && same_words(before, next)) return Done{};
  question.kind = next.kind;
  question.topic = next.topic;
  question.difficulty = next.difficulty;
  question.stem = next.stem;
  ++question.edition;
  TRY(context.save(question));
  next.question = question.id;
  next.edition = question.edition;
  if (question.state == "in_use") {
    next.bank_from = TRY(next_state(context, question.branch));
    TRY(end_in_bank(context, before, next.bank_from));
  }
  return save_edition(context, next);
}

Outcome put_in_use(unit::Context& context, Question& question) {
  if (question.state == "in_use") return Done{};
  QuestionEdition edition = TRY(current_edition(context, question));
  // An edition stands in the bank once; brought back, it is an edition of its own.
  if (edition.bank_from > 0) {
    edition.id = {};
    edition.version = 0;
    edition.bank_until = 0;
    edition.edition = ++question.edition;
  }
  edition.bank_from = TRY(next_state(context, question.branch));
  TRY(save_edition(context, edition));
  question.state = "in_use";
  return context.save(question);
}

Outcome retire(unit::Context& context, Question& question) {
  if (question.state == "in_use") {
    std::int64_t state = TRY(next_state(context, question.branch));
    TRY(end_in_bank(context, TRY(current_edition(context, question)), state));
  }
  question.state = "retired";
  return context.save(question);
}

}  // namespace

Result<Question> handle(unit::Context& context, Branch branch, const PutQuestion& command) {
  QuestionEdition next = edition_from(command);
  auto options = next.options();
  TRY(check_choices({next.kind, options, next.answer}));
  Question question = TRY(question_coded(context, branch.id, command.code));
  if (!question.id) {
    question.branch = branch.id;
    question.code = command.code;
    question.state = "draft";
  }
  TRY(edit(context, question, next));
  if (command.state == "in_use") TRY(put_in_use(context, question));
  if (command.state == "retired") TRY(retire(context, question));
  return question;
}

Result<Question> handle(unit::Context& context, Question question, const UseQuestion&) {
  TRY(put_in_use(context, question));
  return question;
}

Result<Question> handle(unit::Context& context, Question question, const RetireQuestion&) {
  TRY(retire(context, question));
  return question;
}

}  // namespace boai::training
