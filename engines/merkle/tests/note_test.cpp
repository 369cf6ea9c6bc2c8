// Notes, keys, checkpoints, proofs, policies and the witness: what is taken and what is refused.
#include "engines/merkle/note.hpp"

#include <gtest/gtest.h>

#include "base/crypto/signing.hpp"
#include "engines/merkle/checkpoint.hpp"
#include "engines/merkle/tests/files.hpp"
#include "engines/merkle/witness.hpp"

namespace boai::merkle {

namespace json = boost::json;

std::string seed_from(int first) {
  std::string seed;
  for (int at = 0; at < 32; ++at) seed += static_cast<char>(first + at);
  return seed;
}
Signer log_key() { return {"boai.test/disclosure", Algorithm::ed25519, seed_from(0)}; }
Signer witness_key() {
  return {"witness.test/audit-office", Algorithm::cosignature, seed_from(32)};
}

std::string reference_note() {
  return std::string(vector_file("signed-note.json")
                         .at("boai_checkpoint_with_cosignature")
                         .at("note")
                         .as_string());
}
std::vector<Verifier> both_keys() { return {verifier_of(log_key()), verifier_of(witness_key())}; }

TEST(TheReferenceCheckpoint, IsMadeAndReadToTheByte) {
  json::value file = vector_file("signed-note.json").at("boai_checkpoint_with_cosignature");
  EXPECT_EQ(vkey_of(verifier_of(log_key())), file.at("vkey").as_string());
  EXPECT_EQ(vkey_of(verifier_of(witness_key())), file.at("witness_vkey").as_string());
  auto root = hash_of_hex(vector_file("rfc6962-tiles.json").at("roots").at("70000"));
  std::string text = to_text(Checkpoint{"boai.test/disclosure", 70'000, root, {}});
  Note note{text, {sign(log_key(), text), sign(witness_key(), text, 1'800'000'000)}};
  EXPECT_EQ(to_text(note), reference_note());
  auto opened = open_checkpoint(reference_note(), both_keys());
  ASSERT_TRUE(opened.ok()) << opened.error().code;
  EXPECT_EQ(opened->by.size(), 2U);
  EXPECT_EQ(opened->checkpoint.size, 70'000U);
  EXPECT_EQ(opened->checkpoint.root, root);
  EXPECT_EQ(time_of(note.signatures[1]), 1'800'000'000U);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  std::size_t at = text.find(from);
  must(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST(Notes, ThatMustBeRefused) {
  std::string good = reference_note();
  struct Row {
    std::string name;
    std::string note;
    std::string answer;
  };
  Signer stranger{"boai.test/disclosure", Algorithm::ed25519, seed_from(64)};
  std::string text = good.substr(0, good.find("\n\n") + 1);
  std::string resized = replaced(text, "70000", "070000");
  for (const Row& row : std::vector<Row>{
           {"one byte of the text", replaced(good, "70000", "70001"), "merkle.signature_wrong"},
           {"leading zero", to_text(Note{resized, {sign(log_key(), resized)}}),
            "merkle.checkpoint_malformed"},
           {"no blank line", replaced(good, "\n\n", "\n"), "merkle.note_malformed"},
           {"a hyphen for the dash", replaced(good, "\xe2\x80\x94", "-"), "merkle.note_malformed"},
           {"right id, wrong signature", replaced(good, "7uqm", "7uqn"), "merkle.signature_wrong"},
           {"unknown key only", to_text(Note{text, {sign(stranger, text)}}),
            "merkle.no_known_signature"},
           {"control character", replaced(good, "disclosure\n", "disclosure\t\n"),
            "merkle.note_malformed"},
           {"a carriage return", replaced(good, "70000\n", "70000\r\n"), "merkle.note_malformed"},
           {"not UTF-8", replaced(good, "boai.test", "boai\xff.tes"), "merkle.note_malformed"},
           {"a signature line not ended", good.substr(0, good.size() - 1), "merkle.note_malformed"},
           {"no signatures", text + "\n", "merkle.note_malformed"},
           {"nothing", "", "merkle.note_malformed"},
           {"base64 without its end", replaced(good, "Ekww=\n", "Ekww\n"), "merkle.note_malformed"},
       }) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(answer_of(open_checkpoint(row.note, both_keys())), row.answer);
  }
  // Any one changed byte anywhere in a note of one signature.
  std::string single = to_text(Note{text, {sign(log_key(), text)}});
  std::vector<Verifier> one = {verifier_of(log_key())};
  for (std::size_t at = 0; at < single.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bent = single;
      bent[at] = static_cast<char>(bent[at] ^ (1 << bit));
      EXPECT_FALSE(open_checkpoint(bent, one).ok()) << at << " " << bit;
    }
  }
}

TEST(PublicNotes, OfOtherPeoplesToolsVerify) {
  auto file = vectors("trust/upstream/signed-note-public.json");
  if (!file) GTEST_SKIP();
  std::ifstream stream(*file);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  json::value parsed = json::parse(text);
  for (const auto& [name, each] : parsed.as_object()) {
    auto key = parse_vkey(each.at("vkey").as_string());
    ASSERT_TRUE(key.ok()) << key.error().detail;
    auto note = parse_note(each.at("note").as_string());
    ASSERT_TRUE(note.ok());
    EXPECT_EQ(answer_of(check(*note, std::vector<Verifier>{*key})), "ok") << std::string(name);
    EXPECT_EQ(vkey_of(*key), each.at("vkey").as_string());
    EXPECT_EQ(to_text(*note), each.at("note").as_string());
  }
}

TEST(Sm2Lines, StandBesideEd25519AndArePassedOver) {
  Signer domestic{"boai.test/disclosure", Algorithm::sm2_sm3, crypto::sm2_new_secret()};
  std::string text = "boai.test/disclosure\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  Note note{text, {sign(log_key(), text), sign(domestic, text)}};
  std::string bytes = to_text(note);
  auto by = [&](const std::vector<Verifier>& keys) { return open_checkpoint(bytes, keys); };
  EXPECT_EQ(by({verifier_of(log_key())})->unknown.size(), 1U);
  EXPECT_EQ(by({verifier_of(domestic)})->by.size(), 1U);
  EXPECT_EQ(by({verifier_of(domestic), verifier_of(log_key())})->by.size(), 2U);
  Verifier read = *parse_vkey(vkey_of(verifier_of(domestic)));
  EXPECT_TRUE(verifies(read, text, note.signatures[1]));
  EXPECT_FALSE(verifies(read, text + "x", note.signatures[1]));
  EXPECT_EQ(parse_signer(text_of(domestic))->secret, domestic.secret);
  json::value file = vector_file("sm.json");
  for (const auto& row : file.at("sm2").as_array()) {
    if (row.as_object().contains("msg_hex")) {
      // The reference's signature in our plain form: two numbers out of its DER.
      auto der = *crypto::from_hex(std::string(row.at("sig_der").as_string()));
      std::string point = *crypto::from_base64(
          "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEGrT0oJpmmAl5FNFaI/Tsz2djONTt1DT+MyUZAQMTLW7+CD1U4pZa"
          "+D3QZaxZnRLdvnE6RmPCaPQ62uYbQcag4w==");
      std::string signature = der.substr(5, 32) + der.substr(39, 32);
      EXPECT_TRUE(crypto::sm2_verify(point.substr(point.size() - 65),
                                     *crypto::from_hex(std::string(row.at("msg_hex").as_string())),
                                     signature));
    }
  }
}

TEST(Keys, ThatAreNone) {
  std::string good = vkey_of(verifier_of(log_key()));
  for (const std::string& bad :
       {std::string(), std::string("boai"), replaced(good, "a7460cee", "a7460cef"),
        replaced(good, "+a7460cee", ""), replaced(good, "boai", "bo ai"), good + "A",
        good.substr(0, good.size() - 4), replaced(good, "+AQ", "+Ag"), "+" + good}) {
    EXPECT_EQ(answer_of(parse_vkey(bad)), "merkle.vkey") << bad;
  }
  EXPECT_EQ(parse_signer(text_of(log_key()))->secret, log_key().secret);
  EXPECT_EQ(answer_of(parse_signer("PRIVATE+KEY+x")), "merkle.private_key");
}

TEST(ProofFiles, AreReadOneWay) {
  Proof proof{"", 3, {empty_root(), leaf_hash("a")}, reference_note()};
  std::string good = to_text(proof);
  auto read = parse_proof(good);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(to_text(*read), good);
  Proof with_extra = proof;
  with_extra.extra = "salts";
  EXPECT_EQ(parse_proof(to_text(with_extra))->extra, "salts");
  std::string hash = crypto::base64(bytes_of(empty_root()));
  for (const std::string& bad :
       {std::string(), replaced(good, "@v1", "@v2"), replaced(good, "index 3", "index 03"),
        replaced(good, "index 3", "index -3"),
        replaced(good, "index 3", "index 18446744073709551616"), replaced(good, "index 3\n", ""),
        replaced(good, hash, "AAAA"), replaced(good, hash + "\n", hash), good.substr(0, 40)}) {
    EXPECT_EQ(answer_of(parse_proof(bad)), "merkle.proof_malformed") << bad;
  }
}

TEST(Policies, SayWhoMustHaveSigned) {
  auto vkey = [](int first, Algorithm algorithm, const std::string& name) {
    return vkey_of(verifier_of({name, algorithm, seed_from(first)}));
  };
  std::string log = "log " + vkey_of(verifier_of(log_key())) + "\n";
  std::string office = "witness office " + vkey_of(verifier_of(witness_key())) + " \thttp://w/\n";
  std::string board = "witness board " + vkey(96, Algorithm::cosignature, "board.test") + "\n";
  std::string school = "witness school " + vkey(128, Algorithm::cosignature, "school.test") + "\n";
  std::string all = "# whom we trust\n\n" + log + office + board + school;
  struct Row {
    std::string policy;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {log + "quorum none\n", "ok"},
           {all + "quorum office\n", "ok"},
           {all + "quorum board\n", "merkle.no_quorum"},
           {all + "group g any office board\nquorum g\n", "ok"},
           {all + "group g 1 office board\nquorum g\n", "ok"},
           {all + "group g 2 office board school\nquorum g\n", "merkle.no_quorum"},
           {all + "group g all office board\nquorum g\n", "merkle.no_quorum"},
           {all + "group g any board school\ngroup h any g office\nquorum h\n", "ok"},
           {all + "group g any board school\ngroup h all g office\nquorum h\n", "merkle.no_quorum"},
           {office + "quorum office\n", "merkle.unknown_log"},
           {all, "merkle.policy"},
           {all + "quorum none\nquorum none\n", "merkle.policy"},
           {all + "quorum nobody\n", "merkle.policy"},
           {all + "quorum g\ngroup g any office\n", "merkle.policy"},
           {all + "group g 0 office\nquorum g\n", "merkle.policy"},
           {all + "group g 2 office\nquorum g\n", "merkle.policy"},
           {all + "group g any office office\nquorum g\n", "merkle.policy"},
           {all + "group g any office\ngroup h any office\nquorum g\n", "merkle.policy"},
           {all + "group none any office\nquorum none\n", "merkle.policy"},
           {all + "group g any\nquorum g\n", "merkle.policy"},
           {all + "group g any none\nquorum g\n", "merkle.policy"},
           {all + log + "quorum none\n", "merkle.policy"},
           {all + office + "quorum none\n", "merkle.policy"},
           {all + "witness none " + vkey(5, Algorithm::cosignature, "x") + "\nquorum none\n",
            "merkle.policy"},
           {"witness w " + vkey(5, Algorithm::ed25519, "x") + "\nquorum w\n", "merkle.policy"},
           {"log " + vkey(5, Algorithm::cosignature, "x") + "\nquorum none\n", "merkle.policy"},
           {all + "wittness x\nquorum none\n", "merkle.policy"},
           {all + "quorum none\r\n", "merkle.policy"},
           {all + "quorum none", "merkle.policy"},
       }) {
    SCOPED_TRACE(row.policy.substr(row.policy.size() > 90 ? row.policy.size() - 90 : 0));
    auto policy = Policy::parse(row.policy);
    EXPECT_EQ(policy.ok() ? answer_of(policy->open(reference_note())) : answer_of(policy),
              row.answer);
  }
}

TEST(TheWitness, SignsOnlyWhatGrew) {
  Memory memory = decimal_log(600, 100);
  TiledTree tree(memory.read(), 600);
  auto root = [&](std::uint64_t size) { return *root_from(tree.nodes(), size); };
  auto note = [&](std::uint64_t size, const Hash& at, const Signer& signer,
                  const std::string& origin) {
    std::string text = to_text(Checkpoint{origin, size, at, {}});
    return to_text(Note{text, {sign(signer, text)}});
  };
  auto ours = [&](std::uint64_t size) {
    return note(size, root(size), log_key(), "boai.test/disclosure");
  };
  auto grown = [&](std::uint64_t from, std::uint64_t to) {
    return *prove_consistency(tree.nodes(), from, to);
  };
  Signer stranger{"boai.test/disclosure", Algorithm::ed25519, seed_from(64)};
  struct Row {
    std::string name;
    std::uint64_t seen;
    std::string body;
    int status;
    std::string said;
  };
  std::string other = note(300, root(299), log_key(), "boai.test/disclosure");
  for (const Row& row : std::vector<Row>{
           {"the first", 0, to_text(Submission{0, {}, ours(300)}), 200, ""},
           {"grown", 300, to_text(Submission{300, grown(300, 600), ours(600)}), 200, ""},
           {"the same again", 300, to_text(Submission{300, {}, ours(300)}), 200, ""},
           {"another old size", 300, to_text(Submission{100, grown(100, 600), ours(600)}), 409,
            "300\n"},
           {"asked from nothing", 300, to_text(Submission{0, {}, ours(600)}), 409, "300\n"},
           {"the same size, another root", 300, to_text(Submission{300, {}, other}), 409, "300\n"},
           {"no proof", 300, to_text(Submission{300, {}, ours(600)}), 422, ""},
           {"another's proof", 300, to_text(Submission{300, grown(299, 600), ours(600)}), 422, ""},
           {"a proof from nothing", 0, to_text(Submission{0, grown(300, 600), ours(600)}), 422, ""},
           {"old larger than new", 600, to_text(Submission{600, {}, ours(300)}), 400, ""},
           {"an unknown log", 0,
            to_text(Submission{0, {}, note(300, root(300), log_key(), "elsewhere")}), 404, ""},
           {"another's signature", 0,
            to_text(Submission{0, {}, note(300, root(300), stranger, "boai.test/disclosure")}), 403,
            ""},
           {"not a submission", 0, ours(300), 400, ""},
           {"a leading zero", 0, "old 00\n\n" + ours(300), 400, ""},
           {"64 hashes", 0, to_text(Submission{0, Hashes(64), ours(300)}), 400, ""},
           {"nothing", 0, "", 400, ""},
       }) {
    SCOPED_TRACE(row.name);
    Recall recall = [&](const std::string&) -> Result<Seen> {
      return row.seen == 0 ? Seen{} : Seen{row.seen, root(row.seen)};
    };
    auto judgement = judge(row.body, std::vector<Verifier>{verifier_of(log_key())}, recall);
    ASSERT_TRUE(judgement.ok());
    EXPECT_EQ(judgement->status, row.status) << judgement->body;
    if (!row.said.empty()) {
      EXPECT_EQ(judgement->body, row.said);
    }
    EXPECT_EQ(judgement->body_is_size, row.status == 409);
  }
}

}  // namespace boai::merkle
