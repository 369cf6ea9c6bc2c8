// `boai log …`, `boai verify …` and `boai witness`: the transparency log on the command line.
// Opens no store; a stranger runs `verify` with our files and his own copy of the program.
#pragma once

#include <string>
#include <vector>

#include "engines/merkle/checkpoint.hpp"
#include "kernel/disclosure/disk.hpp"

namespace boai::app {

struct LogWords {
  bool json = false;
  std::string folder, file, origin, key, sm2, out, book, day, leaf, policy, fund;
  std::string index, size, leaf_hash, root, hashes, from, to, old_root;
  std::string old_checkpoint, new_checkpoint, log, proof, name, store, request, response;
  std::string checkpoint = "checkpoint";  // or daily/2026-11-23, below the folder
  std::vector<std::string> logs;
  bool with_leaf = false;
  int port = 8430;
};

// 0 proven, 1 not proven, 2 usage, 3 unreadable.
int log_line(int count, char** letters);
int verify_line(int count, char** letters);
int witness_line(int count, char** letters);

// What a verification found, in plain sentences; printed for people or as JSON.
struct Verdict {
  std::vector<std::string> proven, not_proven;
  std::string why;  // "" when everything asked was proven
  int exit = 0;
};
int tell(const LogWords& words, const Verdict& verdict);
Verdict refused(std::string claim, const Error& error);
Verdict unreadable(const Error& error);
Verdict misused(std::string detail);
inline constexpr const char* omission = "that nothing was left out of the log";
std::string size_text(const merkle::Checkpoint& checkpoint);
std::string joined(const std::vector<std::string>& names);

Result<std::string> read_bytes(const std::string& path);
// A new file of mode 0600 from its first byte on. Codes: log.key.
Outcome write_secret(const std::string& path, const std::string& text);
// The key as text, or the file that holds it.
Result<merkle::Verifier> verifier_in(const std::string& text_or_path);

int log_init(const LogWords& words);
int log_key(const LogWords& words);
int log_append(const LogWords& words);
int log_checkpoint(const LogWords& words);
int log_prove(const LogWords& words);
int log_leaf(const LogWords& words);
int log_show(const LogWords& words);
int log_statement(const LogWords& words);
int log_request(const LogWords& words);
int log_cosign(const LogWords& words);

Verdict verify_proof(const LogWords& words);
Verdict verify_inclusion(const LogWords& words);
Verdict verify_consistency(const LogWords& words);
Verdict verify_statement(const LogWords& words);
Verdict verify_full(const LogWords& words);
Verdict verify_promise(const LogWords& words);

int witness(const LogWords& words);

}  // namespace boai::app
