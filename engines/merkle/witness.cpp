#include "engines/merkle/witness.hpp"

#include <algorithm>

#include "engines/merkle/number.hpp"

namespace boai::merkle {

namespace {
constexpr std::size_t proof_lines_max = 63;
}

std::string to_text(const Submission& submission) {
  std::string text = "old " + std::to_string(submission.old_size) + "\n";
  for (const Hash& hash : submission.proof) text += crypto::base64(bytes_of(hash)) + "\n";
  return text + "\n" + submission.checkpoint;
}

Result<Submission> parse_submission(std::string_view body) {
  auto bad = [](std::string detail) {
    return invalid("merkle.submission_malformed", "body", std::move(detail));
  };
  auto line = take_line(body);
  if (!line || !line->starts_with("old ")) return bad("no old size");
  auto size = parse_number(line->substr(4));
  if (!size) return bad("the old size is not a plain decimal number");
  Submission submission{*size, {}, {}};
  for (;;) {
    line = take_line(body);
    if (!line) return bad("ends before the checkpoint");
    if (line->empty()) break;
    auto bytes = crypto::from_base64(*line);
    auto hash = bytes ? hash_from(*bytes) : std::nullopt;
    if (!hash) return bad("a hash is not 32 bytes of base64");
    if (submission.proof.size() == proof_lines_max) return bad("more than 63 hashes");
    submission.proof.push_back(*hash);
  }
  submission.checkpoint = std::string(body);
  return submission;
}

namespace {

Judgement refusal(int status, std::string body) {
  Judgement judgement;
  judgement.status = status;
  judgement.body = std::move(body) + "\n";
  return judgement;
}

Judgement conflict_at(std::uint64_t size) {
  Judgement judgement = refusal(409, std::to_string(size));
  judgement.body_is_size = true;
  return judgement;
}

bool grew(const Seen& seen, const Submission& submission, const Checkpoint& checkpoint) {
  if (checkpoint.size == 0) return submission.proof.empty() && checkpoint.root == empty_root();
  // From nothing there is nothing to prove: the first checkpoint is taken as it is.
  if (seen.size == 0) return submission.proof.empty();
  return verify_consistency(
             {seen.size, checkpoint.size, bytes_of(seen.root), bytes_of(checkpoint.root)},
             submission.proof)
      .ok();
}

}  // namespace

Result<Judgement> judge(std::string_view body, std::span<const Verifier> logs,
                        const Recall& recall) {
  auto submission = parse_submission(body);
  if (!submission.ok()) return refusal(400, submission.error().detail);
  auto note = parse_note(submission->checkpoint);
  if (!note.ok()) return refusal(400, note.error().detail);
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint.ok()) return refusal(400, checkpoint.error().detail);
  std::vector<Verifier> keys;
  std::ranges::copy_if(logs, std::back_inserter(keys),
                       [&](const Verifier& each) { return each.name == checkpoint->origin; });
  if (keys.empty()) return refusal(404, "unknown log");
  if (!check(*note, keys).ok()) return refusal(403, "no valid signature of the log");
  if (submission->old_size > checkpoint->size) return refusal(400, "old is larger than new");
  Seen seen = TRY(recall(checkpoint->origin));
  if (submission->old_size != seen.size) return conflict_at(seen.size);
  bool differs = checkpoint->size == seen.size && checkpoint->root != seen.root;
  if (differs) return conflict_at(seen.size);
  if (!grew(seen, *submission, *checkpoint)) return refusal(422, "not grown from what was seen");
  Judgement judgement;
  judgement.checkpoint = std::move(*checkpoint);
  judgement.text = std::move(note->text);
  return judgement;
}

}  // namespace boai::merkle
