// Making a log by hand: `boai log …`. The platform's own log is grown by kernel/disclosure in the
// same way; these verbs are for tests, trials and other people's logs.
#include "app/log_verbs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/verbs.hpp"
#include "base/crypto/signing.hpp"
#include "engines/merkle/audit.hpp"
#include "engines/merkle/number.hpp"
#include "engines/merkle/statement.hpp"
#include "kernel/disclosure/cosigning.hpp"
#include "kernel/disclosure/log.hpp"
#include "kernel/disclosure/receipt.hpp"

namespace boai::app {

namespace json = boost::json;
namespace files = std::filesystem;
using disclosure::Folder;

namespace {

constexpr const char* settings_path = ".boai/log";

int fault_of(const LogWords& words, const Error& error) {
  Words telling;
  telling.json = words.json;
  return app::tell(telling, error);
}

int say(const LogWords& words, const json::object& object, const std::string& plain) {
  std::cout << (words.json ? json::serialize(object) : plain) << "\n";
  return 0;
}

}  // namespace

Outcome write_secret(const std::string& path, const std::string& text) {
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return unavailable("log.key", path + ": " + std::strerror(errno));
  bool whole = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
               ::fsync(file) == 0;
  ::close(file);
  return whole ? Outcome(Done{}) : unavailable("log.key", path);
}

namespace {

// The key in the file, or a new one there. A bare seed of 32 bytes or 64 digits serves too.
Result<merkle::Signer> key_in(const std::string& path, const std::string& name,
                              merkle::Algorithm algorithm) {
  std::error_code fault;
  if (!files::exists(path, fault)) {
    std::string secret = algorithm == merkle::Algorithm::sm2_sm3 ? crypto::sm2_new_secret()
                                                                 : crypto::random_bytes(32);
    merkle::Signer made{name, algorithm, std::move(secret)};
    TRY(write_secret(path, text_of(made)));
    return made;
  }
  std::string bytes = TRY(read_bytes(path));
  if (bytes.starts_with("PRIVATE+KEY+")) {
    auto signer = TRY(merkle::parse_signer(bytes));
    if (signer.algorithm != algorithm) return invalid("log.key", "key", "of another kind");
    return signer;
  }
  std::string text = bytes;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  auto seed = crypto::from_hex(text);
  std::string secret = seed && seed->size() == 32 ? *seed : bytes;
  if (secret.size() != 32) return invalid("log.key", "key", "no key in " + path);
  return merkle::Signer{name, algorithm, secret};
}

Result<disclosure::Keys> keys_of(const std::string& folder) {
  auto text = read_bytes(folder + "/" + settings_path);
  if (!text.ok()) return not_found("log.none", "dir", folder);
  auto parsed = json::parse(*text);
  const auto& object = parsed.as_object();
  disclosure::Keys keys{std::string(object.at("origin").as_string()), {}};
  keys.signers.push_back(TRY(
      key_in(std::string(object.at("key").as_string()), keys.origin, merkle::Algorithm::ed25519)));
  if (auto* sm2 = object.if_contains("sm2")) {
    keys.signers.push_back(
        TRY(key_in(std::string(sm2->as_string()), keys.origin, merkle::Algorithm::sm2_sm3)));
  }
  return keys;
}

std::string absolute(const std::string& path) { return files::absolute(path).string(); }

Result<json::object> init(const LogWords& words) {
  if (!merkle::is_key_name(words.origin)) return invalid("log.origin", "origin", "spaces or plus");
  std::error_code fault;
  if (files::exists(words.folder + "/checkpoint", fault)) return conflict("log.exists", "dir");
  files::create_directories(words.folder, fault);
  if (fault) return unavailable("log.folder", fault.message());
  ::chmod(words.folder.c_str(), 0755);
  json::object settings{{"origin", words.origin}, {"key", absolute(words.key)}};
  disclosure::Keys keys{words.origin, {}};
  keys.signers.push_back(TRY(key_in(words.key, words.origin, merkle::Algorithm::ed25519)));
  if (!words.sm2.empty()) {
    keys.signers.push_back(TRY(key_in(words.sm2, words.origin, merkle::Algorithm::sm2_sm3)));
    settings["sm2"] = absolute(words.sm2);
  }
  Folder folder(words.folder);
  TRY(folder.replace(settings_path, json::serialize(settings) + "\n"));
  TRY(disclosure::Log::create(folder, keys));
  json::object answer{{"origin", words.origin},
                      {"vkey", vkey_of(merkle::verifier_of(keys.signers[0]))}};
  if (keys.signers.size() > 1) {
    answer["sm2_vkey"] = vkey_of(merkle::verifier_of(keys.signers[1]));
  }
  return answer;
}

Result<std::vector<std::string>> leaves_in(const std::string& path) {
  std::string text = TRY(read_bytes(path));
  std::vector<std::string> leaves;
  std::string_view rest = text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    auto leaf = crypto::from_base64(line);
    if (!leaf) return invalid("log.not_base64", "line " + std::to_string(number));
    leaves.push_back(std::move(*leaf));
  }
  return leaves;
}

struct Opened {
  std::unique_ptr<Folder> folder;
  disclosure::FolderLock lock;
  disclosure::Log log;
};
Result<Opened> open_log(const std::string& name) {
  disclosure::Keys keys = TRY(keys_of(name));
  auto lock = TRY(disclosure::FolderLock::take(name));
  auto folder = std::make_unique<Folder>(name);
  auto log = TRY(disclosure::Log::open(*folder, std::move(keys)));
  return Opened{std::move(folder), std::move(lock), std::move(log)};
}

Result<std::pair<std::uint64_t, std::uint64_t>> append(const std::string& folder,
                                                       const std::vector<std::string>& leaves) {
  Opened opened = TRY(open_log(folder));
  std::uint64_t first = TRY(opened.log.append(leaves));
  TRY(opened.log.remember());
  return std::pair(first, opened.log.size());
}

int tell_indexes(const LogWords& words, std::uint64_t first, std::uint64_t end) {
  json::array indexes;
  for (std::uint64_t index = first; index < end; ++index) {
    if (words.json) {
      indexes.push_back(index);
    } else {
      std::cout << index << "\n";
    }
  }
  if (!words.json) return 0;
  return say(words, {{"indexes", std::move(indexes)}, {"size", end}}, "");
}

// What would stand in the file, written or printed.
int put_out(const LogWords& words, const std::string& text) {
  if (words.out.empty()) {
    std::cout << text;
    return 0;
  }
  std::ofstream file(words.out, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  return file ? 0 : fault_of(words, unavailable("log.out", words.out));
}

}  // namespace

int log_init(const LogWords& words) {
  auto done = init(words);
  if (!done.ok()) return fault_of(words, done.error());
  return say(words, *done, std::string(done->at("vkey").as_string()));
}

int log_key(const LogWords& words) {
  auto text = read_bytes(words.file);
  if (!text.ok()) return fault_of(words, text.error());
  auto signer = merkle::parse_signer(*text);
  if (!signer.ok()) return fault_of(words, signer.error());
  std::string vkey = vkey_of(merkle::verifier_of(*signer));
  return say(words, {{"vkey", vkey}}, vkey);
}

int log_append(const LogWords& words) {
  auto leaves = leaves_in(words.file);
  if (!leaves.ok()) return fault_of(words, leaves.error());
  auto done = append(words.folder, *leaves);
  if (!done.ok()) return fault_of(words, done.error());
  return tell_indexes(words, done->first, done->second);
}

int log_checkpoint(const LogWords& words) {
  auto opened = open_log(words.folder);
  if (!opened.ok()) return fault_of(words, opened.error());
  Outcome published = opened->log.publish();
  if (!published.ok()) return fault_of(words, published.error());
  std::string root = crypto::base64(merkle::bytes_of(opened->log.root()));
  std::string note = opened->log.checkpoint();
  if (!words.json) std::cout << note;
  return words.json
             ? say(words, {{"size", opened->log.size()}, {"root", root}, {"checkpoint", note}}, "")
             : 0;
}

int log_prove(const LogWords& words) {
  auto index = merkle::parse_number(words.index);
  if (!index) return std::cerr << "boai: --index is a plain decimal number\n", 2;
  Folder folder(words.folder);
  auto checkpoint = folder.read(words.checkpoint);
  if (!checkpoint.ok()) return fault_of(words, unavailable("log.none", words.folder));
  auto proof = disclosure::prove(folder.reader(), *checkpoint, *index);
  if (!proof.ok()) return fault_of(words, proof.error());
  if (words.with_leaf) {
    merkle::TiledTree tree(folder.reader(), *index + 1);
    auto size = merkle::parse_checkpoint(merkle::parse_note(*checkpoint)->text)->size;
    auto leaf = merkle::TiledTree(folder.reader(), size).entry(*index);
    if (!leaf.ok()) return fault_of(words, leaf.error());
    proof->extra = disclosure::extra_of({*leaf, {}});
  }
  return put_out(words, to_text(*proof));
}

int log_leaf(const LogWords& words) {
  auto text = read_bytes(words.file);
  if (!text.ok()) return fault_of(words, text.error());
  std::string out;
  std::string_view rest = *text;
  while (!rest.empty()) {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    json::error_code fault;
    json::value parsed = json::parse(line, fault);
    if (fault || !parsed.is_object()) return fault_of(words, invalid("leaf.json", "line", line));
    auto leaf = merkle::leaf_from_json(parsed.as_object());
    auto bytes = leaf.ok() ? merkle::encode(*leaf) : Result<std::string>(leaf.error());
    if (!bytes.ok()) return fault_of(words, bytes.error());
    out += crypto::base64(*bytes) + "\n";
  }
  return put_out(words, out);
}

int log_show(const LogWords& words) {
  auto index = merkle::parse_number(words.index);
  if (!index) return std::cerr << "boai: --index is a plain decimal number\n", 2;
  Folder folder(words.folder);
  auto checkpoint = folder.read(disclosure::checkpoint_path);
  if (!checkpoint.ok()) return fault_of(words, unavailable("log.none", words.folder));
  auto note = merkle::parse_note(*checkpoint);
  auto at =
      note.ok() ? merkle::parse_checkpoint(note->text) : Result<merkle::Checkpoint>(note.error());
  if (!at.ok()) return fault_of(words, at.error());
  auto entry = merkle::TiledTree(folder.reader(), at->size).entry(*index);
  if (!entry.ok()) return fault_of(words, entry.error());
  auto leaf = merkle::decode(*entry);
  json::object object = leaf.ok() ? merkle::as_json(*leaf) : json::object();
  object["bytes"] = crypto::base64(*entry);
  return say(words, object, json::serialize(object));
}

namespace {

Result<std::string> statement_leaf(const std::string& name, const std::string& book, Day day) {
  Folder folder(name);
  std::string bytes = TRY(folder.read(disclosure::checkpoint_path));
  auto opened = TRY(disclosure::Log::open(folder, TRY(keys_of(name))));
  merkle::Adding adding;
  merkle::TiledTree tree(folder.reader(), opened.size());
  for (std::uint64_t bundle = 0; bundle * merkle::tile_width < opened.size(); ++bundle) {
    std::string text =
        TRY(merkle::read_tile(folder.reader(), opened.size(), merkle::entries_level, bundle));
    auto entries = TRY(merkle::entries_of(text));
    for (std::string_view entry : entries) {
      TRY(adding.add(adding.size(), entry));
    }
  }
  return merkle::encode(TRY(adding.statement(book, day, adding.size())));
}

}  // namespace

int log_statement(const LogWords& words) {
  auto day = Day::parse(words.day);
  if (!day) return std::cerr << "boai: --day 2026-11-23\n", 2;
  auto leaf = statement_leaf(words.folder, words.book, *day);
  if (!leaf.ok()) return fault_of(words, leaf.error());
  auto done = append(words.folder, {*leaf});
  if (!done.ok()) return fault_of(words, done.error());
  return tell_indexes(words, done->first, done->second);
}

int log_request(const LogWords& words) {
  auto from = merkle::parse_number(words.from);
  if (!from) return std::cerr << "boai: --from is a plain decimal number\n", 2;
  Folder folder(words.folder);
  auto checkpoint = folder.read(disclosure::checkpoint_path);
  if (!checkpoint.ok()) return fault_of(words, unavailable("log.none", words.folder));
  auto submission = disclosure::submission_from(folder, *checkpoint, *from);
  if (!submission.ok()) return fault_of(words, submission.error());
  return put_out(words, to_text(*submission));
}

int log_cosign(const LogWords& words) {
  auto text = read_bytes(words.response);
  auto key = verifier_in(words.key);
  if (!key.ok()) return fault_of(words, key.error());
  if (!text.ok()) return fault_of(words, text.error());
  auto opened = open_log(words.folder);
  if (!opened.ok()) return fault_of(words, opened.error());
  auto note = merkle::parse_note(opened->log.checkpoint());
  if (!note.ok()) return fault_of(words, note.error());
  bool added = disclosure::take_cosignature(*note, *text, *key);
  if (!added) return fault_of(words, invalid("log.no_cosignature", "response", "of that witness"));
  Outcome kept = opened->folder->replace(disclosure::checkpoint_path, to_text(*note));
  return kept.ok() ? 0 : fault_of(words, kept.error());
}

Verdict verify_promise(const LogWords& words) {
  auto key = verifier_in(words.key);
  if (!key.ok()) return {{}, {}, "--key: " + key.error().detail, 2};
  auto bytes = read_bytes(words.file);
  if (!bytes.ok()) return unreadable(bytes.error());
  std::string claim = "that the promise was kept";
  auto promise = disclosure::open_promise(*bytes, *key);
  if (!promise.ok()) return refused(claim, promise.error());
  Folder folder(words.log);
  auto checkpoint = folder.read(disclosure::checkpoint_path);
  if (!checkpoint.ok()) return unreadable(checkpoint.error());
  auto opened = merkle::open_checkpoint(*checkpoint, std::span(&*key, 1));
  if (!opened.ok()) return refused(claim, opened.error());
  auto proof = disclosure::prove(folder.reader(), *checkpoint, promise->index);
  if (proof.ok()) {
    Outcome found = merkle::verify_proof(*proof, opened->checkpoint, promise->leaf);
    if (!found.ok())
      return refused("that the promised leaf stands where it was promised", found.error());
    return {{"the promised leaf is number " + std::to_string(promise->index)}, {}, "", 0};
  }
  auto now = std::chrono::duration_cast<std::chrono::seconds>(
                 std::chrono::system_clock::now().time_since_epoch())
                 .count();
  bool due = static_cast<std::uint64_t>(now) > promise->deadline;
  std::string why = due ? "promise.broken: the deadline is past; this promise is evidence"
                        : "promise.waiting: the deadline is still to come";
  return {{"the log promised it"}, {claim}, why, 1};
}

}  // namespace boai::app
