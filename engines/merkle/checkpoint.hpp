// Checkpoints (C2SP tlog-checkpoint), proofs as files (tlog-proof) and whom to trust (tlog-policy).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engines/merkle/note.hpp"
#include "engines/merkle/tree.hpp"

namespace boai::merkle {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;
};
std::string to_text(const Checkpoint& checkpoint);
// Codes: merkle.checkpoint_malformed.
Result<Checkpoint> parse_checkpoint(std::string_view text);

// A checkpoint with what its signatures show.
struct Opened {
  Checkpoint checkpoint;
  Note note;
  std::vector<std::string> by;       // names of known keys
  std::vector<std::string> unknown;  // lines passed over
};
Result<Opened> open_checkpoint(std::string_view bytes, std::span<const Verifier> known);

struct Proof {
  std::string extra;  // bytes nobody vouches for, "" when there are none
  std::uint64_t index = 0;
  Hashes hashes;
  std::string checkpoint;  // the note as it came
};
std::string to_text(const Proof& proof);
// Codes: merkle.proof_malformed.
Result<Proof> parse_proof(std::string_view bytes);
// Is the leaf with this hash in the tree of the checkpoint at the proof's index?
Outcome verify_proof(const Proof& proof, const Checkpoint& checkpoint, const Hash& leaf);

class Policy {
 public:
  // Codes: merkle.policy, with line and reason.
  static Result<Policy> parse(std::string_view text);

  // Signed by one of the logs under its own name, and seen by enough witnesses. Codes: those of
  // check(), merkle.unknown_log, merkle.no_quorum.
  Result<Opened> open(std::string_view bytes) const;

  struct Listed {
    Verifier key;
    std::string url;
  };
  const std::vector<Listed>& logs() const { return logs_; }
  struct Witness {
    std::string name;  // the policy's word for it, not its key's
    Verifier key;
    std::string url;  // "" when it says none
  };
  std::vector<Witness> witnesses() const;
  bool asks_witnesses() const { return quorum_ != "none"; }

 private:
  struct Member {
    std::size_t threshold = 0;         // of a group
    std::vector<std::string> members;  // of a group
    std::optional<Verifier> witness;
    std::string url;     // of a witness
    bool taken = false;  // already somebody's member
  };
  Outcome take(const std::vector<std::string_view>& words);
  Outcome take_log(const std::vector<std::string_view>& words);
  Outcome take_witness(const std::vector<std::string_view>& words);
  Outcome take_group(const std::vector<std::string_view>& words);
  Outcome take_quorum(const std::vector<std::string_view>& words);
  bool defined(std::string_view name) const { return members_.contains(name); }
  bool satisfied(const std::string& name, const Checked& checked) const;

  std::vector<Listed> logs_;
  std::map<std::string, Member, std::less<>> members_;
  std::string quorum_;
};

}  // namespace boai::merkle
