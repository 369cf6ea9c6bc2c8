// The question bank with its answers, for who keeps or reads it, and how each edition did.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "domains/training/queries/learning.hpp"
#include "domains/training/queries/parts.hpp"

namespace boai::training {

namespace {

// Of what the reader's societies examined; the bank is one, the sittings are theirs.
using GivenByEdition = std::map<std::int64_t, std::vector<Given>>;
Result<GivenByEdition> given_answers(store::Connection& connection, const unit::House& house,
                                     const rights::Principal& viewer) {
  std::vector<store::Value> values;
  std::string reach =
      rights::reach_of(house.roles, viewer, Answer::type().right).condition("a.branch", values);
  GivenByEdition given;
  TRY(connection.each(
      "SELECT a.edition, s.score, a.chosen, a.correct FROM training_answer a JOIN "
      "training_sitting s ON s.id = a.sitting WHERE a.marked = 1 AND " +
          reach,
      values, [&](const store::RowView& row) {
        std::string chosen = row.null(2) ? "" : std::string(row.text(2));
        given[row.number(0)].push_back({row.number(1), std::move(chosen), row.number(3) == 1});
        return true;
      }));
  return given;
}

double rounded(double share) {
  return static_cast<double>(static_cast<std::int64_t>(share * 1000 + (share < 0 ? -0.5 : 0.5))) /
         1000;
}

json::object figures_json(const ItemFigures& figures) {
  json::object chosen;
  for (const auto& [letter, count] : figures.chosen) chosen[std::string(1, letter)] = count;
  json::array suspicions;
  for (const std::string& each : figures.suspicions) suspicions.push_back(json::value(each));
  json::object shown{{"used", figures.used}, {"suspicions", std::move(suspicions)}};
  if (figures.used == 0) return shown;
  shown["rate"] = rounded(figures.rate);
  shown["discrimination"] = rounded(figures.discrimination);
  shown["chosen"] = std::move(chosen);
  shown["unanswered"] = figures.unanswered;
  return shown;
}

json::object edition_json(const QuestionEdition& edition, const ItemFigures& figures) {
  json::array options;
  for (const std::string& option : edition.options()) {
    if (!option.empty()) options.push_back(json::value(option));
  }
  return {{"id", to_text(edition.id)},
          {"edition", edition.edition},
          {"kind", edition.kind},
          {"topic", edition.topic},
          {"difficulty", edition.difficulty},
          {"stem", edition.stem},
          {"options", std::move(options)},
          {"answer", edition.answer},
          {"bank_from", edition.bank_from},
          {"bank_until", edition.bank_until},
          {"account", edition.account},
          {"at", instant_json(edition.at)},
          {"figures", figures_json(figures)}};
}

ItemFigures figures_of_edition(const unit::House& house, const QuestionEdition& edition,
                               const GivenByEdition& given) {
  auto options = edition.options();
  auto found = given.find(edition.id.number);
  return figures_of({options_of(edition.kind, options), edition.answer},
                    found == given.end() ? std::vector<Given>{} : found->second,
                    curriculum_of(house).suspicion);
}

Outcome check_reads(const unit::House& house, const rights::Principal& viewer) {
  bool none = rights::reach_of(house.roles, viewer, Question::type().right).none();
  if (none) return forbidden("rights.not_held", {}, std::string(Question::type().right));
  return Done{};
}

json::object question_line(const Question& question) {
  return {{"id", to_text(question.id)},
          {"code", question.code},
          {"kind", question.kind},
          {"topic", question.topic},
          {"difficulty", question.difficulty},
          {"stem", question.stem},
          {"state", question.state},
          {"edition", question.edition},
          {"branch", to_text(question.branch)}};
}

}  // namespace

Result<json::object> bank_sheet(store::Connection& connection, const unit::House& house,
                                const rights::Principal& viewer) {
  TRY(check_reads(house, viewer));
  auto given = TRY(given_answers(connection, house, viewer));
  std::map<std::pair<std::int64_t, std::int64_t>, ItemFigures> figures;
  for (const auto& each : TRY(all_where<QuestionEdition>(connection, "id > ?", 0))) {
    figures[{each.question.number, each.edition}] = figures_of_edition(house, each, given);
  }
  json::array questions;
  for (const auto& question : TRY(all_where<Question>(connection, "id > ? ORDER BY code, id", 0))) {
    json::object line = question_line(question);
    line["figures"] = figures_json(figures[{question.id.number, question.edition}]);
    questions.push_back(std::move(line));
  }
  json::array banks;
  for (const auto& bank : TRY(all_where<Bank>(connection, "id > ? ORDER BY id", 0))) {
    banks.push_back(json::object{{"branch", to_text(bank.branch)}, {"state", bank.state}});
  }
  return json::object{{"banks", std::move(banks)}, {"questions", std::move(questions)}};
}

Result<json::object> question_sheet(store::Connection& connection, const unit::House& house,
                                    const rights::Principal& viewer, std::int64_t id) {
  TRY(check_reads(house, viewer));
  auto questions = TRY(all_where<Question>(connection, "id = ?", id));
  if (questions.empty()) return not_found("record.not_found");
  auto given = TRY(given_answers(connection, house, viewer));
  json::array editions;
  for (const auto& each :
       TRY(all_where<QuestionEdition>(connection, "question = ? ORDER BY edition DESC", id))) {
    editions.push_back(edition_json(each, figures_of_edition(house, each, given)));
  }
  json::object sheet = question_line(questions.front());
  sheet["editions"] = std::move(editions);
  return sheet;
}

}  // namespace boai::training
