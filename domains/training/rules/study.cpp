#include "domains/training/rules/study.hpp"

#include <algorithm>

#include "domains/training/rules/certificate.hpp"

namespace boai::training {

const Lesson* LessonBook::find(std::string_view code) const {
  auto found = std::ranges::find(lessons, code, &Lesson::code);
  return found == lessons.end() ? nullptr : &*found;
}

namespace {

bool holds(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// The last to begin by that day.
template <typename T, typename Fits>
const T* latest(const std::vector<T>& all, Day day, Fits fits) {
  const T* found = nullptr;
  for (const T& each : all) {
    bool good = fits(each) && each.since <= day;
    if (good && (found == nullptr || found->since < each.since)) found = &each;
  }
  return found;
}

}  // namespace

const Blueprint* Curriculum::blueprint_on(std::string_view course, Day day) const {
  return latest(blueprints, day, [&](const Blueprint& each) { return each.course == course; });
}

const Blueprint* Curriculum::blueprint(std::string_view course, std::string_view version) const {
  for (const Blueprint& each : blueprints) {
    if (each.course == course && each.version == version) return &each;
  }
  return nullptr;
}

const Online* Curriculum::online_on(std::string_view course, Day day) const {
  return latest(online, day, [&](const Online& each) { return each.course == course; });
}

const LessonBook* Curriculum::book_on(std::string_view course, std::string_view syllabus,
                                      Day day) const {
  return latest(books, day, [&](const LessonBook& each) {
    return each.course == course && holds(each.syllabuses, syllabus);
  });
}

const Curriculum& curriculum_of(const unit::House& house) {
  return *std::any_cast<const std::shared_ptr<const Curriculum>&>(
      house.from_pack.at("training.curriculum"));
}

std::int64_t seconds_earned(const StudyRules& rules, Instant before, Instant now) {
  std::int64_t since = (now.milliseconds - before.milliseconds) / 1000;
  bool reading = before && since >= 0 && since <= rules.beat_s_max;
  return reading ? since : 0;
}

std::int64_t seconds_counted(const Lesson& lesson, std::int64_t seconds) {
  return std::min(seconds, lesson.minutes * 60);
}

bool lesson_done(const Learned& learned) {
  bool read = learned.seconds >= learned.lesson->minutes * 60;
  return read && (learned.quiz_passed || learned.lesson->quiz.empty());
}

std::vector<Learned> learned_from(const LessonBook* book, std::span<const Progress> progress) {
  std::vector<Learned> learned;
  if (book == nullptr) return learned;
  for (const Lesson& lesson : book->lessons) {
    Learned one{.lesson = &lesson, .seconds = 0, .quiz_passed = false};
    for (const Progress& each : progress) {
      if (each.lesson != lesson.code || each.edition != book->edition) continue;
      one.seconds = each.seconds;
      one.quiz_passed = static_cast<bool>(each.quiz_passed_at);
    }
    learned.push_back(one);
  }
  return learned;
}

Standing standing_of(const Online* online, std::span<const Learned> learned) {
  Standing standing;
  for (const Learned& each : learned) {
    standing.seconds += seconds_counted(*each.lesson, each.seconds);
    if (each.lesson->quiz.empty()) continue;
    ++standing.quizzes_needed;
    if (each.quiz_passed) ++standing.quizzes;
  }
  if (online == nullptr) return standing;
  standing.required = true;
  standing.seconds_needed = online->minutes * 60;
  if (!online->quiz) standing.quizzes_needed = 0;
  standing.admitted =
      standing.seconds >= standing.seconds_needed && standing.quizzes >= standing.quizzes_needed;
  return standing;
}

Result<bool> quiz_right(const Lesson& lesson, std::string_view answers) {
  auto given = words_of(answers);
  if (given.size() != lesson.quiz.size()) {
    return invalid("training.quiz_answers", "answers", std::to_string(lesson.quiz.size()));
  }
  for (std::size_t at = 0; at < given.size(); ++at) {
    std::ranges::sort(given[at]);
    if (given[at] != lesson.quiz[at].answer) return false;
  }
  return true;
}

Outcome check(const LessonBook& book) {
  if (book.lessons.empty()) return invalid("pack.lessons", book.edition);
  for (const Lesson& lesson : book.lessons) {
    bool good = lesson.minutes > 0 && book.find(lesson.code) == &lesson;
    if (!good) return invalid("pack.lessons", lesson.code);
    for (const QuizQuestion& each : lesson.quiz) {
      auto checked = check_choices({each.kind, each.options, each.answer});
      if (!checked.ok()) return invalid("pack.lessons", lesson.code, each.stem);
    }
  }
  return Done{};
}

}  // namespace boai::training
