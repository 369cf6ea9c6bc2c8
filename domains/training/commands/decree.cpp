// After the issue: revoked, reissued, renewed; extended by decree and taken back exactly.
#include <algorithm>

#include "domains/training/commands/code.hpp"
#include "domains/training/rules/certificate.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::training {

namespace {

constexpr int decree_days = 5;
constexpr std::int64_t decree_step = 5000;  // certificates a command

Outcome append(unit::Context& context, const Certificate& certificate, CertificateEvent event) {
  event.certificate = certificate.id;
  event.branch = certificate.branch;
  if (!event.day) event.day = context.today();
  event.account = context.who().name;
  event.at = context.now();
  return context.save(event);
}

// Extensions whose decree has not been taken back for this certificate.
Result<std::vector<CertificateEvent>> standing_of(unit::Context& context,
                                                  const Certificate& certificate) {
  auto events = TRY(context.find<CertificateEvent>("certificate", certificate.id.number));
  auto reversed = [&](const CertificateEvent& event) {
    return std::ranges::any_of(events, [&](const CertificateEvent& other) {
      return other.kind == "extension_reversed" && other.decree == event.decree;
    });
  };
  std::vector<CertificateEvent> standing;
  for (const CertificateEvent& event : events) {
    if (event.kind == "extended" && !reversed(event)) standing.push_back(event);
  }
  return standing;
}

Result<bool> extend(unit::Context& context, const Decree& decree, Certificate certificate) {
  if (!speaks_of(decree, certificate)) return false;
  auto standing = TRY(standing_of(context, certificate));
  for (const CertificateEvent& event : standing) {
    if (event.decree == decree.id) return false;
  }
  CertificateEvent event{.kind = "extended",
                         .day = {},
                         .decree = decree.id,
                         .until = extended_day(decree, certificate),
                         .reason = decree.document,
                         .account = {},
                         .at = {}};
  TRY(append(context, certificate, event));
  standing.push_back(event);
  certificate = with_extensions(std::move(certificate), standing);
  TRY(context.save(certificate));
  return true;
}

Result<bool> take_back(unit::Context& context, const Decree& decree, Certificate certificate) {
  auto standing = TRY(standing_of(context, certificate));
  auto removed = std::erase_if(
      standing, [&](const CertificateEvent& event) { return event.decree == decree.id; });
  if (removed == 0) return false;
  TRY(append(context, certificate,
             {.kind = "extension_reversed",
              .day = {},
              .decree = decree.id,
              .until = {},
              .reason = decree.reason,
              .account = {},
              .at = {}}));
  certificate = with_extensions(std::move(certificate), standing);
  TRY(context.save(certificate));
  return true;
}

}  // namespace

Result<Certificate> handle(unit::Context& context, Certificate certificate, const Revoke& command) {
  certificate = TRY(revoke(std::move(certificate), command, context.today()));
  TRY(context.save(certificate));
  TRY(append(context, certificate,
             {.kind = "revoked_" + command.cause,
              .day = command.day,
              .decree = {},
              .until = {},
              .reason = command.reason,
              .account = {},
              .at = {}}));
  return certificate;
}

Result<Certificate> handle(unit::Context& context, Certificate certificate,
                           const Reissue& command) {
  if (certificate.ended_on) return conflict("training.ended", "certificate");
  bool renamed = command.cause == "name" && !command.name.empty();
  if (!command.name.empty() && !renamed) return invalid("training.name_cause", "name");
  if (renamed) TRY(people::correct_name(context, certificate.person, command.name));
  certificate.edition = certificate.edition.value_or(0) + 1;
  TRY(sign_anew(context, certificate));
  TRY(context.save(certificate));
  TRY(append(context, certificate,
             {.kind = "reissued_" + command.cause,
              .day = {},
              .decree = {},
              .until = {},
              .reason = command.reason,
              .account = {},
              .at = {}}));
  return certificate;
}

Outcome end_by_renewal(unit::Context& context, Certificate old, const Renewal& renewal) {
  Revoke end{.certificate = old.id, .day = renewal.day, .reason = {}};
  old = TRY(revoke(std::move(old), end, context.today()));
  old.renewed_by = renewal.by;
  TRY(context.save(old));
  return append(context, old,
                {.kind = "renewed",
                 .day = renewal.day,
                 .decree = {},
                 .until = {},
                 .reason = {},
                 .account = {},
                 .at = {}});
}

Outcome apply_standing(unit::Context& context, Certificate& certificate) {
  Branch branch = TRY(context.load(certificate.branch));
  for (std::string_view state : {"applying", "applied"}) {
    for (const auto& decree : TRY(context.find<Decree>("state", std::string(state)))) {
      Branch above = TRY(context.load(decree.branch));
      if (!branch::within(branch.path, above.path)) continue;
      if (TRY(extend(context, decree, certificate)))
        certificate = TRY(context.load(certificate.id));
    }
  }
  return Done{};
}

namespace {

Outcome ask_approval(unit::Context& context, const Decree& decree, std::string kind) {
  return matters::open(context, {.kind = std::move(kind),
                                 .title = decree.title,
                                 .branch = decree.branch,
                                 .post = "training.approve_decree",
                                 .subject_type = "training.decree",
                                 .subject = decree.id.number,
                                 .origin = decree.branch,
                                 .deadline = context.today().plus_days(decree_days)});
}

struct Decided {
  std::string_view from, approved, returned;
};
Outcome decide_decree(unit::Context& context, std::int64_t matter_id, const Decided& decided) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  auto decree = TRY(context.load(Id<Decree>{matter.subject}));
  if (decree.state != decided.from) return conflict("training.decree_state", "matter");
  if (decree.account == context.who().name) return conflict("matters.same_person", "matter");
  bool approved = matter.state == "approved";
  decree.state = approved ? decided.approved : decided.returned;
  decree.cursor = 0;
  if (!approved) decree.reason = matter.remark;
  TRY(context.save(decree));
  return notices::tell(context, decree.account,
                       {.code = "training.decree_" + matter.state,
                        .about = decree.title,
                        .remark = matter.remark,
                        .subject_type = "training.decree",
                        .subject = decree.id.number});
}

}  // namespace

Result<Decree> handle(unit::Context& context, Branch branch, const ProposeDecree& command) {
  TRY(check_decree(command, courses_of(context.house())));
  Decree decree{.branch = branch.id,
                .title = command.title,
                .document = command.document,
                .courses = command.courses,
                .ends_from = command.ends_from,
                .ends_until = command.ends_until,
                .extend_to = command.extend_to,
                .months = command.months,
                .state = "proposed",
                .account = context.who().name,
                .reason = {},
                .cursor = 0,
                .affected = 0};
  TRY(context.save(decree));
  TRY(ask_approval(context, decree, "training.decree"));
  return decree;
}

Result<Decree> handle(unit::Context& context, Decree decree, const ReverseDecree& command) {
  if (decree.state != "applied") return conflict("training.decree_state", "decree", decree.state);
  decree.state = "reversal_proposed";
  decree.account = context.who().name;
  decree.reason = command.reason;
  TRY(context.save(decree));
  TRY(ask_approval(context, decree, "training.decree_reversal"));
  return decree;
}

Outcome decree_decided(unit::Context& context, std::int64_t matter) {
  return decide_decree(context, matter, {"proposed", "applying", "returned"});
}
Outcome reversal_decided(unit::Context& context, std::int64_t matter) {
  return decide_decree(context, matter, {"reversal_proposed", "reversing", "applied"});
}

namespace {

constexpr const char* sql_spoken_of =
    "SELECT c.id FROM training_certificate c JOIN network_society s ON s.id = c.branch "
    "WHERE c.id > ? AND s.path LIKE ? AND coalesce(c.issued_until, c.valid_until) >= ? "
    "AND coalesce(c.issued_until, c.valid_until) <= ? ORDER BY c.id LIMIT ?";
constexpr const char* sql_extended =
    "SELECT certificate FROM training_certificate_event "
    "WHERE decree = ? AND kind = 'extended' AND certificate > ? ORDER BY certificate LIMIT ?";
constexpr const char* sql_state = "SELECT state FROM training_decree WHERE id = ?";

Result<std::vector<std::int64_t>> next_certificates(unit::Context& context, const Decree& decree) {
  std::vector<std::int64_t> found;
  auto take = [&](const store::RowView& row) {
    found.push_back(row.number(0));
    return true;
  };
  store::Connection& connection = context.batch().connection();
  if (decree.state == "reversing") {
    store::Value values[] = {decree.id.number, decree.cursor, decree_step};
    TRY(connection.each(sql_extended, values, take));
    return found;
  }
  Branch above = TRY(context.load(decree.branch));
  store::Value values[] = {decree.cursor, above.path + "%", std::int64_t{decree.ends_from.number()},
                           std::int64_t{decree.ends_until.number()}, decree_step};
  TRY(connection.each(sql_spoken_of, values, take));
  return found;
}

// A certificate of the same transaction as the approval may not be in the store yet; one of a later
// transaction knows the decree itself (apply_standing). So the store must know it first.
Outcome check_stored(unit::Context& context, const Decree& decree) {
  store::Value values[] = {decree.id.number};
  auto row = TRY(context.batch().connection().first(sql_state, values));
  bool same = !row.empty() && store::text_of(row[0]) == decree.state;
  if (!same) return conflict("training.decree_busy", "decree");
  return Done{};
}

}  // namespace

Result<Decree> handle(unit::Context& context, Decree decree, const ApplyDecree&) {
  bool forward = decree.state == "applying", back = decree.state == "reversing";
  if (!forward && !back) return conflict("training.decree_state", "decree", decree.state);
  TRY(check_stored(context, decree));
  auto certificates = TRY(next_certificates(context, decree));
  for (std::int64_t id : certificates) {
    Certificate certificate = TRY(context.load(Id<Certificate>{id}));
    bool changed = forward ? TRY(extend(context, decree, certificate))
                           : TRY(take_back(context, decree, certificate));
    if (changed) decree.affected += forward ? 1 : -1;
    decree.cursor = id;
  }
  bool more = static_cast<std::int64_t>(certificates.size()) == decree_step;
  if (!more) decree.state = forward ? "applied" : "reversed";
  TRY(context.save(decree));
  return decree;
}

}  // namespace boai::training
