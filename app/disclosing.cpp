#include "app/disclosing.hpp"

#include <spdlog/spdlog.h>

#include <cstdlib>

namespace boai::app {

namespace {

std::string folder_of(const App& app) { return app.settings.data + "/log"; }

std::string origin() {
  const char* told = std::getenv("BOAI_ORIGIN");
  return told && *told ? told : "boai.localhost/disclosure";
}

}  // namespace

Result<std::unique_ptr<Disclosing>> Disclosing::start(App& app) {
  std::unique_ptr<Disclosing> disclosing(new Disclosing(app));
  disclosure::Running::Options options;
  options.address = app.settings.address;
  options.folder = folder_of(app);
  options.keys = TRY(disclosure::keys_under(app.settings.data, origin()));
  options.alarm = [](const Error& error) {
    spdlog::error("disclosure {} {} {}", error.code, error.field, error.detail);
  };
  disclosing->running_ = TRY(disclosure::Running::start(std::move(options)));
  disclosing->thread_ = std::thread([self = disclosing.get()] { self->loop(); });
  return disclosing;
}

Disclosing::~Disclosing() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

Outcome Disclosing::end_of_day(Instant now) {
  Day day = day_in_shanghai(now).plus_days(-1);
  disclosure::Folder folder(folder_of(app_));
  std::string kept = "daily/" + to_text(day);
  if (folder.read(kept).ok()) return Done{};
  auto connection = TRY(store::open(app_.settings.address));
  auto rows = TRY(statements_.state(*connection, day, now));
  auto last = static_cast<std::uint64_t>(
      TRY(connection->number("SELECT coalesce(max(seq), 0) FROM disclosure_outbox")));
  if (last == 0) return Done{};
  running_->wake();
  constexpr int patience = 200;  // of 50 ms
  for (int time = 0; time < patience && running_->published() < last; ++time) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (running_->published() < last) return unavailable("disclosure.behind");
  std::string checkpoint = TRY(folder.read(disclosure::checkpoint_path));
  return folder.replace(kept, checkpoint);
}

void Disclosing::loop() {
  Day stated;
  int wait = 0;  // of 200 ms
  while (!stopping_) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    Day yesterday = day_in_shanghai(app_.clock->now()).plus_days(-1);
    if (stated == yesterday || --wait > 0) continue;
    Outcome done = end_of_day(app_.clock->now());
    if (done.ok()) {
      stated = yesterday;
    } else {
      wait = 50;
      spdlog::error("disclosure {} {}", done.error().code, done.error().detail);
    }
  }
}

}  // namespace boai::app
