// Backup, restore, and the copy made before an upgrade. A backup is one folder with one SQLite
// file, whichever database the store stands in, and comes back into either.
#include <boost/json.hpp>
#include <filesystem>

#include "app/verbs.hpp"
#include "kernel/disclosure/carry.hpp"
#include "kernel/disclosure/log.hpp"
#include "kernel/schema/schema.hpp"

namespace boai::app {

namespace json = boost::json;
namespace files = std::filesystem;

namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

bool on_sqlite(const Settings& settings) { return settings.address.starts_with(sqlite_scheme); }

Outcome copy_papers(const std::string& from, const std::string& to) {
  std::error_code fault;
  if (!files::exists(from + "/papers", fault)) return Done{};
  files::copy(from + "/papers", to + "/papers", files::copy_options::recursive, fault);
  if (fault) return unavailable("backup.files", fault.message());
  return Done{};
}

// The public log and its key, when there is a log. Before the store: whatever was published from
// rows that the copied store lacks would be given to other rows after the restore.
Outcome copy_log(const std::string& from, const std::string& to) {
  std::error_code fault;
  if (!files::exists(from + "/log/" + disclosure::checkpoint_path, fault)) return Done{};
  files::create_directories(from + "/log/.boai", fault);
  {
    auto lock = TRY(disclosure::FolderLock::take(from + "/log"));
    disclosure::Folder log(from + "/log"), copy(to + "/log");
    TRY(disclosure::carry(log, copy));
  }
  files::copy_file(from + "/log.key", to + "/log.key", fault);
  if (fault) return unavailable("backup.log_key", from + "/log.key: " + fault.message());
  files::permissions(to + "/log.key", files::perms::owner_read | files::perms::owner_write, fault);
  return fault ? unavailable("backup.log_key", fault.message()) : Outcome(Done{});
}

// A copy of one moment, while others read and write.
Outcome copy_store(App& app, const std::string& path) {
  auto store = TRY(store::open(app.settings.address));
  if (on_sqlite(app.settings)) {
    store::Value values[] = {path};
    return store->run("VACUUM INTO ?", values);
  }
  auto copy = TRY(store::open("sqlite:" + path));
  return schema::copy(*store, *copy, app.schema(), app.clock->now());
}

std::string schema_of(const Settings& settings) { return settings.home + "/schema"; }

// Into PostgreSQL: the copy is first brought to this program's schema, beside the folder.
Outcome restore_into(const Settings& settings, const std::string& file) {
  std::string work = settings.data + "/restoring.sqlite";
  std::error_code fault;
  files::copy_file(file, work, fault);
  if (fault) return unavailable("restore.copy", fault.message());
  auto carried = [&]() -> Outcome {
    auto copy = TRY(store::open("sqlite:" + work));
    Instant now = SystemClock().now();
    TRY(schema::migrate(*copy, schema_of(settings), now));
    auto target = TRY(store::open(settings.address));
    return schema::copy(*copy, *target, schema_of(settings), now);
  }();
  for (const char* tail : {"", "-wal", "-shm"}) files::remove(work + tail, fault);
  if (!carried.ok() && carried.error().code == "schema.not_empty") {
    return conflict("restore.not_empty", "BOAI_DB");
  }
  return carried;
}

}  // namespace

Outcome migrate(App& app) {
  schema::State state;
  {
    auto connection = TRY(store::open(app.settings.address));
    state = TRY(schema::state_of(*connection, app.schema()));
  }
  bool upgrade = state.applied >= 0 && state.applied < state.newest;
  std::string copy = app.settings.data + "/before-step-" + std::to_string(state.newest) + ".sqlite";
  std::error_code ignored;
  // An upgrade that broke off and is tried again keeps the first copy: it is the sound one.
  if (upgrade && !files::exists(copy, ignored)) TRY(copy_store(app, copy));
  auto connection = TRY(store::open(app.settings.address));
  TRY(schema::migrate(*connection, app.schema(), app.clock->now()));
  return Done{};
}

Result<int> do_backup(App& app, const Words& words) {
  std::error_code fault;
  files::create_directories(words.folder, fault);
  if (fault) return unavailable("backup.folder", words.folder + ": " + fault.message());
  if (!files::is_empty(words.folder, fault))
    return conflict("backup.not_empty", "DIR", words.folder);
  // The head first: commits that follow make the copy longer than it, which is no fault; the other
  // way round a sound copy would look cut short.
  for (const char* name : {"field-keys", "certificate-keys", "journal.head"}) {
    files::copy_file(app.settings.data + "/" + name, words.folder + "/" + name, fault);
  }
  TRY(copy_log(app.settings.data, words.folder));
  TRY(copy_store(app, words.folder + "/boai.sqlite"));
  // Papers last: whatever the copied records name is there, and nothing is ever removed.
  TRY(copy_papers(app.settings.data, words.folder));
  return print(json::object{{"backup", words.folder}});
}

Result<int> do_restore(const Settings& settings, const Words& words) {
  std::error_code fault;
  bool used = files::exists(settings.data, fault) && !files::is_empty(settings.data, fault);
  if (used) return conflict("restore.not_empty", "BOAI_DATA", settings.data);
  std::string file = words.folder + "/boai.sqlite";
  if (!files::exists(file, fault)) return not_found("restore.no_backup", "DIR", words.folder);
  files::create_directories(settings.data, fault);
  if (on_sqlite(settings)) {
    std::string place = settings.address.substr(sqlite_scheme.size());
    if (files::exists(place, fault)) return conflict("restore.not_empty", "BOAI_DB", place);
    files::copy_file(file, place, fault);
    if (fault) return unavailable("restore.copy", fault.message());
  } else {
    TRY(restore_into(settings, file));
  }
  for (const char* name : {"field-keys", "certificate-keys", "journal.head"}) {
    std::string from = words.folder + "/" + name;
    if (std::string_view(name) == "certificate-keys" && !files::exists(from, fault)) continue;
    files::copy_file(from, settings.data + "/" + name, fault);
    if (fault) return unavailable("restore.copy", fault.message());
  }
  TRY(copy_papers(words.folder, settings.data));
  TRY(copy_log(words.folder, settings.data));
  return print(json::object{{"restore", settings.data}});
}

}  // namespace boai::app
