// The same questions with bare numbers, and whether a log only grew.
#include <algorithm>

#include "app/log_trust.hpp"
#include "engines/merkle/number.hpp"
#include "kernel/disclosure/log.hpp"

namespace boai::app {

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
