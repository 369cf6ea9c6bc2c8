#include "engines/merkle/checkpoint.hpp"

#include "engines/merkle/number.hpp"

namespace boai::merkle {

std::string to_text(const Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
                     crypto::base64(bytes_of(checkpoint.root)) + "\n";
  for (const std::string& line : checkpoint.extensions) text += line + "\n";
  return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  auto bad = [](std::string detail) {
    return invalid("merkle.checkpoint_malformed", "checkpoint", std::move(detail));
  };
  auto origin = take_line(text);
  auto size_line = take_line(text);
  auto root_line = take_line(text);
  if (!origin || !size_line || !root_line) return bad("fewer than three lines");
  if (origin->empty()) return bad("no origin");
  auto size = parse_number(*size_line);
  if (!size) return bad("the size is not a plain decimal number");
  auto root = crypto::from_base64(*root_line);
  auto hash = root ? hash_from(*root) : std::nullopt;
  if (!hash) return bad("the root is not 32 bytes of base64");
  Checkpoint checkpoint{std::string(*origin), *size, *hash, {}};
  while (!text.empty()) {
    auto line = take_line(text);
    if (!line || line->empty()) return bad("an empty line");
    checkpoint.extensions.emplace_back(*line);
  }
  return checkpoint;
}

Result<Opened> open_checkpoint(std::string_view bytes, std::span<const Verifier> known) {
  Opened opened;
  opened.note = TRY(parse_note(bytes));
  Checked checked = TRY(check(opened.note, known));
  opened.checkpoint = TRY(parse_checkpoint(opened.note.text));
  for (const Verifier* each : checked.by) opened.by.push_back(each->name);
  opened.unknown = std::move(checked.unknown);
  return opened;
}

namespace {
constexpr std::string_view proof_head = "c2sp.org/tlog-proof@v1";
constexpr std::size_t proof_hashes_max = 64;
}  // namespace

std::string to_text(const Proof& proof) {
  std::string text = std::string(proof_head) + "\n";
  if (!proof.extra.empty()) text += "extra " + crypto::base64(proof.extra) + "\n";
  text += "index " + std::to_string(proof.index) + "\n";
  for (const Hash& hash : proof.hashes) text += crypto::base64(bytes_of(hash)) + "\n";
  return text + "\n" + proof.checkpoint;
}

Result<Proof> parse_proof(std::string_view bytes) {
  auto bad = [](std::string detail) {
    return invalid("merkle.proof_malformed", "proof", std::move(detail));
  };
  auto line = take_line(bytes);
  if (!line || *line != proof_head) return bad("does not begin with " + std::string(proof_head));
  Proof proof;
  line = take_line(bytes);
  if (line && line->starts_with("extra ")) {
    auto extra = crypto::from_base64(line->substr(6));
    if (!extra) return bad("the extra line is not base64");
    proof.extra = std::move(*extra);
    line = take_line(bytes);
  }
  if (!line || !line->starts_with("index ")) return bad("no index line");
  auto index = parse_number(line->substr(6));
  if (!index) return bad("the index is not a plain decimal number");
  proof.index = *index;
  for (;;) {
    line = take_line(bytes);
    if (!line) return bad("ends before the checkpoint");
    if (line->empty()) break;
    auto hash = crypto::from_base64(*line);
    auto whole = hash ? hash_from(*hash) : std::nullopt;
    if (!whole) return bad("a hash is not 32 bytes of base64");
    if (proof.hashes.size() == proof_hashes_max) return bad("more hashes than any tree needs");
    proof.hashes.push_back(*whole);
  }
  proof.checkpoint = std::string(bytes);
  return proof;
}

Outcome verify_proof(const Proof& proof, const Checkpoint& checkpoint, const Hash& leaf) {
  return verify_inclusion({checkpoint.size, proof.index, leaf}, proof.hashes, checkpoint.root);
}

}  // namespace boai::merkle
