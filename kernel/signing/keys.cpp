#include "kernel/signing/keys.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/crypto/digest.hpp"

namespace boai::signing {

namespace {

constexpr std::string_view key_file_head = "boai/certificate-secrets/v1";
constexpr std::size_t keys_max = 100;
constexpr std::string_view root_name = "certificate-root", key_name = "certificate-";

Error bad_line(std::size_t number) {
  return invalid("certificate.keys_file", "line " + std::to_string(number));
}

Result<merkle::Signer> ed25519_signer(std::string_view text) {
  merkle::Signer signer = TRY(merkle::parse_signer(text));
  if (signer.algorithm != merkle::Algorithm::ed25519) return invalid("certificate.keys_file");
  return signer;
}

std::string line_of(const merkle::Signer& signer) {
  std::string text = text_of(signer);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

Result<Key> key_line(std::istringstream& words, bool old) {
  std::string key, from, until, withdrawn, day;
  words >> key >> from >> until >> withdrawn >> day;
  Key made{.verifier = {},
           .secret = {},
           .from = Day::parse(from).value_or(Day{}),
           .until = Day::parse(until).value_or(Day{}),
           .withdrawn = Day::parse(day).value_or(Day{})};
  if (old) {
    made.verifier = TRY(merkle::parse_vkey(key));
  } else {
    merkle::Signer signer = TRY(ed25519_signer(key));
    made.verifier = merkle::verifier_of(signer);
    made.secret = signer.secret;
  }
  bool whole = made.from && made.from <= made.until;
  bool end = withdrawn.empty() || (old && withdrawn == "withdrawn" && made.withdrawn);
  if (!whole || !end) return invalid("certificate.keys_file");
  return made;
}

Outcome take_line(KeyFile& file, const std::string& line) {
  std::istringstream words(line);
  std::string word;
  words >> word;
  bool full = file.keys.size() == keys_max || (word == "root" && file.roots.size() == 2);
  if (full) return invalid("certificate.keys_file");
  if (word == "root") {
    std::string text;
    words >> text;
    file.roots.push_back(TRY(ed25519_signer(text)));
    return Done{};
  }
  if (word != "key" && word != "old") return invalid("certificate.keys_file");
  file.keys.push_back(TRY(key_line(words, word == "old")));
  return Done{};
}

std::string version_of(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return {};
  return std::to_string(about.st_ino) + "-" + std::to_string(about.st_size) + "-" +
         std::to_string(about.st_mtim.tv_sec) + "." + std::to_string(about.st_mtim.tv_nsec);
}

}  // namespace

const Key* KeyFile::on(Day day) const {
  const Key* best = nullptr;
  for (const Key& key : keys) {
    bool good = !key.secret.empty() && !key.withdrawn && key.from <= day && day <= key.until;
    if (good && (best == nullptr || best->from <= key.from)) best = &key;
  }
  return best;
}

Result<KeyFile> parse_key_file(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string line;
  std::getline(lines, line);
  if (line != key_file_head) return bad_line(1);
  KeyFile file;
  for (std::size_t number = 2; std::getline(lines, line); ++number) {
    if (line.empty()) continue;
    if (!take_line(file, line).ok()) return bad_line(number);
  }
  return file;
}

std::string to_text(const KeyFile& file) {
  std::string text = std::string(key_file_head) + "\n";
  for (const merkle::Signer& root : file.roots) text += "root " + line_of(root) + "\n";
  for (const Key& key : file.keys) {
    merkle::Signer signer{key.verifier.name, merkle::Algorithm::ed25519, key.secret};
    text += key.secret.empty() ? "old " + vkey_of(key.verifier) : "key " + line_of(signer);
    text += " " + boai::to_text(key.from) + " " + boai::to_text(key.until);
    if (key.withdrawn) text += " withdrawn " + boai::to_text(key.withdrawn);
    text += "\n";
  }
  return text;
}

Outcome write_key_file(const std::string& path, const KeyFile& file) {
  std::string text = to_text(file), part = path + ".part";
  ::unlink(part.c_str());
  int to = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  bool whole = to >= 0 &&
               ::write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
               ::fsync(to) == 0;
  if (to >= 0) ::close(to);
  whole = whole && std::rename(part.c_str(), path.c_str()) == 0;
  return whole ? Outcome(Done{})
               : unavailable("certificate.keys_file", path + ": " + std::strerror(errno));
}

Result<std::shared_ptr<const KeyFile>> Keys::read() const {
  std::lock_guard guard(lock_);
  std::string version = version_of(path_);
  if (version.empty()) return unavailable("certificate.no_key", path_);
  if (version == known_as_) return known_;
  std::ifstream file(path_, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  auto parsed = parse_key_file(text);
  if (!parsed.ok()) {
    return unavailable("certificate.keys_file", path_ + ": " + parsed.error().field);
  }
  known_ = std::make_shared<const KeyFile>(std::move(*parsed));
  known_as_ = version;
  return known_;
}

Result<merkle::Signer> Keys::signer_on(Day day) const {
  auto file = TRY(read());
  const Key* key = file->on(day);
  if (key == nullptr) {
    return unavailable("certificate.no_key", path_ + ": none for " + boai::to_text(day));
  }
  return merkle::Signer{key->verifier.name, merkle::Algorithm::ed25519, key->secret};
}

std::string path_of_keys(const std::string& data) {
  const char* told = std::getenv("BOAI_CERTIFICATE_KEYS");
  return told && *told ? told : data + "/certificate-keys";
}

Result<Key> add_key(KeyFile& file, const Term& term) {
  if (!term.from || term.until < term.from) return invalid("certificate.key_days", "until");
  if (file.keys.size() >= keys_max) return conflict("certificate.keys_full", "file");
  for (Key& before : file.keys) {
    bool reaches = !before.secret.empty() && before.from < term.from && term.from <= before.until;
    if (reaches) before.until = term.from;  // what it signed that morning stays good
  }
  merkle::Signer signer{std::string(key_name) + boai::to_text(term.from),
                        merkle::Algorithm::ed25519, crypto::random_bytes(32)};
  Key made{.verifier = merkle::verifier_of(signer),
           .secret = signer.secret,
           .from = term.from,
           .until = term.until,
           .withdrawn = {}};
  file.keys.push_back(made);
  return made;
}

Outcome make_where_missing(const std::string& path, const Term& term) {
  KeyFile file;
  auto known = Keys(path).read();
  if (known.ok()) file = **known;
  bool torn = !known.ok() && known.error().code != "certificate.no_key";
  if (torn) return known.error();
  bool enough = !file.roots.empty() && file.on(term.from) != nullptr;
  if (enough) return Done{};
  if (file.roots.empty()) {
    file.roots.push_back(
        {std::string(root_name), merkle::Algorithm::ed25519, crypto::random_bytes(32)});
  }
  if (file.on(term.from) == nullptr) TRY(add_key(file, term));
  return write_key_file(path, file);
}

Outcome withdraw_key(KeyFile& file, std::string_view id, Day day) {
  auto found = std::ranges::find_if(file.keys,
                                    [&](const Key& key) { return id_text(key.verifier.id) == id; });
  if (found == file.keys.end()) return not_found("certificate.key_unknown", "key");
  found->secret.clear();
  found->withdrawn = day;
  return Done{};
}

std::string id_text(std::uint32_t id) {
  char text[9];
  std::snprintf(text, sizeof text, "%08x", id);
  return text;
}

}  // namespace boai::signing
