#include "domains/training/rules/sitting.hpp"

#include <algorithm>

namespace boai::training {

Instant ends_at(const Sitting& sitting) {
  std::int64_t seconds = sitting.minutes * 60 + sitting.granted_s + sitting.extended_s;
  return {sitting.started_at.milliseconds + seconds * 1000};
}

namespace {

std::int64_t left_to_grant(const Fairness& fairness, const Sitting& sitting) {
  return std::max<std::int64_t>(0, fairness.grant_s_max - sitting.granted_s);
}

}  // namespace

bool lost(const Fairness& fairness, Instant seen, Instant now) {
  return now.milliseconds - seen.milliseconds > fairness.lost_after_s * 1000;
}

std::int64_t granted_for(const Fairness& fairness, const Sitting& sitting, Instant seen,
                         Instant now) {
  if (!lost(fairness, seen, now)) return 0;
  std::int64_t silence = (now.milliseconds - seen.milliseconds + 999) / 1000;
  return std::min(silence, left_to_grant(fairness, sitting));
}

bool over(const Fairness& fairness, const Sitting& sitting, Instant now) {
  return now.milliseconds > ends_at(sitting).milliseconds + fairness.late_s * 1000;
}

bool over_in_silence(const Fairness& fairness, const Sitting& sitting, Instant seen, Instant now) {
  if (!lost(fairness, seen, now)) return false;
  std::int64_t most = left_to_grant(fairness, sitting) + fairness.late_s;
  return now.milliseconds > ends_at(sitting).milliseconds + most * 1000;
}

Drawable drawable_of(const QuestionEdition& edition, const std::string& code) {
  auto options = edition.options();
  return {.edition = edition.id.number,
          .code = code,
          .topic = edition.topic,
          .kind = edition.kind,
          .options = options_of(edition.kind, options),
          .answer = edition.answer};
}

Outcome check_entering(const Exam& exam, const Entering& entering) {
  if (exam.state != "open" || entering.now > exam.closes_at) {
    return conflict("training.exam_closed", "exam");
  }
  if (entering.now < exam.opens_at) {
    return conflict("training.exam_not_open", "exam", to_text(exam.opens_at));
  }
  Instant from{entering.last_end.milliseconds + entering.retake_hours * 3'600'000};
  if (entering.last_end && entering.now < from) {
    return conflict("training.retake_too_soon", "exam", to_text(from));
  }
  return Done{};
}

}  // namespace boai::training
