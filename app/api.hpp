// The routes and what stands behind them.
#pragma once

#include <chrono>
#include <mutex>

#include "app/wiring.hpp"
#include "kernel/exchange/import.hpp"
#include "kernel/exchange/unnamed.hpp"
#include "kernel/http/server.hpp"
#include "kernel/identity/identity.hpp"

namespace boai::app {

class Api {
 public:
  explicit Api(App& app);
  http::Router router();
  // Whether to take in a big body at all.
  bool may_upload(const http::Request& request);

  // Who asks: found by the session's cookie, with the grants that stand today.
  struct Asker {
    identity::Session session;
    rights::Principal who;
  };

 private:
  using Reading =
      std::function<Result<http::Response>(store::Connection&, const Asker&, const http::Request&)>;
  // A GET behind a session and a right ("" = any session).
  http::Route reading(std::string pattern, std::string right, Reading read,
                      http::Where where = http::Where::here);
  // A POST that only asks: what is typed about a person stands in no address and no log.
  using Asking = std::function<Result<http::Response>(store::Connection&, const Asker&,
                                                      const boost::json::object&)>;
  http::Route asking(std::string pattern, std::string right, Asking ask);
  Result<Asker> asker(store::Connection& connection, const http::Request& request);
  Outcome check_csrf(const Asker& asker, const http::Request& request);

  void add_session_routes(http::Router& router);
  void add_record_routes(http::Router& router);
  void add_plan_routes(http::Router& router);
  void add_planning_routes(http::Router& router);
  void add_recount_routes(http::Router& router);
  void add_rights_routes(http::Router& router);
  void add_exchange_routes(http::Router& router);
  void add_import_routes(http::Router& router);
  void add_job_routes(http::Router& router);
  void add_system_routes(http::Router& router);
  void add_paper_routes(http::Router& router);
  void add_target_routes(http::Router& router);
  void add_brief_routes(http::Router& router);
  void add_people_routes(http::Router& router);
  void add_training_routes(http::Router& router);
  void add_certificate_routes(http::Router& router);
  void add_own_certificate_routes(http::Router& router);
  void add_learning_routes(http::Router& router);
  void add_exam_desk_routes(http::Router& router);
  void add_instructor_routes(http::Router& router);
  void add_class_routes(http::Router& router);

  http::Response log_in(const http::Request& request);
  Result<http::Response> who_am_i(store::Connection&, const Asker&);
  Result<http::Response> home(store::Connection&, const Asker&);
  Result<boost::json::array> alerts(store::Connection&, const Asker&);
  Result<boost::json::array> notices_of(store::Connection&, const Asker&);
  void change(const http::Request& request, http::Respond respond);
  Outcome add_slips(store::Connection&, const Asker&, boost::json::object& shown);
  Result<http::Response> form_workbook(store::Connection&, const Asker&, const http::Request&);
  Result<http::Response> disclose(const http::Request& request);
  Result<http::Response> person_file(const http::Request& request);
  Result<http::Response> class_roster(const http::Request& request);
  Result<http::Response> hunt_duplicates(const http::Request& request);
  Result<http::Response> print_certificates(const http::Request& request, bool of_class);
  using Noting = std::function<Outcome(unit::Context&)>;
  using Showing = std::function<Result<http::Response>(store::Connection&, const Asker&)>;
  Result<http::Response> tell_life(const http::Request& request, const Noting& note,
                                   const Showing& show);
  Result<http::Response> read_on(const http::Request& request);
  Result<http::Response> sit_on(const http::Request& request);
  Result<http::Response> attach(const http::Request& request);
  Result<http::Response> make_documents(const http::Request& request);
  Result<http::Response> bring_template(const http::Request& request);
  Result<http::Response> attached(store::Connection&, const Asker&, const http::Request&);
  Result<http::Response> content(store::Connection&, const Asker&, const http::Request&);

  // A file without a name that somebody sent, kept for a while after a look at it.
  struct Upload {
    std::shared_ptr<exchange::UnnamedFile> file;
    std::string name, account;
    std::chrono::steady_clock::time_point until;
  };
  Result<Upload> upload_of(const Asker& who, const http::Request& request);
  void keep_upload(const std::string& job, Upload upload);
  Result<std::pair<exchange::Order, Upload>> import_order(const http::Request& request);
  void begin_import(const http::Request& request, http::Respond respond);
  Result<http::Response> errors_of(const Asker& who, const std::string& job);
  Result<http::Response> export_rows(store::Connection&, const Asker&, const http::Request&);

  App& app_;
  std::mutex lock_;
  std::map<std::string, Upload> uploads_;  // by the preview's job
  std::atomic<int> exports_{0};
};

// The number in a part of the path; what is none is not found.
Result<std::int64_t> id_in(const http::Request& request, const char* part);
// Held at any society at all; where it reaches, the question itself says. Codes: rights.not_held.
Outcome require_anywhere(const App& app, const Api::Asker& who, std::string_view right);
// A text of what is asked, "" when it is not there. Codes: field.too_long above 200 bytes.
Result<std::string> text_asked(const boost::json::object& body, std::string_view field);
// The record type a route names, and the same when the asker may read it somewhere.
Result<const record::Type*> type_named(const App& app, const http::Request& request);
Result<const record::Type*> readable(const App& app, const Api::Asker& who,
                                     const http::Request& request);

}  // namespace boai::app
