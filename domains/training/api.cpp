#include "domains/training/port.hpp"
#include "domains/training/queries/learning.hpp"
#include "domains/training/records/decree.hpp"
#include "domains/training/records/mark.hpp"
#include "domains/training/records/own.hpp"
#include "domains/training/records/rescue.hpp"
#include "domains/training/records/site.hpp"
#include "domains/training/rules/course.hpp"
#include "domains/training/rules/instructor.hpp"
#include "domains/training/rules/notice.hpp"

namespace boai::training {

using measures::Kind;

namespace {

// Sites and campaigns (records/site.hpp).
std::vector<command::Type> site_commands() {
  return {
      command::make<RegisterArea>("training.register_area", "登记景区", "training.scenic_area"),
      command::make<OpenSite>("training.open_site", "登记阵地", "training.site"),
      command::make<CorrectSite>("training.correct_site", "更正阵地", "training.site"),
      command::make<CloseSite>("training.close_site", "停用", "training.site"),
      command::make<FormSquad>("training.form_squad", "成立救护队", "training.site"),
      command::make<EndSquad>("training.end_squad", "撤销救护队", "training.site"),
      command::make<RecogniseSite>("training.recognise_site", "命名示范基地", "training.site"),
      command::make<WithdrawRecognition>("training.withdraw_recognition", "取消示范基地",
                                         "training.site"),
      command::make<RecordCampaign>("training.record_campaign", "登记竞赛评选",
                                    "training.campaign"),
      command::make<StrikeCampaign>("training.strike_campaign", "作废活动", "training.campaign"),
  };
}

std::vector<command::Type> commands() {
  std::vector<command::Type> all = {
      command::make<Attend>("training.attend", "登记参训", "training.attendance"),
      command::make<Certify>("training.certify", "发证", "training.certificate"),
      command::make<PlanClass>("training.plan_class", "计划开班", "training.class"),
      command::make<SubmitClass>("training.submit_class", "报批", "training.class"),
      command::make<PublishClass>("training.publish_class", "公布", "training.class"),
      command::make<MoveClass>("training.move_class", "改期", "training.class"),
      command::make<CancelClass>("training.cancel_class", "取消开班", "training.class"),
      command::make<CloseMarks>("training.close_marks", "关闭成绩", "training.class"),
      command::make<ReopenMarks>("training.reopen_marks", "重新开放成绩", "training.class"),
      command::make<IssueClass>("training.issue_class", "整班发证", "training.class"),
      command::make<ArchiveClass>("training.archive_class", "归档", "training.class"),
      command::make<AssignDuty>("training.assign_duty", "安排教员考官", "training.duty"),
      command::make<ReleaseDuty>("training.release_duty", "撤下", "training.duty"),
      command::make<Enrol>("training.enrol", "报名", "training.enrolment"),
      command::make<Confirm>("training.confirm", "确认", "training.enrolment"),
      command::make<WithdrawEnrolment>("training.withdraw_enrolment", "退出", "training.enrolment"),
      command::make<MoveEnrolment>("training.move_enrolment", "转班", "training.enrolment"),
      command::make<Tell>("training.tell", "已告知", "training.telling"),
      command::make<SignInTrainee>("training.sign_in_trainee", "签到", "training.sign_in"),
      command::make<Excuse>("training.excuse", "准假", "training.sign_in"),
      command::make<MarkTheory>("training.mark_theory", "登理论成绩", "training.mark"),
      command::make<MarkStation>("training.mark_station", "登实操成绩", "training.mark"),
      command::make<CorrectMark>("training.correct_mark", "更正成绩", "training.mark"),
      command::make<Evaluate>("training.evaluate", "评价", "training.evaluation"),
      command::make<EnrolOwn>("training.enrol_own", "本人报名", "training.enrolment"),
      command::make<WithdrawOwn>("training.withdraw_own", "本人退出", "training.enrolment"),
      command::make<EvaluateOwn>("training.evaluate_own", "本人评价", "training.evaluation"),
      command::make<Escalate>("training.escalate", "催办", "network.society"),
      command::make<Revoke>("training.revoke", "注销证书", "training.certificate"),
      command::make<Reissue>("training.reissue", "补发证书", "training.certificate"),
      command::make<ProposeDecree>("training.propose_decree", "提请延期", "training.decree"),
      command::make<ApplyDecree>("training.apply_decree", "执行", "training.decree"),
      command::make<ReverseDecree>("training.reverse_decree", "提请撤回延期", "training.decree"),
      // Learning and exams.
      command::make<PutQuestion>("training.put_question", "录入试题", "training.question"),
      command::make<UseQuestion>("training.use_question", "启用", "training.question"),
      command::make<RetireQuestion>("training.retire_question", "停用", "training.question"),
      command::make<AnswerQuiz>("training.answer_quiz", "做小测", "training.progress"),
      command::make<Admit>("training.admit", "准考", "training.admission"),
      command::make<OpenExam>("training.open_exam", "开考", "training.exam"),
      command::make<CloseExam>("training.close_exam", "结束考试", "training.exam"),
      command::make<ExtendSitting>("training.extend_sitting", "延长时间", "training.sitting"),
      command::make<StartSitting>("training.start_sitting", "开始答题", "training.sitting"),
      command::make<GiveAnswer>("training.give_answer", "作答", "training.answer"),
      command::make<SubmitSitting>("training.submit_sitting", "交卷", "training.sitting"),
      command::make<CollectSitting>("training.collect_sitting", "到时收卷", "training.sitting"),
      command::make<RegisterInstructor>("training.register_instructor", "登记师资",
                                        "training.instructor"),
      command::make<RecordFact>("training.record_fact", "登记事项", "training.instructor_fact"),
      command::make<StrikeFact>("training.strike_fact", "作废事项", "training.instructor_fact"),
      command::make<RegisterRescue>("training.register_rescue", "登记施救", "training.rescue"),
      command::make<ReportOwnRescue>("training.report_own_rescue", "本人报告施救",
                                     "training.rescue"),
      command::make<VerifyRescue>("training.verify_rescue", "核实施救", "training.rescue"),
      command::make<CorrectRescue>("training.correct_rescue", "更正施救", "training.rescue"),
      command::make<StrikeRescue>("training.strike_rescue", "作废施救", "training.rescue"),
      command::make<WriteNotices>("training.write_notices", "写到期提醒", "training.message"),
      command::make<NoteDelivery>("training.note_delivery", "记录送达", "training.message"),
      command::make<Resend>("training.resend", "重新发送", "training.message"),
      command::make<SetUnavailable>("training.set_unavailable", "登记不能到课",
                                    "training.unavailability"),
      command::make<WithdrawUnavailability>("training.withdraw_unavailability", "撤销不能到课",
                                            "training.unavailability"),
      command::make<SetOwnUnavailable>("training.set_own_unavailable", "本人登记不能到课",
                                       "training.unavailability"),
      command::make<WithdrawOwnUnavailability>("training.withdraw_own_unavailability",
                                               "本人撤销不能到课", "training.unavailability"),
  };
  for (auto& one : site_commands()) all.push_back(std::move(one));
  return all;
}

std::vector<measures::Measure> sites_counted() {
  const auto* site = &Site::type();
  auto open = [&](std::string_view code, std::string_view label, std::string_view kinds) {
    return measures::Measure{.code = code,
                             .label = label,
                             .kind = Kind::stock,
                             .type = site,
                             .day = "opened",
                             .until = "closed",
                             .where = {{"kind", kinds}},
                             .dimensions = {"kind"}};
  };
  auto held = [&](std::string_view code, std::string_view label, std::string_view kind) {
    return measures::Measure{.code = code,
                             .label = label,
                             .kind = Kind::flow,
                             .type = &Campaign::type(),
                             .day = "day",
                             .where = {{"kind", kind}, {"state", "held"}, {"level", "province"}}};
  };
  measures::Measure provincial = open("training.provincial_bases", "省级培训基地", "base");
  provincial.where.push_back({"level", "province"});
  return {
      open("training.bases", "培训基地和体验馆", "base|hall"),
      open("training.rooms", "体验教室", "room"),
      open("training.stations", "景区救护站", "station"),
      provincial,
      {.code = "training.counties_with_base",
       .label = "有培训基地或体验馆的县",
       .kind = Kind::held,
       .type = site,
       .day = "opened",
       .until = "closed",
       .unit = "branch",
       .where = {{"kind", "base|hall"}, {"level", "county"}}},
      {.code = "training.demonstration_bases",
       .label = "命名示范基地数",
       .kind = Kind::flow,
       .type = site,
       .day = "recognised_on"},
      {.code = "training.squads",
       .label = "景区救护站救护队",
       .kind = Kind::stock,
       .type = site,
       .day = "squad_since",
       .until = "squad_until",
       .where = {{"kind", "station"}}},
      {.code = "training.areas_served",
       .label = "救护站在运营的5A级景区",
       .kind = Kind::held,
       .type = site,
       .day = "graded_from",
       .until = "graded_until",
       .unit = "area",
       .where = {{"kind", "station"}, {"grade", "5a"}}},
      {.code = "training.scenic_areas",
       .label = "5A级景区",
       .kind = Kind::stock,
       .type = &ScenicArea::type(),
       .day = "since",
       .until = "until",
       .where = {{"grade", "5a"}}},
      held("training.contests", "师资竞赛", "contest"),
      held("training.selections", "最美救护员评选", "selection"),
  };
}

// Those of certificates and facts that one kind of people hold.
std::vector<measures::Measure> people_counted() {
  const auto* certificate = &Certificate::type();
  return {
      {.code = "training.valid_holders",
       .label = "有效持证人数",
       .kind = Kind::held,
       .type = certificate,
       .day = "day",
       .until = "valid_until",
       .unit = "person"},
      {.code = "training.school_health_holders",
       .label = "有效持证的校医和体育教师",
       .kind = Kind::held,
       .type = certificate,
       .day = "day",
       .until = "valid_until",
       .unit = "person",
       .where = {{"occupation", "school_doctor|pe_teacher"}}},
      {.code = "training.school_staff",
       .label = "受训为救护员的教职员",
       .kind = Kind::distinct,
       .type = certificate,
       .day = "day",
       .unit = "person",
       .where = {{"course", "first_aider|instructor"},
                 {"occupation", "teacher|school_doctor|pe_teacher"}}},
      {.code = "training.instructors_trained",
       .label = "初训或复训的师资",
       .kind = Kind::distinct,
       .type = &InstructorFact::type(),
       .day = "day",
       .unit = "instructor",
       .where = {{"what", "trained|retrained"}, {"voided", "false"}}},
  };
}

std::vector<measures::Measure> counted() {
  const auto* attendance = &Attendance::type();
  const auto* certificate = &Certificate::type();
  std::vector<measures::Measure> all = {
      {.code = "training.attendances",
       .label = "培训人次",
       .kind = Kind::flow,
       .type = attendance,
       .day = "day",
       .where = {{"passed", "true"}},
       .dimensions = {"setting", "occupation"}},
      {.code = "training.people_trained",
       .label = "受训人数",
       .kind = Kind::distinct,
       .type = attendance,
       .day = "day",
       .unit = "person",
       .where = {{"passed", "true"}}},
      {.code = "training.certificates",
       .label = "发证数",
       .kind = Kind::flow,
       .type = certificate,
       .day = "day",
       .dimensions = {"course", "occupation"}},
      {.code = "training.holders",
       .label = "持证人数",
       .kind = Kind::distinct,
       .type = certificate,
       .day = "day",
       .unit = "person"},
      {.code = "training.valid_certificates",
       .label = "有效证书",
       .kind = Kind::stock,
       .type = certificate,
       .day = "day",
       .until = "valid_until"},
      {.code = "training.rescues",
       .label = "受训人员施救",
       .kind = Kind::flow,
       .type = &Rescue::type(),
       .day = "day",
       .where = {{"state", "verified"}},
       .dimensions = {"help"}},
      {.code = "training.classes",
       .label = "结业班数",
       .kind = Kind::flow,
       .type = &Class::type(),
       .day = "closed_on",
       .dimensions = {"course", "setting"}},
  };
  for (auto& more : {people_counted(), sites_counted()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

Domain domain() {
  return {
      .name = "training",
      .types = {&Attendance::type(), &Certificate::type(), &Class::type(), &Session::type(),
                &Duty::type(), &Enrolment::type(), &SignIn::type(), &Telling::type(), &Mark::type(),
                &Evaluation::type(), &CertificateEvent::type(), &Decree::type(), &Series::type(),
                // Learning and exams.
                &Question::type(), &QuestionEdition::type(), &Bank::type(), &Progress::type(),
                &Admission::type(), &Exam::type(), &Sitting::type(), &Answer::type(),
                &Interruption::type(), &Instructor::type(), &InstructorFact::type(),
                &Unavailability::type(), &Message::type(), &Rescue::type(), &ScenicArea::type(),
                &Site::type(), &Campaign::type()},
      .commands = commands(),
      .measures = counted(),
  };
}

Outcome settle_in(unit::House& house, const std::string& pack) {
  auto courses = TRY(read_courses(pack + "/training"));
  auto& codes = house.codes["course_kind"];  // the courses are the code table: nothing twice
  codes.clear();
  for (const Course& course : courses.courses) {
    codes.push_back({course.code, course.name, course.en, {}});
  }
  house.from_pack["training"] = std::make_shared<const Courses>(std::move(courses));
  house.from_pack["training.curriculum"] =
      std::make_shared<const Curriculum>(TRY(read_curriculum(pack + "/training")));
  TRY(settle_instructors(house, pack + "/training"));
  TRY(settle_notices(house, pack + "/training"));
  house.decided["training.class"] = class_decided;
  house.decided["training.lateness"] = lateness_asked;
  house.decided["training.decree"] = decree_decided;
  house.decided["training.decree_reversal"] = reversal_decided;
  return Done{};
}

void settle_keys(unit::House& house, const std::string& file) {
  house.from_pack["training.keys"] = std::make_shared<const signing::Keys>(file);
}

}  // namespace boai::training
