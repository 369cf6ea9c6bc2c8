// What all connections share: the events of the last moments, and the rate of each address.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace boai::http {

struct Counts {
  std::atomic<std::int64_t> requests{0}, errors{0}, refused{0}, open{0}, events{0};
};
inline Counts counts;

// Events of the last moments; every open stream walks along them at its own pace and hears what
// is for everybody or for its own account.
class Hub {
 public:
  void publish(const std::string& event, const std::string& json, const std::string& audience) {
    std::lock_guard guard(lock_);
    std::string text =
        "event: " + event + "\nid: " + std::to_string(++last_) + "\ndata: " + json + "\n\n";
    events_.push_back({std::move(text), audience});
    constexpr std::size_t kept = 256;
    if (events_.size() > kept) events_.pop_front();
  }
  std::int64_t last() {
    std::lock_guard guard(lock_);
    return last_;
  }
  std::string since(std::int64_t& seen, const std::string& account) {
    std::lock_guard guard(lock_);
    std::string text;
    auto kept = static_cast<std::int64_t>(events_.size());
    for (std::int64_t number = std::max(seen, last_ - kept); number < last_; ++number) {
      const Event& event = events_[static_cast<std::size_t>(number - (last_ - kept))];
      if (event.audience.empty() || event.audience == account) text += event.text;
    }
    seen = last_;
    return text;
  }

 private:
  struct Event {
    std::string text;
    std::string audience;  // an account, "" for everybody
  };
  std::mutex lock_;
  std::deque<Event> events_;
  std::int64_t last_ = 0;
};

// So many requests a second of one address, as much again at once.
class Bucket {
 public:
  bool take(const std::string& remote, int rate) {
    std::lock_guard guard(lock_);
    if (levels_.size() > 10'000) levels_.clear();
    auto now = std::chrono::steady_clock::now();
    auto [at, added] = levels_.try_emplace(remote, Level{2.0 * rate, now});
    Level& level = at->second;
    std::chrono::duration<double> gone = now - level.seen;
    level = {std::min(2.0 * rate, level.left + gone.count() * rate), now};
    if (level.left < 1) return false;
    level.left -= 1;
    return true;
  }

 private:
  struct Level {
    double left;
    std::chrono::steady_clock::time_point seen;
  };
  std::mutex lock_;
  std::map<std::string, Level> levels_;
};

}  // namespace boai::http
