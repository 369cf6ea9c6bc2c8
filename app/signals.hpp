// A server that stops when it is asked to: Ctrl-C, or SIGTERM of whoever looks after services.
#pragma once

namespace boai::app {

// From here on a signal asks instead of killing; a line that breaks in the middle kills nothing.
void listen_for_stop();
bool asked_to_stop();

}  // namespace boai::app
