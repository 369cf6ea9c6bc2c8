#include "app/signals.hpp"

#include <atomic>
#include <csignal>

namespace boai::app {

namespace {
std::atomic<bool> asked{false};
}

void listen_for_stop() {
  std::signal(SIGINT, [](int) { asked = true; });
  std::signal(SIGTERM, [](int) { asked = true; });
  std::signal(SIGPIPE, SIG_IGN);
}

bool asked_to_stop() { return asked; }

}  // namespace boai::app
