// What a function that may fail in normal life returns. Six faults, a stable code, the field it is
// about; `detail` is for our log and the person at the command line, never for a public page.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/must.hpp"

namespace boai {

enum class Fault { invalid, not_found, forbidden, conflict, unavailable, internal };

std::string_view name_of(Fault fault);

// One fault of one field of a form, so that all faults of a form are told at once.
struct FieldFault {
  std::string field;
  std::string code;  // "domain.reason", stable for ever
  std::string detail;
};

struct Error {
  Fault fault = Fault::internal;
  std::string code;  // "domain.reason", stable for ever
  std::string field;
  std::string detail;
  std::vector<FieldFault> fields;  // filled when a form has several faults
};

inline Error invalid(std::string code, std::string field = {}, std::string detail = {}) {
  return {Fault::invalid, std::move(code), std::move(field), std::move(detail), {}};
}
inline Error not_found(std::string code, std::string field = {}, std::string detail = {}) {
  return {Fault::not_found, std::move(code), std::move(field), std::move(detail), {}};
}
inline Error forbidden(std::string code, std::string field = {}, std::string detail = {}) {
  return {Fault::forbidden, std::move(code), std::move(field), std::move(detail), {}};
}
inline Error conflict(std::string code, std::string field = {}, std::string detail = {}) {
  return {Fault::conflict, std::move(code), std::move(field), std::move(detail), {}};
}
inline Error unavailable(std::string code, std::string detail = {}) {
  return {Fault::unavailable, std::move(code), {}, std::move(detail), {}};
}
inline Error internal(std::string code, std::string detail = {}) {
  return {Fault::internal, std::move(code), {}, std::move(detail), {}};
}

struct Done {};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return must(ok()), std::get<0>(held_); }
  const T& value() const& { return must(ok()), std::get<0>(held_); }
  T&& value() && { return must(ok()), std::get<0>(std::move(held_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return must(!ok()), std::get<1>(held_); }
  Error&& error() && { return must(!ok()), std::get<1>(std::move(held_)); }

 private:
  std::variant<T, Error> held_;
};

using Outcome = Result<Done>;

// "ok" or the code of the refusal: what the tables of rule tests compare.
template <typename T>
std::string answer_of(const Result<T>& result) {
  return result.ok() ? "ok" : result.error().code;
}

}  // namespace boai

// Passes an error on, else yields the value. One per statement, never nested.
#define TRY(expression) BOAI_TRY_WITH(expression, BOAI_TRY_NAME(__COUNTER__))
#define BOAI_TRY_NAME(number) BOAI_TRY_JOIN(try_result_, number)
#define BOAI_TRY_JOIN(left, right) left##right
#define BOAI_TRY_WITH(expression, result)               \
  ({                                                    \
    auto result = (expression);                         \
    if (!result.ok()) return std::move(result).error(); \
    std::move(result).value();                          \
  })
