// One question to another server, plain HTTP. TLS stands before it, as before our own: on the same
// machine, or in the network between.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boai::http {

struct Answered {
  int status = 0;
  std::string body;  // bounded
};
// POST, waits some seconds at most. Codes: http.url, http.unreachable, http.answer.
Result<Answered> post(std::string_view url, std::string_view body);

}  // namespace boai::http
