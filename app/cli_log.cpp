// The words of `boai log …`, `boai verify …` and `boai witness`. Opens no store.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <iostream>

#include "app/log_verbs.hpp"

namespace boai::app {

namespace {

class LogLine {
 public:
  explicit LogLine(const std::string& help) : root_(help) {
    root_.fallthrough();
    root_.add_flag("--json", words_.json, "one JSON document on standard output");
  }

  void log_words() {
    root_.require_subcommand(1);
    CLI::App* init = folder_verb("init", "an empty log and its key", log_init);
    init->add_option("--origin", words_.origin, "the log's name, as its readers will know it")
        ->required();
    init->add_option("--key", words_.key, "its secret key; made when there is none")->required();
    init->add_option("--sm2", words_.sm2, "an SM2 key for a second signature line");
    verb("key", "the verifier key of a secret key: what others check with", log_key)
        ->add_option("file", words_.file)
        ->required();
    folder_verb("append", "leaves, one a line in base64; prints their indexes", log_append)
        ->add_option("file", words_.file)
        ->required();
    folder_verb("checkpoint", "sign what was appended", log_checkpoint);
    CLI::App* prove = folder_verb("prove", "the proof file of one leaf", log_prove);
    prove->add_option("--index", words_.index)->required();
    prove->add_option("--out", words_.out)->required();
    prove->add_option("--checkpoint", words_.checkpoint,
                      "daily/2026-11-23, as witnesses signed it");
    prove->add_flag("--with-leaf", words_.with_leaf, "the leaf's bytes in the extra line");
    CLI::App* show = folder_verb("show", "one leaf as JSON", log_show);
    show->add_option("--index", words_.index)->required();
    CLI::App* leaf = verb("leaf", "leaves as JSON, one a line, to base64", log_leaf);
    leaf->add_option("file", words_.file)->required();
    leaf->add_option("--out", words_.out);
    CLI::App* statement = folder_verb("statement", "append a day's statement", log_statement);
    statement->add_option("--book", words_.book)->required();
    statement->add_option("--day", words_.day)->required();
    CLI::App* request = folder_verb("request", "what a witness is sent", log_request);
    request->add_option("--from", words_.from, "the size it signed last, 0 for none")->required();
    request->add_option("--out", words_.out);
    CLI::App* cosign = folder_verb("cosign", "take a witness's answer in", log_cosign);
    cosign->add_option("--response", words_.response)->required();
    cosign->add_option("--key", words_.key, "the witness's verifier key")->required();
  }

  void verify_words() {
    root_.require_subcommand(1);
    CLI::App* proof = check("proof", "does the leaf stand in the log?", verify_proof);
    proof->add_option("file", words_.file)->required();
    proof->add_option("--leaf", words_.leaf, "its bytes, or one line of base64");
    trust(proof);
    CLI::App* inclusion = check("inclusion", "the same with bare numbers", verify_inclusion);
    inclusion->add_option("--size", words_.size)->required();
    inclusion->add_option("--index", words_.index)->required();
    inclusion->add_option("--leaf-hash", words_.leaf_hash)->required();
    inclusion->add_option("--root", words_.root)->required();
    inclusion->add_option("--hashes", words_.hashes, "hexadecimal, between commas")->expected(0, 1);
    CLI::App* consistency = check("consistency", "did the log only grow?", verify_consistency);
    consistency->add_option("--old", words_.old_checkpoint);
    consistency->add_option("--new", words_.new_checkpoint);
    consistency->add_option("--log", words_.log);
    consistency->add_option("--proof", words_.proof);
    consistency->add_option("--from", words_.from);
    consistency->add_option("--to", words_.to);
    consistency->add_option("--old-root", words_.old_root);
    consistency->add_option("--root", words_.root);
    consistency->add_option("--hashes", words_.hashes)->expected(0, 1);
    trust(consistency);
    CLI::App* statement = check("statement", "do the leaves add up to it?", verify_statement);
    statement->add_option("--log", words_.log)->required();
    statement->add_option("--book", words_.book);
    statement->add_option("--day", words_.day);
    statement->add_option("--key", words_.key);
    CLI::App* full = check("full", "is the folder what its checkpoint says?", verify_full);
    full->add_option("dir", words_.folder)->required();
    full->add_option("--key", words_.key)->required();
    full->add_option("--origin", words_.origin);
    CLI::App* promise = check("promise", "was a promise kept?", verify_promise);
    promise->add_option("file", words_.file)->required();
    promise->add_option("--log", words_.log)->required();
    promise->add_option("--key", words_.key)->required();
  }

  void witness_words() {
    root_.add_option("--store", words_.store, "folder of its key and of what it has seen")
        ->required();
    root_.add_option("--name", words_.name, "its key's name, at the first start");
    root_.add_option("--key", words_.key, "its key, when it lies elsewhere");
    root_.add_option("--log", words_.logs, "verifier key of a log it watches")->required();
    root_.add_option("--port", words_.port);
    all_ = [](const LogWords& words) { return witness(words); };
  }

  int run(int count, char** letters) {
    words_.json =
        std::find(letters, letters + count, std::string_view("--json")) != letters + count;
    try {
      root_.parse(count, letters);
    } catch (const CLI::ParseError& fault) {
      if (fault.get_exit_code() == 0) return root_.exit(fault);
      if (words_.json) return tell(words_, Verdict{{}, {}, fault.what(), 2});
      root_.exit(fault);
      return 2;
    }
    if (all_) return all_(words_);
    for (const auto& [command, act] : verbs_) {
      if (command->parsed()) return act(words_);
    }
    return 2;
  }

 private:
  using Act = std::function<int(const LogWords&)>;

  CLI::App* verb(const char* name, const char* help, Act act) {
    CLI::App* made = root_.add_subcommand(name, help);
    made->fallthrough();
    verbs_.emplace_back(made, std::move(act));
    return made;
  }
  CLI::App* folder_verb(const char* name, const char* help, Act act) {
    CLI::App* made = verb(name, help, std::move(act));
    made->add_option("dir", words_.folder)->required();
    return made;
  }
  CLI::App* check(const char* name, const char* help, Verdict (*act)(const LogWords&)) {
    return verb(name, help, [act](const LogWords& words) { return tell(words, act(words)); });
  }
  void trust(CLI::App* at) {
    at->add_option("--key", words_.key, "the log's verifier key");
    at->add_option("--policy", words_.policy, "logs and witnesses to believe (C2SP tlog-policy)");
  }

  LogWords words_;
  CLI::App root_;
  Act all_;
  std::vector<std::pair<CLI::App*, Act>> verbs_;
};

}  // namespace

int log_line(int count, char** letters) {
  LogLine line("boai log: a transparency log as a folder");
  line.log_words();
  return line.run(count, letters);
}

int verify_line(int count, char** letters) {
  LogLine line("boai verify: exit 0 proven, 1 not proven, 2 usage, 3 unreadable");
  line.verify_words();
  return line.run(count, letters);
}

int witness_line(int count, char** letters) {
  LogLine line("boai witness: signs a log's checkpoints when the log only grew");
  line.witness_words();
  return line.run(count, letters);
}

}  // namespace boai::app
