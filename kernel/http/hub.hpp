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

// Events of the last moments; every open stream walks along them at its own pace.
class Hub {
 public:
  void publish(const std::string& event, const std::string& json) {
    std::lock_guard guard(lock_);
    texts_.push_back("event: " + event + "\nid: " + std::to_string(++last_) + "\ndata: " + json +
                     "\n\n");
    constexpr std::size_t kept = 256;
    if (texts_.size() > kept) texts_.pop_front();
  }
  std::int64_t last() {
    std::lock_guard guard(lock_);
    return last_;
  }
  std::string since(std::int64_t& seen) {
    std::lock_guard guard(lock_);
    std::string text;
    auto kept = static_cast<std::int64_t>(texts_.size());
    for (std::int64_t number = std::max(seen, last_ - kept); number < last_; ++number) {
      text += texts_[static_cast<std::size_t>(number - (last_ - kept))];
    }
    seen = last_;
    return text;
  }

 private:
  std::mutex lock_;
  std::deque<std::string> texts_;
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
