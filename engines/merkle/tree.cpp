#include "engines/merkle/tree.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace boai::merkle {

std::optional<Hash> hash_from(std::string_view bytes) {
  Hash hash;
  if (bytes.size() != hash.size()) return std::nullopt;
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}

Hash leaf_hash(std::string_view leaf) { return crypto::sha256(std::string_view("\0", 1), leaf); }

Hash node_hash(const Hash& left, const Hash& right) {
  char text[65];
  text[0] = 1;
  std::memcpy(text + 1, left.data(), 32);
  std::memcpy(text + 33, right.data(), 32);
  return crypto::sha256(std::string_view(text, sizeof text));
}

Hash empty_root() { return crypto::sha256(""); }

Hash root_of(const Hash* leaf_hashes, std::size_t count) {
  if (count == 0) return empty_root();
  if (count == 1) return leaf_hashes[0];
  std::size_t left = std::bit_floor(count - 1);
  return node_hash(root_of(leaf_hashes, left), root_of(leaf_hashes + left, count - left));
}

Edge::Edge(std::uint64_t size, Hashes subtrees) : size_(size), subtrees_(std::move(subtrees)) {
  must(static_cast<std::size_t>(std::popcount(size)) == subtrees_.size());
}

Hash Edge::root() const {
  if (subtrees_.empty()) return empty_root();
  Hash root = subtrees_.back();
  for (auto at = subtrees_.rbegin() + 1; at != subtrees_.rend(); ++at) root = node_hash(*at, root);
  return root;
}

std::vector<Node> cover(std::uint64_t from, std::uint64_t to) {
  std::vector<Node> nodes;
  while (from < to) {
    int aligned = from == 0 ? 63 : std::countr_zero(from);
    int fitting = static_cast<int>(std::bit_width(to - from)) - 1;
    int level = std::min(aligned, fitting);
    nodes.push_back({level, from >> level});
    from += std::uint64_t{1} << level;
  }
  return nodes;
}

namespace {

// The root over a range that begins at a multiple of the smallest power of two that holds it.
Result<Hash> root_over(const Nodes& nodes, std::uint64_t from, std::uint64_t to) {
  Hashes parts;
  for (const Node& node : cover(from, to)) {
    Hash part = TRY(nodes(node));
    parts.push_back(part);
  }
  return Edge(to - from, std::move(parts)).root();
}

std::uint64_t split_of(std::uint64_t size) { return std::bit_floor(size - 1); }

}  // namespace

Result<Hash> root_from(const Nodes& nodes, std::uint64_t size) { return root_over(nodes, 0, size); }

Result<Hashes> prove_inclusion(const Nodes& nodes, std::uint64_t size, std::uint64_t index) {
  if (index >= size) return invalid("merkle.index_beyond_size", "index");
  Hashes proof;
  std::uint64_t from = 0, to = size;
  while (to - from > 1) {
    std::uint64_t middle = from + split_of(to - from);
    bool left = index < middle;
    Hash sibling = TRY(left ? root_over(nodes, middle, to) : root_over(nodes, from, middle));
    proof.push_back(sibling);
    (left ? to : from) = middle;
  }
  std::ranges::reverse(proof);
  return proof;
}

// RFC 6962, 2.1.2: walk down towards the old tree's last leaf, noting what lies beside the way.
Result<Hashes> prove_consistency(const Nodes& nodes, std::uint64_t from, std::uint64_t to) {
  if (from > to) return invalid("merkle.shrinking", "from");
  if (from == 0 && to != 0) return invalid("merkle.from_nothing", "from");
  Hashes proof;
  std::uint64_t begin = 0, end = to;
  bool whole_old_tree = true;
  while (from != end - begin && from != 0) {
    std::uint64_t half = split_of(end - begin);
    if (from <= half) {
      Hash right = TRY(root_over(nodes, begin + half, end));
      proof.push_back(right);
      end = begin + half;
    } else {
      Hash left = TRY(root_over(nodes, begin, begin + half));
      proof.push_back(left);
      begin += half;
      from -= half;
      whole_old_tree = false;
    }
  }
  if (from != 0 && !whole_old_tree) {
    Hash last = TRY(root_over(nodes, begin, end));
    proof.push_back(last);
  }
  std::ranges::reverse(proof);
  return proof;
}

Outcome verify_inclusion(const Inclusion& claim, const Hashes& proof, const Hash& root) {
  if (claim.index >= claim.size) return invalid("merkle.index_beyond_size", "index");
  std::uint64_t index = claim.index, last = claim.size - 1;
  Hash hash = claim.leaf;
  std::size_t used = 0;
  // Level by level; where the way runs along the right edge without a neighbour, no hash is taken.
  for (; last > 0; index >>= 1, last >>= 1) {
    bool right = (index & 1) != 0;
    if (!right && index == last) continue;
    if (used == proof.size()) return invalid("merkle.proof_length", "hashes", "too few");
    const Hash& sibling = proof[used++];
    hash = right ? node_hash(sibling, hash) : node_hash(hash, sibling);
  }
  if (used != proof.size()) return invalid("merkle.proof_length", "hashes", "too many");
  if (hash != root) return invalid("merkle.root_differs", "root");
  return Done{};
}

namespace {

struct Climb {
  Hash old_hash;
  Hash new_hash;
  std::size_t used;
};

}  // namespace

Outcome verify_consistency(const Consistency& claim, const Hashes& proof) {
  if (claim.from > claim.to) return invalid("merkle.shrinking", "from");
  if (claim.from == claim.to) {
    if (!proof.empty()) return invalid("merkle.proof_length", "hashes", "too many");
    bool same = claim.old_root == claim.root;
    return same ? Outcome(Done{}) : Outcome(invalid("merkle.root_differs", "root"));
  }
  if (claim.from == 0) return invalid("merkle.from_nothing", "from");
  // The largest complete subtree that ends where the old tree ends; the old root if that is all.
  int skipped = std::countr_zero(claim.from);
  bool whole = std::has_single_bit(claim.from);
  auto old_root = hash_from(claim.old_root);
  if (!old_root) return invalid("merkle.old_root_differs", "old_root");
  if (!whole && proof.empty()) return invalid("merkle.proof_length", "hashes", "too few");
  Hash start = whole ? *old_root : proof[0];
  Climb climb{start, start, whole ? std::size_t{0} : std::size_t{1}};
  std::uint64_t index = (claim.from - 1) >> skipped, last = (claim.to - 1) >> skipped;
  for (; last > 0; index >>= 1, last >>= 1) {
    bool right = (index & 1) != 0;
    if (!right && index == last) continue;
    if (climb.used == proof.size()) return invalid("merkle.proof_length", "hashes", "too few");
    const Hash& sibling = proof[climb.used++];
    if (right) {
      climb.old_hash = node_hash(sibling, climb.old_hash);
      climb.new_hash = node_hash(sibling, climb.new_hash);
    } else {
      climb.new_hash = node_hash(climb.new_hash, sibling);
    }
  }
  if (climb.used != proof.size()) return invalid("merkle.proof_length", "hashes", "too many");
  if (climb.old_hash != *old_root) return invalid("merkle.old_root_differs", "old_root");
  if (bytes_of(climb.new_hash) != claim.root) return invalid("merkle.root_differs", "root");
  return Done{};
}

}  // namespace boai::merkle
