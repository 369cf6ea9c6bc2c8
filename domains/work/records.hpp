// Yearly work plans by department and step, projects with their money, and leaders' instructions
// that stay open until closed with evidence.
#pragma once

#include "kernel/matters/matters.hpp"

namespace boai::work {

using branch::Branch;

// A society's plan of work for a year; once approved, its steps move only with a reason.
struct YearPlan {
  Id<YearPlan> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::int64_t year = 0;
  std::string title;
  std::string state;  // work_state: draft, submitted, approved, returned
  std::string account;
  std::string reason;

  static const record::Type& type();
};

struct Step {
  Id<Step> id;
  std::int64_t version = 0;
  Id<YearPlan> year_plan;
  Id<Branch> branch;
  std::int64_t year = 0;
  std::string department;
  std::string name;
  Day due;
  Day first_due;  // as first planned: a step moved has slipped all the same
  std::string product;
  std::string owner;
  std::string plan;        // whose indicators it serves
  std::string indicators;  // ids separated by commas
  std::string state;       // step_state: open, done, dropped
  Day done_on;
  std::string evidence;
  std::string reason;

  static const record::Type& type();
};

struct Project {
  Id<Project> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string name;
  std::string department;
  std::string owner;
  std::string plan;
  std::string indicators;
  Day start, finish;
  Money budget;
  std::string stage;  // project_stage, in the pack's order
  std::string contract;
  std::string contractor;
  Money contracted;
  Money paid;
  Day accepted_on;
  std::string acceptance;
  std::string reason;

  static const record::Type& type();
};

struct Milestone {
  Id<Milestone> id;
  std::int64_t version = 0;
  Id<Project> project;
  Id<Branch> branch;
  std::string name;
  Day due;
  std::string state;  // step_state
  Day done_on;
  std::string evidence;

  static const record::Type& type();
};

struct Payment {
  Id<Payment> id;
  std::int64_t version = 0;
  Id<Project> project;
  Id<Branch> branch;
  Day day;
  Money amount;
  std::string document;

  static const record::Type& type();
};

// 督办: a leader's instruction, answered by a society with evidence, closed by who gave it.
struct Instruction {
  Id<Instruction> id;
  std::int64_t version = 0;
  Id<Branch> branch;  // who answers
  Id<Branch> issuer;
  std::string leader;
  std::string text;
  std::string owner;
  Day issued;
  Day deadline;
  std::string state;  // instruction_state: open, reported, closed
  std::string report;
  std::string evidence;
  Day closed_on;
  bool in_time = false;
  std::string reason;  // of the last return

  static const record::Type& type();
};

}  // namespace boai::work
