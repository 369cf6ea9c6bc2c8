#include "kernel/disclosure/release.hpp"

namespace boai::disclosure {

namespace {
// Corrected amounts of single rows stand in the same table under "row:"; these are the others.
constexpr std::string_view own = "total:";
}  // namespace

Outcome publish(store::Connection& connection, const Release& release, Known known, Instant now) {
  TRY(connection.each("SELECT name, value FROM disclosure_total", {},
                      [&](const store::RowView& row) {
                        std::string_view name = row.text(0);
                        if (name.starts_with(own)) {
                          known.published[std::string(name.substr(own.size()))] = row.number(1);
                        }
                        return true;
                      }));
  TRY(gate(release, known));
  std::int64_t seq = TRY(connection.number("SELECT coalesce(max(seq), 0) FROM disclosure_outbox"));
  store::Rows totals{.table = "disclosure_total",
                     .columns = {"name", "value", "outbox_seq", "published_at"},
                     .keys = {"name"},
                     .added = {},
                     .kinds = "tnnn",
                     .rows = {}};
  for (const Total& total : release.totals) {
    totals.rows.push_back({std::string(own) + total.name, total.value, seq, now.milliseconds});
  }
  return totals.rows.empty() ? Outcome(Done{}) : connection.write(totals);
}

}  // namespace boai::disclosure
