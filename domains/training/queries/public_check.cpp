// Anybody checks a certificate by its number and the holder's full name. A wrong number and a wrong
// name get the same answer after the same work, so that guessing tells nothing.
#include <openssl/crypto.h>

#include <boost/json.hpp>

#include "base/crypto/digest.hpp"
#include "domains/training/queries.hpp"
#include "domains/training/rules/certificate.hpp"
#include "engines/certificate/name.hpp"

namespace boai::training {

namespace json = boost::json;
using store::Value;

namespace {

struct Held {
  Certificate certificate;
  std::string name, society;
};

Result<std::optional<Held>> held(store::Connection& connection, const std::string& condition,
                                 std::span<const Value> values) {
  std::string columns;
  for (const std::string& column : Certificate::type().columns()) columns += "c." + column + ", ";
  std::optional<Held> found;
  auto width = static_cast<int>(Certificate::type().columns().size());
  TRY(connection.each(
      "SELECT " + columns +
          "p.name, s.name FROM training_certificate c JOIN people_person p ON p.id "
          "= c.person JOIN network_society s ON s.id = c.branch WHERE " +
          condition + " LIMIT 1",
      values, [&](const store::RowView& row) {
        found = Held{record::from_row<Certificate>(record::read_row(Certificate::type(), row)),
                     std::string(row.text(width)), std::string(row.text(width + 1))};
        return false;
      }));
  return found;
}

// Compared as hashes, so that the time says nothing about how much of a name was right.
bool same_name(const std::string& one, const std::string& other) {
  auto left = crypto::sha256(one), right = crypto::sha256(other);
  return CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

Result<json::object> public_check(store::Connection& connection, const unit::House& house,
                                  const PublicAsk& ask) {
  Value number[] = {ask.number};
  auto found = TRY(held(connection, "c.number = ?", number));
  bool known = found.has_value();
  // A number that is none is answered after looking at some certificate that is one.
  if (!known) found = TRY(held(connection, "c.id > 0", {}));
  bool good = found && same_name(found->name, ask.name) && known;
  if (!good) return json::object{{"found", false}};
  const Certificate& certificate = found->certificate;
  const Course* course = TRY(course_of(house, certificate.course));
  auto mask = certificate::mask_of(found->name);
  return json::object{{"found", true},
                      {"name", mask.ok() ? *mask : std::string("*")},
                      {"number", certificate.number},
                      {"course", course->name},
                      {"course_en", course->en},
                      {"society", found->society},
                      {"day", to_text(certificate.day)},
                      {"valid_until", to_text(certificate.valid_until)},
                      {"state", state_of(certificate, *course, ask.today)}};
}

}  // namespace boai::training
