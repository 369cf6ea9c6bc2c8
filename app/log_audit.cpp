// `boai verify full` and `verify statement`: a whole folder read again, ours or anybody's.
#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "app/log_verbs.hpp"
#include "engines/merkle/audit.hpp"
#include "engines/merkle/number.hpp"
#include "engines/merkle/statement.hpp"
#include "kernel/disclosure/log.hpp"
#include "kernel/disclosure/receipt.hpp"

namespace boai::app {

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
