// A change is a command: a struct with its fields, its right and its subject, and a handler
//   Result<R> handle(unit::Context&, Subject loaded, const C&)
// The kernel parses it, loads the subject, asks for the right at the subject's branch, runs the
// handler and journals what it saved.
#pragma once

#include <boost/json/fwd.hpp>
#include <memory>
#include <optional>
#include <string>

#include "kernel/unit/unit.hpp"

namespace boai::command {

struct Saved {
  std::int64_t id = 0;
  std::int64_t version = 0;
};

struct Type {
  std::string_view name;   // "training.certify"
  std::string_view label;  // 发证
  std::string_view right;
  const record::Type* subject = nullptr;
  std::string_view result = {};  // the record type it makes or changes
  std::span<const record::Field> fields;
  std::shared_ptr<void> (*make)() = nullptr;
  Result<Saved> (*apply)(unit::Context&, const void* command,
                         std::optional<std::int64_t> version) = nullptr;
};

// The branch a subject belongs to, or 0 for one that belongs to none.
std::int64_t branch_of(const record::Type& type, const record::Row& row);

// Right at the subject's branch, one's own things, and the version the person saw.
Outcome permit(unit::Context& context, std::string_view right, const record::Type& type,
               const record::Row& subject, std::optional<std::int64_t> version);

namespace detail {
template <typename T>
T subject_of(Id<T>);
}

template <typename C>
Type make(std::string_view name, std::string_view label, std::string_view result) {
  using Subject = decltype(detail::subject_of(std::declval<C>().*C::subject));
  return {.name = name,
          .label = label,
          .right = C::right,
          .subject = &Subject::type(),
          .result = result,
          .fields = C::fields(),
          .make = [] { return std::static_pointer_cast<void>(std::make_shared<C>()); },
          .apply = [](unit::Context& context, const void* given,
                      std::optional<std::int64_t> version) -> Result<Saved> {
            const C& command = *static_cast<const C*>(given);
            record::Row row = TRY(context.load_row(Subject::type(), (command.*C::subject).number));
            TRY(permit(context, C::right, Subject::type(), row, version));
            auto saved = TRY(handle(context, record::from_row<Subject>(row), command));
            return Saved{saved.id.number, saved.version};
          }};
}

class Registry {
 public:
  void add(Type type);
  const Type* find(std::string_view name) const;
  const std::vector<Type>& all() const { return types_; }

 private:
  std::vector<Type> types_;
};

// A command as it came: parsed, every fault of the form found.
struct Parsed {
  const Type* type = nullptr;
  std::shared_ptr<void> command;
  std::optional<std::int64_t> version;
  std::string id;    // UUID, chosen by the client
  std::string hash;  // of name and body, to tell a repetition from a reused id
};
Result<Parsed> parse(const Registry& registry, const unit::House& house, std::string_view name,
                     const boost::json::value& body);

// From texts of an imported row: pairs of field and text.
Result<std::shared_ptr<void>> parse_texts(
    const Type& type, const std::vector<std::pair<std::string, std::string>>& texts);

struct Done {
  std::string id;
  std::int64_t seq = 0;
  std::int64_t subject = 0;
  std::int64_t version = 0;
};

// Who acts: the account, and the browser's session or the command line's user where there is one.
struct Actor {
  std::string account;
  std::string session = {};
  std::string os_user = {};
};

// Inside a batch: the whole path but the commit. A dry run leaves nothing staged.
Result<Done> execute(unit::Batch& batch, const Parsed& parsed, const Actor& actor, bool dry_run);
// Asks for what `execute` is going to ask for, and changes nothing (Batch::foresee).
void try_out(unit::Batch& batch, const Parsed& parsed, const Actor& actor);

}  // namespace boai::command
