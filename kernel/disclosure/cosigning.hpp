// A checkpoint taken to the witnesses of a policy (C2SP tlog-witness), and their lines taken in.
#pragma once

#include <functional>
#include <map>

#include "engines/merkle/witness.hpp"
#include "kernel/disclosure/disk.hpp"

namespace boai::disclosure {

// What a witness is sent, from the size it signed last (0: none). Codes: those of reading tiles.
Result<merkle::Submission> submission_from(Disk& disk, const std::string& checkpoint,
                                           std::uint64_t from);

// Takes that witness's line out of its answer into the note; false when none holds.
bool take_cosignature(merkle::Note& note, std::string_view answer, const merkle::Verifier& key);

struct Answer {
  int status = 0;  // of HTTP
  std::string body;
};
using Post = std::function<Result<Answer>(const std::string& url, const std::string& body)>;

struct Cosigned {
  std::string checkpoint;  // with every line that came
  bool quorum = false;
  std::vector<Error> failures;  // one a witness that did not sign; field: its name
};

class Cosigning {
 public:
  Cosigning(Disk& disk, merkle::Policy policy, Post post)
      : disk_(disk), policy_(std::move(policy)), post_(std::move(post)) {}

  // Asks each witness that has an address. One that is away or refuses is a failure told, not an
  // error: witness.refused, witness.ahead (it signed a larger tree: a fork, or an older log was
  // brought back), witness.no_cosignature, and those of the line.
  Result<Cosigned> cosign(const std::string& checkpoint);

 private:
  Outcome ask(const merkle::Policy::Witness& witness, merkle::Note& note,
              const std::string& checkpoint);

  Disk& disk_;
  merkle::Policy policy_;
  Post post_;
  std::map<std::string, std::uint64_t> signed_;  // sizes, by witness; lost, they are told again
};

}  // namespace boai::disclosure
