// The web's own files.
#pragma once

#include "kernel/http/message.hpp"

namespace boai::http {

Response static_file(const std::string& folder, const Request& request);
std::string gzipped(const std::string& text);

}  // namespace boai::http
