#include "app/messaging.hpp"

#include <spdlog/spdlog.h>

#include <boost/json.hpp>
#include <iostream>

#include "domains/training/queries/messages.hpp"

namespace boai::app {

namespace {

constexpr const char* sql_about_message =
    "SELECT certificate, last_day FROM training_message WHERE id = ?";
constexpr int messages_at_once = 50;
constexpr std::chrono::seconds pause{5};

// Who does it is the program; the journal says so.
const command::Actor hands{"operator"};

boost::json::object attempt(channels::Desk& desk, const training::Leaving& leaving) {
  boost::json::object note{{"message", std::to_string(leaving.id)}};
  if (!leaving.drop.empty()) {
    note["outcome"] = "dropped";
    note["reason"] = leaving.drop;
    return note;
  }
  note["outcome"] = "sent";
  if (leaving.channel == "in_app") return note;
  auto channel = desk.find(leaving.channel);
  if (channel == desk.end()) {
    note["outcome"] = "refused";
    note["reason"] = "channel_off";
    return note;
  }
  auto receipt = channel->second->send(leaving.message);
  if (receipt.ok()) {
    note["receipt"] = receipt->reference;
    if (leaving.channel == "sms") note["segments"] = channels::sms_segments(leaving.message.text);
    return note;
  }
  // The key says which; what stood in it is in no log.
  spdlog::warn("message {} {}", leaving.message.key, receipt.error().code);
  bool refused = receipt.error().code == "channel.refused";
  note["outcome"] = refused ? "refused" : "failed";
  if (refused) note["reason"] = "channel_refused";
  return note;
}

}  // namespace

Result<bool> NoticeRun::batch() {
  if (top_ == 0) top_ = TRY(top_society(app_));
  if (top_ == 0 || step_ >= training::notice_steps_on(*app_.house, app_.today())) return false;
  boost::json::object asked{{"branch", std::to_string(top_)}, {"step", step_}};
  if (after_ != 0) {
    asked["after"] = std::to_string(after_);
    asked["after_day"] = after_day_;
  }
  auto done = TRY(run(app_, hands, "training.write_notices", asked));
  after_ = 0;
  if (done.subject == 0) {
    ++step_;
    return true;
  }
  auto reader = TRY(app_.readers->borrow());
  store::Value values[] = {done.subject};
  TRY(reader->each(sql_about_message, values, [&](const store::RowView& row) {
    after_ = row.number(0);
    after_day_ = to_text(Day::from_number(row.number(1)).value_or(Day{}));
    return false;
  }));
  return true;
}

Result<int> write_notices(App& app) {
  NoticeRun notices(app);
  int batches = 0;
  while (TRY(notices.batch())) ++batches;
  return batches;
}

Result<Delivered> deliver(App& app, channels::Desk& desk, int limit) {
  std::vector<training::Leaving> leaving;
  {
    auto reader = TRY(app.readers->borrow());
    leaving = TRY(training::leaving_messages(*reader, *app.house, app.clock->now(), limit));
  }
  Delivered delivered;
  for (const training::Leaving& each : leaving) {
    auto note = attempt(desk, each);
    TRY(run(app, hands, "training.note_delivery", note));
    std::string_view outcome = note.at("outcome").as_string();
    ++(outcome == "sent"      ? delivered.sent
       : outcome == "dropped" ? delivered.dropped
                              : delivered.failed);
  }
  return delivered;
}

Result<channels::Desk> open_channels(const App& app) {
  return channels::open_desk(training::adaptors_of(*app.house), app.settings.data + "/outbox");
}

Result<int> do_messages_send(App& app) {
  TRY(write_notices(app));
  auto desk = TRY(open_channels(app));
  Delivered all;
  for (;;) {
    Delivered some = TRY(deliver(app, desk, messages_at_once));
    all.sent += some.sent;
    all.failed += some.failed;
    all.dropped += some.dropped;
    if (some.sent + some.failed + some.dropped == 0) break;
  }
  std::cout << boost::json::serialize(boost::json::object{
                   {"sent", all.sent}, {"failed", all.failed}, {"dropped", all.dropped}})
            << "\n";
  return 0;
}

Messenger::Messenger(App& app) : app_(app) {
  auto desk = open_channels(app);
  if (desk.ok()) desk_ = std::move(*desk);
  if (!desk.ok()) spdlog::error("channels {} {}", desk.error().code, desk.error().detail);
}

void Messenger::tick() {
  auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  auto delivered = deliver(app_, desk_, messages_at_once);
  bool more = delivered.ok() && delivered->sent == messages_at_once;
  next_ = more ? now : now + pause;
  if (!delivered.ok()) {
    spdlog::error("messages {} {}", delivered.error().code, delivered.error().detail);
  }
}

}  // namespace boai::app
