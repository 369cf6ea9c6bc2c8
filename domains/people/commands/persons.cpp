#include "base/crypto/seal.hpp"
#include "domains/people/commands.hpp"
#include "domains/people/port.hpp"
#include "domains/people/rules.hpp"

namespace boai::people {

namespace {

Outcome relate_new(unit::Context& context, Id<Person> person, std::string_view purpose,
                   Id<Branch> branch, Day since) {
  Relation relation{.person = person,
                    .purpose = std::string(purpose),
                    .branch = branch,
                    .since = since,
                    .until = {}};
  return context.save(relation);
}

Outcome take_phone(unit::Context& context, Person& person, const std::string& given) {
  if (given.empty()) return Done{};
  const crypto::KeyRing& keys = *context.house().keys;
  std::string phone = TRY(check_phone(given));
  std::string hash = keys.lookup_hash(phone, phone_place);
  if (person.phone_hash == hash) return Done{};
  person.phone = keys.seal(phone, phone_place);
  person.phone_hash = hash;
  return Done{};
}

Outcome take_document(unit::Context& context, Person& person, const std::string& kind,
                      const std::string& number) {
  const crypto::KeyRing& keys = *context.house().keys;
  person.document_kind = kind;
  person.document = keys.seal(number, document_place);
  person.document_hash = keys.lookup_hash(kind + ":" + number, document_place);
  return Done{};
}

Id<Branch> where_held(unit::Context& context, std::string_view right) {
  for (const rights::Grant& grant : context.who().grants) {
    const rights::Role* role = context.house().roles.find(grant.role);
    if (role != nullptr && role->rights.contains(right)) return {grant.branch};
  }
  return {};
}

}  // namespace

Outcome relate(unit::Context& context, Id<Person> person, std::string_view purpose,
               Id<Branch> branch, Day since) {
  for (auto& relation : TRY(context.find<Relation>("person", person.number))) {
    if (relation.branch != branch || relation.purpose != purpose || relation.until) continue;
    if (relation.since <= since) return Done{};
    relation.since = since;
    return context.save(relation);
  }
  return relate_new(context, person, purpose, branch, since);
}

Result<Id<Person>> own_person(unit::Context& context) {
  for (const auto& person : TRY(context.find<Person>("account", context.who().account))) {
    if (person.state == "active") return person.id;
  }
  return not_found("people.no_person");
}

Result<Day> birthday_of(unit::Context& context, Id<Person> id) {
  Person person = TRY(context.load(id));
  if (person.birthday || person.document.empty()) return person.birthday;
  std::string number = TRY(context.house().keys->open(person.document, document_place));
  return birthday_in(person.document_kind, number);
}

Result<Id<Person>> find_or_record(unit::Context& context, const Papers& papers,
                                  std::string_view purpose, Id<Branch> branch, Day since) {
  TRY(check_name(papers.name));
  std::string number =
      TRY(check_document(papers.document_kind, papers.document_number, context.today()));
  const crypto::KeyRing& keys = *context.house().keys;
  std::string hash = keys.lookup_hash(papers.document_kind + ":" + number, document_place);
  auto found = TRY(context.find<Person>("document_hash", hash));
  if (found.empty()) {
    Person person{.name = papers.name, .state = "active"};
    TRY(take_document(context, person, papers.document_kind, number));
    TRY(take_phone(context, person, papers.phone));
    TRY(context.save(person));
    TRY(relate_new(context, person.id, purpose, branch, since));
    return person.id;
  }
  Person person = found[0];
  if (person.name != papers.name) return conflict("people.name_differs", "name");
  std::vector<Person> absorbed;
  while (person.merged_into) {
    absorbed.push_back(person);
    person = TRY(context.load(person.merged_into));
  }
  for (const Person& each : absorbed) lead_over(context, each, person.id);
  if (person.phone.empty() && !papers.phone.empty() && person.id == found[0].id) {
    TRY(take_phone(context, person, papers.phone));
    TRY(context.save(person));
  }
  TRY(relate(context, person.id, purpose, branch, since));
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
  Disclosure disclosure{.branch = where_held(context, right->second),
                        .record_type = std::string(type),
                        .subject = record,
                        .purpose = purpose,
                        .account = context.who().name,
                        .at = context.now()};
  return context.save(disclosure);
}

Outcome require_some(unit::Context& context, std::string_view right, Id<Person> person) {
  for (const auto& relation : TRY(context.find<Relation>("person", person.number))) {
    if (context.require(right, relation.branch.number).ok()) return Done{};
  }
  // The same answer as for a person who does not exist: who she is elsewhere is nobody's business.
  return not_found("people.person.not_found");
}

Outcome require_all(unit::Context& context, std::string_view right, Id<Person> person) {
  TRY(require_some(context, right, person));
  for (const auto& relation : TRY(context.find<Relation>("person", person.number))) {
    if (!context.require(right, relation.branch.number).ok()) {
      return forbidden("people.known_elsewhere", "person");
    }
  }
  return Done{};
}

Result<Person> handle(unit::Context& context, Branch branch, const RecordPerson& command) {
  Papers papers{command.name, command.document_kind, command.document_number, command.phone};
  auto id = TRY(find_or_record(context, papers, command.purpose, branch.id, context.today()));
  return context.load(id);
}

Result<Person> handle(unit::Context& context, Person person, const CorrectPerson& command) {
  TRY(require_some(context, CorrectPerson::right, person.id));
  if (person.state != "active" && !person.state.empty()) {
    return conflict("people.not_active", "person");
  }
  if (!command.name.empty()) {
    TRY(check_name(command.name));
    person.name = command.name;
  }
  if (!command.document_number.empty()) {
    std::string kind = command.document_kind.empty() ? person.document_kind : command.document_kind;
    std::string number = TRY(check_document(kind, command.document_number, context.today()));
    std::string before = person.document_hash;
    TRY(take_document(context, person, kind, number));
    if (person.document_hash != before &&
        !TRY(context.find<Person>("document_hash", person.document_hash)).empty()) {
      return conflict("people.document_taken", "document_number");
    }
  } else if (!command.document_kind.empty() && command.document_kind != person.document_kind) {
    return invalid("field.required", "document_number");
  }
  TRY(take_phone(context, person, command.phone));
  if (command.birthday) {
    if (command.birthday > context.today()) return invalid("people.birthday", "birthday");
    person.birthday = command.birthday;
  }
  TRY(context.save(person));
  return person;
}

Result<Person> handle(unit::Context& context, Person person, const LinkAccount& command) {
  TRY(require_some(context, LinkAccount::right, person.id));
  if (person.merged_into) return conflict("people.not_active", "person");
  if (person.account) return conflict("people.has_account", "person");
  auto accounts = TRY(context.find<identity::Account>("account", command.account));
  if (accounts.empty()) return not_found("identity.account.not_found", "account");
  // One account shows one person; nobody is shown another's papers by a second link.
  if (!TRY(context.find<Person>("account", accounts[0].id.number)).empty()) {
    return conflict("people.account_linked", "account");
  }
  TRY(context.require("identity.manage", accounts[0].branch.number));
  person.account = accounts[0].id;
  TRY(context.save(person));
  return person;
}

}  // namespace boai::people
