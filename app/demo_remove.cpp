// Emptying a demo store.
#include <cstdio>
#include <filesystem>

#include "app/wiring.hpp"

namespace boai::app {

Outcome remove_demo(App& app) {
  std::string demo;
  {
    auto reader = TRY(app.readers->borrow());
    TRY(reader->each("SELECT value FROM setting WHERE name = 'demo'", {},
                     [&](const store::RowView& row) {
                       demo = std::string(row.text(0));
                       return false;
                     }));
  }
  if (demo.empty()) return conflict("demo.none", {}, "this store holds no demo data");
  // A demo store is demo throughout: it is emptied and begins anew.
  {
    auto connection = TRY(store::open(app.settings.address));
    TRY(connection->begin_write());
    for (const record::Type* type : app.house->types.all()) {
      TRY(connection->run("DELETE FROM " + type->table()));
    }
    for (const char* table : {"ledger_posting",  "ledger_edge",      "ledger_lot",
                              "ledger_shelf",    "ledger_account",   "ledger_pending",
                              "ledger_book",     "ledger_tally",     "disclosure_outbox",
                              "disclosure_salt", "disclosure_text",  "disclosure_total",
                              "journal",         "journal_personal", "command",
                              "measure_day",     "measure_cell",     "session",
                              "setting",         "login_try",        "job",
                              "branch_use",      "training_presence"}) {
      TRY(connection->run(std::string("DELETE FROM ") + table));
    }
    TRY(connection->run(
        "UPDATE ledger_head SET entries = 0, lots = 0, edges = 0, shelves = 0, accounts = 0"));
    TRY(connection->run("UPDATE journal_head SET count = 0, hash = ''"));
    TRY(connection->run("UPDATE store_counter SET last_id = 0"));
    TRY(connection->commit());
  }
  // The log of invented gifts is nobody's log; the real one begins at its first leaf.
  std::error_code none;
  std::filesystem::remove_all(app.settings.data + "/log", none);
  std::remove((app.settings.data + "/demo-accounts.tsv").c_str());
  std::remove((app.settings.data + "/journal.head").c_str());
  return load_pack(app, [](const std::string&) {});
}

}  // namespace boai::app
