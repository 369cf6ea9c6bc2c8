#include "domains/training/queries/published.hpp"

#include <algorithm>
#include <map>

#include "domains/training/commands/code.hpp"
#include "domains/training/queries/parts.hpp"
#include "domains/training/rules/certificate.hpp"
#include "engines/certificate/check.hpp"

namespace boai::training {

using store::Value;

namespace {

constexpr const char* sql_societies =
    "SELECT s.id, s.code, s.region, s.name, s.level, coalesce(r.name_en, '') "
    "FROM network_society s LEFT JOIN network_region r ON r.code = s.region";
// Ends by renewal are not told: who renews holds a certificate that counts.
constexpr const char* sql_ended =
    "SELECT c.number, c.course, c.branch, c.day, c.valid_until, c.issued_until, c.ended_on, "
    "c.edition, e.kind, e.day FROM training_certificate_event e "
    "JOIN training_certificate c ON c.id = e.certificate WHERE c.signed_on IS NOT NULL AND e.kind "
    "IN ('revoked', 'revoked_error', 'revoked_fraud', 'revoked_wish', 'reissued_name', "
    "'reissued_lost', 'reissued_damaged') ORDER BY e.certificate, e.id";

struct Society {
  int region = 0;
  std::string name, english, level;
};
using Societies = std::map<std::int64_t, Society>;

Result<Societies> societies_of(store::Connection& connection) {
  Societies societies;
  TRY(connection.each(sql_societies, {}, [&](const store::RowView& row) {
    Branch branch{.code = std::string(row.text(1)), .region = std::string(row.text(2))};
    auto region = region_of(branch);
    std::string name(row.text(3)), english(row.text(5));
    if (region.ok()) {
      societies[row.number(0)] = {*region, name,
                                  english.empty() ? name : english + " Red Cross Society",
                                  std::string(row.text(4))};
    }
    return true;
  }));
  return societies;
}

int issuer_of(const Societies& societies) {
  for (const auto& [id, society] : societies) {
    if (society.level == "province") return society.region / 10'000;
  }
  return 0;
}

// 320000 is 32 and all below it, 320100 is 3201.
std::string prefix_of(int region) {
  std::string digits = std::to_string(region);
  while (digits.size() > 2 && digits.ends_with("00")) digits.resize(digits.size() - 2);
  return digits;
}

std::vector<int> kinds_of(const Decree& decree, const Courses& courses) {
  std::vector<int> kinds;
  for (const std::string& code : words_of(decree.courses)) {
    if (const Course* course = courses.find(code)) kinds.push_back(std::stoi(course->number));
  }
  std::ranges::sort(kinds);
  return kinds;
}

// A decree to one day is one line; one of so many months a line for each printed day.
Outcome add_decree(std::vector<certificate::Decree>& lines, const Decree& decree,
                   certificate::Decree line) {
  auto add = [&](std::string code, Day first, Day last, Day until) {
    line.code = std::move(code);
    line.first = first;
    line.last = last;
    line.until = until;
    lines.push_back(line);
  };
  std::string code = "D" + to_text(decree.id);
  if (decree.extend_to) {
    add(code, decree.ends_from, std::min(decree.ends_until, decree.extend_to), decree.extend_to);
    return Done{};
  }
  for (Day day = decree.ends_from; day <= decree.ends_until; day = day.plus_days(1)) {
    if (lines.size() >= certificate::decrees_max) return conflict("certificate.too_many");
    add(code + "-" + std::to_string(day.number()), day, day,
        day.plus_months(static_cast<int>(decree.months)));
  }
  return Done{};
}

Result<std::vector<certificate::Decree>> decrees_now(store::Connection& connection,
                                                     const Societies& societies,
                                                     const Courses& courses, Day today) {
  std::vector<certificate::Decree> lines;
  for (const Decree& decree :
       TRY(all_where<Decree>(connection,
                             "id > ? AND state IN ('applying', 'applied', 'reversal_proposed') "
                             "ORDER BY id",
                             0))) {
    auto society = societies.find(decree.branch.number);
    certificate::Decree line{.kinds = kinds_of(decree, courses), .document = decree.document};
    if (society == societies.end() || line.kinds.empty()) continue;
    line.region = prefix_of(society->second.region);
    TRY(add_decree(lines, decree, line));
  }
  std::int64_t grace = 0;
  for (const Course& course : courses.courses) grace = std::max(grace, course.grace_days);
  std::erase_if(lines, [&](const certificate::Decree& line) {
    return line.until.plus_days(static_cast<int>(grace)) < today;
  });
  if (lines.size() > certificate::decrees_max) return conflict("certificate.too_many");
  std::ranges::sort(lines, {}, &certificate::Decree::code);
  return lines;
}

certificate::Reason reason_of(std::string_view kind) {
  if (kind == "revoked_fraud") return certificate::Reason::fraud;
  if (kind == "revoked_wish") return certificate::Reason::wish;
  if (kind.starts_with("reissued")) return certificate::Reason::superseded;
  return certificate::Reason::error;
}

Day day_at(const store::RowView& row, int column) {
  return Day::from_number(row.number(column)).value_or(Day{});
}

// One row of sql_ended: whether it is still to be told, and as what.
class Ending {
 public:
  Ending(const Societies& societies, const Courses& courses, const certificate::Revoked& decrees,
         Day today)
      : societies_(societies), courses_(courses), decrees_(decrees), today_(today) {}

  std::optional<certificate::Revocation> of(const store::RowView& row) const {
    const Course* course = courses_.find(row.text(1));
    auto society = societies_.find(row.number(2));
    if (course == nullptr || society == societies_.end()) return std::nullopt;
    certificate::Certificate paper{.number = std::string(row.text(0)),
                                   .region = society->second.region,
                                   .kind = std::stoi(course->number)};
    paper.valid_until = row.null(5) ? day_at(row, 4) : day_at(row, 5);
    Day ends = certificate::end_of(paper, decrees_).day;
    if (ends.plus_days(static_cast<int>(course->grace_days)) < today_) return std::nullopt;
    certificate::Revocation told{.number = certificate::hash_of(paper.number),
                                 .from = day_at(row, 9),
                                 .reason = reason_of(row.text(8))};
    bool reissue = told.reason == certificate::Reason::superseded;
    if (reissue) told.edition = static_cast<int>(row.number(7));
    return told;
  }

 private:
  const Societies& societies_;
  const Courses& courses_;
  const certificate::Revoked& decrees_;
  Day today_;
};

}  // namespace

Result<certificate::Revoked> revoked_now(store::Connection& connection, const unit::House& house,
                                         Day today) {
  const Courses& courses = courses_of(house);
  Societies societies = TRY(societies_of(connection));
  certificate::Revoked revoked;
  revoked.edition.issuer = issuer_of(societies);
  revoked.decrees = TRY(decrees_now(connection, societies, courses, today));
  Ending ending(societies, courses, revoked, today);
  std::map<certificate::NumberHash, certificate::Revocation> told;
  TRY(connection.each(sql_ended, {}, [&](const store::RowView& row) {
    // What happened last to a certificate is what counts.
    if (auto found = ending.of(row)) told[found->number] = *found;
    return true;
  }));
  if (told.size() > certificate::revocations_max) return conflict("certificate.too_many");
  for (auto& [number, one] : told) revoked.revocations.push_back(one);
  return revoked;
}

namespace {

void add_societies(certificate::Keys& keys, const Societies& societies) {
  auto rank = [](const std::string& level) {
    return level == "province" ? 0 : level == "city" ? 1 : level == "county" ? 2 : 3;
  };
  std::map<int, const Society*> by_region;
  for (const auto& [id, society] : societies) {
    auto& known = by_region[society.region];
    if (known == nullptr || rank(society.level) < rank(known->level)) known = &society;
  }
  for (const auto& [region, society] : by_region) {
    keys.societies.push_back({region, {society->name, society->english}});
  }
}

}  // namespace

Result<certificate::Keys> keys_now(store::Connection& connection, const unit::House& house,
                                   const signing::KeyFile& file) {
  const Courses& courses = courses_of(house);
  Societies societies = TRY(societies_of(connection));
  certificate::Keys keys;
  keys.edition.issuer = issuer_of(societies);
  for (const auto& [id, society] : societies) {
    if (society.level != "province") continue;
    keys.issuer_name = {society.name, courses.publishing.issuer_en};
  }
  for (const merkle::Signer& root : file.roots) keys.roots.push_back(merkle::verifier_of(root));
  for (const signing::Key& key : file.keys) {
    keys.keys.push_back({key.verifier, key.from, key.until, key.withdrawn});
  }
  auto name = [](const merkle::Verifier& each) { return std::pair(each.name, each.id); };
  std::ranges::sort(keys.roots, {}, name);
  std::ranges::sort(keys.keys, {},
                    [&](const certificate::SigningKey& key) { return name(key.verifier); });
  for (const Course& course : courses.courses) {
    if (!course.certificate) continue;
    keys.kinds.push_back({.code = std::stoi(course.number),
                          .due_days = static_cast<int>(course.renewal_days),
                          .grace_days = static_cast<int>(course.grace_days),
                          .name = {course.name, course.en}});
  }
  // A refresher's certificate is of the kind it renews, so kinds stand once.
  std::ranges::sort(keys.kinds, {}, &certificate::Kind::code);
  auto [first, last] = std::ranges::unique(keys.kinds, {}, &certificate::Kind::code);
  keys.kinds.erase(first, last);
  add_societies(keys, societies);
  return keys;
}

}  // namespace boai::training
