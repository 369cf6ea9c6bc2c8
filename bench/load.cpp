#include "bench/load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <sstream>

namespace boai::bench {

using Clock = std::chrono::steady_clock;

namespace {

int connected(int port) {
  int line = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(line, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(line);
    return -1;
  }
  int on = 1;
  ::setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return line;
}

// How long the whole answer is, or 0 while its head is not complete.
std::size_t length_of(const std::string& text) {
  std::size_t head = text.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  std::size_t at = text.find("Content-Length: ");
  if (at == std::string::npos || at > head) return head + 4;
  return head + 4 + std::strtoull(text.c_str() + at + 16, nullptr, 10);
}

struct Line {
  int socket = -1;
  std::string got;
  std::size_t length = 0;
  Clock::time_point asked;
};

bool send_next(Line& line, const Load& load) {
  std::string request = load.next();
  line.got.clear();
  line.length = 0;
  line.asked = Clock::now();
  return ::send(line.socket, request.data(), request.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(request.size());
}

// True when the answer is whole.
bool take_piece(Line& line, bool& gone) {
  char piece[65536];
  ssize_t got = ::recv(line.socket, piece, sizeof piece, MSG_DONTWAIT);
  gone = got == 0 || (got < 0 && errno != EAGAIN);
  if (got <= 0) return false;
  line.got.append(piece, static_cast<std::size_t>(got));
  if (line.length == 0) line.length = length_of(line.got);
  return line.length != 0 && line.got.size() >= line.length;
}

void note(Tally& tally, const Line& line) {
  ++tally.answers;
  tally.waits.push_back(std::chrono::duration<double>(Clock::now() - line.asked).count());
  if (line.got.compare(9, 1, "2") == 0) return;
  if (tally.refused++ == 0) tally.first_refusal = line.got.substr(0, 2000);
}

}  // namespace

Result<Tally> run_load(const Load& load) {
  int events = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<Line> lines(static_cast<std::size_t>(load.connections));
  Tally tally;
  auto start = Clock::now();
  int open = 0;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    lines[index].socket = connected(load.port);
    if (lines[index].socket < 0) return unavailable("bench.connect", std::to_string(load.port));
    epoll_event event{.events = EPOLLIN, .data = {.u64 = index}};
    ::epoll_ctl(events, EPOLL_CTL_ADD, lines[index].socket, &event);
    if (send_next(lines[index], load)) ++open;
  }
  bool gone = false;
  while (open > 0 && !gone) {
    epoll_event ready[64];
    int count = ::epoll_wait(events, ready, 64, 10'000);
    if (count <= 0) return unavailable("bench.silent", std::to_string(load.port));
    bool over = std::chrono::duration<double>(Clock::now() - start).count() >= load.seconds;
    for (int number = 0; number < count && !gone; ++number) {
      Line& line = lines[ready[number].data.u64];
      if (!take_piece(line, gone)) continue;
      note(tally, line);
      if (over || !send_next(line, load)) --open;
    }
  }
  tally.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  for (Line& line : lines) ::close(line.socket);
  ::close(events);
  if (gone) return unavailable("bench.gone", "the server closed a connection");
  return tally;
}

Result<Answer> ask(int port, const std::string& request) {
  int line = connected(port);
  if (line < 0) return unavailable("bench.connect", std::to_string(port));
  ::send(line, request.data(), request.size(), MSG_NOSIGNAL);
  std::string text;
  char piece[65536];
  std::size_t length = 0;
  for (ssize_t got = 0; (got = ::recv(line, piece, sizeof piece, 0)) > 0;) {
    text.append(piece, static_cast<std::size_t>(got));
    if (length == 0) length = length_of(text);
    if (length != 0 && text.size() >= length) break;
  }
  ::close(line);
  if (text.size() < 12) return unavailable("bench.no_answer", std::to_string(port));
  std::size_t head = text.find("\r\n\r\n");
  return Answer{std::atoi(text.c_str() + 9), text.substr(0, head), text.substr(head + 4)};
}

std::string Session::get(const std::string& path) const {
  return "GET " + path + " HTTP/1.1\r\nHost: bench\r\nCookie: " + cookie + "\r\n\r\n";
}

std::string Session::post(const std::string& path, const std::string& body) const {
  return "POST " + path + " HTTP/1.1\r\nHost: bench\r\nCookie: " + cookie +
         "\r\nX-CSRF-Token: " + csrf +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

Result<Session> log_in(int port, const std::string& data, const std::string& account) {
  std::ifstream accounts(data + "/demo-accounts.tsv");
  std::string password;
  for (std::string line; std::getline(accounts, line);) {
    std::istringstream words(line);
    std::string name, word;
    words >> name >> word;
    if (name == account) password = word;
  }
  namespace json = boost::json;
  std::string body = json::serialize(json::object{{"account", account}, {"password", password}});
  Session session{port, {}, {}};
  Answer answer = TRY(ask(port, session.post("/api/session", body)));
  if (answer.status != 200) return forbidden("bench.log_in", account, answer.body);
  session.csrf = std::string(json::parse(answer.body).at("csrf").as_string());
  std::size_t at = answer.head.find("Set-Cookie: ") + 12;
  session.cookie = answer.head.substr(at, answer.head.find(';', at) - at);
  return session;
}

}  // namespace boai::bench
