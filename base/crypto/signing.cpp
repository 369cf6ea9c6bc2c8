#include "base/crypto/signing.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <memory>

#include "base/must.hpp"

namespace boai::crypto {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

struct Pair {
  std::string open = std::string(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string secret = std::string(crypto_sign_SECRETKEYBYTES, '\0');
};

Pair pair_of(std::string_view seed) {
  must(seed.size() == crypto_sign_SEEDBYTES);
  Pair pair;
  crypto_sign_seed_keypair(bytes_of(pair.open), bytes_of(pair.secret), bytes_of(seed));
  return pair;
}

}  // namespace

std::string ed25519_public_key(std::string_view seed) { return pair_of(seed).open; }

std::string ed25519_sign(std::string_view seed, std::string_view text) {
  Pair pair = pair_of(seed);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(text), text.size(),
                       bytes_of(pair.secret));
  sodium_memzero(pair.secret.data(), pair.secret.size());
  return signature;
}

bool ed25519_verify(std::string_view public_key, std::string_view text,
                    std::string_view signature) {
  if (public_key.size() != crypto_sign_PUBLICKEYBYTES) return false;
  if (signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(bytes_of(signature), bytes_of(text), text.size(),
                                     bytes_of(public_key)) == 0;
}

namespace {

template <auto release>
struct Released {
  template <typename T>
  void operator()(T* held) const {
    release(held);
  }
};
using Number = std::unique_ptr<BIGNUM, Released<BN_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, Released<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Released<EC_POINT_free>>;
using Key = std::unique_ptr<EVP_PKEY, Released<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Released<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Released<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Released<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Released<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Released<ECDSA_SIG_free>>;

constexpr char identity[] = "1234567812345678";

Group sm2_group() { return Group(EC_GROUP_new_by_curve_name(NID_sm2)); }

Key key_of(std::string_view public_key, std::string_view secret) {
  Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, public_key.data(),
                                   public_key.size());
  Number number;
  if (!secret.empty()) {
    number.reset(BN_bin2bn(bytes_of(secret), static_cast<int>(secret.size()), nullptr));
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get());
  }
  Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
  EVP_PKEY* key = nullptr;
  int selection = secret.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
  bool good = context && parameters && EVP_PKEY_fromdata_init(context.get()) == 1 &&
              EVP_PKEY_fromdata(context.get(), &key, selection, parameters.get()) == 1;
  return Key(good ? key : nullptr);
}

// A digest context that knows the signer's identity, ready for one signature or its check.
struct Ready {
  Digest digest{EVP_MD_CTX_new()};
  KeyContext context;
};
Ready ready_for(const Key& key) {
  Ready ready;
  ready.context.reset(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  EVP_PKEY_CTX_set1_id(ready.context.get(), identity, sizeof identity - 1);
  EVP_MD_CTX_set_pkey_ctx(ready.digest.get(), ready.context.get());
  return ready;
}

}  // namespace

std::string sm2_new_secret() {
  Group group = sm2_group();
  Number number(BN_new());
  Number limit(BN_dup(EC_GROUP_get0_order(group.get())));
  BN_sub_word(limit.get(), 2);  // 1 … n-2
  must(BN_priv_rand_range(number.get(), limit.get()) == 1);
  BN_add_word(number.get(), 1);
  std::string secret(32, '\0');
  BN_bn2binpad(number.get(), bytes_of(secret), 32);
  return secret;
}

std::optional<std::string> sm2_public_key(std::string_view secret) {
  if (secret.size() != 32) return std::nullopt;
  Group group = sm2_group();
  Number number(BN_bin2bn(bytes_of(secret), 32, nullptr));
  if (BN_is_zero(number.get())) return std::nullopt;
  if (BN_cmp(number.get(), EC_GROUP_get0_order(group.get())) >= 0) return std::nullopt;
  Point point(EC_POINT_new(group.get()));
  EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, nullptr);
  std::string open(65, '\0');
  EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, bytes_of(open),
                     open.size(), nullptr);
  return open;
}

std::optional<std::string> sm2_sign(std::string_view secret, std::string_view text) {
  auto open = sm2_public_key(secret);
  if (!open) return std::nullopt;
  Key key = key_of(*open, secret);
  if (!key) return std::nullopt;
  Ready ready = ready_for(key);
  std::size_t size = 0;
  if (EVP_DigestSignInit(ready.digest.get(), nullptr, EVP_sm3(), nullptr, key.get()) != 1 ||
      EVP_DigestSign(ready.digest.get(), nullptr, &size, bytes_of(text), text.size()) != 1) {
    return std::nullopt;
  }
  std::string der(size, '\0');
  if (EVP_DigestSign(ready.digest.get(), bytes_of(der), &size, bytes_of(text), text.size()) != 1) {
    return std::nullopt;
  }
  const unsigned char* at = bytes_of(std::string_view(der));
  Signature parsed(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  if (!parsed) return std::nullopt;
  std::string signature(64, '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), bytes_of(signature), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), bytes_of(signature) + 32, 32);
  return signature;
}

bool sm2_verify(std::string_view public_key, std::string_view text, std::string_view signature) {
  if (public_key.size() != 65 || signature.size() != 64) return false;
  Key key = key_of(public_key, {});
  if (!key) return false;
  Signature parsed(ECDSA_SIG_new());
  ECDSA_SIG_set0(parsed.get(), BN_bin2bn(bytes_of(signature), 32, nullptr),
                 BN_bin2bn(bytes_of(signature) + 32, 32, nullptr));
  unsigned char* der = nullptr;
  int size = i2d_ECDSA_SIG(parsed.get(), &der);
  if (size <= 0) return false;
  Ready ready = ready_for(key);
  bool good =
      EVP_DigestVerifyInit(ready.digest.get(), nullptr, EVP_sm3(), nullptr, key.get()) == 1 &&
      EVP_DigestVerify(ready.digest.get(), der, static_cast<std::size_t>(size), bytes_of(text),
                       text.size()) == 1;
  OPENSSL_free(der);
  return good;
}

}  // namespace boai::crypto
