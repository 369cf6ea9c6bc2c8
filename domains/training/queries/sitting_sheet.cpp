// One sitting with everything that gives its paper again: what was asked, what was chosen, what was
// right, when the line was silent. Who disputes a mark is answered from here.
#include <boost/json.hpp>
#include <map>

#include "domains/training/commands/learning.hpp"
#include "domains/training/queries/learning.hpp"
#include "domains/training/queries/parts.hpp"

namespace boai::training {

namespace {

constexpr std::string_view edition_letters = "ABCDEF";

// The paper drawn once more, from what the sitting and the exam say alone.
Result<bool> drawn_again(store::Connection& connection, const Blueprint* blueprint,
                         const Exam& exam, const Sitting& sitting,
                         std::span<const Answer> answers) {
  if (blueprint == nullptr) return false;
  std::map<std::int64_t, std::string> codes;
  for (const auto& each : TRY(all_where<Question>(connection, "branch = ?", exam.bank.number))) {
    codes[each.id.number] = each.code;
  }
  std::vector<Drawable> candidates;
  for (const auto& each :
       TRY(all_where<QuestionEdition>(connection, "branch = ?", exam.bank.number))) {
    if (!each.in_bank(exam.bank_state)) continue;
    candidates.push_back(drawable_of(each, codes[each.question.number]));
  }
  Drawing drawing{.parts = blueprint->parts, .seed = seed_of(sitting.seed), .avoided = {}};
  for (const auto& each :
       TRY(all_where<Answer>(connection, "sitting = ?", sitting.earlier.number))) {
    drawing.avoided.insert(each.edition.number);
  }
  auto paper = TRY(draw(drawing, std::move(candidates)));
  bool same = paper.size() == answers.size();
  for (std::size_t at = 0; same && at < paper.size(); ++at) {
    const Answer& answer = answers[at];
    same = paper[at] == Drawn{answer.edition.number, answer.points, answer.shown};
  }
  return same;
}

// The key belongs to who reads the bank, and to nobody while the paper is being written.
bool opened(const unit::House& house, const rights::Principal& viewer, const Sitting& sitting) {
  bool reads = !rights::reach_of(house.roles, viewer, Question::type().right).none();
  return reads && sitting.state == "submitted";
}

Result<json::object> answer_json(store::Connection& connection, const Answer& answer, bool open) {
  json::object line{{"ordinal", answer.ordinal}, {"points", answer.points}};
  if (open) {
    auto edition = TRY(edition_of(connection, answer));
    line = asked_json(edition, answer);
    line["topic"] = edition.topic;
    line["question"] = to_text(edition.question);
    line["number"] = edition.edition;
    line["answer"] =
        letters_shown({answer.edition.number, answer.points, answer.shown}, edition.answer);
  }
  line["edition"] = to_text(answer.edition);
  line["answered"] = !answer.chosen.empty();
  line["at"] = instant_json(answer.at);
  if (answer.marked) line["correct"] = answer.correct;
  return line;
}

json::object head_json(const Sitting& sitting, const Class& of_class) {
  return {{"id", to_text(sitting.id)},
          {"class", json::object{{"id", to_text(of_class.id)},
                                 {"title", of_class.title},
                                 {"course", of_class.course}}},
          {"attempt", sitting.attempt},
          {"state", sitting.state},
          {"started_at", instant_json(sitting.started_at)},
          {"submitted_at", instant_json(sitting.submitted_at)},
          {"ended_by", sitting.ended_by},
          {"minutes", sitting.minutes},
          {"granted_s", sitting.granted_s},
          {"extended_s", sitting.extended_s},
          {"reason", sitting.reason},
          {"score", sitting.score},
          {"passed", sitting.passed},
          {"seed", sitting.seed}};
}

}  // namespace

Result<QuestionEdition> edition_of(store::Connection& connection, const Answer& answer) {
  auto editions = TRY(all_where<QuestionEdition>(connection, "id = ?", answer.edition.number));
  if (editions.empty()) return internal("training.no_edition");
  return editions.front();
}

json::object asked_json(const QuestionEdition& edition, const Answer& answer) {
  auto texts = edition.options();
  json::array options;
  for (char letter : answer.shown) {
    if (edition.kind == "true_false") break;
    options.push_back(json::value(texts[edition_letters.find(letter)]));
  }
  return {{"ordinal", answer.ordinal},
          {"kind", edition.kind},
          {"stem", edition.stem},
          {"options", std::move(options)},
          {"points", answer.points},
          {"chosen",
           letters_shown({answer.edition.number, answer.points, answer.shown}, answer.chosen)},
          {"sequence", answer.sequence}};
}

Result<json::object> sitting_sheet(store::Connection& connection, const unit::House& house,
                                   const rights::Principal& viewer, std::int64_t id) {
  auto sitting = TRY(seen<Sitting>(connection, house, viewer, id));
  auto exams = TRY(all_where<Exam>(connection, "id = ?", sitting.exam.number));
  auto classes = TRY(all_where<Class>(connection, "id = ?", sitting.of_class.number));
  auto enrolments = TRY(all_where<Enrolment>(connection, "id = ?", sitting.enrolment.number));
  if (exams.empty() || classes.empty() || enrolments.empty()) return not_found("record.not_found");
  const Exam& exam = exams.front();
  const Class& of_class = classes.front();

  json::object sheet = head_json(sitting, of_class);
  sheet["trainee"] = TRY(names_in<Enrolment>(connection, house, enrolments)).begin()->second;
  sheet["pass"] = TRY(course_of(house, of_class.course))->theory_pass;
  sheet["blueprint"] = exam.blueprint;
  sheet["bank_state"] = exam.bank_state;

  auto answers = TRY(all_where<Answer>(connection, "sitting = ? ORDER BY ordinal", id));
  bool open = opened(house, viewer, sitting);
  json::array given, silences;
  for (const Answer& each : answers) given.push_back(TRY(answer_json(connection, each, open)));
  for (const auto& each : TRY(all_where<Interruption>(connection, "sitting = ? ORDER BY id", id))) {
    silences.push_back(json::object{{"from", instant_json(each.from)},
                                    {"until", instant_json(each.until)},
                                    {"granted_s", each.granted_s}});
  }
  sheet["open"] = open;
  sheet["answers"] = std::move(given);
  sheet["interruptions"] = std::move(silences);
  const Blueprint* blueprint = curriculum_of(house).blueprint(of_class.course, exam.blueprint);
  sheet["same_paper"] = TRY(drawn_again(connection, blueprint, exam, sitting, answers));
  return sheet;
}

}  // namespace boai::training
