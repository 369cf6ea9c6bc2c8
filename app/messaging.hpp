// Messages leave the house: what is due is handed to its channel, and what became of it is written
// down. Killed in between, it is handed over again under the same key.
#pragma once

#include <chrono>

#include "app/wiring.hpp"
#include "kernel/channels/channel.hpp"

namespace boai::app {

// Notices of certificates that are due, one batch a call, so that other work comes in between.
class NoticeRun {
 public:
  explicit NoticeRun(App& app) : app_(app) {}
  // False when nothing is left to do today.
  Result<bool> batch();

 private:
  App& app_;
  std::int64_t top_ = 0, step_ = 0, after_ = 0;
  std::string after_day_;
};
// All of it; how many commands it took.
Result<int> write_notices(App& app);

struct Delivered {
  int sent = 0, failed = 0, dropped = 0;
};
// Up to `limit` that are due.
Result<Delivered> deliver(App& app, channels::Desk& desk, int limit);

// The adaptors that pack and environment name.
Result<channels::Desk> open_channels(const App& app);

// `boai messages`: all of it once, as a timer would call it.
Result<int> do_messages_send(App& app);

class Messenger {
 public:
  explicit Messenger(App& app);
  // Called often; looks for messages every few seconds.
  void tick();

 private:
  App& app_;
  channels::Desk desk_;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace boai::app
