#include "kernel/http/message.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace boai::http {

std::string Request::header(const std::string& name) const {
  auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

std::string Request::cookie(std::string_view name) const {
  std::string all = header("cookie");
  for (std::size_t at = 0; at < all.size();) {
    std::size_t end = std::min(all.find(';', at), all.size());
    std::string_view pair = std::string_view(all).substr(at, end - at);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      return std::string(pair.substr(name.size() + 1));
    }
    at = end + 1;
  }
  return {};
}

std::string Request::argument(std::string_view name, std::string otherwise) const {
  auto found = std::ranges::find(query, name, [](const auto& pair) { return pair.first; });
  return found == query.end() || found->second.empty() ? otherwise : found->second;
}

Response json_text(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

Response json(const boost::json::value& value, int status) {
  Response response;
  response.status = status;
  response.body = boost::json::serialize(value);
  return response;
}

int status_of(const Error& error) {
  static const std::map<std::string, int, std::less<>> exact = {
      {"session.required", 401}, {"session.wrong", 401}, {"session.code_required", 401},
      {"session.locked", 429},   {"http.bad_json", 400}, {"http.rate", 429},
      {"http.too_large", 413},   {"http.method", 405},   {"session.csrf", 403},
  };
  auto found = exact.find(error.code);
  if (found != exact.end()) return found->second;
  switch (error.fault) {
    case Fault::invalid:
      return 422;
    case Fault::not_found:
      return 404;
    case Fault::forbidden:
      return 403;
    case Fault::conflict:
      return 409;
    case Fault::unavailable:
      return 503;
    case Fault::internal:
      return 500;
  }
  return 500;
}

Response problem(const Error& error) {
  namespace json_text = boost::json;
  bool ours = error.fault == Fault::internal || error.fault == Fault::unavailable;
  int status = status_of(error);
  json_text::object body{{"type", "about:blank#" + error.code},
                         {"title", error.code},
                         {"status", status},
                         {"code", error.code}};
  // What our store says is for our log, not for the page.
  if (!ours && !error.detail.empty()) body["detail"] = error.detail;
  if (!error.field.empty()) body["field"] = error.field;
  json_text::array errors;
  for (const FieldFault& fault : error.fields) {
    errors.push_back(
        json_text::object{{"field", fault.field}, {"code", fault.code}, {"detail", fault.detail}});
  }
  if (errors.empty() && error.fault == Fault::invalid && !error.field.empty()) {
    errors.push_back(
        json_text::object{{"field", error.field}, {"code", error.code}, {"detail", error.detail}});
  }
  body["errors"] = std::move(errors);
  Response response = json(body, status);
  response.type = "application/problem+json; charset=utf-8";
  if (error.code == "http.rate" || error.code == "session.locked") {
    response.headers.emplace_back("Retry-After", "60");
  }
  return response;
}

void Router::add(Route route) {
  must(!route.right.empty());
  routes_.push_back(std::move(route));
}

namespace {

std::string_view next_part(std::string_view& path) {
  path.remove_prefix(1);  // the slash
  std::size_t end = std::min(path.find('/'), path.size());
  std::string_view part = path.substr(0, end);
  path.remove_prefix(end);
  return part;
}

bool fits(std::string_view pattern, std::string_view path,
          std::map<std::string, std::string>& parts) {
  while (pattern.starts_with('/') && path.starts_with('/')) {
    std::string_view word = next_part(pattern);
    std::string_view given = next_part(path);
    if (word.starts_with('{')) {
      if (given.empty()) return false;
      parts[std::string(word.substr(1, word.size() - 2))] = percent_decoded(given, false);
    } else if (word != given) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match match;
  for (const Route& route : routes_) {
    std::map<std::string, std::string> parts;
    if (!fits(route.pattern, path, parts)) continue;
    match.path_known = true;
    if (route.method != method && !(method == "HEAD" && route.method == "GET")) continue;
    match.route = &route;
    match.parts = std::move(parts);
    return match;
  }
  return match;
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  auto digit = [](char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    return letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : -1;
  };
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool coded = text[at] == '%' && at + 2 < text.size() && digit(text[at + 1]) >= 0 &&
                 digit(text[at + 2]) >= 0;
    if (coded) {
      plain += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
      at += 2;
    } else {
      plain += plus_is_space && text[at] == '+' ? ' ' : text[at];
    }
  }
  return plain;
}

void split_target(std::string_view target, Request& request) {
  std::size_t mark = target.find('?');
  request.path = std::string(target.substr(0, mark));
  if (mark == std::string_view::npos) return;
  std::string_view query = target.substr(mark + 1);
  while (!query.empty()) {
    std::size_t end = std::min(query.find('&'), query.size());
    std::string_view pair = query.substr(0, end);
    std::size_t equals = std::min(pair.find('='), pair.size());
    request.query.emplace_back(
        percent_decoded(pair.substr(0, equals), true),
        percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
}

Result<boost::json::value> parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::system::error_code fault;
  boost::json::stream_parser parser({}, options);
  std::size_t used = parser.write_some(text.data(), text.size(), fault);
  if (!fault && used == text.size()) parser.finish(fault);
  if (fault || used != text.size()) {
    return invalid("http.bad_json", "body", "at byte " + std::to_string(used));
  }
  return parser.release();
}

}  // namespace boai::http
