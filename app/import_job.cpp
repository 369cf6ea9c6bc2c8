#include "app/import_job.hpp"

#include <signal.h>

#include <boost/json.hpp>
#include <filesystem>

#include "base/crypto/digest.hpp"

namespace boai::app {

namespace json = boost::json;
namespace files = std::filesystem;

std::string refused_path(const App& app, const std::string& job) {
  return app.settings.data + "/jobs/" + job + ".refused";
}

jobs::Job import_job(const App& app, exchange::Order& order) {
  order.batch = crypto::uuid4();
  order.refused_path = order.preview ? "" : refused_path(app, order.batch);
  return {.id = order.batch,
          .kind = order.preview ? "preview" : "import",
          .type = std::string(order.type->name),
          .account = order.account,
          .process = {},
          .result = {}};
}

json::object in_words(const App& app, const Error& error) {
  std::string words = exchange::spoken(*app.house, error.code);
  if (!error.detail.empty()) words += ": " + error.detail;
  return {{"code", error.code},
          {"field", error.field},
          {"detail", error.detail},
          {"error", std::move(words)}};
}

jobs::Ended work_on_import(App& app, exchange::Order order, jobs::Running& running,
                           std::optional<Error>& fault) {
  order.cancel = &running.cancel;
  order.progress = [&, tell = order.progress](std::int64_t done, std::int64_t total) {
    running.done = done;
    running.total = total;
    if (tell) tell(done, total);
  };
  auto report = exchange::run_import(app.exchange_place(), order);
  if (report.ok()) return {report->state, exchange::to_json(*report, true)};
  fault = report.error();
  bool cancelled = fault->code == "import.cancelled";
  return {cancelled ? "cancelled" : "failed", in_words(app, *fault)};
}

namespace {

// Uploads that a killed server left behind carry its number.
void remove_dead_uploads(const App& app) {
  std::error_code none;
  for (const auto& entry : files::directory_iterator(app.settings.data, none)) {
    std::string name = entry.path().filename();
    if (!name.starts_with("upload-")) continue;
    int process = std::atoi(name.c_str() + 7);
    bool gone = process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
    if (gone) files::remove(entry.path(), none);
  }
}

}  // namespace

Outcome sweep_jobs(App& app) {
  remove_dead_uploads(app);
  auto dead = [&](const std::string& job) {
    static_cast<void>(exchange::mark_interrupted(*app.writer, job).ok());
  };
  auto forgotten = [&](const std::string& job) {
    std::error_code none;
    files::remove(refused_path(app, job), none);
  };
  return app.desk->sweep(dead, forgotten);
}

}  // namespace boai::app
