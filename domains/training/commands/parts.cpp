#include "domains/training/commands/parts.hpp"

#include <algorithm>

#include "domains/training/commands/message.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::training {

Result<std::vector<Session>> sessions_of(unit::Context& context, Id<Class> of_class) {
  auto sessions = TRY(context.find<Session>("class", of_class.number));
  std::ranges::sort(sessions, {}, &Session::ordinal);
  return sessions;
}

Result<std::vector<HalfDay>> half_days_taught(unit::Context& context, Id<Class> of_class) {
  std::vector<HalfDay> half_days;
  for (const Session& session : TRY(sessions_of(context, of_class))) {
    half_days.push_back({session.day, session.half});
  }
  return half_days;
}

Result<Taught> taught_in(unit::Context& context, const Class& of_class) {
  Taught taught{.course = TRY(course_of(context.house(), of_class.course))};
  taught.syllabus = taught.course->version(of_class.syllabus);
  if (taught.syllabus == nullptr) return invalid("training.no_syllabus", "class");
  return taught;
}

Outcome check_free(unit::Context& context, const Teaching& teaching) {
  for (const Duty& duty : TRY(context.find<Duty>("person", teaching.person.number))) {
    bool other =
        duty.role == "instructor" && duty.state == "standing" && duty.of_class != teaching.of_class;
    if (!other) continue;
    Class elsewhere = TRY(context.load(duty.of_class));
    if (elsewhere.state == "cancelled") continue;
    std::vector<HalfDay> taken;
    for (const Session& session : TRY(sessions_of(context, duty.of_class))) {
      bool his = !duty.session || duty.session == session.id;
      if (his) taken.push_back({session.day, session.half});
    }
    if (clash(teaching.half_days, taken)) return conflict("training.instructor_busy", "name");
  }
  return Done{};
}

Outcome promote(unit::Context& context, Class& of_class) {
  auto enrolments = TRY(context.find<Enrolment>("class", of_class.id.number));
  std::erase_if(enrolments, [](const Enrolment& each) { return each.state != "waiting"; });
  std::ranges::sort(enrolments, {}, &Enrolment::queue);
  for (Enrolment& next : enrolments) {
    if (of_class.taken >= of_class.seats) break;
    next.state = "enrolled";
    TRY(context.save(next));
    ++of_class.taken;
    --of_class.waiting;
    TRY(tell_trainee(context, next, {"promoted", of_class.title}));
    TRY(notices::tell(context, next.account,
                      {.code = "training.promoted",
                       .about = of_class.title,
                       .remark = {},
                       .subject_type = "training.enrolment",
                       .subject = next.id.number}));
  }
  return Done{};
}

Outcome tell_trainee(unit::Context& context, const Enrolment& enrolment, const News& news) {
  Telling telling{.of_class = enrolment.of_class,
                  .branch = enrolment.branch,
                  .enrolment = enrolment.id,
                  .news = news.code,
                  .about = news.about,
                  .state = "open",
                  .way = {},
                  .account = {},
                  .at = {}};
  TRY(context.save(telling));
  return send_telling(context, telling);
}

Outcome tell_everyone(unit::Context& context, const Class& of_class, const News& news) {
  std::vector<std::string> accounts{of_class.account, of_class.approved_by};
  for (const auto& enrolment : TRY(context.find<Enrolment>("class", of_class.id.number))) {
    bool concerned =
        holds_seat(enrolment) || enrolment.state == "waiting" || enrolment.state == "cancelled";
    if (!concerned) continue;
    TRY(tell_trainee(context, enrolment, news));
    accounts.push_back(enrolment.account);
  }
  std::ranges::sort(accounts);
  auto [first, last] = std::ranges::unique(accounts);
  accounts.erase(first, last);
  for (const std::string& account : accounts) {
    if (account.empty()) continue;
    TRY(notices::tell(context, account,
                      {.code = "training.class_" + news.code,
                       .about = of_class.title,
                       .remark = news.about,
                       .subject_type = "training.class",
                       .subject = of_class.id.number}));
  }
  return Done{};
}

}  // namespace boai::training
