#include "kernel/http/hub.hpp"
#include "kernel/http/server.hpp"

namespace boai::http {

std::string metrics_text() {
  auto line = [](const char* name, const char* kind, std::int64_t value) {
    return std::string("# TYPE ") + name + " " + kind + "\n" + name + " " + std::to_string(value) +
           "\n";
  };
  return line("boai_http_requests_total", "counter", counts.requests) +
         line("boai_http_errors_total", "counter", counts.errors) +
         line("boai_http_refused_total", "counter", counts.refused) +
         line("boai_http_connections", "gauge", counts.open) +
         line("boai_http_event_streams", "gauge", counts.events);
}

}  // namespace boai::http
