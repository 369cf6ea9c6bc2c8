// Doors of the house as the browser knocks at them, without the network between.
#pragma once

#include <future>

#include "app/api.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

template <typename Place>
class WithDoors : public Place {
 protected:
  void SetUp() override {
    Place::SetUp();
    api_ = std::make_unique<app::Api>(*this->app_);
    router_ = api_->router();
  }
  void TearDown() override {
    router_ = {};
    api_.reset();
    Place::TearDown();
  }

  struct Answer {
    int status = 0;
    std::string text;
  };
  // As the browser asks, without the network between.
  Answer ask(const std::string& who, const std::string& method, const std::string& target,
             const std::string& body = {}) {
    const identity::Login& login = session(who);
    http::Request request;
    request.method = method;
    http::split_target(target, request);
    auto match = router_.match(method, request.path);
    if (match.route == nullptr) return {404, "no such route"};
    request.parts = match.parts;
    request.headers = {{"cookie", "boai_session=" + login.token},
                       {"x-csrf-token", login.session.csrf}};
    request.body = body;
    std::promise<http::Response> given;
    match.route->handler(request, [&](http::Response response) { given.set_value(response); });
    http::Response response = given.get_future().get();
    Answer answer{response.status, response.body};
    while (response.stream) {
      std::string piece = response.stream();
      if (piece.empty()) break;
      answer.text += piece;
    }
    return answer;
  }
  const identity::Login& session(const std::string& who) {
    auto found = sessions_.find(who);
    if (found != sessions_.end()) return found->second;
    identity::Login login;
    Place::good(this->app_->writer->run([&](unit::Batch& batch) -> Outcome {
      rights::Principal service{.account = 0, .name = "boai", .grants = {}, .service = true};
      unit::Context context(batch, service);
      auto accounts = TRY(context.find<identity::Account>("account", who));
      login = TRY(identity::open_session(batch, accounts.at(0)));
      return Done{};
    }));
    return sessions_[who] = login;
  }
  std::string command(const std::string& who, const std::string& name, json::object fields) {
    fields["id"] = crypto::uuid4();
    return ask(who, "POST", "/api/commands/" + name, json::serialize(fields)).text;
  }

  std::unique_ptr<app::Api> api_;
  http::Router router_;
  std::map<std::string, identity::Login> sessions_;
};

}  // namespace boai::story
