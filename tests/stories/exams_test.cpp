// 理论考试: a bank with versions, papers that can be drawn again, an exam on the phone that a lost
// connection does not spoil.
#include "app/collecting.hpp"
#include "tests/stories/exam_office.hpp"

namespace boai::story {

class Exams : public ExamDesk {
 protected:
  json::object question_of(const std::string& stem, const std::string& answer = "A") {
    return {{"branch", here("32")}, {"code", "CP-900"}, {"kind", "single"}, {"topic", "cpr"},
            {"stem", stem},         {"option_a", "甲"}, {"option_b", "乙"}, {"answer", answer}};
  }
  // Rows of the chain about editions that hold the text.
  std::int64_t journal_rows(const std::string& text) {
    auto reader = app_->readers->borrow();
    store::Value values[] = {text};
    auto counted = (*reader)->number(
        "SELECT count(*) FROM journal WHERE type = 'training.question_edition' AND changes LIKE ?",
        values);
    return counted.ok() ? *counted : -1;
  }
};

TEST_F(Exams, AreDrawnFromABankThatKeepsEveryEdition) {
  EXPECT_EQ(act("clerk", "training.put_question", question_of("先做什么？")), "rights.not_here")
      << "a county does not write the province's questions";
  EXPECT_EQ(act("officer", "training.put_question", question_of("先做什么？", "C")),
            "training.question_answer");
  EXPECT_EQ(act("officer", "training.put_question",
                with(question_of("先做什么？"), {{"kind", "true_false"}})),
            "training.question_options");
  EXPECT_EQ(act("officer", "training.put_question",
                with(question_of("先做什么？"), {{"option_b", "甲"}})),
            "training.question_options");
  EXPECT_EQ(act("officer", "training.put_question", question_of("先做什么？")), "ok");
  std::string id = last();
  EXPECT_EQ(word("training.question", id, "state"), "draft");
  EXPECT_EQ(act("officer", "training.put_question", question_of("先做什么？")), "ok");
  EXPECT_EQ(word("training.question", id, "edition"), "1") << "the same again is no new edition";
  EXPECT_EQ(act("officer", "training.use_question", {{"question", id}}), "ok");
  EXPECT_EQ(act("officer", "training.put_question", question_of("首先做什么？")), "ok");
  EXPECT_EQ(last(), id);
  EXPECT_EQ(word("training.question", id, "edition"), "2");
  EXPECT_EQ(act("officer", "training.retire_question", {{"question", id}}), "ok");
  EXPECT_EQ(act("officer", "training.use_question", {{"question", id}}), "ok");
  auto sheet = question("examiner", id);
  auto& editions = sheet.at("editions").as_array();
  ASSERT_EQ(editions.size(), 3u) << "brought back, it is an edition of its own";
  EXPECT_EQ(editions[0].at("bank_from"), 4);
  EXPECT_EQ(editions[1].at("stem"), "首先做什么？");
  EXPECT_EQ(editions[1].at("bank_until"), 3);
  EXPECT_EQ(editions[2].at("stem"), "先做什么？");
  EXPECT_EQ(editions[2].at("answer"), "A") << "an examiner may read it";
}

TEST_F(Exams, ImportTheSameSheetTwiceWithoutAChange) {
  fill_bank();
  auto again = [&] {
    adjust_ = [this](exchange::Order& order) {
      order.type = app_->house->types.find("training.question");
      order.command = app_->commands.find(order.type->import_command);
    };
    return import("officer", app_->pack() + "/training/questions.csv");
  }();
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->tally.unchanged, 82);
  EXPECT_EQ(seen_by("officer", "training.bank")[0].at("state"), 82);
}

TEST_F(Exams, EndInAMarkByTheRulesOfEveryMark) {
  Ready of;
  std::string id = exam(of);
  EXPECT_EQ(act("examiner", "training.open_exam", {{"class", of.id}, {"examiner", of.by.one}}),
            "training.exam_open");
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", of.id}}), "training.exam_open");
  std::string sitting = start("zhang", id);
  EXPECT_EQ(start("zhang", id), sitting) << "begun again on another phone it is the same";
  auto shown = paper("zhang", sitting);
  ASSERT_EQ(shown.at("questions").as_array().size(), 25u);
  EXPECT_EQ(json::serialize(shown).find("answer"), std::string::npos);
  EXPECT_EQ(answer("zhang", sitting, 26, "A", 1), "training.no_such_question");
  EXPECT_EQ(answer("zhang", sitting, 1, "F", 1), "training.no_such_choice");
  answer_rightly("zhang", sitting, 1, 20);
  // An earlier word that comes late does not overtake the later one.
  EXPECT_EQ(answer("zhang", sitting, 1, "A", 5), "ok");
  EXPECT_EQ(answer("zhang", sitting, 1, right_on_screen(sitting, 1), 4), "ok");
  EXPECT_EQ(paper("zhang", sitting).at("questions").at(0).at("chosen"), "A");
  EXPECT_EQ(answer("zhang", sitting, 1, right_on_screen(sitting, 1), 6), "ok");
  EXPECT_EQ(own("zhang", "training.submit_sitting", {{"sitting", sitting}}), "ok");
  EXPECT_EQ(own("zhang", "training.submit_sitting", {{"sitting", sitting}}), "ok")
      << "sent twice it is submitted once";
  EXPECT_EQ(answer("zhang", sitting, 21, "A", 1), "training.exam_over");
  EXPECT_EQ(word("training.sitting", sitting, "score"), "80");
  auto marks = seen_by("clerk", "training.mark", {{"enrolment", of.zhang}});
  ASSERT_EQ(marks.size(), 1u);
  EXPECT_EQ(marks[0].at("score"), 80);
  EXPECT_EQ(marks[0].at("passed"), true);
  EXPECT_EQ(own("zhang", "training.start_sitting", {{"exam", id}}), "training.passed_already");
  EXPECT_EQ(act("examiner", "training.close_exam", {{"exam", id}}), "ok");
  EXPECT_EQ(own("li", "training.start_sitting", {{"exam", id}}), "training.exam_closed");
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Exams, CanBeDrawnAgainAfterTheBankHasChanged) {
  Ready of;
  std::string id = exam(of);
  std::string sitting = start("zhang", id);
  EXPECT_EQ(sitting_sheet("examiner", sitting).at("same_paper"), true);
  auto before = json::serialize(paper("zhang", sitting).at("questions"));
  // Every question of CPR is written anew, some retired, while she writes.
  for (const auto& row :
       seen_by("officer", "training.question", {{"topic", "cpr"}, {"limit", "200"}})) {
    json::object one{{"question", std::string(row.at("id").as_string())}};
    EXPECT_EQ(act("officer", "training.retire_question", one), "ok");
  }
  EXPECT_EQ(json::serialize(paper("zhang", sitting).at("questions")), before);
  EXPECT_EQ(sitting_sheet("examiner", sitting).at("same_paper"), true);
  std::string other = start("li", id);
  EXPECT_EQ(sitting_sheet("examiner", other).at("same_paper"), true)
      << "the exam keeps the state of the bank in which it was opened";
  EXPECT_EQ(act("examiner", "training.close_exam", {{"exam", id}}), "training.exam_writing");
  EXPECT_EQ(act("examiner", "training.close_exam", {{"exam", id}, {"reason", "停电"}}), "ok");
  EXPECT_EQ(word("training.sitting", sitting, "ended_by"), "examiner");
  EXPECT_EQ(act("examiner", "training.open_exam", {{"class", of.id}, {"examiner", of.by.one}}),
            "training.bank_too_small");
}

TEST_F(Exams, WhoDisputesAMarkIsShownTheWholePaper) {
  Ready of;
  std::string sitting = start("zhang", exam(of));
  answer_rightly("zhang", sitting, 1, 2);
  std::string right = right_on_screen(sitting, 3), wrong = right == "A" ? "B" : "A";
  EXPECT_EQ(answer("zhang", sitting, 3, wrong, 1), "ok");
  auto asked = paper("zhang", sitting).at("questions").as_array();
  auto during = sitting_sheet("examiner", sitting);
  EXPECT_EQ(during.at("open"), false) << "no key leaves the house while somebody writes";
  EXPECT_EQ(json::serialize(during).find(std::string(asked[0].at("stem").as_string())),
            std::string::npos);
  EXPECT_EQ(own("zhang", "training.submit_sitting", {{"sitting", sitting}}), "ok");

  auto sheet = sitting_sheet("examiner", sitting);
  EXPECT_EQ(sheet.at("open"), true);
  EXPECT_EQ(sheet.at("trainee"), "张**");
  EXPECT_EQ(sheet.at("score"), 8);
  auto& answers = sheet.at("answers").as_array();
  ASSERT_EQ(answers.size(), 25u);
  for (std::size_t at = 0; at < answers.size(); ++at) {
    EXPECT_EQ(answers[at].at("stem"), asked[at].at("stem")) << "the paper as it stood on her phone";
    EXPECT_EQ(answers[at].at("options"), asked[at].at("options"));
  }
  EXPECT_EQ(answers[0].at("chosen"), answers[0].at("answer"));
  EXPECT_EQ(answers[0].at("correct"), true);
  EXPECT_EQ(answers[2].at("chosen").as_string(), wrong);
  EXPECT_EQ(answers[2].at("answer").as_string(), right);
  EXPECT_EQ(answers[2].at("correct"), false);
  EXPECT_EQ(answers[3].at("answered"), false);

  auto closed = sitting_sheet("xuanwu", sitting);
  EXPECT_EQ(closed.at("open"), false) << "who does not read the bank sees figures, not the key";
  EXPECT_EQ(closed.at("score"), 8);
  EXPECT_FALSE(closed.at("answers").at(2).as_object().contains("answer"));
  EXPECT_EQ(sitting_sheet("gulou_xuzhou", sitting).at("refused"), "record.not_found");
  EXPECT_EQ(sitting_sheet("zhang", sitting).at("refused"), "record.not_found");
}

TEST_F(Exams, GiveAnotherPaperForASecondAttemptAndNotTooSoon) {
  Ready of;
  std::string id = exam(of);
  std::string first = start("zhang", id);
  EXPECT_EQ(own("zhang", "training.submit_sitting", {{"sitting", first}}), "ok");
  EXPECT_EQ(word("training.sitting", first, "score"), "0");
  EXPECT_EQ(own("zhang", "training.start_sitting", {{"exam", id}}), "training.retake_too_soon");
  later(3600);
  std::string second = start("zhang", id);
  EXPECT_NE(second, first);
  EXPECT_EQ(sitting_sheet("examiner", second).at("same_paper"), true);
  std::set<std::string> asked;
  std::size_t twice = 0;
  for (const std::string& sitting : {first, second}) {
    for (const auto& row :
         seen_by("operator", "training.answer", {{"sitting", sitting}, {"limit", "200"}})) {
      if (!asked.emplace(row.at("edition").as_string()).second) ++twice;
    }
  }
  // The bank of cpr_aed has enough others but for single choices of CPR and AED and such.
  EXPECT_LE(twice, 10u);
  EXPECT_EQ(own("zhang", "training.submit_sitting", {{"sitting", second}}), "ok");
  later(3600);
  EXPECT_EQ(own("zhang", "training.start_sitting", {{"exam", id}}), "training.no_attempt_left");
}

TEST_F(Exams, GiveBackTheTimeOfALostConnection) {
  Ready of;
  std::string id = exam(of);
  std::string sitting = start("zhang", id);
  for (int beat = 0; beat < 30; ++beat) {
    later(20);
    EXPECT_EQ(sit("zhang", sitting), "ok");
  }
  EXPECT_TRUE(seen_by("examiner", "training.interruption").empty()) << "ten minutes undisturbed";
  EXPECT_EQ(desk("examiner", of.id).at("trainees").at(0).at("sittings").at(0).at("state"),
            "writing");
  later(400);  // no network
  EXPECT_EQ(desk("examiner", of.id).at("trainees").at(0).at("sittings").at(0).at("state"),
            "offline");
  // Back: first come the answers kept on the phone.
  answer_rightly("zhang", sitting, 1, 5);
  auto silences = seen_by("examiner", "training.interruption", {{"sitting", sitting}});
  ASSERT_EQ(silences.size(), 1u) << "given back once";
  EXPECT_EQ(silences[0].at("granted_s"), 400);
  EXPECT_EQ(word("training.sitting", sitting, "granted_s"), "400");
  // Silent beyond what the pack allows: only the rest of it comes back.
  later(700);
  EXPECT_EQ(sit("zhang", sitting), "ok");
  EXPECT_EQ(word("training.sitting", sitting, "granted_s"), "900");
  // The examiner adds time, with a reason.
  EXPECT_EQ(act("examiner", "training.extend_sitting", {{"sitting", sitting}, {"minutes", 10}}),
            "field.required");
  EXPECT_EQ(act("examiner", "training.extend_sitting",
                {{"sitting", sitting}, {"minutes", 10}, {"reason", "换了手机"}}),
            "ok");
  // 30 minutes, 15 given back, 10 added.
  later(55 * 60 - 600 - 400 - 700 + 4);
  EXPECT_EQ(answer("zhang", sitting, 6, right_on_screen(sitting, 6), 1), "ok")
      << "under way when the time ended";
  later(10);
  EXPECT_EQ(answer("zhang", sitting, 7, right_on_screen(sitting, 7), 1), "training.exam_over");
  EXPECT_EQ(sit("zhang", sitting), "ok");
  EXPECT_EQ(word("training.sitting", sitting, "state"), "submitted");
  EXPECT_EQ(word("training.sitting", sitting, "ended_by"), "time");
  EXPECT_EQ(word("training.sitting", sitting, "score"), "24");
}

TEST_F(Exams, AreTakenInWhenTheTimeIsOverAndNobodyComesBack) {
  Ready of;
  std::string id = exam(of);
  std::string sitting = start("zhang", id);
  answer_rightly("zhang", sitting, 1, 16);
  auto collect = [&] {
    auto taken = app::collect_sittings(*app_);
    return taken.ok() ? *taken : -1;
  };
  later(30 * 60 + 10);  // her time would be over, but she may have been cut off
  EXPECT_EQ(collect(), 0);
  EXPECT_EQ(act("operator", "training.collect_sitting", {{"sitting", sitting}}),
            "training.exam_running");
  later(15 * 60);
  EXPECT_EQ(collect(), 1);
  EXPECT_EQ(collect(), 0) << "once";
  EXPECT_EQ(word("training.sitting", sitting, "ended_by"), "time");
  EXPECT_EQ(word("training.sitting", sitting, "score"), "64") << "what is there counts";
  EXPECT_EQ(seen_by("clerk", "training.mark", {{"enrolment", of.zhang}})[0].at("passed"), true);
}

TEST_F(Exams, TellWhatTheQuestionsAreWorth) {
  Ready of;
  std::string id = exam(of);
  std::string good = start("zhang", id), weak = start("li", id);
  answer_rightly("zhang", good, 1, 25);
  for (const char* who : {"zhang", "li"}) {
    EXPECT_EQ(own(who, "training.submit_sitting",
                  {{"sitting", std::string(who) == "zhang" ? good : weak}}),
              "ok");
  }
  auto bank = shown("officer", [&](auto& reader, auto& viewer) {
    return training::bank_sheet(reader, *app_->house, viewer);
  });
  std::int64_t used = 0, both = 0;
  for (const auto& each : bank.at("questions").as_array()) {
    auto& figures = each.at("figures").as_object();
    std::int64_t times = figures.at("used").as_int64();
    used += times;
    if (times == 2) {
      ++both;
      EXPECT_EQ(figures.at("rate"), 0.5);
      EXPECT_EQ(figures.at("unanswered"), 1);
    }
    EXPECT_TRUE(figures.at("suspicions").as_array().empty()) << "two answers are no ground";
  }
  EXPECT_EQ(used, 50);
  EXPECT_GT(both, 0);
}

TEST_F(Exams, ShowNoTraineeAnAnswerAndNoCountyAnother) {
  Ready of;
  std::string id = exam(of);
  std::string sitting = start("zhang", id);
  EXPECT_EQ(paper("li", sitting).at("refused"), "training.sitting.not_found");
  EXPECT_EQ(answer("li", sitting, 1, "A", 1), "training.sitting.not_found");
  EXPECT_EQ(own("li", "training.submit_sitting", {{"sitting", sitting}}),
            "training.sitting.not_found");
  EXPECT_EQ(act("li", "training.give_answer",
                {{"account", account("zhang")},
                 {"sitting", sitting},
                 {"ordinal", 1},
                 {"chosen", "A"},
                 {"sequence", 1}}),
            "rights.not_yours");
  person("stranger", "member", "320302");
  EXPECT_EQ(own("stranger", "training.start_sitting", {{"exam", id}}), "people.no_person");
  EXPECT_EQ(question("zhang", "1").at("refused"), "rights.not_held");
  for (const char* type : {"training.question", "training.question_edition", "training.bank",
                           "training.exam", "training.sitting", "training.answer",
                           "training.interruption", "training.progress", "training.admission"}) {
    SCOPED_TRACE(type);
    EXPECT_TRUE(app_->house->types.find(type) != nullptr);
    auto reader = app_->readers->borrow();
    auto member = rights::principal_of(**reader, "zhang", app_->today());
    EXPECT_TRUE(
        rights::reach_of(app_->house->roles, *member, app_->house->types.find(type)->right).none());
    if (std::string(type).find("question") == std::string::npos &&
        type != std::string("training.bank")) {
      EXPECT_TRUE(seen_by("gulou_xuzhou", type).empty());
    }
  }
  EXPECT_EQ(desk("gulou_xuzhou", of.id).at("refused"), "record.not_found");
  EXPECT_EQ(act("gulou_xuzhou", "training.close_exam", {{"exam", id}}), "rights.not_here");
  // Who may read a question finds its answer in the bank alone: in no list, no history.
  auto editions = seen_by("officer", "training.question_edition", {{"limit", "200"}});
  ASSERT_FALSE(editions.empty());
  EXPECT_FALSE(editions[0].contains("answer"));
  auto reader = app_->readers->borrow();
  auto officer = rights::principal_of(**reader, "officer", app_->today());
  auto history =
      lists::history(**reader, *app_->house, *app_->house->types.find("training.question_edition"),
                     *officer, std::stoll(std::string(editions[0].at("id").as_string())));
  ASSERT_TRUE(history.ok());
  EXPECT_EQ(json::serialize(*history).find("\"answer\""), std::string::npos);
  std::int64_t clear = 0;
  for (const char* letters : {"A", "B", "C", "D", "ABC", "ABD", "ACD", "BCD"}) {
    clear += journal_rows("%\"" + std::string(letters) + "\"]%");
  }
  EXPECT_EQ(journal_rows("%\"answer\":%"), 82);
  EXPECT_EQ(clear, 0) << "the chain holds commitments of answers only";
}

}  // namespace boai::story
