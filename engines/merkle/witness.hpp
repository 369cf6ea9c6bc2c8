// What a witness (C2SP tlog-witness) decides: it signs a checkpoint only when the tree grew from
// the one it signed before. Pure: the state is handed in, and stored by the caller if unchanged.
#pragma once

#include "engines/merkle/checkpoint.hpp"

namespace boai::merkle {

struct Submission {
  std::uint64_t old_size = 0;
  Hashes proof;
  std::string checkpoint;  // a signed note
};
std::string to_text(const Submission& submission);
// Codes: merkle.submission_malformed.
Result<Submission> parse_submission(std::string_view body);

// The last checkpoint signed for a log; size 0 when there is none.
struct Seen {
  std::uint64_t size = 0;
  Hash root = empty_root();
};

struct Judgement {
  int status = 200;  // of HTTP
  std::string body;
  bool body_is_size = false;  // text/x.tlog.size
  Checkpoint checkpoint;      // to be stored, and then signed, at 200
  std::string text;           // what is signed at 200
};
// `seen` answers for an origin among the keys' names.
using Recall = std::function<Result<Seen>(const std::string& origin)>;
Result<Judgement> judge(std::string_view body, std::span<const Verifier> logs, const Recall& seen);

}  // namespace boai::merkle
