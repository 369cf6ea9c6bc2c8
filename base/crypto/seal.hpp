// Field sealing. A sealed value names algorithm and key: "aes256gcm.k1.<base64url>". What must be
// found again is found through a keyed hash, "hmacsha256.k1.<base64url>", never in plain.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::crypto {

class KeyRing {
 public:
  // Makes the file with one fresh key, mode 0600, when there is none.
  static Result<KeyRing> load_or_create(const std::string& path);
  // A fresh key after the others: what is sealed from the next start on is sealed with it. Returns
  // its id.
  static Result<std::string> add_key(const std::string& path);
  // For tests and the demo: keys derived from a word.
  static KeyRing from_word(std::string_view word);

  // `context` binds a value to its place, e.g. "people.person.document_number".
  std::string seal(std::string_view plain, std::string_view context) const;
  Result<std::string> open(std::string_view sealed, std::string_view context) const;
  // How a value sealed with the newest key begins: "aes256gcm.k2.".
  std::string newest_seal() const;
  std::string lookup_hash(std::string_view plain, std::string_view context) const;

 private:
  struct Key {
    std::string id;
    std::string seal;    // 32 bytes
    std::string lookup;  // 32 bytes
  };
  Outcome keep_last(const std::string& path, int how) const;

  std::vector<Key> keys_;  // the last one seals; lookups always use the first
};

}  // namespace boai::crypto
