// Figures that people report, opening figures from before the records begin, targets set by an
// operator, and notes on a cell.
#pragma once

#include "kernel/matters/matters.hpp"

namespace boai::plan {

using branch::Branch;

// One manual figure. Missing is not zero: a ratio has numerator and denominator, a count a value.
struct Figure {
  Id<Figure> id;
  std::int64_t version = 0;
  std::string plan;
  std::string indicator;
  Id<Branch> branch;
  std::string period;  // "2025" or "2025-06"
  std::string value;   // decimal text
  std::optional<std::int64_t> numerator;
  std::optional<std::int64_t> denominator;
  std::string document;
  std::string reporter;
  std::string note;
  std::string reason;  // why it moved as far as it did, or was unlocked
  std::string returned_reason;
  std::string state;  // reported, checked, confirmed, locked, returned

  static const record::Type& type();
};

// What happened before the records begin, by series, branch and month.
struct Opening {
  Id<Opening> id;
  std::int64_t version = 0;
  std::string series;  // "training.certificates", "training.attendances|setting=school"
  Id<Branch> branch;
  Day day;  // the first of the month
  std::int64_t value = 0;
  std::string document;
  std::string reporter;
  std::string place;  // "branch/series/yyyymmdd": one opening figure a place

  static const record::Type& type();
};

struct Target {
  Id<Target> id;
  std::int64_t version = 0;
  std::string plan;
  std::string indicator;
  Id<Branch> branch;
  std::int64_t year = 0;
  std::string value;
  std::string reason;

  static const record::Type& type();
};

struct Note {
  Id<Note> id;
  std::int64_t version = 0;
  std::string plan;
  std::string indicator;
  Id<Branch> branch;
  std::string text;
  std::string author;
  Day day;

  static const record::Type& type();
};

struct ReportFigure {
  static constexpr std::string_view right = "plan.report_figure";
  Id<Branch> branch;
  std::string plan, indicator, period, value;
  std::optional<std::int64_t> numerator, denominator;
  std::string document, note, reason;
  static constexpr auto subject = &ReportFigure::branch;
  static std::span<const record::Field> fields();
};
struct LockFigure {
  static constexpr std::string_view right = "plan.lock_figure";
  Id<Figure> figure;
  static constexpr auto subject = &LockFigure::figure;
  static std::span<const record::Field> fields();
};
// Every confirmed figure of a period, here and below, in one act.
struct LockPeriod {
  static constexpr std::string_view right = "plan.lock_figure";
  Id<Branch> branch;
  std::string plan, period;
  static constexpr auto subject = &LockPeriod::branch;
  static std::span<const record::Field> fields();
};
struct UnlockFigure {
  static constexpr std::string_view right = "plan.lock_figure";
  Id<Figure> figure;
  std::string reason;
  static constexpr auto subject = &UnlockFigure::figure;
  static std::span<const record::Field> fields();
};
struct EnterOpening {
  static constexpr std::string_view right = "plan.opening";
  Id<Branch> branch;
  std::string series;
  Day day;
  std::int64_t value = 0;
  std::string document, reporter;
  static constexpr auto subject = &EnterOpening::branch;
  static std::span<const record::Field> fields();
};
struct SetTarget {
  static constexpr std::string_view right = "plan.set_target";
  Id<Branch> branch;
  std::string plan, indicator;
  std::int64_t year = 0;
  std::string value, reason;
  static constexpr auto subject = &SetTarget::branch;
  static std::span<const record::Field> fields();
};
struct NoteIndicator {
  static constexpr std::string_view right = "plan.note";
  Id<Branch> branch;
  std::string plan, indicator, text;
  static constexpr auto subject = &NoteIndicator::branch;
  static std::span<const record::Field> fields();
};

Result<Figure> handle(unit::Context&, Branch, const ReportFigure&);
Result<Figure> handle(unit::Context&, Figure, const LockFigure&);
Result<Branch> handle(unit::Context&, Branch, const LockPeriod&);
Result<Figure> handle(unit::Context&, Figure, const UnlockFigure&);
Result<Opening> handle(unit::Context&, Branch, const EnterOpening&);
Result<Target> handle(unit::Context&, Branch, const SetTarget&);
Result<Note> handle(unit::Context&, Branch, const NoteIndicator&);

// What an approved or returned matter does to its figure, and who is asked next.
Outcome figure_decided(unit::Context& context, std::int64_t matter);

}  // namespace boai::plan
