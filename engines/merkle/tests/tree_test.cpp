// RFC 6962 against the reference vectors and against the plain definition on every small tree.
#include "engines/merkle/tree.hpp"

#include <gtest/gtest.h>

#include <random>

#include "engines/merkle/tests/files.hpp"

namespace boai::merkle {

namespace json = boost::json;

Nodes nodes_over(const Hashes& leaves) {
  return [&leaves](Node node) -> Result<Hash> {
    std::size_t width = std::size_t{1} << node.level;
    return root_of(leaves.data() + node.index * width, width);
  };
}

Hashes some_leaves(std::size_t count) {
  Hashes leaves;
  for (std::size_t at = 0; at < count; ++at) leaves.push_back(leaf_hash(std::to_string(at)));
  return leaves;
}

TEST(TheEightLeaves, HashAsTheReferenceSays) {
  json::value file = vector_file("rfc6962-8leaf.json");
  Hashes leaves;
  Edge edge;
  EXPECT_EQ(edge.root(), hash_of_hex(file.at("roots_by_size").at(0)));
  for (std::size_t at = 0; at < 8; ++at) {
    auto input = crypto::from_hex(std::string(file.at("leaf_inputs_hex").at(at).as_string()));
    leaves.push_back(leaf_hash(*input));
    EXPECT_EQ(leaves.back(), hash_of_hex(file.at("leaf_hashes").at(at)));
    edge.add(leaves.back());
    EXPECT_EQ(edge.root(), hash_of_hex(file.at("roots_by_size").at(at + 1)));
    EXPECT_EQ(root_of(leaves.data(), at + 1), edge.root());
  }
  EXPECT_EQ(file.at("inclusion").as_array().size(), 36U);
  for (const auto& row : file.at("inclusion").as_array()) {
    auto size = size_in(row, "size"), index = size_in(row, "index");
    auto made = prove_inclusion(nodes_over(leaves), size, index);
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(*made, hashes_of(row.at("proof"))) << size << " " << index;
    EXPECT_EQ(answer_of(verify_inclusion({size, index, leaves[index]}, *made,
                                         hash_of_hex(row.at("root")))),
              "ok");
  }
  EXPECT_EQ(file.at("consistency").as_array().size(), 36U);
  for (const auto& row : file.at("consistency").as_array()) {
    auto from = size_in(row, "size1"), to = size_in(row, "size2");
    auto made = prove_consistency(nodes_over(leaves), from, to);
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(*made, hashes_of(row.at("proof"))) << from << " " << to;
    Hash old_root = hash_of_hex(row.at("root1")), root = hash_of_hex(row.at("root2"));
    EXPECT_EQ(answer_of(verify_consistency({from, to, bytes_of(old_root), bytes_of(root)}, *made)),
              "ok");
  }
}

// Every inclusion proof of every small tree, and each way of bending it.
TEST(InclusionProofs, HoldAndNothingElseDoes) {
  constexpr std::size_t most = 40;
  Hashes leaves = some_leaves(most);
  for (std::uint64_t size = 1; size <= most; ++size) {
    Hash root = root_of(leaves.data(), size);
    for (std::uint64_t index = 0; index < size; ++index) {
      SCOPED_TRACE(std::to_string(index) + " of " + std::to_string(size));
      Hashes proof = *prove_inclusion(nodes_over(leaves), size, index);
      auto answer = [&](Inclusion claim, const Hashes& hashes, const Hash& at) {
        return answer_of(verify_inclusion(claim, hashes, at));
      };
      Inclusion claim{size, index, leaves[index]};
      ASSERT_EQ(answer(claim, proof, root), "ok");
      Hashes longer = proof, shorter = proof, in_front = proof;
      longer.push_back(root);
      in_front.insert(in_front.begin(), root);
      EXPECT_EQ(answer(claim, longer, root), "merkle.proof_length");
      EXPECT_EQ(answer(claim, in_front, root), "merkle.proof_length");
      if (!proof.empty()) {
        shorter.pop_back();
        EXPECT_EQ(answer(claim, shorter, root), "merkle.proof_length");
      }
      for (std::size_t at = 0; at < proof.size(); ++at) {
        Hashes bent = proof;
        bent[at][7] ^= 1;
        EXPECT_EQ(answer(claim, bent, root), "merkle.root_differs");
      }
      if (proof.size() > 1 && proof[0] != proof[1]) {
        Hashes swapped = proof;
        std::swap(swapped[0], swapped[1]);
        EXPECT_EQ(answer(claim, swapped, root), "merkle.root_differs");
      }
      EXPECT_EQ(answer({size, size, leaves[index]}, proof, root), "merkle.index_beyond_size");
      EXPECT_EQ(answer({size, UINT64_MAX, leaves[index]}, proof, root), "merkle.index_beyond_size");
      EXPECT_EQ(answer({0, 0, leaves[index]}, proof, root), "merkle.index_beyond_size");
      for (std::uint64_t other = 0; other < size; ++other) {
        if (other == index) continue;
        EXPECT_NE(answer({size, other, leaves[index]}, proof, root), "ok");
      }
    }
  }
}

TEST(ConsistencyProofs, HoldAndNothingElseDoes) {
  constexpr std::size_t most = 40;
  Hashes leaves = some_leaves(most);
  for (std::uint64_t to = 1; to <= most; ++to) {
    Hash root = root_of(leaves.data(), to);
    for (std::uint64_t from = 1; from <= to; ++from) {
      SCOPED_TRACE(std::to_string(from) + " to " + std::to_string(to));
      Hash old_root = root_of(leaves.data(), from);
      Hashes proof = *prove_consistency(nodes_over(leaves), from, to);
      auto answer = [&](std::uint64_t old_size, const Hash& old_one, const Hashes& hashes) {
        return answer_of(
            verify_consistency({old_size, to, bytes_of(old_one), bytes_of(root)}, hashes));
      };
      ASSERT_EQ(answer(from, old_root, proof), "ok");
      Hashes longer = proof;
      longer.push_back(root);
      EXPECT_EQ(answer(from, old_root, longer), "merkle.proof_length");
      if (!proof.empty()) {
        Hashes shorter(proof.begin(), proof.end() - 1);
        EXPECT_EQ(answer(from, old_root, shorter), "merkle.proof_length");
      }
      for (std::size_t at = 0; at < proof.size(); ++at) {
        Hashes bent = proof;
        bent[at][31] ^= 128;
        EXPECT_NE(answer(from, old_root, bent), "ok");
      }
      Hash other = old_root;
      other[0] ^= 1;
      EXPECT_NE(answer(from, other, proof), "ok");
      EXPECT_EQ(answer(to + 1, old_root, proof), "merkle.shrinking");
      EXPECT_EQ(answer(0, empty_root(), proof), "merkle.from_nothing");
    }
  }
}

TEST(AProofFromNothing, IsNoProof) {
  Hashes leaves = some_leaves(4);
  Hash root = root_of(leaves.data(), 4);
  struct Row {
    Consistency claim;
    std::size_t hashes;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {{0, 4, bytes_of(root), bytes_of(root)}, 0, "merkle.from_nothing"},
           {{0, 4, bytes_of(root), bytes_of(root)}, 1, "merkle.from_nothing"},
           {{0, 0, "whatever", "whatever"}, 0, "ok"},
           {{0, 0, "whatever", "another"}, 0, "merkle.root_differs"},
           {{0, 0, "whatever", "whatever"}, 1, "merkle.proof_length"},
           {{1, 1, "short", "short"}, 0, "ok"},
           {{4, 3, bytes_of(root), bytes_of(root)}, 0, "merkle.shrinking"},
           {{3, 4, "short", bytes_of(root)}, 3, "merkle.old_root_differs"},
           {{UINT64_MAX - 1, UINT64_MAX, bytes_of(root), bytes_of(root)}, 2, "merkle.proof_length"},
       }) {
    SCOPED_TRACE(std::to_string(row.claim.from) + " " + std::to_string(row.claim.to));
    EXPECT_EQ(answer_of(verify_consistency(row.claim, Hashes(row.hashes, root))), row.answer);
  }
  EXPECT_EQ(answer_of(prove_consistency(nodes_over(leaves), 0, 4)), "merkle.from_nothing");
  EXPECT_EQ(answer_of(prove_inclusion(nodes_over(leaves), 4, 4)), "merkle.index_beyond_size");
}

}  // namespace boai::merkle
