#include "kernel/disclosure/cosigning.hpp"

#include "engines/merkle/number.hpp"

namespace boai::disclosure {

namespace {

Result<std::uint64_t> size_of(const merkle::Note& note) {
  return TRY(merkle::parse_checkpoint(note.text)).size;
}

}  // namespace

Result<merkle::Submission> submission_from(Disk& disk, const std::string& checkpoint,
                                           std::uint64_t from) {
  merkle::Note note = TRY(merkle::parse_note(checkpoint));
  std::uint64_t size = TRY(size_of(note));
  merkle::Submission submission{from, {}, checkpoint};
  if (from == 0) return submission;
  merkle::TiledTree tree(disk.reader(), size);
  submission.proof = TRY(merkle::prove_consistency(tree.nodes(), from, size));
  return submission;
}

bool take_cosignature(merkle::Note& note, std::string_view answer, const merkle::Verifier& key) {
  bool added = false;
  while (auto line = merkle::take_line(answer)) {
    auto signature = merkle::parse_signature_line(*line);
    bool known = signature.ok() && signature->name == key.name && signature->id == key.id &&
                 merkle::verifies(key, note.text, *signature);
    if (!known) continue;
    std::erase_if(note.signatures, [&](const merkle::SignatureLine& each) {
      return each.name == key.name && each.id == key.id;
    });
    note.signatures.push_back(std::move(*signature));
    added = true;
  }
  return added;
}

// What it signed last is remembered, or told by the witness itself in its refusal.
Outcome Cosigning::ask(const merkle::Policy::Witness& witness, merkle::Note& note,
                       const std::string& checkpoint) {
  std::uint64_t size = TRY(size_of(note));
  // What is shown may be older than what was signed; then the witness says so itself.
  if (signed_[witness.name] > size) signed_[witness.name] = 0;
  constexpr int attempts = 2;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    auto submission = TRY(submission_from(disk_, checkpoint, signed_[witness.name]));
    Answer answer = TRY(post_(witness.url + "/add-checkpoint", to_text(submission)));
    if (answer.status == 200) {
      if (!take_cosignature(note, answer.body, witness.key)) {
        return conflict("witness.no_cosignature", witness.name);
      }
      signed_[witness.name] = size;
      return Done{};
    }
    std::string line = answer.body.substr(0, answer.body.find('\n'));
    std::string told = std::to_string(answer.status) + " " + line;
    constexpr std::uint64_t none = ~std::uint64_t{0};
    std::uint64_t known = merkle::parse_number(line).value_or(none);
    bool behind = answer.status == 409 && known != none;
    if (!behind) return conflict("witness.refused", witness.name, told);
    if (known > size) return conflict("witness.ahead", witness.name, told);
    signed_[witness.name] = known;
  }
  return conflict("witness.refused", witness.name, "409 for the size it told");
}

Result<Cosigned> Cosigning::cosign(const std::string& checkpoint) {
  merkle::Note note = TRY(merkle::parse_note(checkpoint));
  Cosigned cosigned;
  for (const merkle::Policy::Witness& witness : policy_.witnesses()) {
    if (witness.url.empty()) continue;
    Outcome asked = ask(witness, note, checkpoint);
    if (asked.ok()) continue;
    cosigned.failures.push_back(asked.error());
    if (cosigned.failures.back().field.empty()) cosigned.failures.back().field = witness.name;
  }
  cosigned.checkpoint = to_text(note);
  cosigned.quorum = policy_.open(cosigned.checkpoint).ok();
  return cosigned;
}

}  // namespace boai::disclosure
