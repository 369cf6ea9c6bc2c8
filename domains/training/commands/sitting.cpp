// A trainee's own exam: begun, answered one question at a time, submitted; and what is taken in
// when her time is over.
#include <algorithm>

#include "base/crypto/digest.hpp"
#include "domains/training/commands/learning.hpp"
#include "domains/training/commands/parts.hpp"
#include "domains/training/queries/learning.hpp"

namespace boai::training {

namespace {

constexpr std::string_view sitting_presence = "sitting";

// Whose it is not, for her it does not exist.
Result<Enrolment> own_enrolment(unit::Context& context, Id<Class> of_class,
                                std::string_view otherwise) {
  Id<people::Person> person = TRY(people::own_person(context));
  for (auto& each : TRY(context.find<Enrolment>("class", of_class.number))) {
    if (each.person == person) return each;
  }
  return not_found(std::string(otherwise));
}

Result<Sitting> own_sitting(unit::Context& context, Id<Sitting> id) {
  Sitting sitting = TRY(context.load(id));
  TRY(own_enrolment(context, sitting.of_class, "training.sitting.not_found"));
  Enrolment enrolment = TRY(context.load(sitting.enrolment));
  Id<people::Person> person = TRY(people::own_person(context));
  if (enrolment.person != person) return not_found("training.sitting.not_found");
  return sitting;
}

Result<std::vector<Answer>> answers_of(unit::Context& context, Id<Sitting> sitting) {
  auto answers = TRY(context.find<Answer>("sitting", sitting.number));
  std::ranges::sort(answers, {}, &Answer::ordinal);
  return answers;
}

const Fairness& fairness_of(unit::Context& context) {
  return curriculum_of(context.house()).fairness;
}

Result<Instant> last_seen(unit::Context& context, const Sitting& sitting) {
  Presence presence =
      TRY(presence_of(context.batch().connection(), sitting_presence, sitting.id.number));
  return presence.seen_at ? presence.seen_at : sitting.started_at;
}

void note_seen(unit::Context& context, const Sitting& sitting) {
  keep(context, {std::string(sitting_presence), sitting.id.number, context.now(), 0, 0});
}

// Gives back the time of a lost connection, once, and writes down why.
Outcome show_life(unit::Context& context, Sitting& sitting) {
  Instant seen = TRY(last_seen(context, sitting));
  std::int64_t granted = granted_for(fairness_of(context), sitting, seen, context.now());
  if (lost(fairness_of(context), seen, context.now())) {
    Interruption silence{.id = {},
                         .version = 0,
                         .sitting = sitting.id,
                         .branch = sitting.branch,
                         .from = seen,
                         .until = context.now(),
                         .granted_s = granted};
    TRY(context.save(silence));
    sitting.granted_s += granted;
    TRY(context.save(sitting));
  }
  note_seen(context, sitting);
  return Done{};
}

std::uint64_t fresh_seed() {
  std::uint64_t seed = 0;
  for (char byte : crypto::random_bytes(8)) seed = seed << 8 | static_cast<std::uint8_t>(byte);
  return seed;
}

// The paper, a row a question, nothing chosen yet.
Outcome lay_out(unit::Context& context, const Sitting& sitting, const Exam& exam,
                const Blueprint& blueprint) {
  Drawing drawing{.parts = blueprint.parts, .seed = seed_of(sitting.seed), .avoided = {}};
  if (sitting.earlier) {
    for (const Answer& each : TRY(answers_of(context, sitting.earlier))) {
      drawing.avoided.insert(each.edition.number);
    }
  }
  auto paper = TRY(draw(drawing, TRY(bank_at(context, exam.bank, exam.bank_state))));
  std::int64_t ordinal = 0;
  for (const Drawn& asked : paper) {
    Answer answer;
    answer.sitting = sitting.id;
    answer.branch = sitting.branch;
    answer.edition = {asked.edition};
    answer.ordinal = ++ordinal;
    answer.points = asked.points;
    answer.shown = asked.order;
    TRY(context.save(answer));
  }
  return Done{};
}

struct Before {
  std::optional<Sitting> writing;  // she is at it
  Id<Sitting> last;
  Instant last_end;
  std::int64_t count = 0;
};
Result<Before> sittings_before(unit::Context& context, Id<Enrolment> enrolment) {
  Before before;
  for (auto& each : TRY(context.find<Sitting>("enrolment", enrolment.number))) {
    ++before.count;
    if (each.state == "writing") before.writing = each;
    if (each.submitted_at <= before.last_end) continue;
    before.last = each.id;
    before.last_end = each.submitted_at;
  }
  return before;
}

Outcome check_may_sit(unit::Context& context, const Class& of_class, const Enrolment& enrolment,
                      const Exam& exam) {
  TRY(may(Step::close, of_class.state));
  if (!holds_seat(enrolment)) return conflict("training.not_enrolled", "exam");
  TRY(check_admitted(context, of_class, enrolment));
  TRY(check_examiner({of_class.id, enrolment.person}, TRY(context.load(exam.examiner))));
  Taught taught = TRY(taught_in(context, of_class));
  auto marks = TRY(context.find<Mark>("enrolment", enrolment.id.number));
  std::erase_if(marks, [](const Mark& each) { return each.kind != "theory"; });
  return check_attempt(marks, taught.course->theory_attempts);
}

}  // namespace

Result<Sitting> handle(unit::Context& context, identity::Account, const StartSitting& command) {
  Exam exam = TRY(context.load(command.exam));
  Enrolment enrolment = TRY(own_enrolment(context, exam.of_class, "training.exam.not_found"));
  Before before = TRY(sittings_before(context, enrolment.id));
  if (before.writing) return *before.writing;  // on another phone, or once more on this one
  Class of_class = TRY(context.load(exam.of_class));
  TRY(check_may_sit(context, of_class, enrolment, exam));
  const Blueprint* blueprint =
      curriculum_of(context.house()).blueprint(of_class.course, exam.blueprint);
  if (blueprint == nullptr) return conflict("training.no_blueprint", "exam");
  TRY(check_entering(exam, {context.now(), before.last_end, blueprint->retake_hours}));
  Sitting sitting;
  sitting.exam = exam.id;
  sitting.of_class = exam.of_class;
  sitting.branch = exam.branch;
  sitting.enrolment = enrolment.id;
  sitting.attempt = before.count + 1;
  sitting.seed = seed_text(fresh_seed());
  sitting.earlier = before.last;
  sitting.state = "writing";
  sitting.started_at = context.now();
  sitting.minutes = blueprint->minutes;
  TRY(context.save(sitting));
  TRY(lay_out(context, sitting, exam, *blueprint));
  note_seen(context, sitting);
  return sitting;
}

// An answer that was overtaken on its way, or comes twice, changes nothing.
Result<Answer> handle(unit::Context& context, identity::Account, const GiveAnswer& command) {
  Sitting sitting = TRY(own_sitting(context, command.sitting));
  auto answers = TRY(answers_of(context, sitting.id));
  auto place = static_cast<std::size_t>(command.ordinal - 1);
  if (place >= answers.size()) return invalid("training.no_such_question", "ordinal");
  Answer answer = answers[place];
  if (command.sequence <= answer.sequence) return answer;
  if (sitting.state != "writing") return conflict("training.exam_over", "sitting");
  TRY(show_life(context, sitting));
  if (over(fairness_of(context), sitting, context.now())) {
    return conflict("training.exam_over", "sitting");
  }
  QuestionEdition edition = TRY(context.load(answer.edition));
  answer.chosen = TRY(letters_chosen({answer.edition.number, answer.points, answer.shown},
                                     edition.kind, command.chosen));
  answer.sequence = command.sequence;
  answer.at = context.now();
  TRY(context.save(answer));
  return answer;
}

Outcome finish(unit::Context& context, Sitting& sitting, std::string_view ended_by) {
  std::int64_t score = 0;
  for (Answer& answer : TRY(answers_of(context, sitting.id))) {
    QuestionEdition edition = TRY(context.load(answer.edition));
    answer.marked = true;
    answer.correct = right(answer.chosen, edition.answer);
    if (answer.correct) score += answer.points;
    TRY(context.save(answer));
  }
  Exam exam = TRY(context.load(sitting.exam));
  Class of_class = TRY(context.load(sitting.of_class));
  sitting.state = "submitted";
  sitting.ended_by = ended_by;
  sitting.submitted_at = context.now();
  sitting.score = score;
  // Of a class cancelled meanwhile nothing is marked.
  if (may(Step::close, of_class.state).ok()) {
    Enrolment enrolment = TRY(context.load(sitting.enrolment));
    Mark mark = TRY(record_theory(context, enrolment, {score, exam.examiner}));
    sitting.mark = mark.id;
    sitting.passed = mark.passed;
  }
  return context.save(sitting);
}

Result<Sitting> handle(unit::Context& context, identity::Account, const SubmitSitting& command) {
  Sitting sitting = TRY(own_sitting(context, command.sitting));
  if (sitting.state == "submitted") return sitting;
  TRY(show_life(context, sitting));
  bool late = over(fairness_of(context), sitting, context.now());
  TRY(finish(context, sitting, late ? "time" : "herself"));
  return sitting;
}

Result<Sitting> handle(unit::Context& context, Sitting sitting, const CollectSitting&) {
  if (sitting.state == "submitted") return sitting;
  Instant seen = TRY(last_seen(context, sitting));
  if (!over_in_silence(fairness_of(context), sitting, seen, context.now())) {
    return conflict("training.exam_running", "sitting");
  }
  TRY(finish(context, sitting, "time"));
  return sitting;
}

// Her page says every few seconds that she is there; when her time is over, that ends it.
Outcome note_sitting(unit::Context& context, std::int64_t id) {
  Sitting sitting = TRY(own_sitting(context, {id}));
  if (sitting.state != "writing") return Done{};
  TRY(show_life(context, sitting));
  if (over(fairness_of(context), sitting, context.now())) {
    TRY(finish(context, sitting, "time"));
  }
  return Done{};
}

}  // namespace boai::training
