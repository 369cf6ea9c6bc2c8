// What a person should know without having asked: written by the command that caused it, in the
// same transaction, so no notice is ever lost or told of something that did not happen.
#pragma once

#include "kernel/command/command.hpp"

namespace boai::notices {

struct Notice {
  Id<Notice> id;
  std::int64_t version = 0;
  std::int64_t holder = 0;   // account
  std::string code;          // "plan.figure_returned"; its words stand in the web's dictionary
  std::string about;         // what it is about, as the office calls it
  std::string remark;        // a reason given by a person
  std::string subject_type;  // the record to open
  std::int64_t subject = 0;
  Instant at;
  bool seen = false;

  static const record::Type& type();
};

struct See {
  static constexpr std::string_view right = "self";
  Id<Notice> notice;
  static constexpr auto subject = &See::notice;
  static std::span<const record::Field> fields();
};

Result<Notice> handle(unit::Context&, Notice, const See&);

// Nobody is told what he did himself, and the program's own hands are told nothing.
Outcome tell(unit::Context& context, const std::string& account, Notice notice);

void register_in(record::Registry& types, command::Registry& commands);

}  // namespace boai::notices
