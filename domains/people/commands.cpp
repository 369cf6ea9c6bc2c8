#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"
#include "domains/people/records.hpp"
#include "domains/people/rules.hpp"

namespace boai::people {

namespace {

Outcome relate(unit::Context& context, Id<Person> person, std::string_view purpose,
               Id<Branch> branch, Day since, bool known) {
  if (known) {
    for (auto& relation : TRY(context.find<Relation>("person", person.number))) {
      if (relation.branch != branch || relation.purpose != purpose || relation.until) continue;
      if (relation.since <= since) return Done{};
      relation.since = since;
      return context.save(relation);
    }
  }
  Relation relation{.person = person,
                    .purpose = std::string(purpose),
                    .branch = branch,
                    .since = since,
                    .until = {}};
  return context.save(relation);
}

}  // namespace

Result<Id<Person>> find_or_record(unit::Context& context, const Papers& papers,
                                  std::string_view purpose, Id<Branch> branch, Day since) {
  TRY(check_name(papers.name));
  std::string number =
      TRY(check_document(papers.document_kind, papers.document_number, context.today()));
  const crypto::KeyRing& keys = *context.house().keys;
  std::string hash = keys.lookup_hash(papers.document_kind + ":" + number, document_place);
  auto found = TRY(context.find<Person>("document_hash", hash));
  if (!found.empty()) {
    if (found[0].name != papers.name) return conflict("people.name_differs", "name");
    TRY(relate(context, found[0].id, purpose, branch, since, true));
    return found[0].id;
  }
  Person person{.name = papers.name,
                .document_kind = papers.document_kind,
                .document = keys.seal(number, document_place),
                .document_hash = hash};
  TRY(context.save(person));
  TRY(relate(context, person.id, purpose, branch, since, false));
  return person.id;
}

Outcome disclose(unit::Context& context, std::string_view type, std::int64_t record,
                 const std::string& purpose) {
  const unit::Code* known = context.house().code("purpose", purpose);
  if (known == nullptr) return invalid("field.unknown_code", "purpose", purpose);
  auto right = known->attributes.find("right");
  if (right == known->attributes.end()) return forbidden("people.purpose_not_held", "purpose");
  if (rights::reach_of(context.house().roles, context.who(), right->second).none()) {
    return forbidden("people.purpose_not_held", "purpose", right->second);
  }
  Disclosure disclosure{.record_type = std::string(type),
                        .subject = record,
                        .purpose = purpose,
                        .account = context.who().name,
                        .at = context.now()};
  return context.save(disclosure);
}

Result<Person> handle(unit::Context& context, Branch branch, const RecordPerson& command) {
  Papers papers{command.name, command.document_kind, command.document_number};
  auto id = TRY(find_or_record(context, papers, command.purpose, branch.id, context.today()));
  return context.load(id);
}

Domain domain() {
  return {
      .name = "people",
      .types = {&Person::type(), &Relation::type(), &Disclosure::type()},
      .commands = {command::make<RecordPerson>("people.record_person", "登记人员",
                                               "people.person")},
      .measures = {},
  };
}

}  // namespace boai::people
