// The two signed files a phone keeps: whose signatures to believe and what the kinds are called
// (keys), and what was revoked or extended since (revoked). Text as in
// docs/reference/certificate-qr.md, in one writing; both are signed notes by the society's root.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"
#include "engines/merkle/note.hpp"

namespace boai::certificate {

constexpr std::size_t list_size_max = 1 << 20;
constexpr std::size_t revocations_max = 50'000;
constexpr std::size_t decrees_max = 2'000;
constexpr std::size_t lines_max = 2'000;  // keys, kinds, societies

// What both files say of themselves.
struct Edition {
  int issuer = 0;  // first two digits of its regions
  std::int64_t sequence = 0;
  Day issued, expires;
};

struct Words {
  std::string chinese, english;
};

struct SigningKey {
  merkle::Verifier verifier;
  Day from, until;  // of the day of signing, both included
  Day withdrawn;    // its secret got out: nothing it signed counts any more
};
struct Kind {
  int code = 0;
  int due_days = 0, grace_days = 0;
  Words name;
};
struct Society {
  int region = 0;
  Words name;
};

struct Keys {
  Edition edition;
  Words issuer_name;
  std::int64_t revoked_from = 0;  // the lowest sequence of a revoked file to be believed
  std::vector<merkle::Verifier> roots;
  std::vector<SigningKey> keys;
  std::vector<Kind> kinds;
  std::vector<Society> societies;

  const SigningKey* key(std::uint32_t id) const;
  const Kind* kind(int code) const;
  const Society* society(int region) const;
};

// Certificates of these kinds (none named: all) whose end lies between count until `until`.
struct Decree {
  std::string code;  // "2026-01"
  std::vector<int> kinds;
  std::string region;  // first 2, 4 or 6 digits
  Day first, last, until;
  std::string document;
};

enum class Reason { error = 1, fraud = 2, wish = 3, superseded = 4 };
std::string_view name_of(Reason reason);

using NumberHash = std::uint64_t;
NumberHash hash_of(std::string_view number);

struct Revocation {
  NumberHash number = 0;
  Day from;  // it counts no longer from this day on
  Reason reason = Reason::error;
  int edition = 255;  // this one and all before
};

struct Revoked {
  Edition edition;
  std::vector<Decree> decrees;
  std::vector<Revocation> revocations;  // ascending by number

  const Revocation* find(std::string_view number) const;
};

// The unsigned text; reading takes only what these write. Codes: certificate.keys_malformed,
// certificate.revoked_malformed, with the line.
std::string to_text(const Keys& keys);
std::string to_text(const Revoked& revoked);
Result<Keys> parse_keys(std::string_view text);
Result<Revoked> parse_revoked(std::string_view text);

// Signed by each; the text must read. Codes: those of parse, certificate.root_unnamed when no
// signer is a root that the keys file names.
Result<std::string> sign_keys(std::string_view text, std::span<const merkle::Signer> roots);
Result<std::string> sign_revoked(std::string_view text, const merkle::Signer& root);

// The highest sequences somebody has seen before; 0 for none.
struct Seen {
  std::int64_t keys = 0, revoked = 0;
};

// `pinned`: the root somebody trusts already; nullptr believes the roots the file itself names.
// Codes: those of parse and of merkle notes, certificate.root_wrong, certificate.rolled_back.
Result<Keys> open_keys(std::string_view note, const merkle::Verifier* pinned, const Seen& seen);
// Codes: the same, and certificate.other_issuer.
Result<Revoked> open_revoked(std::string_view note, const Keys& keys, const Seen& seen);

}  // namespace boai::certificate
