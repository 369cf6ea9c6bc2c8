#include "app/briefing.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/crypto/digest.hpp"
#include "domains/briefs/records.hpp"

namespace boai::app {

Outcome bring_shipped(App& app) {
  std::vector<briefs::Missing> missing;
  std::int64_t top = 0;
  {
    auto reader = TRY(app.readers->borrow());
    missing = TRY(briefs::missing_templates(*reader, *app.house));
    TRY(reader->each("SELECT id FROM network_society ORDER BY length(path), id LIMIT 1", {},
                     [&](const store::RowView& row) {
                       top = row.number(0);
                       return false;
                     }));
  }
  if (missing.empty() || top == 0) return Done{};
  return app.writer->run([&](unit::Batch& batch) -> Outcome {
    rights::Principal service{
        .account = 0, .name = "boai", .os_user = {}, .grants = {}, .service = true};
    for (const briefs::Missing& each : missing) {
      std::ifstream file(each.path, std::ios::binary);
      std::stringstream bytes;
      bytes << file.rdbuf();
      unit::Context context(batch, service);
      TRY(briefs::bring_template(context, {each.code, each.name, each.name_en, bytes.str(), top}));
      TRY(batch.accept(context.changes(), service, crypto::uuid4(), "briefs.bring_template"));
    }
    return Done{};
  });
}

Result<briefs::Press> press_brief(App& app, const rights::Principal& who, std::int64_t brief,
                                  const std::string& address) {
  auto reader = TRY(app.readers->borrow());
  briefs::Press press = TRY(briefs::make_documents(*reader, *app.house, {brief}, address));
  TRY(app.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who);
    record::Row row = TRY(context.load_row(briefs::Brief::type(), brief));
    TRY(command::permit(context, "briefs.write", briefs::Brief::type(), row, {}));
    TRY(briefs::keep_documents(context, press));
    return batch.accept(context.changes(), who, crypto::uuid4(), "briefs.make_documents");
  }));
  return press;
}

std::string public_address(const std::string& host, bool https) {
  const char* given = std::getenv("BOAI_PUBLIC");
  if (given && *given) return given;
  bool plain = !host.empty() && host.size() <= 100 &&
               host.find_first_not_of(
                   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                   ".-:[]") == std::string::npos;
  if (!plain) return "http://127.0.0.1:8420";
  return (https ? "https://" : "http://") + host;
}

}  // namespace boai::app
