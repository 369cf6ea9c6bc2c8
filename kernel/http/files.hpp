// The web's own files.
#pragma once

#include "kernel/http/message.hpp"

namespace boai::http {

Response static_file(const std::string& folder, const Request& request);
// A file, or the part of it that the request's Range asks for (RFC 9110 section 14): 206 with at
// most `part_max` bytes, 416 for a part that is none. The caller has asked whether it may be seen.
// Codes: http.not_found.
constexpr std::int64_t part_max = 1 << 20;
Result<Response> part_of_file(const std::string& path, const Request& request);
std::string gzipped(const std::string& text);

}  // namespace boai::http
