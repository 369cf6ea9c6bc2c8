// Regions, populations and the societies of province, cities and counties from the pack.
#include <boost/json.hpp>

#include "app/briefing.hpp"
#include "app/wiring.hpp"
#include "base/crypto/digest.hpp"
#include "kernel/branch/branch.hpp"
#include "kernel/exchange/import.hpp"

namespace boai::app {

namespace {

using branch::Branch;

Branch society_of(const exchange::Row& row, const Branch* parent) {
  Branch society{.code = row.cells[1],
                 .name = row.cells[2] + "红十字会",
                 .level = row.cells[3],
                 .kind = "society",
                 .parent = parent ? parent->id : Id<Branch>{},
                 .region = row.cells[1],
                 .path = parent ? parent->path : "/",
                 .state = "established",
                 .since = *Day::of(2000, 1, 1),
                 .until = {},
                 .successor = {}};
  return society;
}

Outcome load_societies(App& app) {
  auto rows = TRY(exchange::open_csv(app.pack() + "/regions.csv"));
  std::vector<exchange::Row> all;
  for (exchange::Row row; TRY(rows->next(row));) all.push_back(row);
  return app.writer->run([&](unit::Batch& batch) -> Outcome {
    rights::Principal service{
        .account = 0, .name = "boai", .os_user = {}, .grants = {}, .service = true};
    unit::Context context(batch, service);
    std::map<std::string, Branch> made;
    for (const std::string level : {"province", "city", "county"}) {
      for (const exchange::Row& row : all) {
        bool in_coverage = row.cells[7] == "true";
        if (row.cells[3] != level || !in_coverage) continue;
        auto parent = made.find(row.cells[5]);
        Branch society = society_of(row, parent == made.end() ? nullptr : &parent->second);
        TRY(context.save(society));
        society.path += to_text(society.id) + "/";
        TRY(context.save(society));
        made[society.code] = society;
      }
    }
    return batch.accept(context.changes(), service, crypto::uuid4(), "network.load_pack");
  });
}

Outcome load_file(App& app, const std::string& type, const std::string& file) {
  const record::Type* found = app.house->types.find(type);
  exchange::Order order{.type = found,
                        .command = app.commands.find(found->import_command),
                        .path = app.pack() + "/" + file,
                        .name = file,
                        .account = "operator",
                        .os_user = {},
                        .batch = {},
                        .refused_path = {},
                        .mapping = {},
                        .reading = {}};
  auto report = TRY(exchange::run_import(app.exchange_place(), order));
  if (report.stopped) return *report.stopped;
  if (report.tally.refused == 0) return Done{};
  const auto& fault = report.faults.front();
  return invalid("pack." + type, file,
                 "row " + std::to_string(fault.row) + " " + fault.column + " " + fault.code + " " +
                     fault.detail);
}

}  // namespace

Outcome load_pack(App& app, const std::function<void(const std::string&)>& say) {
  {
    auto reader = TRY(app.readers->borrow());
    if (TRY(reader->number("SELECT count(*) FROM network_society")) > 0) return Done{};
  }
  say("societies");
  TRY(load_societies(app));
  std::int64_t root = TRY(branch_by_code(app, "32"));
  TRY(first_account(app, "operator", "命令行", "", "operator", root));
  say("regions and populations");
  TRY(load_file(app, "network.region", "regions.csv"));
  TRY(load_file(app, "network.population", "populations.csv"));
  return bring_shipped(app);
}

}  // namespace boai::app
