// What other domains may see of people: a person found or recorded for a purpose at a branch,
// consents, and looks written down.
#pragma once

#include <atomic>

#include "kernel/house/domain.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::people {

struct Person;

struct Papers {
  std::string name;
  std::string document_kind;
  std::string document_number;
  std::string phone = {};
};

// The same document is the same person, whatever branch asks; the branch gets a relation. Of a
// merged person the kept record is meant; what is recorded with the other's papers goes back to
// her should the merge be undone. A name that differs is refused: people.name_differs.
Result<Id<Person>> find_or_record(unit::Context& context, const Papers& papers,
                                  std::string_view purpose, Id<branch::Branch> branch, Day since);

// Her whole name as it stands. Codes: people.person.not_found.
Result<std::string> name_of(unit::Context& context, Id<Person> person);
// A misspelt name put right, with the right people.record where she is known. Codes: those of
// people.correct_person.
Outcome correct_name(unit::Context& context, Id<Person> person, const std::string& name);
// The viewer's own person. Codes: people.no_person.
Result<std::int64_t> own_person(store::Connection& connection, const rights::Principal& viewer);
// The asker's own person, as linked to the account. Codes: people.no_person.
Result<Id<Person>> own_person(unit::Context& context);
// The branch knows her from then on for that purpose.
Outcome relate(unit::Context& context, Id<Person> person, std::string_view purpose,
               Id<branch::Branch> branch, Day since);
// As recorded, or as her document tells it; none where neither does.
Result<Day> birthday_of(unit::Context& context, Id<Person> person);

// Has she agreed to this use, and not taken it back? The one place that says so.
Result<bool> agrees(unit::Context& context, Id<Person> person, std::string_view use);

// How a person is reached for a use she agrees to; of a merged one the survivor is meant.
struct Contact {
  Id<Person> person;
  bool active = false, agrees = false;
  std::string document_kind;
  std::string account;  // the word of her own account, "" for none
  std::string phone;    // sealed by `contact_of`, in plain by `contact_now`; "" for none
};
Result<Contact> contact_of(unit::Context& context, Id<Person> person, std::string_view use);
// For the moment a message leaves: nothing keeps the phone.
Result<Contact> contact_now(store::Connection& connection, const unit::House& house,
                            Id<Person> person, std::string_view use);

// Writes down that the reader sees a record's personal values, and what for, before he does.
Outcome disclose(unit::Context& context, std::string_view type, std::int64_t record,
                 const std::string& purpose);

// One person with everything about her that the viewer's reach holds: papers masked, relations,
// consents, looks, merges, rows of other domains counted by type. Null fields are unknown.
Result<boost::json::object> card(store::Connection& connection, const unit::House& house,
                                 const rights::Principal& viewer, std::int64_t person);
// The viewer's own person. Codes: people.no_person.
Result<std::int64_t> own_person(store::Connection& connection, const rights::Principal& viewer);
// What is kept of the viewer's own person, and who looked at it: people.no_person when the account
// is linked to none.
Result<boost::json::object> own(store::Connection& connection, const unit::House& house,
                                const rights::Principal& viewer);
// Everything kept of her, in the clear, for her to take along. The same records give the same
// bytes. The caller writes the look down first.
Result<std::string> subject_file(store::Connection& connection, const unit::House& house,
                                 const rights::Principal& viewer, std::int64_t person);
struct Hunt {
  std::string below;  // path of a society; "" all in reach
  std::function<void(std::int64_t, std::int64_t)> progress = {};  // done, of how many
  const std::atomic<bool>* cancel = nullptr;
};
// Compares all persons whom the viewer may merge with each other and keeps the pairs that may be
// one, if he may decide them: {"persons", "found", "fresh", "seconds"}. Papers are opened in
// memory only. Codes: people.too_many_to_compare, job.cancelled.
Result<boost::json::object> find_duplicates(store::Pool& readers, unit::Writer& writer,
                                            const unit::House& house,
                                            const rights::Principal& viewer, const Hunt& hunt);
// Open pairs, surest first, both sides masked: {"open": n, "items": […]}, `pairs_shown` at most.
constexpr std::int64_t pairs_shown = 20;
Result<boost::json::object> open_pairs(store::Connection& connection, const unit::House& house,
                                       const rights::Principal& viewer);
// Who in the viewer's reach may be the person just being typed, masked, with reasons. Where no more
// than `all_read` are known all are looked at; else those whose name is, sounds or looks the same,
// and those with the same number or phone.
struct Typing {
  Papers papers;
  Id<branch::Branch> branch;
  std::int64_t all_read = 1'000;
};
constexpr std::size_t candidates_shown = 5;
Result<boost::json::object> candidates(store::Connection& connection, const unit::House& house,
                                       const rights::Principal& viewer, const Typing& typing);
// Persons in the viewer's reach by the number of any document, by phone, or by how a name begins;
// a merged one's papers find the kept record. {"items": papers masked, with "relations" of
// "purpose" and "society"; "by": "number" or "name"; "more", "stopped" as in lists}. Codes:
// people.no_number and those of check_document for a number that cannot be one, field.required.
constexpr std::int64_t persons_shown = 30;
Result<boost::json::object> persons_found(store::Connection& connection, const unit::House& house,
                                          const rights::Principal& viewer, std::string_view text,
                                          Day today);
// Persons whose last reason to be kept has ended before that day.
Result<std::vector<std::int64_t>> past_keeping(store::Connection& connection,
                                               const unit::House& house, Day today);
// Seals anew with the newest key what older ones sealed, `limit` values at most: how many.
Result<std::int64_t> seal_anew(unit::Batch& batch, std::int64_t limit);

Domain domain();
Outcome settle_in(unit::House& house, const std::string& pack);

}  // namespace boai::people
