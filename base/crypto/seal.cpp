#include "base/crypto/seal.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <fstream>

#include "base/crypto/digest.hpp"

namespace boai::crypto {

namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::string_view seal_name = "aes256gcm";

struct Cipher {
  EVP_CIPHER* algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  ~Cipher() {
    EVP_CIPHER_CTX_free(context);
    EVP_CIPHER_free(algorithm);
  }
};
Cipher& cipher() {
  thread_local Cipher kept;
  return kept;
}

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string owned_bytes(const Hash& hash) { return {hash.begin(), hash.end()}; }

}  // namespace

KeyRing KeyRing::from_word(std::string_view word) {
  KeyRing ring;
  ring.keys_.push_back(
      {"k1", owned_bytes(hmac_sha256(word, "seal")), owned_bytes(hmac_sha256(word, "lookup"))});
  return ring;
}

Result<KeyRing> KeyRing::load_or_create(const std::string& path) {
  KeyRing ring;
  if (std::ifstream file(path); file) {
    Key key;
    std::string seal_text, lookup_text;
    while (file >> key.id >> seal_text >> lookup_text) {
      auto seal = from_base64url(seal_text);
      auto lookup = from_base64url(lookup_text);
      if (!seal || !lookup || seal->size() != 32 || lookup->size() != 32) {
        return internal("crypto.key_file", path);
      }
      ring.keys_.push_back({key.id, *seal, *lookup});
    }
    if (ring.keys_.empty()) return internal("crypto.key_file", path);
    return ring;
  }
  ring.keys_.push_back({"k1", random_bytes(32), random_bytes(32)});
  TRY(ring.keep_last(path, O_CREAT | O_EXCL));
  return ring;
}

// One line a key; the line of a new one is appended whole or the file stays as it was.
Outcome KeyRing::keep_last(const std::string& path, int how) const {
  const Key& key = keys_.back();
  std::string line = key.id + " " + base64url(key.seal) + " " + base64url(key.lookup) + "\n";
  int file = ::open(path.c_str(), how | O_WRONLY, 0600);
  if (file < 0) return unavailable("crypto.key_file", path);
  bool written = ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  bool kept = ::fsync(file) == 0;
  ::close(file);
  if (!written || !kept) return unavailable("crypto.key_file", path);
  return Done{};
}

Result<std::string> KeyRing::add_key(const std::string& path) {
  KeyRing ring = TRY(load_or_create(path));
  std::string id = "k" + std::to_string(ring.keys_.size() + 1);
  ring.keys_.push_back({id, random_bytes(32), random_bytes(32)});
  TRY(ring.keep_last(path, O_APPEND));
  return id;
}

std::string KeyRing::newest_seal() const {
  return std::string(seal_name) + "." + keys_.back().id + ".";
}

std::string KeyRing::seal(std::string_view plain, std::string_view context) const {
  const Key& key = keys_.back();
  Cipher& aes = cipher();
  std::string nonce = random_bytes(nonce_size);
  std::string sealed(plain.size(), '\0');
  std::string tag(tag_size, '\0');
  int length = 0;
  must(EVP_EncryptInit_ex2(aes.context, aes.algorithm, octets(key.seal), octets(nonce), nullptr));
  must(EVP_EncryptUpdate(aes.context, nullptr, &length, octets(context),
                         static_cast<int>(context.size())));
  must(EVP_EncryptUpdate(aes.context, octets(sealed), &length, octets(plain),
                         static_cast<int>(plain.size())));
  must(EVP_EncryptFinal_ex(aes.context, octets(sealed) + length, &length));
  must(EVP_CIPHER_CTX_ctrl(aes.context, EVP_CTRL_GCM_GET_TAG, tag_size, tag.data()));
  return std::string(seal_name) + "." + key.id + "." + base64url(nonce + sealed + tag);
}

Result<std::string> KeyRing::open(std::string_view sealed, std::string_view context) const {
  std::size_t first = sealed.find('.');
  std::size_t second = sealed.find('.', first + 1);
  if (second == std::string_view::npos || sealed.substr(0, first) != seal_name) {
    return internal("crypto.not_sealed");
  }
  std::string_view id = sealed.substr(first + 1, second - first - 1);
  auto bytes = from_base64url(sealed.substr(second + 1));
  if (!bytes || bytes->size() < nonce_size + tag_size) return internal("crypto.not_sealed");
  for (const Key& key : keys_) {
    if (key.id != id) continue;
    Cipher& aes = cipher();
    std::string_view all = *bytes;
    std::string_view body = all.substr(nonce_size, all.size() - nonce_size - tag_size);
    std::string tag(all.substr(all.size() - tag_size));
    std::string plain(body.size(), '\0');
    int length = 0;
    bool opened =
        EVP_DecryptInit_ex2(aes.context, aes.algorithm, octets(key.seal), octets(all), nullptr) &&
        EVP_DecryptUpdate(aes.context, nullptr, &length, octets(context),
                          static_cast<int>(context.size())) &&
        EVP_DecryptUpdate(aes.context, octets(plain), &length, octets(body),
                          static_cast<int>(body.size())) &&
        EVP_CIPHER_CTX_ctrl(aes.context, EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) &&
        EVP_DecryptFinal_ex(aes.context, octets(plain) + length, &length) > 0;
    if (!opened) return internal("crypto.sealed_value_changed");
    return plain;
  }
  return internal("crypto.no_such_key", std::string(id));
}

std::string KeyRing::lookup_hash(std::string_view plain, std::string_view context) const {
  std::string text(context);
  text += '\0';
  text += plain;
  return "hmacsha256." + keys_.front().id + "." +
         base64url(owned_bytes(hmac_sha256(keys_.front().lookup, text)));
}

}  // namespace boai::crypto
