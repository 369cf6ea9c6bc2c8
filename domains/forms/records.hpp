// Returns: one society's form for one period, its cells, who signed, and the superior's receipt.
#pragma once

#include "kernel/matters/matters.hpp"

namespace boai::forms {

using branch::Branch;

struct Return {
  Id<Return> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string form;
  std::int64_t form_version = 0;
  std::string period;
  std::string title;
  std::string state;  // return_state
  std::string reporter;
  Day signed_on;
  std::int64_t prefilled = 0;  // cells the system filled
  std::int64_t typed = 0;      // cells a person typed
  std::int64_t minutes = 0;    // a person's time, as she says
  Day confirmed_on;
  std::string digest;  // over the frozen cells
  std::string receipt;
  Day submitted_on;
  std::string reason;

  static const record::Type& type();
};

struct Cell {
  Id<Cell> id;
  std::int64_t version = 0;
  Id<Return> form_return;
  Id<Branch> branch;
  std::string cell;
  std::string value;
  std::string source;  // cell_source
  std::string reason;
  std::string typed_by;

  static const record::Type& type();
};

struct Begin {
  static constexpr std::string_view right = "forms.fill";
  Id<Branch> branch;
  std::string form, period;
  static constexpr auto subject = &Begin::branch;
  static std::span<const record::Field> fields();
};
struct Refresh {
  static constexpr std::string_view right = "forms.fill";
  Id<Return> form_return;
  static constexpr auto subject = &Refresh::form_return;
  static std::span<const record::Field> fields();
};
struct Fill {
  static constexpr std::string_view right = "forms.fill";
  Id<Return> form_return;
  std::string cell, value, reason;
  static constexpr auto subject = &Fill::form_return;
  static std::span<const record::Field> fields();
};
struct Sign {
  static constexpr std::string_view right = "forms.fill";
  Id<Return> form_return;
  std::int64_t minutes = 0;
  static constexpr auto subject = &Sign::form_return;
  static std::span<const record::Field> fields();
};
struct Submit {
  static constexpr std::string_view right = "forms.submit";
  Id<Return> form_return;
  std::string receipt;
  Day day;
  static constexpr auto subject = &Submit::form_return;
  static std::span<const record::Field> fields();
};

Result<Return> handle(unit::Context&, Branch, const Begin&);
Result<Return> handle(unit::Context&, Return, const Refresh&);
Result<Return> handle(unit::Context&, Return, const Fill&);
Result<Return> handle(unit::Context&, Return, const Sign&);
Result<Return> handle(unit::Context&, Return, const Submit&);

Outcome return_decided(unit::Context& context, std::int64_t matter);

}  // namespace boai::forms
