#include "base/crypto/digest.hpp"
#include "base/crypto/seal.hpp"
#include "domains/people/commands.hpp"
#include "domains/people/port.hpp"
#include "domains/people/rules.hpp"

namespace boai::people {

namespace {

const Rules& rules_of(const unit::House& house) {
  return *std::any_cast<const std::shared_ptr<const Rules>&>(house.from_pack.at("people"));
}

}  // namespace

Result<bool> agrees(unit::Context& context, Id<Person> person, std::string_view use) {
  // The last word counts: a later consent takes up what an earlier withdrawal ended.
  const Consent* last = nullptr;
  auto all = TRY(context.find<Consent>("person", person.number));
  for (const Consent& consent : all) {
    if (consent.use != use) continue;
    if (last == nullptr || consent.id.number > last->id.number) last = &consent;
  }
  return last != nullptr && !last->withdrawn;
}

Result<Consent> handle(unit::Context& context, Branch branch, const GiveConsent& command) {
  TRY(require_some(context, GiveConsent::right, command.person));
  Person person = TRY(context.load(command.person));
  if (person.merged_into || person.state == "minimised") {
    return conflict("people.not_active", "person");
  }
  if (command.given > context.today()) return invalid("people.day_in_future", "given");
  const Rules& rules = rules_of(context.house());
  const ConsentUse* use = rules.use(command.use);
  if (use == nullptr) return invalid("field.unknown_code", "use", command.use);
  const ConsentText* text = use->on(command.given, command.text);
  if (text == nullptr) return invalid("people.no_such_text", "text");
  Day birthday = TRY(birthday_of(context, person.id));
  constexpr int months_a_year = 12;
  bool child =
      birthday && birthday.plus_months(rules.guardian_below * months_a_year) > command.given;
  if (child && command.guardian.empty()) return invalid("people.needs_guardian", "guardian");
  if (!command.guardian.empty()) {
    if (!check_name(command.guardian).ok()) return invalid("people.name", "guardian");
  }
  Consent consent{.branch = branch.id,
                  .person = command.person,
                  .use = command.use,
                  .text = text->version,
                  .channel = command.channel,
                  .given = command.given,
                  .guardian = command.guardian,
                  .withdrawn = {},
                  .withdrawn_by = {}};
  TRY(context.save(consent));
  return consent;
}

Result<Consent> handle(unit::Context& context, Consent consent, const WithdrawConsent& command) {
  if (consent.withdrawn) return conflict("people.consent_withdrawn", "consent");
  consent.withdrawn = context.today();
  consent.withdrawn_by = command.channel;
  TRY(context.save(consent));
  return consent;
}

// Whose consent it is not, for her it does not exist.
Result<Consent> handle(unit::Context& context, Person person, const WithdrawOwnConsent& command) {
  bool her_own = person.account && person.account.number == context.who().account;
  if (!her_own) return not_found("people.person.not_found");
  Consent consent = TRY(context.load(command.consent));
  if (consent.person != person.id) return not_found("people.consent.not_found");
  return handle(context, consent, WithdrawConsent{.consent = consent.id, .channel = "web"});
}

Result<Person> handle(unit::Context& context, Person person, const Minimise& command) {
  TRY(require_all(context, Minimise::right, person.id));
  if (person.state == "minimised" || person.merged_into) {
    return conflict("people.not_active", "person");
  }
  const Rules& rules = rules_of(context.house());
  for (auto& relation : TRY(context.find<Relation>("person", person.id.number))) {
    bool over = rules.kept_until(relation.purpose, relation.until) < context.today();
    // On her request an open relation ends today; what the law keeps stays kept.
    if (!over && command.ground == "expired") return conflict("people.still_kept", "person");
    if (!over && relation.until) return conflict("people.still_kept", "person");
    if (relation.until) continue;
    if (relation.purpose != "service") return conflict("people.still_kept", "person");
    relation.until = context.today();
    TRY(context.save(relation));
  }
  const crypto::KeyRing& keys = *context.house().keys;
  std::string nobody = crypto::uuid4();
  person.name = "已注销";
  person.document = keys.seal(nobody, document_place);
  person.document_hash = keys.lookup_hash("minimised:" + nobody, document_place);
  person.phone = person.phone_hash = {};
  person.birthday = {};
  person.account = {};
  person.state = "minimised";
  TRY(context.save(person));
  for (auto& consent : TRY(context.find<Consent>("person", person.id.number))) {
    consent.guardian = {};
    if (!consent.withdrawn) consent.withdrawn = context.today();
    TRY(context.save(consent));
    context.erase(Consent::type(), consent.id.number);
  }
  TRY(close_pairs(context, person.id, nullptr));
  context.erase(Person::type(), person.id.number);
  return person;
}

}  // namespace boai::people
