// What is proven and what is not, said so that nobody takes the one for the other.
#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/log_trust.hpp"
#include "engines/merkle/audit.hpp"
#include "engines/merkle/number.hpp"
#include "engines/merkle/statement.hpp"
#include "kernel/disclosure/log.hpp"
#include "kernel/disclosure/receipt.hpp"

namespace boai::app {

namespace json = boost::json;

namespace {

json::array list_of(const std::vector<std::string>& texts) {
  return json::array(texts.begin(), texts.end());
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

Verdict misused(std::string detail) { return {{}, {}, std::move(detail), 2}; }

std::string size_text(const merkle::Checkpoint& checkpoint) {
  return checkpoint.origin + " at size " + std::to_string(checkpoint.size);
}

int tell(const LogWords& words, const Verdict& verdict) {
  if (words.json) {
    json::value why = verdict.why.empty() ? json::value(nullptr) : json::value(verdict.why);
    std::cout << json::serialize(json::object{{"proven", list_of(verdict.proven)},
                                              {"not_proven", list_of(verdict.not_proven)},
                                              {"why", std::move(why)}})
              << "\n";
    return verdict.exit;
  }
  for (const std::string& each : verdict.proven) std::cout << "proven: " << each << "\n";
  for (const std::string& each : verdict.not_proven) std::cout << "not proven: " << each << "\n";
  if (!verdict.why.empty()) std::cerr << "boai: " << verdict.why << "\n";
  return verdict.exit;
}

Verdict refused(std::string claim, const Error& error) {
  std::string why = error.code + (error.field.empty() ? "" : " (" + error.field + ")") +
                    (error.detail.empty() ? "" : ": " + error.detail);
  return {{}, {std::move(claim)}, std::move(why), 1};
}

Verdict unreadable(const Error& error) {
  Verdict verdict = refused("anything: a file cannot be read", error);
  verdict.exit = 3;
  return verdict;
}

Result<std::string> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) return unavailable("verify.unreadable", path);
  return bytes;
}

Result<merkle::Verifier> verifier_in(const std::string& text_or_path) {
  auto direct = merkle::parse_vkey(text_or_path);
  if (direct.ok()) return direct;
  auto bytes = read_bytes(text_or_path);
  if (!bytes.ok()) return direct;
  while (!bytes->empty() && (bytes->back() == '\n' || bytes->back() == '\r')) bytes->pop_back();
  return merkle::parse_vkey(*bytes);
}

Result<merkle::Opened> Trust::open(const std::string& checkpoint) const {
  if (policy) return policy->open(checkpoint);
  return merkle::open_checkpoint(checkpoint, std::span(&*key, 1));
}

std::optional<Trust> trust_in(const LogWords& words, Verdict& verdict) {
  Trust trust;
  if (words.key.empty() == words.policy.empty()) {
    verdict = misused("one of --key VKEY and --policy FILE is needed");
    return std::nullopt;
  }
  if (!words.key.empty()) {
    auto key = verifier_in(words.key);
    if (!key.ok()) {
      verdict = misused("--key: " + key.error().detail);
      return std::nullopt;
    }
    trust.key = std::move(*key);
    return trust;
  }
  auto text = read_bytes(words.policy);
  auto policy = text.ok() ? merkle::Policy::parse(*text) : Result<merkle::Policy>(text.error());
  if (!policy.ok()) {
    verdict = unreadable(policy.error());
    return std::nullopt;
  }
  trust.policy = std::move(*policy);
  return trust;
}

void note_witnesses(const Trust& trust, Verdict& verdict) {
  bool seen = trust.policy && trust.policy->asks_witnesses();
  if (!seen)
    verdict.not_proven.push_back("that everybody is shown this same log: no witness asked");
}

namespace {

// The leaf as the file holds it, or as its one line of base64 does.
std::vector<std::string> readings_of(const std::string& bytes) {
  std::vector<std::string> readings = {bytes};
  std::string line = bytes;
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  if (auto decoded = crypto::from_base64(line); decoded && !line.empty()) {
    readings.push_back(std::move(*decoded));
  }
  return readings;
}

}  // namespace

Verdict verify_proof(const LogWords& words) {
  Verdict verdict;
  auto trust = trust_in(words, verdict);
  if (!trust) return verdict;
  auto bytes = read_bytes(words.file);
  if (!bytes.ok()) return unreadable(bytes.error());
  auto proof = merkle::parse_proof(*bytes);
  std::vector<std::string> leaves;
  if (!words.leaf.empty()) {
    auto leaf = read_bytes(words.leaf);
    if (!leaf.ok()) return unreadable(leaf.error());
    leaves = readings_of(*leaf);
  } else if (proof.ok()) {
    auto receipt = disclosure::receipt_from(proof->extra);
    if (receipt.ok()) leaves = {receipt->leaf};
  }
  if (leaves.empty() && proof.ok()) return misused("--leaf FILE is needed: the proof holds none");
  std::string claim = "that the leaf stands in the log";
  if (!proof.ok()) return refused(claim, proof.error());
  auto opened = trust->open(proof->checkpoint);
  if (!opened.ok()) return refused(claim, opened.error());
  Outcome found = invalid("merkle.root_differs");
  for (const std::string& leaf : leaves) {
    found = merkle::verify_proof(*proof, opened->checkpoint, merkle::leaf_hash(leaf));
    if (!found.ok()) continue;
    verdict.proven = {"the leaf is number " + std::to_string(proof->index) + " of " +
                          size_text(opened->checkpoint),
                      "the checkpoint is signed by " + joined(opened->by)};
    if (auto receipt = disclosure::receipt_from(proof->extra); receipt.ok()) {
      for (const std::string& field : disclosure::opened_commitments(*receipt)) {
        verdict.proven.push_back("the receipt's " + field + " is the one in the leaf");
      }
    }
    break;
  }
  if (!found.ok()) return refused(claim, found.error());
  note_witnesses(*trust, verdict);
  verdict.not_proven.insert(verdict.not_proven.end(), {truth, omission});
  return verdict;
}

namespace {

struct Audited {
  merkle::Opened opened;
  merkle::Findings findings;
};

// The whole folder against its checkpoint; the key may be left out.
Result<Audited> audited(const LogWords& words, const std::string& folder_name,
                        const std::optional<merkle::Verifier>& key, const merkle::Visit& visit) {
  disclosure::Folder folder(folder_name);
  auto bytes = folder.read(disclosure::checkpoint_path);
  if (!bytes.ok()) return unavailable("verify.unreadable", folder_name + "/checkpoint");
  Audited audited;
  if (key) {
    audited.opened = TRY(merkle::open_checkpoint(*bytes, std::span(&*key, 1)));
  } else {
    audited.opened.note = TRY(merkle::parse_note(*bytes));
    audited.opened.checkpoint = TRY(merkle::parse_checkpoint(audited.opened.note.text));
  }
  if (!words.origin.empty() && words.origin != audited.opened.checkpoint.origin) {
    return invalid("merkle.another_log", "origin", audited.opened.checkpoint.origin);
  }
  const merkle::Checkpoint& at = audited.opened.checkpoint;
  std::vector<std::string> paths = TRY(folder.files_below("tile"));
  audited.findings = merkle::audit(folder.reader(), paths, at.size, at.root, visit);
  return audited;
}

Verdict not_sound(const std::string& claim, const merkle::Findings& findings) {
  Verdict verdict{{}, {claim}, "", 1};
  for (const std::string& fault : findings.faults) verdict.not_proven.push_back(fault);
  verdict.why =
      std::to_string(findings.fault_count) + " fault(s), the first: " + findings.faults.at(0);
  return verdict;
}

}  // namespace

Verdict verify_full(const LogWords& words) {
  auto key = verifier_in(words.key);
  if (!key.ok()) return misused("--key: " + key.error().detail);
  std::string claim = "that the folder is what its checkpoint says";
  auto result = audited(words, words.folder, *key, {});
  if (!result.ok()) {
    bool ours = result.error().fault == Fault::unavailable;
    return ours ? unreadable(result.error()) : refused(claim, result.error());
  }
  const auto& [opened, findings] = *result;
  if (findings.fault_count > 0) return not_sound(claim, findings);
  Verdict verdict;
  verdict.proven = {size_text(opened.checkpoint) + " is signed by " + joined(opened.by),
                    std::to_string(findings.entries) + " entries give the root and all " +
                        std::to_string(findings.files) + " files below tile/"};
  if (!findings.beyond.empty()) {
    verdict.not_proven.push_back(std::to_string(findings.beyond.size()) +
                                 " file(s) beyond the checkpoint: " + findings.beyond[0]);
  }
  if (!findings.strange.empty()) {
    verdict.not_proven.push_back(std::to_string(findings.strange.size()) +
                                 " file(s) no log has: " + findings.strange[0]);
  }
  verdict.not_proven.emplace_back(omission);
  return verdict;
}

Verdict verify_statement(const LogWords& words) {
  auto day = Day::parse(words.day);
  if (!words.day.empty() && !day) return misused("--day 2026-11-23");
  if (words.book.empty() != words.day.empty()) return misused("--book and --day go together");
  std::optional<merkle::Verifier> key;
  if (!words.key.empty()) {
    auto read = verifier_in(words.key);
    if (!read.ok()) return misused("--key: " + read.error().detail);
    key = std::move(*read);
  }
  merkle::Adding adding;
  std::string first_fault;
  std::uint64_t statements = 0;
  auto visit = [&](std::uint64_t index, std::string_view entry) -> Outcome {
    Outcome added = adding.add(index, entry);
    if (entry.size() > 1 && entry[1] == static_cast<char>(merkle::LeafType::statement))
      ++statements;
    if (!added.ok() && first_fault.empty()) {
      first_fault =
          "leaf " + std::to_string(index) + ": " + added.error().code + " " + added.error().detail;
    }
    return Done{};
  };
  std::string claim = "that the statement is the sum of the leaves";
  auto result = audited(words, words.log, key, visit);
  if (!result.ok()) {
    bool ours = result.error().fault == Fault::unavailable;
    return ours ? unreadable(result.error()) : refused(claim, result.error());
  }
  if (result->findings.fault_count > 0) return not_sound(claim, result->findings);
  Verdict verdict;
  if (words.book.empty()) {
    if (!first_fault.empty()) return {{}, {claim}, first_fault, 1};
    verdict.proven = {std::to_string(statements) + " statements are the sums of " +
                      std::to_string(adding.size()) + " leaves"};
  } else {
    auto told = adding.told(words.book, *day);
    if (told.empty()) return {{}, {claim}, "statement.none: no statement of that day", 1};
    if (told.size() > 1) return {{}, {claim}, "statement.twice: two statements of that day", 1};
    if (!told[0].fault.empty()) return {{}, {claim}, "statement: " + told[0].fault, 1};
    verdict.proven = {"the statement of book " + words.book + " for " + words.day + ", leaf " +
                      std::to_string(told[0].index) + ", is the sum of leaves " +
                      std::to_string(told[0].first) + " to " + std::to_string(told[0].end)};
    for (const merkle::Line& line : told[0].lines) {
      verdict.proven.push_back(line.fund + " " + line.unit + ": " + std::to_string(line.opening) +
                               " + " + std::to_string(line.in) + " - " + std::to_string(line.out) +
                               " = " + std::to_string(line.closing));
    }
    if (!first_fault.empty()) verdict.not_proven.push_back("other leaves: " + first_fault);
  }
  if (!key) verdict.not_proven.push_back("who signed the checkpoint: no --key was given");
  verdict.not_proven.emplace_back(omission);
  return verdict;
}

}  // namespace boai::app
