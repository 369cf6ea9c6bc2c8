// `boai certificate verify`: one code, two public files, a day.
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/certificate_verbs.hpp"
#include "app/log_verbs.hpp"
#include "app/verbs.hpp"
#include "engines/certificate/check.hpp"

namespace boai::app {

namespace {

// What somebody saw before, as two numbers on a line; nothing seen when there is no file.
Result<certificate::Seen> seen_in(const std::string& path) {
  certificate::Seen seen;
  if (path.empty() || !std::filesystem::exists(path)) return seen;
  std::ifstream file(path);
  file >> seen.keys >> seen.revoked;
  if (!file || seen.keys < 0 || seen.revoked < 0) return unavailable("certificate.seen", path);
  return seen;
}

// A line half written must not read as a smaller number: a whole new file takes the old one's name.
Outcome keep_seen(const std::string& path, const certificate::Seen& seen) {
  if (path.empty()) return Done{};
  std::string fresh = path + ".new";
  std::ofstream file(fresh);
  file << seen.keys << " " << seen.revoked << "\n";
  file.close();
  if (!file || std::rename(fresh.c_str(), path.c_str()) != 0) {
    return unavailable("certificate.seen", path);
  }
  return Done{};
}

struct CertificateLists {
  certificate::Keys keys;
  std::optional<certificate::Revoked> revoked;
  const certificate::Revoked* told() const { return revoked ? &*revoked : nullptr; }
};

Result<CertificateLists> lists_in(const CertificateWords& words) {
  certificate::Seen seen = TRY(seen_in(words.seen));
  std::optional<merkle::Verifier> root;
  if (!words.root.empty()) root = TRY(verifier_in(words.root));
  std::string keys = TRY(read_bytes(words.keys));
  CertificateLists lists{TRY(certificate::open_keys(keys, root ? &*root : nullptr, seen)), {}};
  seen.keys = std::max(seen.keys, lists.keys.edition.sequence);
  if (!words.revoked.empty()) {
    std::string revoked = TRY(read_bytes(words.revoked));
    lists.revoked = TRY(certificate::open_revoked(revoked, lists.keys, seen));
    seen.revoked = std::max(seen.revoked, lists.revoked->edition.sequence);
  }
  TRY(keep_seen(words.seen, seen));
  return lists;
}

// A file that is there is read; what looks like a path and is not there cannot be read; everything
// else is the text itself.
Result<std::string> code_in(const std::string& text) {
  std::error_code fault;
  bool short_enough = text.size() < 1024;
  if (short_enough && std::filesystem::exists(text, fault)) return read_bytes(text);
  bool path = text.starts_with("/") || text.starts_with("./") || text.starts_with("../");
  if (path) return unavailable("verify.unreadable", text);
  return text;
}

Result<std::optional<bool>> holder_in(const CertificateWords& words,
                                      const certificate::Finding& finding) {
  if (words.name_file.empty() || !finding.signature) return std::optional<bool>();
  std::string lines = TRY(read_bytes(words.name_file));
  std::size_t end = std::min(lines.find('\n'), lines.size());
  std::string name = lines.substr(0, end), code = lines.substr(std::min(end + 1, lines.size()));
  while (!code.empty() && (code.back() == '\n' || code.back() == '\r')) code.pop_back();
  if (!name.empty() && name.back() == '\r') name.pop_back();
  return std::optional<bool>(TRY(certificate::is_holder(finding.certificate, {name, code})));
}

boost::json::value edition_json(const certificate::Edition& edition) {
  return boost::json::object{{"sequence", edition.sequence},
                             {"issued", to_text(edition.issued)},
                             {"expires", to_text(edition.expires)}};
}

struct CertificateAnswer {
  const CertificateLists& lists;
  const certificate::Finding& finding;
  std::optional<bool> holder;
  std::vector<std::string> warnings;
  Day on;
  bool good() const { return certificate::is_good(finding.state) && holder.value_or(true); }
};

void add_certificate(boost::json::object& out, const CertificateAnswer& answer) {
  const auto& [number, mask, seal, region, kind, edition, issued, until, signed_on] =
      answer.finding.certificate;
  const certificate::Kind* known = answer.lists.keys.kind(kind);
  const certificate::Society* society = answer.lists.keys.society(region);
  char code[3];
  std::snprintf(code, sizeof code, "%02d", kind);
  out["number"] = number;
  out["name"] = mask;
  out["kind"] = code;
  out["kind_name"] = known ? boost::json::value(known->name.chinese) : nullptr;
  out["kind_name_en"] = known ? boost::json::value(known->name.english) : nullptr;
  out["region"] = std::to_string(region);
  out["society"] = society ? boost::json::value(society->name.chinese) : nullptr;
  out["edition"] = edition;
  out["issued"] = to_text(issued);
  out["valid_until"] = to_text(until);
  out["signed"] = to_text(signed_on);
  out["ends"] = to_text(answer.finding.ends);
  const certificate::Decree* decree = answer.finding.decree;
  out["decree"] = nullptr;
  if (decree != nullptr) {
    out["decree"] = boost::json::object{{"code", decree->code}, {"document", decree->document}};
  }
  const certificate::Revocation* revocation = answer.finding.revocation;
  out["revoked_from"] = revocation ? boost::json::value(to_text(revocation->from)) : nullptr;
}

int print_json(const CertificateAnswer& answer) {
  const certificate::Finding& finding = answer.finding;
  boost::json::object out{
      {"valid", answer.good()},
      {"state", certificate::name_of(finding.state)},
      {"why", finding.why.empty() ? boost::json::value(nullptr) : boost::json::value(finding.why)},
      {"on", to_text(answer.on)}};
  if (finding.signature) add_certificate(out, answer);
  out["holder"] = answer.holder ? boost::json::value(*answer.holder) : nullptr;
  out["warnings"] = boost::json::array(answer.warnings.begin(), answer.warnings.end());
  out["keys"] = edition_json(answer.lists.keys.edition);
  const certificate::Revoked* told = answer.lists.told();
  out["revoked"] = told ? edition_json(told->edition) : nullptr;
  std::cout << boost::json::serialize(out) << "\n";
  return answer.good() ? 0 : 1;
}

int print_plain(const CertificateAnswer& answer) {
  const certificate::Finding& finding = answer.finding;
  std::cout << certificate::name_of(finding.state)
            << (finding.why.empty() ? "" : " (" + finding.why + ")") << "\n";
  if (finding.signature) {
    const certificate::Certificate& found = finding.certificate;
    const certificate::Kind* kind = answer.lists.keys.kind(found.kind);
    std::cout << found.number << " " << found.name_mask << " " << (kind ? kind->name.chinese : "")
              << " " << to_text(found.issued) << " – " << to_text(finding.ends)
              << (finding.decree ? " " + finding.decree->document : "") << "\n";
  }
  if (answer.holder) std::cout << "holder " << (*answer.holder ? "yes" : "no") << "\n";
  for (const std::string& each : answer.warnings) std::cout << "warning " << each << "\n";
  return answer.good() ? 0 : 1;
}

Day today_here() {
  auto fixed = parse_instant(settings_from_environment().now);
  return day_in_shanghai(fixed ? *fixed : SystemClock().now());
}

// What keeps the question from being asked at all.
int unanswered(const CertificateWords& words, const Error& error, int exit) {
  Words telling;
  telling.json = words.json;
  tell(telling, error);
  return exit;
}

}  // namespace

int certificate_verify(const CertificateWords& words) {
  std::optional<Day> on = today_here();
  if (!words.on.empty()) on = Day::parse(words.on);
  if (!on) return unanswered(words, invalid("usage", "on", "not a day: " + words.on), 2);
  if (!words.root.empty() && !verifier_in(words.root).ok()) {
    return unanswered(words, invalid("usage", "root", "not a verifier key"), 2);
  }
  auto lists = lists_in(words);
  if (!lists.ok()) return unanswered(words, lists.error(), 3);
  auto text = code_in(words.text);
  if (!text.ok()) return unanswered(words, text.error(), 3);
  certificate::Finding finding = certificate::check(*text, lists->keys, lists->told(), *on);
  auto holder = holder_in(words, finding);
  if (!holder.ok()) {
    bool unreadable = holder.error().fault == Fault::unavailable;
    return unanswered(words, holder.error(), unreadable ? 3 : 2);
  }
  CertificateAnswer answer{*lists, finding, *holder,
                           certificate::warnings(lists->keys, lists->told(), finding, *on), *on};
  if (words.root.empty()) answer.warnings.emplace_back("root_unpinned");
  return words.json ? print_json(answer) : print_plain(answer);
}

}  // namespace boai::app
