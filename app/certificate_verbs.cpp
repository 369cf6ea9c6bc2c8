// Making keys, lists and codes by hand. The platform signs through the same engine; these verbs are
// for the keeper of the root key, whose machine has no network, and for tests.
#include "app/certificate_verbs.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iostream>

#include "app/certificate_paper.hpp"
#include "app/log_verbs.hpp"
#include "app/verbs.hpp"
#include "base/crypto/digest.hpp"
#include "engines/certificate/check.hpp"
#include "kernel/documents/pdf.hpp"

namespace boai::app {

namespace {

constexpr std::size_t made_at_once_max = 1'000'000;
constexpr std::size_t sheets_max = documents::pdf_pages_max;

// 3 when a file is at fault, 1 when what it says is.
int not_made(const CertificateWords& words, const Error& error) {
  Words telling;
  telling.json = words.json;
  tell(telling, error);
  return error.fault == Fault::unavailable || error.fault == Fault::internal ? 3 : 1;
}

Result<merkle::Signer> signer_at(const std::string& path) {
  std::string text = TRY(read_bytes(path));
  merkle::Signer signer = TRY(merkle::parse_signer(text));
  if (signer.algorithm != merkle::Algorithm::ed25519) {
    return invalid("certificate.key", "key", "not an Ed25519 key");
  }
  return signer;
}

Outcome write_made(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  return file ? Outcome(Done{}) : unavailable("certificate.out", path);
}

// "NUMBER DAY REASON [EDITION]".
Result<certificate::Revocation> revocation_of(const std::string& line) {
  auto bad = [&] { return invalid("certificate.revoked_malformed", "file", line.substr(0, 80)); };
  std::istringstream parts(line);
  std::string number, day, reason;
  int edition = 255;
  parts >> number >> day >> reason;
  if (!parts) return bad();
  if (!parts.eof()) parts >> edition;
  certificate::Revocation made{.number = certificate::hash_of(number), .edition = edition};
  auto from = Day::parse(day);
  if (!parts || edition < 1 || edition > 255 || !from) return bad();
  made.from = *from;
  for (auto each : {certificate::Reason::error, certificate::Reason::fraud,
                    certificate::Reason::wish, certificate::Reason::superseded}) {
    made.reason = each;
    if (certificate::name_of(each) == reason) return made;
  }
  return bad();
}

// The head and the decrees as the reference says, then "revoke …" lines with plain numbers.
Result<std::string> revoked_text(const std::string& source) {
  std::istringstream lines(source);
  std::string head;
  std::vector<certificate::Revocation> revocations;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("revoke ")) {
      head += line + "\n";
      continue;
    }
    if (revocations.size() == certificate::revocations_max) {
      return invalid("certificate.revoked_malformed", "file", "too many");
    }
    revocations.push_back(TRY(revocation_of(line.substr(7))));
  }
  certificate::Revoked revoked = TRY(certificate::parse_revoked(head + "revoked 0\n"));
  std::ranges::sort(revocations, {}, &certificate::Revocation::number);
  revoked.revocations = std::move(revocations);
  return certificate::to_text(revoked);
}

Result<std::string> keys_made(const CertificateWords& words) {
  std::string text = TRY(read_bytes(words.file));
  std::vector<merkle::Signer> roots;
  for (const std::string& each : words.roots) roots.push_back(TRY(signer_at(each)));
  std::string note = TRY(certificate::sign_keys(text, roots));
  TRY(write_made(words.out, note));
  return note;
}

Result<std::string> revoked_made(const CertificateWords& words) {
  if (words.roots.size() != 1) return invalid("certificate.root_unnamed", "root", "one root key");
  merkle::Signer root = TRY(signer_at(words.roots.front()));
  std::string text = TRY(revoked_text(TRY(read_bytes(words.file))));
  std::string note = TRY(certificate::sign_revoked(text, root));
  TRY(write_made(words.out, note));
  return note;
}

int told(const CertificateWords& words, const Result<std::string>& note) {
  if (!note.ok()) return not_made(words, note.error());
  if (words.json) std::cout << "{\"bytes\":" << note->size() << "}\n";
  return 0;
}

Result<merkle::Signer> key_made(const CertificateWords& words) {
  if (!merkle::is_key_name(words.name)) return invalid("certificate.key", "name");
  merkle::Signer made{.name = words.name, .secret = crypto::random_bytes(32)};
  TRY(write_secret(words.out, merkle::text_of(made)));
  return made;
}

}  // namespace

int certificate_keygen(const CertificateWords& words) {
  auto made = key_made(words);
  if (!made.ok()) return not_made(words, made.error());
  std::string open = merkle::vkey_of(merkle::verifier_of(*made));
  std::cout << (words.json ? "{\"key\":\"" + open + "\"}" : open) << "\n";
  return 0;
}

int certificate_sign_keys(const CertificateWords& words) { return told(words, keys_made(words)); }

int certificate_sign_revoked(const CertificateWords& words) {
  return told(words, revoked_made(words));
}

namespace {

Result<Day> day_named(const boost::json::object& row, std::string_view name) {
  const auto* value = row.if_contains(name);
  auto day = value && value->is_string() ? Day::parse(value->as_string()) : std::nullopt;
  if (!day) return invalid("certificate.field", std::string(name));
  return *day;
}

Result<std::string> text_named(const boost::json::object& row, std::string_view name) {
  const auto* value = row.if_contains(name);
  if (!value || !value->is_string()) return invalid("certificate.field", std::string(name));
  return std::string(value->as_string());
}

Result<int> number_named(const boost::json::object& row, std::string_view name) {
  std::string text = TRY(text_named(row, name));
  if (text.empty() || text.size() > 6 ||
      text.find_first_not_of("0123456789") != std::string::npos) {
    return invalid("certificate.field", std::string(name));
  }
  return std::stoi(text);
}

// Fills in mask, comparison code and code beside what was given; days of signing default to issue.
Result<boost::json::object> signed_row(boost::json::object row, const merkle::Signer& signer,
                                       const std::string& address) {
  if (!row.contains("code")) row["code"] = certificate::comparison_code(crypto::random_bytes(8));
  if (!row.contains("edition")) row["edition"] = "1";
  if (!row.contains("signed")) row["signed"] = row["issued"];
  std::string name = TRY(text_named(row, "name")), code = TRY(text_named(row, "code"));
  certificate::Certificate made{.number = TRY(text_named(row, "number")),
                                .name_mask = TRY(certificate::mask_of(name)),
                                .region = TRY(number_named(row, "region")),
                                .kind = TRY(number_named(row, "kind")),
                                .edition = TRY(number_named(row, "edition")),
                                .issued = TRY(day_named(row, "issued")),
                                .valid_until = TRY(day_named(row, "valid_until")),
                                .signed_on = TRY(day_named(row, "signed"))};
  made.name_seal = TRY(certificate::seal_of({made.number, name, code}));
  row["mask"] = made.name_mask;
  row["text"] = address + TRY(certificate::sign(made, signer));
  return row;
}

Outcome sign_lines(const CertificateWords& words) {
  merkle::Signer signer = TRY(signer_at(words.key));
  std::istringstream lines(TRY(read_bytes(words.file)));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    if (++count > made_at_once_max) return invalid("certificate.too_many", "file");
    boost::json::error_code fault;
    boost::json::value row = boost::json::parse(line, fault);
    if (fault || !row.is_object()) {
      return invalid("certificate.field", "line " + std::to_string(count));
    }
    auto made = signed_row(row.as_object(), signer, words.address);
    if (!made.ok()) {
      Error error = made.error();
      error.detail = "line " + std::to_string(count) + " " + error.detail;
      return error;
    }
    std::cout << boost::json::serialize(*made) << "\n";
  }
  return Done{};
}

}  // namespace

int certificate_sign(const CertificateWords& words) {
  auto done = sign_lines(words);
  return done.ok() ? 0 : not_made(words, done.error());
}

namespace {

// Every line is a page of the sheet; a card is drawn of the first.
Outcome draw_lines(const CertificateWords& words) {
  std::istringstream lines(TRY(read_bytes(words.file)));
  std::string yaml = TRY(read_bytes(words.words));
  std::vector<documents::CertificatePaper> papers;
  for (std::string line; std::getline(lines, line) && papers.size() <= sheets_max;) {
    boost::json::error_code fault;
    boost::json::value row = boost::json::parse(line, fault);
    if (fault || !row.is_object()) return invalid("certificate.field", "file");
    papers.push_back(TRY(paper_of(row.as_object(), yaml, words.demo)));
  }
  if (papers.empty()) return invalid("certificate.field", "file");
  std::string bytes = words.form == "card" ? TRY(documents::card_of(papers.front()))
                                           : TRY(documents::sheets_of(papers));
  return write_made(words.out, bytes);
}

}  // namespace

int certificate_draw(const CertificateWords& words) {
  auto done = draw_lines(words);
  return done.ok() ? 0 : not_made(words, done.error());
}

}  // namespace boai::app
