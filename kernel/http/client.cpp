#include "kernel/http/client.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <memory>

namespace boai::http {

namespace {

constexpr int patience_s = 5;  // for each step, and twice that for the whole answer
constexpr std::size_t answer_max = 1 << 16;

struct Place {
  std::string host, port = "80", path = "/";
};

Result<Place> place_of(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme)) return invalid("http.url", "url", "http:// only");
  url.remove_prefix(scheme.size());
  Place place;
  std::size_t slash = std::min(url.find('/'), url.size());
  if (slash < url.size()) place.path = std::string(url.substr(slash));
  std::string_view host = url.substr(0, slash);
  std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos) place.port = std::string(host.substr(colon + 1));
  place.host = std::string(host.substr(0, colon));
  bool plain = !place.host.empty() && !place.port.empty() &&
               place.path.find_first_of(" \r\n") == std::string::npos;
  return plain ? Result<Place>(std::move(place)) : invalid("http.url", "url");
}

Error unreachable(const Place& place, const std::string& why) {
  return unavailable("http.unreachable", place.host + ":" + place.port + ": " + why);
}

class Line {
 public:
  explicit Line(int number) : number_(number) {}
  Line(Line&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  ~Line() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

Result<Line> connected(const Place& place) {
  addrinfo wanted{}, *found = nullptr;
  wanted.ai_socktype = SOCK_STREAM;
  int fault = ::getaddrinfo(place.host.c_str(), place.port.c_str(), &wanted, &found);
  if (fault != 0) return unreachable(place, ::gai_strerror(fault));
  std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> kept(found, &::freeaddrinfo);
  std::string why = "no address";
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    Line line(::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol));
    if (line.number() < 0) continue;
    timeval patience{patience_s, 0};
    ::setsockopt(line.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(line.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(line.number(), each->ai_addr, each->ai_addrlen) == 0) return line;
    why = std::strerror(errno);
  }
  return unreachable(place, why);
}

Result<std::string> spoken(const Place& place, std::string_view text) {
  using Time = std::chrono::steady_clock;
  Time::time_point until = Time::now() + std::chrono::seconds(2 * patience_s);
  Line line = TRY(connected(place));
  while (!text.empty()) {
    ssize_t count = ::send(line.number(), text.data(), text.size(), MSG_NOSIGNAL);
    if (count <= 0) return unreachable(place, std::strerror(errno));
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  std::string answer;
  for (char piece[4096]; answer.size() <= answer_max;) {
    ssize_t count = ::recv(line.number(), piece, sizeof piece, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 || Time::now() > until) return unreachable(place, "no answer in time");
    if (count == 0) return answer;
    answer.append(piece, static_cast<std::size_t>(count));
  }
  return unavailable("http.answer", "too long");
}

}  // namespace

// HTTP/1.0: the answer ends where the line does, and is never sent in chunks.
Result<Answered> post(std::string_view url, std::string_view body) {
  Place place = TRY(place_of(url));
  std::string text =
      "POST " + place.path + " HTTP/1.0\r\nHost: " + place.host +
      "\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  text += body;
  std::string answer = TRY(spoken(place, text));
  // "HTTP/1.1 200 OK"
  constexpr std::size_t status_at = 9;
  int status = 0;
  std::size_t end = answer.find("\r\n\r\n");
  bool good =
      answer.starts_with("HTTP/1.") && end != std::string::npos &&
      std::from_chars(answer.data() + status_at, answer.data() + end, status).ec == std::errc{};
  if (!good) return unavailable("http.answer", answer.substr(0, 80));
  return Answered{status, answer.substr(end + 4)};
}

}  // namespace boai::http
