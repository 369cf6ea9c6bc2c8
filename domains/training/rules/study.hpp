// What is learned online before the theory exam: lessons as the pack's training/lessons say them,
// how time in front of them counts, and who is let in. Pure.
#pragma once

#include <memory>

#include "domains/training/records/study.hpp"
#include "domains/training/rules/course.hpp"
#include "domains/training/rules/items.hpp"
#include "domains/training/rules/paper.hpp"
#include "domains/training/rules/sitting.hpp"

namespace boai::training {

struct QuizQuestion {
  std::string kind, stem;
  std::vector<std::string> options;
  std::string answer;
};

struct Lesson {
  std::string code, title, en;
  std::int64_t minutes = 0;
  std::string video, picture;     // files in the folder of the lessons, or in BOAI_DATA/learning
  std::vector<std::string> text;  // paragraphs
  std::vector<std::string> sources;
  std::vector<QuizQuestion> quiz;
};

// The lessons of a course and of versions of its syllabus, from a day on.
struct LessonBook {
  std::string edition;
  Day since;
  std::string course;
  std::vector<std::string> syllabuses;
  std::vector<Lesson> lessons;

  const Lesson* find(std::string_view code) const;
};

// The admission rule of a course from a day on; a class is judged by its first day.
struct Online {
  std::string course;
  Day since;
  std::int64_t minutes = 0;
  bool quiz = false;
};

struct StudyRules {
  std::int64_t beat_s = 0;        // the page tells this often that it is read
  std::int64_t beat_s_max = 0;    // a longer silence counts for nothing
  std::int64_t keep_every_s = 0;  // how much is gathered before it is written down
};

struct Curriculum {
  std::vector<Blueprint> blueprints;
  Fairness fairness;
  Suspicion suspicion;
  StudyRules study;
  std::vector<Online> online;
  std::vector<LessonBook> books;

  const Blueprint* blueprint_on(std::string_view course, Day day) const;
  const Blueprint* blueprint(std::string_view course, std::string_view version) const;
  const Online* online_on(std::string_view course, Day day) const;
  const LessonBook* book_on(std::string_view course, std::string_view syllabus, Day day) const;
};

const Curriculum& curriculum_of(const unit::House& house);

// Seconds that a sign of reading now earns: the time since the last one of the same person,
// whatever page and however many windows it came from, so that no second counts twice. A silence
// too long earns nothing.
std::int64_t seconds_earned(const StudyRules& rules, Instant before, Instant now);

// A lesson's time counts up to its minutes: staying on one page is no study of the others.
std::int64_t seconds_counted(const Lesson& lesson, std::int64_t seconds);

struct Learned {
  const Lesson* lesson = nullptr;
  std::int64_t seconds = 0;
  bool quiz_passed = false;
};
bool lesson_done(const Learned& learned);
// Every lesson of the book with what her rows say of it.
std::vector<Learned> learned_from(const LessonBook* book, std::span<const Progress> progress);

struct Standing {
  bool required = false;  // the course asks for it
  bool admitted = true;
  std::int64_t seconds = 0, seconds_needed = 0;
  std::int64_t quizzes = 0, quizzes_needed = 0;
};
Standing standing_of(const Online* online, std::span<const Learned> learned);

// "A,BC" against the lesson's quiz: all right or not. Codes: training.quiz_answers.
Result<bool> quiz_right(const Lesson& lesson, std::string_view answers);

// Codes: pack.lessons.
Outcome check(const LessonBook& book);

}  // namespace boai::training
