// Messages are written with what causes them, leave by a channel, and learn what became of them.
#include "domains/training/commands/message.hpp"

#include <algorithm>

#include "kernel/notices/notices.hpp"

namespace boai::training {

namespace {

constexpr std::string_view use = "notices";
constexpr std::int64_t certificates_a_time = 300;

// In the order of the index, from where the batch before ended.
constexpr const char* sql_due =
    "SELECT c.id FROM training_certificate c JOIN network_society s ON s.id = c.branch "
    "WHERE c.valid_until >= ? AND c.valid_until <= ? AND (c.valid_until > ? OR c.id > ?) "
    "AND c.course = ? AND c.ended_on IS NULL AND s.path LIKE ? "
    "AND NOT EXISTS (SELECT 1 FROM training_message m "
    "WHERE m.certificate = c.id AND m.last_day = c.valid_until AND m.days >= ?) "
    "ORDER BY c.valid_until, c.id LIMIT ?";

Result<std::vector<std::int64_t>> certificates_due(unit::Context& context, const Branch& branch,
                                                   const NoticeStep& step,
                                                   const WriteNotices& command) {
  std::vector<std::int64_t> found;
  std::int64_t from = std::max(step.span.from, command.after_day).number();
  store::Value values[] = {from,
                           std::int64_t{step.span.until.number()},
                           std::int64_t{command.after_day.number()},
                           command.after.number,
                           step.schedule->course,
                           branch.path + "%",
                           std::int64_t{step.span.offset},
                           certificates_a_time};
  TRY(context.batch().connection().each(sql_due, values, [&](const store::RowView& row) {
    found.push_back(row.number(0));
    return true;
  }));
  return found;
}

// Where she can be reached, or why not.
void address(const NoticeRules& rules, const people::Contact& contact, Message& message,
             Instant now) {
  message.person = contact.person;
  message.state = "skipped";
  message.channel =
      channel_for(rules, {.phone = !contact.phone.empty(), .account = !contact.account.empty()});
  message.reason = !contact.active           ? "minimised"
                   : !contact.agrees         ? "no_consent"
                   : message.channel.empty() ? "no_address"
                                             : "";
  if (!message.reason.empty()) return;
  message.state = "waiting";
  message.due_at = not_quiet(rules, now);
}

Message notice_of(const Certificate& certificate, int offset) {
  Message message;
  message.branch = certificate.branch;
  message.person = certificate.person;
  message.certificate = certificate.id;
  message.last_day = certificate.valid_until;
  message.days = offset;
  message.template_code = offset < 0 ? "certificate_before" : "certificate_after";
  message.key = "certificate-" + to_text(certificate.id) + "-" + to_text(message.last_day) + "-" +
                std::to_string(offset);
  return message;
}

// Each once for a certificate and its last day: the newest that is due is sent, what was missed
// before it is written down as missed.
Result<std::int64_t> write_notices(unit::Context& context, const Certificate& certificate,
                                   const Schedule& schedule) {
  const NoticeRules& rules = notice_rules(context.house());
  auto due = due_offsets(schedule, certificate.valid_until, context.today(), rules.catch_up_days);
  if (!due || certificate.ended_on) return 0;
  std::vector<std::int64_t> known;
  for (const auto& each : TRY(context.find<Message>("certificate", certificate.id.number))) {
    if (each.last_day == certificate.valid_until) known.push_back(each.days);
  }
  auto later = [&](int offset) {
    return std::ranges::any_of(known, [&](std::int64_t day) { return day >= offset; });
  };
  if (later(due->newest)) return 0;
  for (int offset : due->before) {
    if (std::ranges::find(known, offset) != known.end()) continue;
    Message missed = notice_of(certificate, offset);
    missed.state = "skipped";
    missed.reason = "missed";
    TRY(context.save(missed));
  }
  Message message = notice_of(certificate, due->newest);
  auto contact = TRY(people::contact_of(context, certificate.person, use));
  address(rules, contact, message, context.now());
  TRY(context.save(message));
  return message.id.number;
}

}  // namespace

Result<Message> handle(unit::Context& context, Branch branch, const WriteNotices& command) {
  auto steps = notice_steps(notice_rules(context.house()), context.today());
  Message last;
  if (command.step >= static_cast<std::int64_t>(steps.size())) return last;
  const NoticeStep& step = steps[static_cast<std::size_t>(command.step)];
  for (std::int64_t id : TRY(certificates_due(context, branch, step, command))) {
    Certificate certificate = TRY(context.load(Id<Certificate>{id}));
    std::int64_t made = TRY(write_notices(context, certificate, *step.schedule));
    if (made != 0) last = TRY(context.load(Id<Message>{made}));
  }
  return last;
}

Outcome send_telling(unit::Context& context, const Telling& telling) {
  const NoticeRules& rules = notice_rules(context.house());
  Enrolment enrolment = TRY(context.load(telling.enrolment));
  auto contact = TRY(people::contact_of(context, enrolment.person, use));
  Message message;
  message.branch = telling.branch;
  message.telling = telling.id;
  message.template_code = "telling_" + telling.news;
  message.key = "telling-" + to_text(telling.id);
  address(rules, contact, message, context.now());
  // Who cannot be reached stays on the clerk's list; a message that never leaves says nothing more.
  if (message.state != "waiting") return Done{};
  return context.save(message);
}

Outcome drop_telling(unit::Context& context, Id<Telling> telling) {
  for (auto& message : TRY(context.find<Message>("telling", telling.number))) {
    bool open = message.state == "waiting" || message.state == "dead";
    if (!open) continue;
    message.state = "dropped";
    message.reason = "told";
    TRY(context.save(message));
  }
  return Done{};
}

namespace {

Outcome mark_told(unit::Context& context, const Message& message) {
  if (!message.telling) return Done{};
  Telling telling = TRY(context.load(message.telling));
  if (telling.state == "told") return Done{};
  telling.state = "told";
  telling.way = message.channel;
  telling.account = context.who().name;
  telling.at = context.now();
  return context.save(telling);
}

// Inside the house a message is a notice on her own page.
Outcome tell_inside(unit::Context& context, const Message& message) {
  auto contact = TRY(people::contact_of(context, message.person, use));
  std::string about;
  if (message.certificate) {
    about = TRY(context.load(message.certificate)).number + " · " + to_text(message.last_day);
  } else if (message.telling) {
    Telling telling = TRY(context.load(message.telling));
    about = TRY(context.load(telling.of_class)).title + " " + telling.about;
  }
  return notices::tell(context, contact.account,
                       {.code = "training.message_" + message.template_code,
                        .about = about,
                        .remark = {},
                        .subject_type = message.certificate ? "training.certificate" : "",
                        .subject = message.certificate.number});
}

void fail(const NoticeRules& rules, Message& message, Instant now) {
  ++message.tries;
  auto again = next_try(rules, message.tries, now);
  message.reason = "channel_failed";
  if (again) {
    message.due_at = *again;
  } else {
    message.state = "dead";
  }
}

}  // namespace

Result<Message> handle(unit::Context& context, Message message, const NoteDelivery& command) {
  if (message.state != "waiting") return message;  // told before
  if (command.outcome == "sent") {
    if (message.channel == "in_app") TRY(tell_inside(context, message));
    message.state = "sent";
    message.reason.clear();
    message.receipt = command.receipt;
    message.segments = command.segments;
    message.sent_at = context.now();
    TRY(mark_told(context, message));
  } else if (command.outcome == "failed") {
    fail(notice_rules(context.house()), message, context.now());
  } else {
    bool dropped = command.outcome == "dropped";
    message.state = dropped ? "dropped" : "dead";
    message.reason = command.reason;
  }
  TRY(context.save(message));
  return message;
}

Result<Message> handle(unit::Context& context, Message message, const Resend&) {
  if (message.state != "dead") return conflict("training.message_state", "message", message.state);
  message.state = "waiting";
  message.reason.clear();
  message.tries = 0;
  message.due_at = not_quiet(notice_rules(context.house()), context.now());
  TRY(context.save(message));
  return message;
}

}  // namespace boai::training
