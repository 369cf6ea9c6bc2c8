// What is proven and what is not, said so that nobody takes the one for the other.
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/log_verbs.hpp"
#include "engines/merkle/audit.hpp"
#include "engines/merkle/number.hpp"
#include "engines/merkle/statement.hpp"
#include "kernel/disclosure/log.hpp"
#include "kernel/disclosure/receipt.hpp"

namespace boai::app {

namespace json = boost::json;

namespace {

constexpr const char* truth = "that what the leaf says is true: only that it was said to everybody";

json::array list_of(const std::vector<std::string>& texts) {
  return json::array(texts.begin(), texts.end());
}

}  // namespace

Verdict misused(std::string detail) { return {{}, {}, std::move(detail), 2}; }

std::string size_text(const merkle::Checkpoint& checkpoint) {
  return checkpoint.origin + " at size " + std::to_string(checkpoint.size);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
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
  std::error_code fault;
  // A folder opens and then throws when it is read.
  if (std::filesystem::is_directory(path, fault)) return unavailable("verify.unreadable", path);
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

namespace {

// Whom to believe: one key or a policy.
struct Trust {
  std::optional<merkle::Verifier> key;
  std::optional<merkle::Policy> policy;

  Result<merkle::Opened> open(const std::string& checkpoint) const {
    if (policy) return policy->open(checkpoint);
    return merkle::open_checkpoint(checkpoint, std::span(&*key, 1));
  }
};

// nullopt with the verdict filled when the words name no trust that can be used.
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

// A hash given in hexadecimal: usage when it is none, nothing when it has another length.
struct Given {
  bool readable = true;
  std::string bytes;
};
Given given(const std::string& hex) {
  auto bytes = crypto::from_hex(hex);
  return bytes ? Given{true, *bytes} : Given{false, {}};
}

// "hex,hex,…"; a hash of another length makes the proof wrong, not the words.
struct GivenList {
  bool readable = true;
  bool whole = true;
  merkle::Hashes hashes;
};
GivenList given_list(const std::string& text) {
  GivenList list;
  std::size_t begin = 0;
  while (!text.empty() && begin <= text.size()) {
    std::size_t end = std::min(text.find(',', begin), text.size());
    Given one = given(text.substr(begin, end - begin));
    auto hash = merkle::hash_from(one.bytes);
    list.readable = list.readable && one.readable;
    list.whole = list.whole && hash.has_value();
    if (hash) list.hashes.push_back(*hash);
    begin = end + 1;
  }
  return list;
}

Error odd_hash() { return invalid("merkle.proof_length", "hashes", "a hash is not 32 bytes"); }

}  // namespace

Verdict verify_inclusion(const LogWords& words) {
  auto size = merkle::parse_number(words.size), index = merkle::parse_number(words.index);
  if (!size || !index) return misused("--size and --index are plain decimal numbers below 2^64");
  Given leaf = given(words.leaf_hash), root = given(words.root);
  GivenList hashes = given_list(words.hashes);
  if (!leaf.readable || !root.readable || !hashes.readable)
    return misused("hashes are hexadecimal");
  std::string claim = "that the leaf is number " + words.index + " of " + words.size;
  auto leaf_hash = merkle::hash_from(leaf.bytes), root_hash = merkle::hash_from(root.bytes);
  if (!leaf_hash || !root_hash || !hashes.whole) return refused(claim, odd_hash());
  Outcome found = merkle::verify_inclusion({*size, *index, *leaf_hash}, hashes.hashes, *root_hash);
  if (!found.ok()) return refused(claim, found.error());
  return {{claim.substr(5)}, {"who signed that root: no signature was given"}, "", 0};
}

namespace {

Verdict raw_consistency(const LogWords& words) {
  auto from = merkle::parse_number(words.from), to = merkle::parse_number(words.to);
  if (!from || !to) return misused("--from and --to are plain decimal numbers below 2^64");
  Given old_root = given(words.old_root), root = given(words.root);
  GivenList hashes = given_list(words.hashes);
  if (!old_root.readable || !root.readable || !hashes.readable) {
    return misused("hashes are hexadecimal");
  }
  std::string claim = "that the tree of " + words.to + " grew from the tree of " + words.from;
  if (!hashes.whole) return refused(claim, odd_hash());
  Outcome found =
      merkle::verify_consistency({*from, *to, old_root.bytes, root.bytes}, hashes.hashes);
  if (!found.ok()) return refused(claim, found.error());
  return {{claim.substr(5)}, {"who signed those roots: no signature was given"}, "", 0};
}

// One hash a line, base64 or hexadecimal.
Result<merkle::Hashes> hashes_in(std::string_view text) {
  merkle::Hashes hashes;
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    auto bytes = line.size() == 64 ? crypto::from_hex(line) : crypto::from_base64(line);
    auto hash = bytes ? merkle::hash_from(*bytes) : std::nullopt;
    if (!hash) return invalid("merkle.proof_malformed", "proof", line.substr(0, 80));
    hashes.push_back(*hash);
  }
  return hashes;
}

}  // namespace

Verdict verify_consistency(const LogWords& words) {
  bool raw = !words.from.empty() || !words.to.empty();
  if (raw) return raw_consistency(words);
  if (words.old_checkpoint.empty() || words.new_checkpoint.empty()) {
    return misused("--old and --new, or --from, --to, --old-root and --root");
  }
  if (words.log.empty() == words.proof.empty()) return misused("one of --log DIR and --proof FILE");
  Verdict verdict;
  auto trust = trust_in(words, verdict);
  if (!trust) return verdict;
  auto old_bytes = read_bytes(words.old_checkpoint), new_bytes = read_bytes(words.new_checkpoint);
  if (!old_bytes.ok()) return unreadable(old_bytes.error());
  if (!new_bytes.ok()) return unreadable(new_bytes.error());
  std::string claim = "that the new checkpoint grew from the old one";
  auto before = trust->open(*old_bytes), after = trust->open(*new_bytes);
  if (!before.ok()) return refused(claim, before.error());
  if (!after.ok()) return refused(claim, after.error());
  const merkle::Checkpoint &from = before->checkpoint, &to = after->checkpoint;
  if (from.origin != to.origin) {
    return refused(claim, invalid("merkle.another_log", "origin", to.origin));
  }
  Result<merkle::Hashes> hashes = merkle::Hashes();
  if (!words.proof.empty()) {
    auto text = read_bytes(words.proof);
    if (!text.ok()) return unreadable(text.error());
    hashes = hashes_in(*text);
  } else if (from.size < to.size) {
    disclosure::Folder folder(words.log);
    merkle::TiledTree tree(folder.reader(), to.size);
    hashes = merkle::prove_consistency(tree.nodes(), from.size, to.size);
  }
  if (!hashes.ok()) return refused(claim, hashes.error());
  Outcome found = merkle::verify_consistency(
      {from.size, to.size, merkle::bytes_of(from.root), merkle::bytes_of(to.root)}, *hashes);
  if (!found.ok()) return refused(claim, found.error());
  verdict.proven = {size_text(to) + " holds everything it held at size " +
                    std::to_string(from.size) + ", unchanged and in the same order"};
  note_witnesses(*trust, verdict);
  verdict.not_proven.emplace_back(omission);
  return verdict;
}

}  // namespace boai::app
