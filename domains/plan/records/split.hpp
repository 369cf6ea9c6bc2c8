// A target divided: the act with its method, its reason and what it replaces; the shares it gave;
// the year up to which nothing is divided any more; and what cities and counties set themselves.
#pragma once

#include "domains/plan/records.hpp"

namespace boai::plan {

// 目标分解: one act of dividing an indicator's target at a society. A revision is a new one.
struct Split {
  Id<Split> id;
  std::int64_t version = 0;
  std::string plan;
  std::string indicator;
  Id<Branch> branch;  // whose target is divided
  std::string axes;   // "years", "regions", "departments", joined by +
  std::string depth;  // cities, counties
  std::string method;
  std::string curve;
  std::string total;    // decimal text, like all values here
  std::string reserve;  // above 0: handed out beyond the total on purpose; below: kept in hand
  std::string reserve_name;
  std::string weights;  // as given
  std::string reason;
  Id<Split> revises;
  std::string state;  // standing, replaced
  std::string author;
  Day day;

  static const record::Type& type();
};

// 分解目标: what one society, or one department of it, is given for one year.
struct Share {
  Id<Share> id;
  std::int64_t version = 0;
  Id<Split> split;
  std::string plan;
  std::string indicator;
  Id<Branch> branch;      // who has to reach it
  std::int64_t year = 0;  // 0: the plan as a whole
  std::string department;
  std::string kind;  // year, region, department, reserve
  std::string value;

  static const record::Type& type();
};

// 年度锁定: at this society and below, the plan's years up to this one are never divided again.
struct YearLock {
  Id<YearLock> id;
  std::int64_t version = 0;
  std::string plan;
  Id<Branch> branch;
  std::int64_t year = 0;
  std::string reason;
  std::string author;
  Day day;

  static const record::Type& type();
};

// 自定目标: what a city or county set itself in its own plan, beside what it was given.
struct OwnTarget {
  Id<OwnTarget> id;
  std::int64_t version = 0;
  std::string plan;
  std::string indicator;
  Id<Branch> branch;
  std::int64_t year = 0;  // 0: the plan as a whole
  std::string value;
  std::string document;
  std::string reason;
  std::string author;
  Day day;

  static const record::Type& type();
};

struct SplitTarget {
  static constexpr std::string_view right = "plan.split_target";
  Id<Branch> branch;
  std::string plan, indicator;
  std::string axes, depth, method, curve;
  std::string total;  // what stands when not given
  std::string reserve, reserve_name;
  std::string weights;      // "3201=5,3202=3"
  std::string departments;  // "rescue=2,training=1"; all alike when not given
  std::string cells;        // "3201/2026=120,…" by hand
  std::string reason;
  std::string basis;  // what the person saw; another one now is conflict.version
  static constexpr auto subject = &SplitTarget::branch;
  static std::span<const record::Field> fields();
};
struct LockYear {
  static constexpr std::string_view right = "plan.lock_year";
  Id<Branch> branch;
  std::string plan;
  std::int64_t year = 0;
  std::string reason;
  static constexpr auto subject = &LockYear::branch;
  static std::span<const record::Field> fields();
};
struct SetOwnTarget {
  static constexpr std::string_view right = "plan.set_own_target";
  Id<Branch> branch;
  std::string plan, indicator;
  std::int64_t year = 0;
  std::string value, document, reason;
  static constexpr auto subject = &SetOwnTarget::branch;
  static std::span<const record::Field> fields();
};

Result<Split> handle(unit::Context&, Branch, const SplitTarget&);
Result<YearLock> handle(unit::Context&, Branch, const LockYear&);
Result<OwnTarget> handle(unit::Context&, Branch, const SetOwnTarget&);

}  // namespace boai::plan
