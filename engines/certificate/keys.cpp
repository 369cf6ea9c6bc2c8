// The keys file: read, written, signed, opened.
#include <algorithm>

#include "engines/certificate/lines.hpp"

namespace boai::certificate {

namespace {

constexpr std::string_view head = "boai/certificate-keys/v1";
constexpr int days_max = 3660;

std::string text_of(const Words& words) { return words.chinese + "|" + words.english; }

SigningKey signing_key(Lines& lines) {
  SigningKey key{lines.key(), lines.day(), lines.day(), {}};
  if (key.until < key.from) lines.fail();
  if (lines.more()) {
    if (lines.word() != "withdrawn") lines.fail();
    key.withdrawn = lines.day();
  }
  return key;
}

Kind kind_line(Lines& lines) {
  Kind kind{.code = static_cast<int>(lines.number(99))};
  if (lines.word() != "due") lines.fail();
  kind.due_days = static_cast<int>(lines.number(days_max));
  if (lines.word() != "grace") lines.fail();
  kind.grace_days = static_cast<int>(lines.number(days_max));
  kind.name = lines.words();
  return kind;
}

template <typename T, typename Less>
bool ascends(const std::vector<T>& items, Less less) {
  return std::ranges::adjacent_find(items, [&](const T& left, const T& right) {
           return !less(left, right);
         }) == items.end();
}

bool in_order(const Keys& keys) {
  auto by_name = [](const merkle::Verifier& left, const merkle::Verifier& right) {
    return std::pair(left.name, left.id) < std::pair(right.name, right.id);
  };
  // An id in a code must mean one key, though two names might come to the same 4 bytes.
  for (std::size_t at = 0; at < keys.keys.size(); ++at) {
    if (keys.key(keys.keys[at].verifier.id) != &keys.keys[at]) return false;
  }
  return ascends(keys.roots, by_name) &&
         ascends(keys.keys,
                 [&](const SigningKey& left, const SigningKey& right) {
                   return by_name(left.verifier, right.verifier);
                 }) &&
         ascends(keys.kinds,
                 [](const Kind& left, const Kind& right) { return left.code < right.code; }) &&
         ascends(keys.societies, [](const Society& left, const Society& right) {
           return left.region < right.region;
         });
}

Error malformed(std::string detail) {
  return invalid("certificate.keys_malformed", "keys", std::move(detail));
}

}  // namespace

const SigningKey* Keys::key(std::uint32_t id) const {
  auto found = std::ranges::find(keys, id, [](const SigningKey& key) { return key.verifier.id; });
  return found == keys.end() ? nullptr : &*found;
}

const Kind* Keys::kind(int code) const {
  auto found = std::ranges::find(kinds, code, &Kind::code);
  return found == kinds.end() ? nullptr : &*found;
}

const Society* Keys::society(int region) const {
  auto found = std::ranges::find(societies, region, &Society::region);
  return found == societies.end() ? nullptr : &*found;
}

std::string to_text(const Keys& keys) {
  std::string text = std::string(head) + "\nissuer " + padded(keys.edition.issuer, 2) + " " +
                     text_of(keys.issuer_name) + "\n" + edition_lines(keys.edition) +
                     "revoked-from " + std::to_string(keys.revoked_from) + "\n";
  for (const merkle::Verifier& root : keys.roots) text += "root " + merkle::vkey_of(root) + "\n";
  for (const SigningKey& key : keys.keys) {
    text += "key " + merkle::vkey_of(key.verifier) + " " + to_text(key.from) + " " +
            to_text(key.until) + (key.withdrawn ? " withdrawn " + to_text(key.withdrawn) : "") +
            "\n";
  }
  for (const Kind& kind : keys.kinds) {
    text += "kind " + padded(kind.code, 2) + " due " + std::to_string(kind.due_days) + " grace " +
            std::to_string(kind.grace_days) + " " + text_of(kind.name) + "\n";
  }
  for (const Society& society : keys.societies) {
    text += "society " + std::to_string(society.region) + " " + text_of(society.name) + "\n";
  }
  return text;
}

Result<Keys> parse_keys(std::string_view text) {
  if (text.size() > list_size_max) return malformed("too long");
  Lines lines(text);
  Keys keys;
  if (lines.line() != head) return malformed("not " + std::string(head));
  lines.expect("issuer");
  int issuer = static_cast<int>(lines.number(99));
  keys.issuer_name = lines.words();
  keys.edition = lines.edition_after_issuer();
  keys.edition.issuer = issuer;
  lines.expect("revoked-from");
  keys.revoked_from = lines.number(std::int64_t{1} << 52);
  while (lines.open("root") && keys.roots.size() < 2) keys.roots.push_back(lines.key());
  while (lines.open("key") && keys.keys.size() < lines_max) {
    keys.keys.push_back(signing_key(lines));
  }
  while (lines.open("kind") && keys.kinds.size() < lines_max)
    keys.kinds.push_back(kind_line(lines));
  while (lines.open("society") && keys.societies.size() < lines_max) {
    keys.societies.push_back({static_cast<int>(lines.number(999999)), lines.words()});
  }
  if (keys.roots.empty() || keys.kinds.empty()) lines.fail();
  if (!lines.good() || !lines.ended()) return malformed(lines.where());
  if (!in_order(keys)) return malformed("out of order, or twice");
  if (to_text(keys) != text) return malformed("written another way");
  return keys;
}

namespace {

Result<std::string> signed_note(std::string_view text, std::span<const merkle::Signer> signers) {
  merkle::Note note{std::string(text), {}};
  for (const merkle::Signer& each : signers) note.signatures.push_back(merkle::sign(each, text));
  std::string written = merkle::to_text(note);
  TRY(merkle::parse_note(written));
  return written;
}

bool names(const Keys& keys, const merkle::Signer& signer) {
  merkle::Verifier root = merkle::verifier_of(signer);
  return std::ranges::any_of(keys.roots, [&](const merkle::Verifier& each) {
    return each.id == root.id && each.key == root.key;
  });
}

}  // namespace

Result<std::string> sign_keys(std::string_view text, std::span<const merkle::Signer> roots) {
  Keys keys = TRY(parse_keys(text));
  if (std::ranges::none_of(roots, [&](const auto& each) { return names(keys, each); })) {
    return invalid("certificate.root_unnamed", "root");
  }
  return signed_note(text, roots);
}

Result<std::string> sign_revoked(std::string_view text, const merkle::Signer& root) {
  TRY(parse_revoked(text));
  return signed_note(text, std::span(&root, 1));
}

Result<Keys> open_keys(std::string_view note, const merkle::Verifier* pinned, const Seen& seen) {
  merkle::Note read = TRY(merkle::parse_note(note));
  Keys keys = TRY(parse_keys(read.text));
  std::span<const merkle::Verifier> believed =
      pinned != nullptr ? std::span(pinned, 1) : std::span(std::as_const(keys.roots));
  auto checked = merkle::check(read, believed);
  if (!checked.ok()) return invalid("certificate.root_wrong", "keys", checked.error().code);
  if (keys.edition.sequence < seen.keys) return invalid("certificate.rolled_back", "keys");
  return keys;
}

Result<Revoked> open_revoked(std::string_view note, const Keys& keys, const Seen& seen) {
  merkle::Note read = TRY(merkle::parse_note(note));
  auto checked = merkle::check(read, keys.roots);
  if (!checked.ok()) return invalid("certificate.root_wrong", "revoked", checked.error().code);
  Revoked revoked = TRY(parse_revoked(read.text));
  if (revoked.edition.issuer != keys.edition.issuer) return invalid("certificate.other_issuer");
  if (revoked.edition.sequence < std::max(seen.revoked, keys.revoked_from)) {
    return invalid("certificate.rolled_back", "revoked");
  }
  return revoked;
}

}  // namespace boai::certificate
