#include "kernel/command/command.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/crypto/digest.hpp"

namespace boai::command {

namespace json = boost::json;

void Registry::add(Type type) {
  must(find(type.name) == nullptr);
  must(!type.right.empty());  // a command without a right is our own mistake
  types_.push_back(std::move(type));
}

const Type* Registry::find(std::string_view name) const {
  auto found = std::ranges::find(types_, name, &Type::name);
  return found == types_.end() ? nullptr : &*found;
}

std::int64_t branch_of(const record::Type& type, const record::Row& row) {
  if (type.scope == record::Scope::self) return row.id;
  return type.index_of("branch") < 0 ? 0 : row.number(type, "branch");
}

namespace {

// Reference data and persons belong to no branch: the right is enough wherever it is held.
Outcome permit_anywhere(unit::Context& context, std::string_view right) {
  rights::Reach reach = rights::reach_of(context.house().roles, context.who(), right);
  if (reach.none()) return forbidden("rights.not_held", {}, std::string(right));
  return boai::Done{};
}

}  // namespace

Outcome permit(unit::Context& context, std::string_view right, const record::Type& type,
               const record::Row& subject, std::optional<std::int64_t> version) {
  bool own = right == "self";
  if (own) {
    bool is_account = type.name == "identity.account";
    std::int64_t holder = is_account ? subject.id : subject.number(type, "holder");
    if (holder != context.who().account && !context.who().service) {
      return forbidden("rights.not_yours");
    }
  } else if (std::int64_t branch = branch_of(type, subject); branch != 0) {
    TRY(context.require(right, branch));
  } else {
    TRY(permit_anywhere(context, right));
  }
  if (version && *version != subject.version) {
    return conflict("conflict.version", "version", std::to_string(subject.version));
  }
  return boai::Done{};
}

namespace {

void take(std::vector<FieldFault>& faults, const Error& error) {
  faults.push_back({error.field, error.code, error.detail});
}

Error all_of(std::vector<FieldFault> faults) {
  Error error = invalid(faults.front().code, faults.front().field, faults.front().detail);
  if (faults.size() > 1) error.code = "form.faults";
  error.fields = std::move(faults);
  return error;
}

bool is_envelope(std::string_view name) { return name == "id" || name == "version"; }

void fill(const Type& type, const unit::House& house, const json::object& body, void* command,
          std::vector<FieldFault>& faults) {
  for (const record::Field& field : type.fields) {
    auto* given = body.if_contains(field.name);
    auto value = given ? record::from_json(field, *given) : Result<record::Value>(record::Value());
    if (value.ok()) {
      auto checked = record::check(field, *value);
      if (checked.ok()) checked = house.check_code(field, *value);
      if (!checked.ok()) value = checked.error();
    }
    if (!value.ok()) {
      take(faults, value.error());
    } else if (given) {
      field.set(command, *value);
    }
  }
}

}  // namespace

Result<Parsed> parse(const Registry& registry, const unit::House& house, std::string_view name,
                     const json::value& body) {
  const Type* type = registry.find(name);
  if (type == nullptr) return not_found("command.unknown", {}, std::string(name));
  if (!body.is_object()) return invalid("command.not_an_object");
  const json::object& fields = body.get_object();
  Parsed parsed{.type = type, .command = type->make(), .version = {}, .id = {}, .hash = {}};
  std::vector<FieldFault> faults;
  auto* id = fields.if_contains("id");
  if (id == nullptr || !id->is_string() || !crypto::is_uuid(id->get_string())) {
    faults.push_back({"id", "command.id", "a UUID chosen by the client"});
  } else {
    parsed.id = std::string(id->get_string());
  }
  if (auto* version = fields.if_contains("version"); version && version->is_int64()) {
    parsed.version = version->get_int64();
  } else if (version != nullptr && !version->is_null()) {
    faults.push_back({"version", "field.not_a_number", {}});
  }
  for (const auto& member : fields) {
    bool known =
        is_envelope(member.key()) || std::ranges::find(type->fields, std::string_view(member.key()),
                                                       &record::Field::name) != type->fields.end();
    if (!known) faults.push_back({std::string(member.key()), "field.unknown", {}});
  }
  fill(*type, house, fields, parsed.command.get(), faults);
  if (!faults.empty()) return all_of(std::move(faults));
  parsed.hash = crypto::hex(crypto::sha256(std::string(name) + '\n' + json::serialize(body)));
  return parsed;
}

Result<std::shared_ptr<void>> parse_texts(
    const Type& type, const std::vector<std::pair<std::string, std::string>>& texts) {
  auto command = type.make();
  std::vector<FieldFault> faults;
  for (const record::Field& field : type.fields) {
    auto given = std::ranges::find(texts, field.name, [](const auto& pair) { return pair.first; });
    auto value = record::from_text(field, given == texts.end() ? "" : given->second);
    if (value.ok()) {
      auto checked = record::check(field, *value);
      if (!checked.ok()) value = checked.error();
    }
    if (!value.ok()) {
      take(faults, value.error());
    } else if (!store::is_null(*value)) {
      field.set(command.get(), *value);
    }
  }
  if (!faults.empty()) return all_of(std::move(faults));
  return command;
}

namespace {

std::string text_of(const Done& done) {
  return json::serialize(json::object{
      {"id", done.id}, {"seq", done.seq}, {"subject", done.subject}, {"version", done.version}});
}

Done done_of(std::string_view text) {
  json::value value = json::parse(std::string(text));
  return {std::string(value.at("id").as_string()), value.at("seq").as_int64(),
          value.at("subject").as_int64(), value.at("version").as_int64()};
}

}  // namespace

Result<Done> execute(unit::Batch& batch, const Parsed& parsed, const Actor& actor, bool dry_run) {
  if (!dry_run) {
    auto known = TRY(batch.remembered(parsed.id));
    if (known && known->first != parsed.hash) return conflict("conflict.id_reused", "id");
    if (known) return done_of(known->second);
  }
  rights::Principal who = *TRY(batch.principal(actor.account));
  who.session = actor.session;
  who.os_user = actor.os_user;
  unit::Context context(batch, who);
  Saved saved = TRY(parsed.type->apply(context, parsed.command.get(), parsed.version));
  Done done{parsed.id, batch.seq(), saved.id, saved.version};
  if (dry_run) return done;
  TRY(batch.accept(context.changes(), who, parsed.id, parsed.type->name));
  for (const auto& deed : context.deeds()) TRY(deed(batch.connection()));
  done.seq = batch.seq();
  batch.remember_command(parsed.id, parsed.hash, text_of(done));
  return done;
}

void try_out(unit::Batch& batch, const Parsed& parsed, const Actor& actor) {
  static_cast<void>(batch.remembered(parsed.id).ok());
  auto who = batch.principal(actor.account);
  if (!who.ok()) return;
  unit::Context context(batch, **who);
  static_cast<void>(parsed.type->apply(context, parsed.command.get(), parsed.version).ok());
  batch.foresee_counts(context.changes());
}

}  // namespace boai::command
