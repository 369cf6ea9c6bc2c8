// How long a sitting lasts, and what becomes of the time while the connection is lost. Pure. Only
// our own clock counts: a sign of life is a request of the page that reached us, and silence is
// what lies between two of them. (docs/decisions/0032)
#pragma once

#include "domains/training/records/exam.hpp"
#include "domains/training/rules/paper.hpp"

namespace boai::training {

struct Fairness {
  std::int64_t beat_s = 0;        // the page shows a sign of life this often
  std::int64_t lost_after_s = 0;  // longer silence is a lost connection
  std::int64_t grant_s_max = 0;   // given back in one sitting at most
  std::int64_t late_s = 0;        // an answer under way when the time ends still counts
};

// With what was given back and added so far.
Instant ends_at(const Sitting& sitting);

// What a sign of life now gives back for the silence since the last: the whole silence, when it
// was a lost connection, as far as the sitting has not had its most.
std::int64_t granted_for(const Fairness& fairness, const Sitting& sitting, Instant seen,
                         Instant now);

// Her time is over when a sign of life comes now, its grant counted already.
bool over(const Fairness& fairness, const Sitting& sitting, Instant now);
// Of a silent sitting: over when even the most that could be given back would not help. While it
// cannot be told whether she is there, it waits.
bool over_in_silence(const Fairness& fairness, const Sitting& sitting, Instant seen, Instant now);
bool lost(const Fairness& fairness, Instant seen, Instant now);

// An edition as drawing and marking see it.
Drawable drawable_of(const QuestionEdition& edition, const std::string& code);

// May she begin? Codes: training.exam_not_open, training.exam_closed, training.retake_too_soon.
struct Entering {
  Instant now;
  Instant last_end;  // of her attempt before, or none
  std::int64_t retake_hours = 0;
};
Outcome check_entering(const Exam& exam, const Entering& entering);

}  // namespace boai::training
