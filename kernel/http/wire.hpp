// Only for server.cpp, the room Beast lives in: between our messages and Beast's.
#pragma once

#include <boost/beast/http.hpp>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "kernel/http/message.hpp"

namespace boai::http {

namespace wire = boost::beast::http;

inline constexpr std::size_t gzip_from = 1400;

template <typename Fields>
void take_head(const Fields& head, Request& request) {
  request.method = std::string(head.method_string());
  split_target(std::string_view(head.target().data(), head.target().size()), request);
  for (const auto& field : head) {
    std::string name(field.name_string());
    for (char& letter : name) letter = static_cast<char>(std::tolower(letter));
    request.headers[name] = std::string(field.value());
  }
}

// The default policy is "nothing from anywhere but here"; inline styles are Vue's transitions.
inline constexpr std::pair<const char*, const char*> security_headers[] = {
    {"Content-Security-Policy",
     "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
     "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(self), microphone=(), payment=()"},
};

template <typename Message>
void dress(Message& message, const Response& response) {
  message.result(static_cast<unsigned>(response.status));
  message.set(wire::field::server, "boai");
  message.set(wire::field::content_type, response.type);
  for (const auto& [name, value] : security_headers) message.set(name, value);
  bool cached = false;
  for (const auto& [name, value] : response.headers) {
    message.insert(name, value);
    cached = cached || name == "Cache-Control";
  }
  if (!cached) message.set(wire::field::cache_control, "no-store");
}

inline bool worth_packing(const Response& response) {
  return response.body.size() >= gzip_from && (response.type.find("json") != std::string::npos ||
                                               response.type.find("text/") != std::string::npos ||
                                               response.type.find("svg") != std::string::npos);
}

}  // namespace boai::http
