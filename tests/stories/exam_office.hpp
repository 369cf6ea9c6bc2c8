// A training desk with a question bank, lessons and trainees who have accounts of their own.
#pragma once

#include "domains/training/queries/learning.hpp"
#include "tests/stories/class_office.hpp"

namespace boai::story {

class ExamDesk : public TrainingDesk {
 protected:
  void SetUp() override {
    TrainingDesk::SetUp();
    person("examiner", "examiner", "320102");
    person("zhang", "member", "320102");
    person("li", "member", "320102");
  }

  // The pack's own questions, by the import anybody would use.
  void fill_bank() {
    adjust_ = [this](exchange::Order& order) {
      const record::Type* type = app_->house->types.find("training.question");
      order.type = type;
      order.command = app_->commands.find(type->import_command);
    };
    auto report = import("officer", app_->pack() + "/training/questions.csv");
    ASSERT_TRUE(report.ok()) << report.error().code << report.error().detail;
    ASSERT_EQ(report->tally.refused, 0) << refused();
    ASSERT_EQ(report->tally.created, 82);
    adjust_ = {};
  }

  json::object course(const std::string& title, const std::string& start) {
    return with(plan(title, start), {{"course", "cpr_aed"}});
  }
  std::string account(const std::string& name) {
    auto rows = seen_by("operator", "identity.account", {{"account", name}});
    return rows.empty() ? "" : std::string(rows[0].at("id").as_string());
  }
  void link(const std::string& enrolment, const std::string& name) {
    EXPECT_EQ(act("operator", "people.link_account",
                  {{"person", word("training.enrolment", enrolment, "person")}, {"account", name}}),
              "ok");
  }
  // Her own command: the account says who she is.
  std::string own(const std::string& name, std::string_view command, json::object fields) {
    return act(name, command, with(std::move(fields), {{"account", account(name)}}));
  }

  template <typename Ask>
  json::object shown(const std::string& name, Ask ask) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, name, app_->today());
    auto found = ask(**reader, *viewer);
    return found.ok() ? *found : json::object{{"refused", found.error().code}};
  }
  json::object learning(const std::string& name) {
    return shown(name, [&](auto& reader, auto& viewer) {
      return training::own_learning(reader, *app_->house, viewer, app_->clock->now());
    });
  }
  json::object paper(const std::string& name, const std::string& sitting) {
    return shown(name, [&](auto& reader, auto& viewer) {
      return training::own_sitting_sheet(reader, *app_->house, viewer,
                                         {std::stoll(sitting), app_->clock->now()});
    });
  }
  json::object desk(const std::string& name, const std::string& of_class) {
    return shown(name, [&](auto& reader, auto& viewer) {
      return training::exam_desk(reader, *app_->house, viewer,
                                 {std::stoll(of_class), app_->clock->now()});
    });
  }
  json::object sitting_sheet(const std::string& name, const std::string& sitting) {
    return shown(name, [&](auto& reader, auto& viewer) {
      return training::sitting_sheet(reader, *app_->house, viewer, std::stoll(sitting));
    });
  }
  json::object question(const std::string& name, const std::string& id) {
    return shown(name, [&](auto& reader, auto& viewer) {
      return training::question_sheet(reader, *app_->house, viewer, std::stoll(id));
    });
  }

  // A sign of life of a page, as the server takes it.
  std::string sign(const std::string& name, const std::function<Outcome(unit::Context&)>& note) {
    auto outcome = app_->writer->run([&](unit::Batch& batch) -> Outcome {
      auto who = TRY(rights::principal_of(batch.connection(), name, app_->today()));
      unit::Context context(batch, who);
      TRY(note(context));
      TRY(batch.accept(context.changes(), who, crypto::uuid4(), "training.sign_of_life"));
      for (const auto& deed : context.deeds()) TRY(deed(batch.connection()));
      return Done{};
    });
    return outcome.ok() ? "ok" : outcome.error().code;
  }
  std::string read(const std::string& name, const std::string& lesson,
                   const std::string& course = "cpr_aed") {
    return sign(name, [&](unit::Context& context) {
      return training::note_reading(context, {course, lesson});
    });
  }
  std::string sit(const std::string& name, const std::string& sitting) {
    return sign(name, [&](unit::Context& context) {
      return training::note_sitting(context, std::stoll(sitting));
    });
  }
  void later(std::int64_t seconds) {
    auto& clock = static_cast<FixedClock&>(*app_->clock);
    clock.set({clock.now().milliseconds + seconds * 1000});
  }
  // So many seconds in front of a lesson, a sign of life every twenty.
  void stay(const std::string& name, const std::string& lesson, std::int64_t seconds) {
    EXPECT_EQ(read(name, lesson), "ok");
    for (std::int64_t gone = 0; gone < seconds; gone += 20) {
      later(std::min<std::int64_t>(20, seconds - gone));
      EXPECT_EQ(read(name, lesson), "ok");
    }
  }
  // Every lesson of the course and every quiz.
  void study_all(const std::string& name) {
    for (const auto& book : training::curriculum_of(*app_->house).books) {
      if (book.course != "cpr_aed") continue;
      for (const auto& lesson : book.lessons) {
        stay(name, lesson.code, lesson.minutes * 60);
        std::string answers;
        for (const auto& each : lesson.quiz) answers += (answers.empty() ? "" : ",") + each.answer;
        EXPECT_EQ(own(name, "training.answer_quiz",
                      {{"course", "cpr_aed"}, {"lesson", lesson.code}, {"answers", answers}}),
                  "ok");
      }
    }
  }

  // A class whose half days are over, its exam day today, two trainees with accounts.
  struct Ready {
    std::string id, zhang, li;
    Examiners by;
  };
  Ready ready(const std::string& title = "心肺复苏班", const std::string& start = "2026-12-01") {
    Ready made;
    made.id = published(course(title, start));
    made.zhang = enrol(made.id, "张三", 1);
    made.li = enrol(made.id, "李四", 2);
    link(made.zhang, "zhang");
    link(made.li, "li");
    made.by = examiners(made.id);
    attend(made.id, {made.zhang, made.li});
    return made;
  }
  void excuse(const std::string& enrolment) {
    EXPECT_EQ(act("clerk", "training.admit", {{"enrolment", enrolment}, {"reason", "纸质学习"}}),
              "ok");
  }
  std::string open(const Ready& of) {
    EXPECT_EQ(act("examiner", "training.open_exam", {{"class", of.id}, {"examiner", of.by.one}}),
              "ok");
    return last();
  }
  // With both let in and the bank filled.
  std::string exam(Ready& made) {
    fill_bank();
    made = ready();
    excuse(made.zhang);
    excuse(made.li);
    return open(made);
  }
  std::string start(const std::string& name, const std::string& exam) {
    EXPECT_EQ(own(name, "training.start_sitting", {{"exam", exam}}), "ok");
    return last();
  }
  // What stands on her screen for the right choice of a question, read from the bank.
  std::string right_on_screen(const std::string& sitting, std::int64_t ordinal) {
    for (const auto& row :
         seen_by("operator", "training.answer", {{"sitting", sitting}, {"limit", "200"}})) {
      if (row.at("ordinal").as_int64() != ordinal) continue;
      std::string edition(row.at("edition").as_string()), answer, letters;
      auto reader = app_->readers->borrow();
      store::Value values[] = {std::stoll(edition)};
      auto found =
          (*reader)->first("SELECT answer FROM training_question_edition WHERE id = ?", values);
      if (found.ok() && !found->empty()) answer = store::text_of(found->front());
      std::string order(row.at("shown").as_string());
      for (char each : answer) letters += static_cast<char>('A' + order.find(each));
      std::ranges::sort(letters);
      return letters;
    }
    return "";
  }
  std::string answer(const std::string& name, const std::string& sitting, std::int64_t ordinal,
                     const std::string& chosen, std::int64_t sequence) {
    return own(
        name, "training.give_answer",
        {{"sitting", sitting}, {"ordinal", ordinal}, {"chosen", chosen}, {"sequence", sequence}});
  }
  void answer_rightly(const std::string& name, const std::string& sitting, std::int64_t from,
                      std::int64_t until) {
    for (std::int64_t ordinal = from; ordinal <= until; ++ordinal) {
      EXPECT_EQ(answer(name, sitting, ordinal, right_on_screen(sitting, ordinal), 1), "ok");
    }
  }
};

}  // namespace boai::story
