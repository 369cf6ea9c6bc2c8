// The keys that sign certificates and the two public lists. They lie outside the store, in one file
// of mode 0600, so that neither a copy of the store nor a look into it can make a certificate:
//
//   boai/certificate-secrets/v1
//   root PRIVATE+KEY+…                        signs the lists; may lie on a machine without a
//   network key PRIVATE+KEY+… 2026-01-01 2027-12-31   signs certificates between these days old
//   NAME+id+BASE64 2024-01-01 2025-12-31 [withdrawn 2026-03-01]
//
// `old` has no secret any more: what it signed goes on being verified, unless it was withdrawn.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/day.hpp"
#include "engines/merkle/note.hpp"

namespace boai::signing {

struct Key {
  merkle::Verifier verifier;
  std::string secret;  // 32 bytes, "" once it is old
  Day from, until;     // of the day of signing, both included
  Day withdrawn;
};

struct KeyFile {
  std::vector<merkle::Signer> roots;  // one, or two while it changes
  std::vector<Key> keys;

  // The one that signs on that day: of several the one that began last. nullptr: none.
  const Key* on(Day day) const;
};

// Codes: certificate.keys_file with the line.
Result<KeyFile> parse_key_file(std::string_view text);
std::string to_text(const KeyFile& file);

// Replaces the file whole. Codes: certificate.keys_file.
Outcome write_key_file(const std::string& path, const KeyFile& file);

// The file, read anew when it has changed: a key made while a server runs is used at once.
class Keys {
 public:
  explicit Keys(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  // Codes: certificate.no_key with the path when there is no file, certificate.keys_file.
  Result<std::shared_ptr<const KeyFile>> read() const;
  // Codes: those of read, certificate.no_key when none signs on that day.
  Result<merkle::Signer> signer_on(Day day) const;

 private:
  std::string path_;
  mutable std::mutex lock_;
  mutable std::shared_ptr<const KeyFile> known_;
  mutable std::string known_as_;  // size and time of what was read
};

// BOAI_CERTIFICATE_KEYS, else certificate-keys under the data folder.
std::string path_of_keys(const std::string& data);

// A fresh root, and a fresh key from that day on, where the file has none. Codes: those of above.
struct Term {
  Day from, until;
};
Outcome make_where_missing(const std::string& path, const Term& term);
// A key more, named after its first day; the one before it ends with that day.
Result<Key> add_key(KeyFile& file, const Term& term);
// By its id as 8 hexadecimal digits. Its secret goes. Codes: certificate.key_unknown.
Outcome withdraw_key(KeyFile& file, std::string_view id, Day day);
std::string id_text(std::uint32_t id);

}  // namespace boai::signing
