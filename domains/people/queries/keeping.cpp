// Who is kept no longer, and seals made anew with the newest key.
#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"
#include "domains/people/records.hpp"
#include "domains/people/rules.hpp"

namespace boai::people {

using store::Value;

namespace {

struct Sealed {
  const record::Type* type;
  const record::Field* field;
};

std::vector<Sealed> sealed_in(const unit::House& house) {
  std::vector<Sealed> found;
  for (const record::Type* type : house.types.all()) {
    for (const record::Field& field : type->fields) {
      if (!field.traits.sealed.empty()) found.push_back({type, &field});
    }
  }
  return found;
}

}  // namespace

Result<std::vector<std::int64_t>> past_keeping(store::Connection& connection,
                                               const unit::House& house, Day today) {
  const auto& rules =
      *std::any_cast<const std::shared_ptr<const Rules>&>(house.from_pack.at("people"));
  std::vector<std::int64_t> over;
  std::int64_t person = 0;
  bool kept = true;
  auto close = [&] {
    if (!kept) over.push_back(person);
  };
  TRY(connection.each(
      "SELECT r.person, r.purpose, r.until FROM people_relation r JOIN people_person p ON p.id = "
      "r.person WHERE p.state IS NULL OR p.state = 'active' ORDER BY r.person",
      {}, [&](const store::RowView& row) {
        if (row.number(0) != person) {
          close();
          person = row.number(0);
          kept = false;
        }
        Day until = Day::from_number(row.number(2)).value_or(Day{});
        kept = kept || rules.kept_until(row.text(1), until) >= today;
        return true;
      }));
  close();
  return over;
}

Result<std::int64_t> seal_anew(unit::Batch& batch, std::int64_t limit) {
  const crypto::KeyRing& keys = *batch.house().keys;
  store::Connection& connection = batch.connection();
  std::int64_t done = 0;
  for (const Sealed& each : sealed_in(batch.house())) {
    std::string column(each.field->name), table = each.type->table();
    std::vector<std::pair<std::int64_t, std::string>> old;
    Value ask[] = {keys.newest_seal() + "%", limit - done};
    TRY(connection.each("SELECT id, " + column + " FROM " + table + " WHERE " + column +
                            " LIKE 'aes256gcm.%' AND " + column + " NOT LIKE ? LIMIT ?",
                        ask, [&](const store::RowView& row) {
                          old.emplace_back(row.number(0), row.text(1));
                          return true;
                        }));
    for (const auto& [id, sealed] : old) {
      std::string plain = TRY(keys.open(sealed, each.field->traits.sealed));
      Value values[] = {keys.seal(plain, each.field->traits.sealed), id};
      TRY(connection.run("UPDATE " + table + " SET " + column + " = ? WHERE id = ?", values));
    }
    done += static_cast<std::int64_t>(old.size());
    if (done >= limit) break;
  }
  return done;
}

}  // namespace boai::people
