#include "domains/training/queries/messages.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "domains/people/port.hpp"
#include "domains/training/records.hpp"
#include "domains/training/rules/course.hpp"
#include "domains/training/rules/notice.hpp"

namespace boai::training {

namespace json = boost::json;
using store::Value;

namespace {

// Whether the certificate is still what the message says of it comes with the row.
constexpr const char* sql_leaving =
    "SELECT m.id, m.person, m.channel, m.key, m.template, m.last_day, m.days, "
    "coalesce(c.number, ''), coalesce(c.course, ''), coalesce(c.valid_until, 0), "
    "coalesce(c.ended_on, 0), s.name, coalesce(k.title, ''), coalesce(t.about, ''), "
    "coalesce(t.state, '') FROM training_message m "
    "JOIN network_society s ON s.id = m.branch "
    "LEFT JOIN training_certificate c ON c.id = m.certificate "
    "LEFT JOIN training_telling t ON t.id = m.telling "
    "LEFT JOIN training_class k ON k.id = t.class "
    "WHERE m.state = 'waiting' AND m.due_at <= ? ORDER BY m.due_at, m.id LIMIT ?";

struct Row {
  std::int64_t id = 0, person = 0, days = 0;
  std::string channel, key, template_code, number, course, society, title, about, telling_state;
  Day last_day, valid_until;
  bool ended = false;
};

Day day_in(const store::RowView& row, int column) {
  return Day::from_number(row.number(column)).value_or(Day{});
}

Row row_of(const store::RowView& row) {
  return {.id = row.number(0),
          .person = row.number(1),
          .days = row.number(6),
          .channel = std::string(row.text(2)),
          .key = std::string(row.text(3)),
          .template_code = std::string(row.text(4)),
          .number = std::string(row.text(7)),
          .course = std::string(row.text(8)),
          .society = std::string(row.text(11)),
          .title = std::string(row.text(12)),
          .about = std::string(row.text(13)),
          .telling_state = std::string(row.text(14)),
          .last_day = day_in(row, 5),
          .valid_until = day_in(row, 9),
          .ended = row.number(10) != 0};
}

std::string no_longer(const Row& row, const people::Contact& contact) {
  bool of_certificate = static_cast<bool>(row.last_day);
  if (of_certificate && (row.ended || row.valid_until != row.last_day)) return "changed";
  if (row.telling_state == "told") return "told";
  if (!contact.active) return "minimised";
  if (!contact.agrees) return "no_consent";
  bool reachable = row.channel == "in_app" ? !contact.account.empty() : !contact.phone.empty();
  return reachable ? "" : "no_address";
}

std::string text_of_message(const unit::House& house, const Row& row,
                            const people::Contact& contact, Day today) {
  const NoticeRules& rules = notice_rules(house);
  const MessageTemplate* wording = rules.template_on(row.template_code, today);
  if (wording == nullptr) return "";
  bool english =
      std::ranges::find(rules.english_for, contact.document_kind) != rules.english_for.end();
  const Course* course = courses_of(house).find(row.course);
  std::string course_name = course == nullptr ? "" : english ? course->en : course->name;
  constexpr std::size_t tail = 4;
  std::string end = row.number.size() > tail ? row.number.substr(row.number.size() - tail) : "";
  std::int64_t left = row.last_day ? row.last_day.serial() - today.serial() : 0;
  Values values{{"course", course_name},
                {"tail", end},
                {"last_day", to_text(row.last_day)},
                {"days", std::to_string(left)},
                {"society", row.society},
                {"title", row.title},
                {"about", row.about}};
  return filled(english ? wording->en : wording->zh, values);
}

}  // namespace

Result<std::vector<Leaving>> leaving_messages(store::Connection& connection,
                                              const unit::House& house, Instant now,
                                              std::int64_t limit) {
  std::vector<Row> rows;
  Value values[] = {now.milliseconds, limit};
  TRY(connection.each(sql_leaving, values, [&](const store::RowView& row) {
    rows.push_back(row_of(row));
    return true;
  }));
  std::vector<Leaving> leaving;
  bool quiet = not_quiet(notice_rules(house), now) != now;
  if (quiet) return leaving;
  for (const Row& row : rows) {
    auto contact = TRY(people::contact_now(connection, house, {row.person}, "notices"));
    Leaving each{.id = row.id,
                 .channel = row.channel,
                 .drop = no_longer(row, contact),
                 .message = {.key = row.key, .to = contact.phone, .text = {}}};
    each.message.text = text_of_message(house, row, contact, day_in_shanghai(now));
    leaving.push_back(std::move(each));
  }
  return leaving;
}

namespace {

json::object sample_values(json::object shown, const MessageTemplate& wording) {
  // As long as they come: what the preview counts is what an SMS costs.
  Values zh{{"course", "红十字救护员"},         {"tail", "0017"},
            {"last_day", "2029-12-05"},         {"days", "30"},
            {"title", "十二月救护员培训班"},    {"about", "2026-12-12 玄武中学"},
            {"society", "南京市玄武区红十字会"}};
  Values en = zh;
  en["course"] = "First-aider";
  std::string chinese = filled(wording.zh, zh), english = filled(wording.en, en);
  shown["zh"] = chinese;
  shown["en"] = english;
  shown["zh_segments"] = channels::sms_segments(chinese);
  shown["en_segments"] = channels::sms_segments(english);
  return shown;
}

std::string clock_of(int minute) {
  std::string text = std::to_string(minute / 60 + 100) + ":" + std::to_string(minute % 60 + 100);
  return text.substr(1, 3) + text.substr(5);
}

}  // namespace

Result<json::object> message_desk(store::Connection& connection, const unit::House& house,
                                  const rights::Principal& viewer, Day today) {
  const NoticeRules& rules = notice_rules(house);
  std::vector<Value> values;
  std::string sql =
      "SELECT channel, state, count(*) FROM training_message WHERE " +
      rights::reach_of(house.roles, viewer, Message::type().right).condition("branch", values) +
      " GROUP BY channel, state ORDER BY state, channel";
  json::array counts, schedules, templates;
  TRY(connection.each(sql, values, [&](const store::RowView& row) {
    counts.push_back(
        json::object{{"channel", row.text(0)}, {"state", row.text(1)}, {"count", row.number(2)}});
    return true;
  }));
  for (const std::string& course : rules.courses()) {
    const Schedule* schedule = rules.schedule_on(course, today);
    if (schedule == nullptr) continue;
    json::array days;
    for (int each : schedule->days) days.push_back(each);
    schedules.push_back(json::object{{"course", course}, {"days", std::move(days)}});
  }
  for (const MessageTemplate& each : rules.templates) {
    if (rules.template_on(each.code, today) != &each) continue;
    templates.push_back(sample_values({{"code", each.code}, {"since", to_text(each.since)}}, each));
  }
  json::object adaptors;
  for (const auto& [kind, adaptor] : rules.adaptors) adaptors[kind] = adaptor;
  json::object desk{{"counts", std::move(counts)},
                    {"schedules", std::move(schedules)},
                    {"templates", std::move(templates)},
                    {"adaptors", std::move(adaptors)}};
  for (const Quiet& quiet : rules.quiet) {
    if (quiet.since > today) break;
    desk["quiet"] = clock_of(quiet.from_minute) + " – " + clock_of(quiet.until_minute);
  }
  return desk;
}

Result<json::array> messages_of(store::Connection& connection, std::int64_t certificate) {
  json::array shown;
  Value values[] = {certificate};
  TRY(connection.each(
      "SELECT id, days, last_day, channel, state, reason, sent_at, due_at FROM training_message "
      "WHERE certificate = ? ORDER BY id DESC",
      values, [&](const store::RowView& row) {
        auto moment = [&](int column) {
          return row.null(column) ? json::value()
                                  : json::value(to_text(Instant{row.number(column)}));
        };
        shown.push_back(json::object{{"id", std::to_string(row.number(0))},
                                     {"days", row.number(1)},
                                     {"last_day", to_text(day_in(row, 2))},
                                     {"channel", row.text(3)},
                                     {"state", row.text(4)},
                                     {"reason", row.text(5)},
                                     {"sent_at", moment(6)},
                                     {"due_at", moment(7)}});
        return true;
      }));
  return shown;
}

std::int64_t notice_steps_on(const unit::House& house, Day today) {
  return static_cast<std::int64_t>(notice_steps(notice_rules(house), today).size());
}

void use_adaptors(unit::House& house, const std::map<std::string, std::string>& adaptors) {
  NoticeRules rules = notice_rules(house);
  for (const auto& [kind, adaptor] : adaptors) rules.adaptors[kind] = adaptor;
  house.from_pack["training.notices"] = std::make_shared<const NoticeRules>(std::move(rules));
}

const std::map<std::string, std::string>& adaptors_of(const unit::House& house) {
  return notice_rules(house).adaptors;
}

}  // namespace boai::training
