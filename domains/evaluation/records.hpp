// Evaluations of a plan: every row as of a day, scored, remarked by departments, signed by posts
// and then frozen; and the list of what has to be put right afterwards (S23).
#pragma once

#include "kernel/matters/matters.hpp"

namespace boai::evaluation {

using branch::Branch;

struct Evaluation {
  Id<Evaluation> id;
  std::int64_t version = 0;
  Id<Branch> branch;  // evaluated, and whose posts sign
  std::string plan;
  std::string kind;  // evaluation_kind
  std::int64_t year = 0;
  Day as_of;
  std::string title;
  std::string formula;
  std::string state;  // evaluation_state: draft, signing, signed
  std::string total;  // points of a hundred
  std::string grade;
  std::string veto;
  std::string account;
  Day signed_on;
  std::string digest;  // SHA-256 over the signed rows
  std::string reason;  // of the last return

  static const record::Type& type();
};

struct Row {
  Id<Row> id;
  std::int64_t version = 0;
  Id<Evaluation> evaluation;
  Id<Branch> branch;
  std::string indicator;
  std::string name;
  std::string tier;
  std::string unit;
  std::string value;
  std::string target;
  std::string completion;  // per cent
  std::string status;
  std::string weight;
  std::string points;
  bool veto = false;
  std::string department;
  std::string remark;
  std::string evidence;
  std::string remarked_by;

  static const record::Type& type();
};

struct Signature {
  Id<Signature> id;
  std::int64_t version = 0;
  Id<Evaluation> evaluation;
  Id<Branch> branch;
  std::string post;  // the right that signed
  std::string account;
  Day day;
  std::string remark;
  bool on_paper = false;
  bool stands = true;  // not after a return

  static const record::Type& type();
};

// 问责清单: what a society or department has to put right, until it is done.
struct Finding {
  Id<Finding> id;
  std::int64_t version = 0;
  Id<Evaluation> evaluation;
  Id<Branch> branch;  // who answers
  Id<Branch> issuer;
  std::string indicator;
  std::string department;
  std::string text;
  Day deadline;
  std::string state;  // finding_state: open, answered, closed
  std::string answer;
  std::string evidence;
  Day closed_on;
  std::string reason;

  static const record::Type& type();
};

struct Open {
  static constexpr std::string_view right = "evaluation.manage";
  Id<Branch> branch;
  std::string plan, kind;
  std::int64_t year = 0;
  Day as_of;
  std::string title;
  static constexpr auto subject = &Open::branch;
  static std::span<const record::Field> fields();
};
struct Remark {
  static constexpr std::string_view right = "evaluation.remark";
  Id<Row> row;
  std::string department, remark, evidence;
  static constexpr auto subject = &Remark::row;
  static std::span<const record::Field> fields();
};
struct Submit {
  static constexpr std::string_view right = "evaluation.manage";
  Id<Evaluation> evaluation;
  static constexpr auto subject = &Submit::evaluation;
  static std::span<const record::Field> fields();
};
struct Find {
  static constexpr std::string_view right = "evaluation.manage";
  Id<Evaluation> evaluation;
  Id<Branch> responsible;
  std::string indicator, department, text;
  Day deadline;
  static constexpr auto subject = &Find::evaluation;
  static std::span<const record::Field> fields();
};
struct Answer {
  static constexpr std::string_view right = "evaluation.answer";
  Id<Finding> finding;
  std::string answer, evidence;
  static constexpr auto subject = &Answer::finding;
  static std::span<const record::Field> fields();
};

Result<Evaluation> handle(unit::Context&, Branch, const Open&);
Result<Row> handle(unit::Context&, Row, const Remark&);
Result<Evaluation> handle(unit::Context&, Evaluation, const Submit&);
Result<Finding> handle(unit::Context&, Evaluation, const Find&);
Result<Finding> handle(unit::Context&, Finding, const Answer&);

Outcome signing_decided(unit::Context& context, std::int64_t matter);
Outcome finding_asked(unit::Context& context, std::int64_t matter);
Outcome finding_closed(unit::Context& context, std::int64_t matter);

}  // namespace boai::evaluation
