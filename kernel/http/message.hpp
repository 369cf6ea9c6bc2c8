// Requests and answers as plain types. Beast and Asio stay in server.cpp.
#pragma once

#include <boost/json/fwd.hpp>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace boai::http {

struct Request {
  std::string method;
  std::string path;                                        // decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  std::map<std::string, std::string> parts;                // {type} of the route's pattern
  std::map<std::string, std::string> headers;              // lower-case names
  std::string body;
  std::string body_file;  // an upload lies here and is removed after the answer
  std::string remote;

  std::string header(const std::string& name) const;
  std::string cookie(std::string_view name) const;
  std::string argument(std::string_view name, std::string otherwise = {}) const;
};

struct Response {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  // Pulls the next piece; empty at the end. For answers of any size.
  std::function<std::string()> stream;
  bool events = false;   // keeps the line open for the hub's events
  std::string audience;  // whose events besides everybody's
};

Response json_text(std::string body);
Response json(const boost::json::value& value, int status = 200);
// RFC 9457; fault → status stands here and nowhere else.
Response problem(const Error& error);
int status_of(const Error& error);

using Respond = std::function<void(Response)>;
using Handler = std::function<void(const Request&, Respond)>;
enum class Where { here, worker };  // at once on the network's thread, or where it may wait

struct Route {
  std::string method;
  std::string pattern;  // "/api/records/{type}/{id}"
  Handler handler;
  Where where = Where::here;
  // "public", "session", or the right that is asked for; a route without one does not start.
  std::string right = {};
};

class Router {
 public:
  void add(Route route);
  struct Match {
    const Route* route = nullptr;
    bool path_known = false;  // known under another method
    std::map<std::string, std::string> parts;
  };
  Match match(std::string_view method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

std::string percent_decoded(std::string_view text, bool plus_is_space);
// "/api/x?a=b" into path and query.
void split_target(std::string_view target, Request& request);
// Codes: http.bad_json. Depth and size are bounded.
Result<boost::json::value> parse_json(std::string_view text);

}  // namespace boai::http
