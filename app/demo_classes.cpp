#include "app/demo_classes.hpp"

#include "base/crypto/digest.hpp"
#include "domains/training/records/instructor.hpp"
#include "domains/training/rules/course.hpp"
#include "kernel/matters/matters.hpp"

namespace boai::app {

namespace {

constexpr std::int64_t good_score = 85, poor_score = 40;

Outcome assign(unit::Context& context, const DemoClass& of_class, std::string role,
               const DemoTrainee& who) {
  training::Class planned = TRY(context.load(of_class.id));
  TRY(handle(context, planned,
             training::AssignDuty{.of_class = of_class.id,
                                  .session = {},
                                  .role = std::move(role),
                                  .name = who.name,
                                  .document_number = who.number}));
  return Done{};
}

// Whoever teaches has a file: trained this year, authorised in the county.
Outcome qualify(unit::Context& context, const DemoClass& of_class) {
  auto branch = TRY(context.load(of_class.branch));
  training::RegisterInstructor asked;
  asked.branch = of_class.branch;
  asked.name = of_class.instructor.name;
  asked.document_number = of_class.instructor.number;
  auto file = TRY(handle(context, branch, asked));
  training::RecordFact fact;
  fact.instructor = file.id;
  fact.day = *Day::of(2026, 1, 5);
  fact.source = "示例";
  fact.what = "trained";
  fact.amount = 40;
  fact.level = "instructor";
  TRY(handle(context, file, fact));
  fact.what = "authorised";
  fact.amount = 0;
  fact.region = branch.region;
  TRY(handle(context, file, fact));
  return Done{};
}

Outcome plan(unit::Context& context, DemoClass& of_class) {
  TRY(qualify(context, of_class));
  auto branch = TRY(context.load(of_class.branch));
  training::PlanClass command{.branch = of_class.branch,
                              .title = of_class.title,
                              .course = of_class.course,
                              .setting = of_class.setting,
                              .place = of_class.place,
                              .start = of_class.start,
                              .sessions = {},
                              .exam_on = {},
                              .enrol_from = {},
                              .enrol_until = {},
                              .seats = 10};
  of_class.id = TRY(handle(context, branch, command)).id;
  TRY(assign(context, of_class, "instructor", of_class.instructor));
  for (const DemoTrainee& examiner : of_class.examiners) {
    TRY(assign(context, of_class, "examiner", examiner));
  }
  TRY(handle(context, TRY(context.load(of_class.id)), training::SubmitClass{of_class.id}));
  return Done{};
}

Outcome approve(unit::Context& context, DemoClass& of_class) {
  for (auto& matter : TRY(context.find<matters::Matter>("subject", of_class.id.number))) {
    if (matter.kind != "training.class" || matter.state != "open") continue;
    TRY(handle(context, matter, matters::Approve{.matter = matter.id, .remark = "示例"}));
  }
  return Done{};
}

Outcome enrol(unit::Context& context, DemoClass& of_class) {
  TRY(handle(context, TRY(context.load(of_class.id)), training::PublishClass{of_class.id}));
  for (const DemoTrainee& trainee : of_class.trainees) {
    TRY(handle(context, TRY(context.load(of_class.id)),
               training::Enrol{.of_class = of_class.id,
                               .name = trainee.name,
                               .document_number = trainee.number,
                               .occupation = trainee.occupation,
                               .way = "list",
                               .birthday = {},
                               .reason = {}}));
  }
  return Done{};
}

Outcome sign_in(unit::Context& context, DemoClass& of_class) {
  for (auto& session : TRY(context.find<training::Session>("class", of_class.id.number))) {
    if (session.day != context.today()) continue;
    for (auto& seat : TRY(context.find<training::Enrolment>("class", of_class.id.number))) {
      TRY(handle(context, session,
                 training::SignInTrainee{.session = session.id,
                                         .enrolment = seat.id,
                                         .way = "qr",
                                         .device = "demo",
                                         .device_at = {},
                                         .device_sent_at = {}}));
    }
  }
  return Done{};
}

Outcome examine(unit::Context& context, DemoClass& of_class) {
  std::vector<Id<training::Duty>> by;
  for (const auto& duty : TRY(context.find<training::Duty>("class", of_class.id.number))) {
    if (duty.role == "examiner") by.push_back(duty.id);
  }
  const training::Course* course = TRY(training::course_of(context.house(), of_class.course));
  std::size_t place = 0;
  for (auto& seat : TRY(context.find<training::Enrolment>("class", of_class.id.number))) {
    bool passes = of_class.trainees[place++].passes;
    TRY(handle(context, seat,
               training::MarkTheory{.enrolment = seat.id,
                                    .score = passes ? good_score : poor_score,
                                    .examiner = by.at(0)}));
    for (const auto& station : course->on(of_class.start)->stations) {
      TRY(handle(context, seat,
                 training::MarkStation{.enrolment = seat.id,
                                       .station = station.code,
                                       .passed = true,
                                       .missed = {},
                                       .examiner = by.at(0),
                                       .second_examiner = by.at(1)}));
    }
  }
  TRY(handle(context, TRY(context.load(of_class.id)), training::CloseMarks{of_class.id}));
  return Done{};
}

Outcome certify(unit::Context& context, DemoClass& of_class) {
  training::Class closed = TRY(context.load(of_class.id));
  if (closed.passed > 0) TRY(handle(context, closed, training::IssueClass{of_class.id}));
  TRY(handle(context, TRY(context.load(of_class.id)), training::ArchiveClass{of_class.id}));
  return Done{};
}

}  // namespace

DemoTrainee DemoClasses::somebody(const DemoCounty& county) {
  return {people_.name(), people_.identity_number(county.code), demo_occupations[below(9)]};
}

DemoClass DemoClasses::made(const DemoCounty& county, std::string title, Day start) {
  constexpr std::string_view society = "红十字会";
  std::string region = county.name.substr(0, county.name.find(society));
  DemoClass of_class{.branch = county.id,
                     .title = std::move(title),
                     .course = "first_aider",
                     .setting = demo_settings[below(5)],
                     .place = region + "红十字培训基地",
                     .start = start,
                     .trainees = {},
                     .instructor = somebody(county),
                     .examiners = {somebody(county), somebody(county)}};
  constexpr int fewest = 3, spread = 5, one_fails_in = 8;
  int seats = fewest + below(spread);
  for (int seat = 0; seat < seats; ++seat) {
    of_class.trainees.push_back(somebody(county));
    of_class.trainees.back().passes = below(one_fails_in) > 0;
  }
  return of_class;
}

Outcome DemoClasses::month(const std::vector<DemoCounty>& counties, int year, int month) {
  constexpr std::size_t groups = 4;
  constexpr int first = 6, days_apart = 6;
  for (std::size_t group = 0; group < groups; ++group) {
    Day start = *Day::of(year, month, first + static_cast<int>(group) * days_apart);
    std::string title = std::to_string(year) + "年" + std::to_string(month) + "月救护员班（示例）";
    Classes classes;
    for (std::size_t at = group; at < counties.size(); at += groups) {
      classes.push_back(made(counties[at], title, start));
    }
    TRY(submit(classes, start.plus_days(-4)));
    TRY(fill(classes, start.plus_days(-3)));
    TRY(attend(classes, start));
    TRY(attend(classes, start.plus_days(1)));
    TRY(finish(classes, start.plus_days(1)));
  }
  return Done{};
}

Outcome DemoClasses::now(const std::vector<DemoCounty>& counties, Day today) {
  Classes here, soon, asked;
  for (std::size_t at = 0; at < counties.size(); ++at) {
    const DemoCounty& county = counties[at];
    if (at % 8 == 0) {
      soon.push_back(made(county, "下月救护员班（示例）", today.plus_days(9 + below(14))));
    }
    if (county.code != "320102" && county.code != "320302") continue;
    asked.push_back(made(county, "待批救护员班（示例）", today.plus_days(20)));
    here.push_back(made(county, "心肺复苏与AED班（示例）", today));
    here.back().course = "cpr_aed";
  }
  Day planned = today.plus_days(-4), published = today.plus_days(-3);
  for (Classes* classes : {&here, &soon, &asked}) TRY(submit(*classes, planned));
  for (Classes* classes : {&here, &soon}) TRY(fill(*classes, published));
  return Done{};
}

Outcome DemoClasses::each(Classes& classes, Day on, std::string_view command, const Step& step) {
  // Who plans is not who approves.
  std::string_view who = command == "matters.approve" ? "operator" : "admin";
  return morning_(on).run([&](unit::Batch& batch) -> Outcome {
    auto principal = *TRY(batch.principal(std::string(who)));
    std::string id = crypto::uuid4();
    for (DemoClass& of_class : classes) {
      unit::Context context(batch, principal);
      TRY(step(context, of_class));
      TRY(batch.accept(context.changes(), principal, id, command));
    }
    return Done{};
  });
}

Outcome DemoClasses::submit(Classes& classes, Day on) {
  return each(classes, on, "training.plan_class", plan);
}
Outcome DemoClasses::fill(Classes& classes, Day on) {
  TRY(each(classes, on, "matters.approve", approve));
  return each(classes, on, "training.enrol", enrol);
}
Outcome DemoClasses::attend(Classes& classes, Day on) {
  return each(classes, on, "training.sign_in_trainee", sign_in);
}
Outcome DemoClasses::finish(Classes& classes, Day on) {
  TRY(each(classes, on, "training.close_marks", examine));
  return each(classes, on, "training.issue_class", certify);
}

}  // namespace boai::app
