// The Merkle tree of RFC 6962: hashes of leaves and nodes, the right edge of a growing tree, and
// proofs. A proof of wrong size, order or length is refused before anything is compared.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto/digest.hpp"
#include "base/result.hpp"

namespace boai::merkle {

using crypto::Hash;
using Hashes = std::vector<Hash>;

inline std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
// Nothing unless there are 32 bytes.
std::optional<Hash> hash_from(std::string_view bytes);

Hash leaf_hash(std::string_view leaf);                     // SHA-256(00 leaf)
Hash node_hash(const Hash& left, const Hash& right);       // SHA-256(01 left right)
Hash empty_root();                                         // SHA-256("")
Hash root_of(const Hash* leaf_hashes, std::size_t count);  // the plain definition

// The complete subtrees a tree of this size consists of, largest first: all one needs to grow it.
class Edge {
 public:
  Edge() = default;
  Edge(std::uint64_t size, Hashes subtrees);  // as many as `size` has ones

  // Tells every complete subtree that ends with this leaf: its level and hash, the leaf first.
  template <typename Completed>
  void add(Hash hash, Completed&& completed) {
    completed(0, hash);
    // Every one at the end of the size is a full subtree of that height waiting for its neighbour.
    int level = 0;
    for (std::uint64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
      hash = node_hash(subtrees_.back(), hash);
      subtrees_.pop_back();
      completed(++level, hash);
    }
    subtrees_.push_back(hash);
    ++size_;
  }
  void add(const Hash& leaf) {
    add(leaf, [](int, const Hash&) {});
  }
  Hash root() const;
  std::uint64_t size() const { return size_; }
  const Hashes& subtrees() const { return subtrees_; }

 private:
  std::uint64_t size_ = 0;
  Hashes subtrees_;
};

// The hash of the complete subtree of `1 << level` leaves that is the `index`-th of its level.
struct Node {
  int level = 0;
  std::uint64_t index = 0;
};
using Nodes = std::function<Result<Hash>(Node)>;

// The complete subtrees that [from, to) consists of, left to right.
std::vector<Node> cover(std::uint64_t from, std::uint64_t to);

Result<Hash> root_from(const Nodes& nodes, std::uint64_t size);
// Codes: merkle.index_beyond_size.
Result<Hashes> prove_inclusion(const Nodes& nodes, std::uint64_t size, std::uint64_t index);
// Codes: merkle.from_nothing, merkle.shrinking. Empty between equal sizes.
Result<Hashes> prove_consistency(const Nodes& nodes, std::uint64_t from, std::uint64_t to);

struct Inclusion {
  std::uint64_t size = 0;
  std::uint64_t index = 0;
  Hash leaf{};  // its hash
};
// Codes: merkle.index_beyond_size, merkle.proof_length, merkle.root_differs.
Outcome verify_inclusion(const Inclusion& claim, const Hashes& proof, const Hash& root);

struct Consistency {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::string_view old_root;  // as bytes: equal sizes compare whatever was given
  std::string_view root;
};
// Codes: those above, merkle.from_nothing, merkle.shrinking, merkle.old_root_differs.
Outcome verify_consistency(const Consistency& claim, const Hashes& proof);

}  // namespace boai::merkle
