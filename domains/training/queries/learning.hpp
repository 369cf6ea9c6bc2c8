// Read models of learning and exams, and the two things a page tells without a command: that a
// lesson is being read, and that somebody sits at her exam.
#pragma once

#include <boost/json/fwd.hpp>

#include "domains/training/queries.hpp"
#include "domains/training/rules/study.hpp"

namespace boai::training {

// From exams.yaml, courses.yaml and lessons/ of the folder. Codes: pack.exams, pack.lessons.
Result<Curriculum> read_curriculum(const std::string& folder);

// Codes: people.no_person, training.no_lesson.
struct Reading {
  std::string course, lesson;
};
Outcome note_reading(unit::Context& context, const Reading& reading);
// Codes: training.sitting.not_found.
Outcome note_sitting(unit::Context& context, std::int64_t sitting);

// Her courses: {"courses":[{"enrolment","class","title","course","state","exam_on","standing",
// "lessons":[…],"exam","sittings":[…]}]}. Codes: people.no_person.
Result<boost::json::object> own_learning(store::Connection& connection, const unit::House& house,
                                         const rights::Principal& viewer, Instant now);
// One lesson with its quiz, without the quiz's answers. Codes: training.no_lesson.
Result<boost::json::object> own_lesson(store::Connection& connection, const unit::House& house,
                                       const rights::Principal& viewer, const Reading& reading);
// May she see this file of the lessons: a file of a lesson of hers, or any for who reads training.
// Codes: training.no_lesson.
Outcome check_media(store::Connection& connection, const unit::House& house,
                    const rights::Principal& viewer, const std::string& file);
// Her paper as it stands on the screen, what she has chosen, how long she has: {"id","state","now",
// "ends_at","granted_s","questions":[{"ordinal","kind","stem","options","points","chosen",
// "sequence"}]}; once submitted "score","passed","ended_by" and no question. Never an answer.
struct AskedAt {
  std::int64_t id = 0;
  Instant now;
  bool brief = false;  // without the questions
};
Result<boost::json::object> own_sitting_sheet(store::Connection& connection,
                                              const unit::House& house,
                                              const rights::Principal& viewer,
                                              const AskedAt& asked);

// What the course asks for, what she has, and whether she is let in without it.
boost::json::object standing_json(const Standing& standing,
                                  const std::vector<Admission>& admissions);

// The exam desk of a class: {"class","online","exams":[…],"trainees":[{"id","name","standing",
// "admission","marks","sitting"}],"examiners":[…]}.
Result<boost::json::object> exam_desk(store::Connection& connection, const unit::House& house,
                                      const rights::Principal& viewer, const AskedAt& asked);

// The bank with how each question did: {"bank","state","topics","questions":[…]}; one question with
// every edition, its answer and figures. Codes: record.not_found.
Result<boost::json::object> bank_sheet(store::Connection& connection, const unit::House& house,
                                       const rights::Principal& viewer);
Result<boost::json::object> question_sheet(store::Connection& connection, const unit::House& house,
                                           const rights::Principal& viewer, std::int64_t id);
// One sitting with seed, bank and answers, and whether its paper, drawn again from them, is the
// same: {"class","trainee",…,"seed","open","answers":[…],"interruptions":[…],"same_paper"}. Once it
// is submitted it is `open` to who reads the bank: each answer with its question as it stood on the
// screen, what was chosen and what is right. Codes: record.not_found.
Result<boost::json::object> sitting_sheet(store::Connection& connection, const unit::House& house,
                                          const rights::Principal& viewer, std::int64_t id);

// Sittings of silent trainees whose time may be over, the longest silent first.
Result<std::vector<std::int64_t>> sittings_to_collect(store::Connection& connection,
                                                      const unit::House& house, Instant now);

}  // namespace boai::training
