// Learning online: time in front of a lesson, its quiz, and who is let in to the exam.
#include <algorithm>

#include "domains/training/commands/learning.hpp"
#include "domains/training/commands/parts.hpp"
#include "domains/training/queries/learning.hpp"

namespace boai::training {

namespace {

constexpr const char* sql_presence =
    "SELECT seen_at, page, pending_s FROM training_presence WHERE kind = ? AND subject = ?";

}  // namespace

Result<Presence> presence_of(store::Connection& connection, std::string_view kind,
                             std::int64_t subject) {
  Presence presence{.kind = std::string(kind), .subject = subject, .seen_at = {}};
  store::Value values[] = {presence.kind, subject};
  TRY(connection.each(sql_presence, values, [&](const store::RowView& row) {
    presence.seen_at = {row.number(0)};
    presence.page = row.number(1);
    presence.pending_s = row.number(2);
    return false;
  }));
  return presence;
}

void keep(unit::Context& context, const Presence& presence) {
  context.also([presence](store::Connection& connection) {
    return connection.write(
        {.table = "training_presence",
         .columns = {"kind", "subject", "seen_at", "page", "pending_s"},
         .keys = {"kind", "subject"},
         .added = {},
         .kinds = "tnnnn",
         .rows = {{presence.kind, presence.subject, presence.seen_at.milliseconds, presence.page,
                   presence.pending_s}}});
  });
}

namespace {

// A lesson of a course she has a seat in, or had, with the text that class is taught by.
struct Page {
  Enrolment enrolment;
  const LessonBook* book = nullptr;
  const Lesson* lesson = nullptr;
};
struct Wanted {
  const std::string& course;
  const std::string& lesson;
};
Result<Page> page_of(unit::Context& context, const Wanted& wanted) {
  Id<people::Person> person = TRY(people::own_person(context));
  auto enrolments = TRY(context.find<Enrolment>("person", person.number));
  std::ranges::sort(enrolments, std::greater<>(), &Enrolment::at);
  for (const Enrolment& each : enrolments) {
    Class of_class = TRY(context.load(each.of_class));
    bool hers = holds_seat(each) || each.state == "waiting";
    if (!hers || of_class.course != wanted.course) continue;
    Page page{.enrolment = each,
              .book = curriculum_of(context.house())
                          .book_on(of_class.course, of_class.syllabus, of_class.start),
              .lesson = nullptr};
    if (page.book != nullptr) page.lesson = page.book->find(wanted.lesson);
    if (page.lesson != nullptr) return page;
  }
  return not_found("training.no_lesson", "lesson");
}

Result<Progress> progress_on(unit::Context& context, const Page& page, const std::string& course) {
  Progress progress;
  for (auto& each : TRY(context.find<Progress>("person", page.enrolment.person.number))) {
    bool same = each.course == course && each.lesson == page.lesson->code &&
                each.edition == page.book->edition;
    if (same) return each;
  }
  progress.person = page.enrolment.person;
  progress.branch = page.enrolment.branch;
  progress.enrolment = page.enrolment.id;
  progress.course = course;
  progress.lesson = page.lesson->code;
  progress.edition = page.book->edition;
  return progress;
}

const Lesson* lesson_of(const Curriculum& curriculum, const Progress& progress) {
  for (const LessonBook& book : curriculum.books) {
    bool same = book.edition == progress.edition && book.course == progress.course;
    if (same) return book.find(progress.lesson);
  }
  return nullptr;
}

void settle_done(unit::Context& context, const Lesson& lesson, Progress& progress) {
  if (progress.done_at) return;
  bool passed = static_cast<bool>(progress.quiz_passed_at);
  if (lesson_done({&lesson, progress.seconds, passed})) progress.done_at = context.now();
}

// Writes down what was gathered on a page, when it is much, or the minutes are full, or she leaves.
Outcome write_down(unit::Context& context, Presence& presence, bool leaving) {
  if (presence.page == 0 || presence.pending_s == 0) return Done{};
  const Curriculum& curriculum = curriculum_of(context.house());
  Progress progress = TRY(context.load(Id<Progress>{presence.page}));
  const Lesson* lesson = lesson_of(curriculum, progress);
  if (lesson == nullptr) return Done{};
  std::int64_t needed = lesson->minutes * 60;
  bool fills = progress.seconds < needed && progress.seconds + presence.pending_s >= needed;
  bool due = leaving || fills || presence.pending_s >= curriculum.study.keep_every_s;
  if (!due) return Done{};
  progress.seconds += presence.pending_s;
  presence.pending_s = 0;
  settle_done(context, *lesson, progress);
  return context.save(progress);
}

}  // namespace

Outcome note_reading(unit::Context& context, const Reading& reading) {
  Page page = TRY(page_of(context, {reading.course, reading.lesson}));
  Presence presence =
      TRY(presence_of(context.batch().connection(), "reader", page.enrolment.person.number));
  const StudyRules& rules = curriculum_of(context.house()).study;
  std::int64_t earned = seconds_earned(rules, presence.seen_at, context.now());
  presence.pending_s += earned;
  // Parts of a second stay for the next sign.
  presence.seen_at =
      earned > 0 ? Instant{presence.seen_at.milliseconds + earned * 1000} : context.now();
  Progress progress = TRY(progress_on(context, page, reading.course));
  if (!progress.id) TRY(context.save(progress));
  bool leaving = presence.page != progress.id.number;
  TRY(write_down(context, presence, leaving));
  if (leaving) presence.pending_s = 0;
  presence.page = progress.id.number;
  keep(context, presence);
  return Done{};
}

Result<Progress> handle(unit::Context& context, identity::Account, const AnswerQuiz& command) {
  Page page = TRY(page_of(context, {command.course, command.lesson}));
  Progress progress = TRY(progress_on(context, page, command.course));
  if (progress.quiz_passed_at) return progress;
  bool passed = TRY(quiz_right(*page.lesson, command.answers));
  ++progress.quiz_tries;
  if (passed) progress.quiz_passed_at = context.now();
  settle_done(context, *page.lesson, progress);
  TRY(context.save(progress));
  return progress;
}

Result<Admission> handle(unit::Context& context, Enrolment enrolment, const Admit& command) {
  if (!holds_seat(enrolment)) return conflict("training.not_enrolled", "enrolment");
  for (auto& known : TRY(context.find<Admission>("enrolment", enrolment.id.number))) return known;
  Admission admission{.id = {},
                      .version = 0,
                      .of_class = enrolment.of_class,
                      .branch = enrolment.branch,
                      .enrolment = enrolment.id,
                      .reason = command.reason,
                      .account = context.who().name,
                      .at = context.now()};
  TRY(context.save(admission));
  return admission;
}

Outcome check_admitted(unit::Context& context, const Class& of_class, const Enrolment& enrolment) {
  const Curriculum& curriculum = curriculum_of(context.house());
  const Online* online = curriculum.online_on(of_class.course, of_class.start);
  if (online == nullptr) return Done{};
  if (!TRY(context.find<Admission>("enrolment", enrolment.id.number)).empty()) return Done{};
  auto progress = TRY(context.find<Progress>("person", enrolment.person.number));
  std::erase_if(progress, [&](const Progress& each) { return each.course != of_class.course; });
  const LessonBook* book = curriculum.book_on(of_class.course, of_class.syllabus, of_class.start);
  Standing standing = standing_of(online, learned_from(book, progress));
  if (standing.admitted) return Done{};
  std::string lacks =
      std::to_string(standing.seconds / 60) + "/" + std::to_string(standing.seconds_needed / 60) +
      ", " + std::to_string(standing.quizzes) + "/" + std::to_string(standing.quizzes_needed);
  return conflict("training.not_admitted", "enrolment", lacks);
}

}  // namespace boai::training
