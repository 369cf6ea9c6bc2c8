// The HTTP server: one room with Beast coroutines, plain types outside.
#pragma once

#include <memory>

#include "kernel/http/message.hpp"

namespace boai::http {

struct Options {
  std::string address = "127.0.0.1";
  int port = 8420;  // 0 picks a free one
  int threads = 2;
  int workers = 4;
  std::string static_folder;  // the web's files; unknown paths outside /api get index.html
  std::string upload_folder;
  std::size_t body_max = 8 << 20;
  std::int64_t upload_max = 2'147'483'648;
  // Asked before a big body is taken in; who may not send one gets `body_max`.
  std::function<bool(const Request&)> may_upload;
  int requests_a_second = 2000;  // of one remote address
};

class Server {
 public:
  static Result<std::unique_ptr<Server>> start(Options options, Router router);
  ~Server();
  int port() const;
  // Takes no new connection, lets running answers finish, then returns from wait().
  void stop();
  void wait();
  // To every open event stream, or to those of one account.
  void publish(const std::string& event, const std::string& json, const std::string& audience = {});

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Prometheus text of what the server counted.
std::string metrics_text();

}  // namespace boai::http
