#include "kernel/disclosure/receipt.hpp"

#include <boost/json.hpp>

#include "engines/merkle/number.hpp"

namespace boai::disclosure {

namespace json = boost::json;

std::string extra_of(const Receipt& receipt) {
  json::object salts;
  for (const auto& [field, salted] : receipt.salts) {
    salts[field] = json::object{{"salt", crypto::hex(salted.salt)}, {"value", salted.value}};
  }
  return json::serialize(
      json::object{{"leaf", crypto::base64(receipt.leaf)}, {"salts", std::move(salts)}});
}

Result<Receipt> receipt_from(std::string_view extra) {
  auto bad = [] { return invalid("receipt.malformed", "extra"); };
  json::error_code fault;
  json::value parsed = json::parse(extra, fault);
  const json::object* object = fault ? nullptr : parsed.if_object();
  const json::value* leaf = object ? object->if_contains("leaf") : nullptr;
  const json::value* salts = object ? object->if_contains("salts") : nullptr;
  if (!leaf || !leaf->is_string() || !salts || !salts->is_object()) return bad();
  auto bytes = crypto::from_base64(leaf->as_string());
  if (!bytes) return bad();
  Receipt receipt{std::move(*bytes), {}};
  for (const auto& [field, each] : salts->as_object()) {
    const json::object* pair = each.if_object();
    const json::value* salt = pair ? pair->if_contains("salt") : nullptr;
    const json::value* value = pair ? pair->if_contains("value") : nullptr;
    if (!salt || !salt->is_string() || !value || !value->is_string()) return bad();
    auto salt_bytes = crypto::from_hex(salt->as_string());
    if (!salt_bytes) return bad();
    receipt.salts[field] = {std::move(*salt_bytes), std::string(value->as_string())};
  }
  return receipt;
}

std::vector<std::string> opened_commitments(const Receipt& receipt) {
  std::vector<std::string> fields;
  auto leaf = merkle::decode(receipt.leaf);
  if (!leaf.ok()) return fields;
  for (const merkle::LeafField& field : leaf->fields) {
    auto* commitment = std::get_if<merkle::Commitment>(&field.value);
    auto salted = commitment ? receipt.salts.find(commitment->field) : receipt.salts.end();
    if (salted == receipt.salts.end()) continue;
    merkle::Hash made =
        merkle::commit(salted->second.salt, commitment->field, salted->second.value);
    if (made == commitment->hash) fields.push_back(commitment->field);
  }
  return fields;
}

namespace {
// A first line no checkpoint begins with: the same key never signs one text for two meanings.
constexpr std::string_view promise_head = "boai/promise/v1";
}  // namespace

std::string signed_promise(const Promise& promise, const merkle::Signer& signer) {
  std::string text = std::string(promise_head) + "\n" + promise.origin + "\nindex " +
                     std::to_string(promise.index) + "\nleaf " +
                     crypto::base64(merkle::bytes_of(promise.leaf)) + "\nby " +
                     std::to_string(promise.deadline) + "\n";
  return to_text(merkle::Note{text, {merkle::sign(signer, text)}});
}

Result<Promise> open_promise(std::string_view bytes, const merkle::Verifier& key) {
  auto bad = [] { return invalid("promise.malformed", "promise"); };
  merkle::Note note = TRY(merkle::parse_note(bytes));
  TRY(merkle::check(note, std::span(&key, 1)));
  std::string_view text = note.text;
  auto head = merkle::take_line(text), origin = merkle::take_line(text);
  auto index = merkle::take_line(text), leaf = merkle::take_line(text),
       by = merkle::take_line(text);
  if (!by || !text.empty() || *head != promise_head) return bad();
  if (!index->starts_with("index ") || !leaf->starts_with("leaf ") || !by->starts_with("by ")) {
    return bad();
  }
  auto number = merkle::parse_number(index->substr(6)),
       deadline = merkle::parse_number(by->substr(3));
  auto hash = crypto::from_base64(leaf->substr(5));
  auto whole = hash ? merkle::hash_from(*hash) : std::nullopt;
  if (!number || !deadline || !whole) return bad();
  return Promise{std::string(*origin), *number, *whole, *deadline};
}

}  // namespace boai::disclosure
