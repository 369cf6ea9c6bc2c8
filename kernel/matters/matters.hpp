// Everything that waits for somebody: addressed to a right at a branch (a post), with a deadline;
// approved, returned with a reason, or delegated. What a decision does is the domain's affair,
// found by the matter's kind in House::decided.
#pragma once

#include "kernel/command/command.hpp"

namespace boai::matters {

struct Matter {
  Id<Matter> id;
  std::int64_t version = 0;
  std::string kind;  // "plan.figure"
  std::string title;
  Id<branch::Branch> branch;  // where it waits
  std::string post;           // the right that decides it there
  std::string subject_type;
  std::int64_t subject = 0;
  Id<branch::Branch> origin;  // who asks
  std::string state;          // open, approved, returned
  Day deadline;
  std::string remark;  // of the decision
  bool on_paper = false;
  std::string delegate;  // account, besides the post
  Day delegate_until;
  std::string decided_by;

  static const record::Type& type();
};

struct Approve {
  static constexpr std::string_view right = "matters.act";
  Id<Matter> matter;
  std::string remark;
  bool on_paper = false;
  static constexpr auto subject = &Approve::matter;
  static std::span<const record::Field> fields();
};
struct Return {
  static constexpr std::string_view right = "matters.act";
  Id<Matter> matter;
  std::string reason;
  static constexpr auto subject = &Return::matter;
  static std::span<const record::Field> fields();
};
struct Delegate {
  static constexpr std::string_view right = "matters.act";
  Id<Matter> matter;
  std::string to_account;
  Day until;
  static constexpr auto subject = &Delegate::matter;
  static std::span<const record::Field> fields();
};

Result<Matter> handle(unit::Context&, Matter, const Approve&);
Result<Matter> handle(unit::Context&, Matter, const Return&);
Result<Matter> handle(unit::Context&, Matter, const Delegate&);

// Opens a matter; called by handlers of domains.
Outcome open(unit::Context& context, Matter matter);

// Ends what is open of a kind about a subject, because the subject itself has settled it.
struct Settling {
  std::string_view kind;
  std::int64_t subject = 0;
  std::string_view state;  // approved, returned
  std::string_view remark = {};
};
Outcome settle(unit::Context& context, const Settling& settling);

// Who looks next at what came up to this branch: a county's city, then the province.
struct Look {
  Id<branch::Branch> branch;
  std::string post;
};
struct Posts {
  std::string_view city, province;  // the rights that look
};
Result<Look> next_look(unit::Context& context, const branch::Branch& at, const Posts& posts);

// The society at the top of the tree.
Result<branch::Branch> top_of(unit::Context& context, branch::Branch at);

void register_in(record::Registry& types, command::Registry& commands);

}  // namespace boai::matters
