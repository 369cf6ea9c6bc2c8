// What a donor is given: the leaf's bytes and the salts of her own commitments, in the extra line
// of the proof file; and the promise she holds until the leaf is in.
#pragma once

#include <map>

#include "engines/merkle/checkpoint.hpp"
#include "engines/merkle/leaf.hpp"

namespace boai::disclosure {

struct Salted {
  std::string salt;  // 16 bytes
  std::string value;
};

struct Receipt {
  std::string leaf;
  std::map<std::string, Salted> salts;  // by commitment field
};
// {"leaf":"base64","salts":{"donor":{"salt":"hex","value":"张三"}}}
std::string extra_of(const Receipt& receipt);
// Codes: receipt.malformed.
Result<Receipt> receipt_from(std::string_view extra);
// The fields whose value and salt give the commitment in the leaf.
std::vector<std::string> opened_commitments(const Receipt& receipt);

// "The leaf with this hash will be number `index` by `deadline`", signed with the log's key. After
// the deadline, a promise whose leaf is not there is evidence against the log.
struct Promise {
  std::string origin;
  std::uint64_t index = 0;
  merkle::Hash leaf{};         // its hash
  std::uint64_t deadline = 0;  // unix seconds
};
constexpr std::uint64_t promise_seconds = 600;
std::string signed_promise(const Promise& promise, const merkle::Signer& signer);
// Codes: promise.malformed and those of notes.
Result<Promise> open_promise(std::string_view bytes, const merkle::Verifier& key);

}  // namespace boai::disclosure
