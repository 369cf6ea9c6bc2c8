// Import, export and templates at the command line.
#include <fcntl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/import_job.hpp"
#include "app/verbs.hpp"
#include "kernel/exchange/export.hpp"
#include "kernel/exchange/refused.hpp"
#include "kernel/exchange/template.hpp"

namespace boai::app {

namespace json = boost::json;
namespace files = std::filesystem;

namespace {

// To the named file, or to standard output unless a person would get bytes on her screen.
Outcome deliver(exchange::UnnamedFile& file, const Words& words) {
  if (words.out.empty()) {
    bool to_a_screen = words.format == "xlsx" && ::isatty(STDOUT_FILENO) == 1;
    if (to_a_screen) return invalid("export.out", "out", "--out FILE");
    return file.copy_to(STDOUT_FILENO);
  }
  // What leaves the house is for the one who took it.
  int to = ::open(words.out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (to < 0) return unavailable("file.not_made", words.out);
  Outcome copied = file.copy_to(to);
  bool closed = ::close(to) == 0;
  if (copied.ok() && !closed) return unavailable("file.not_written", words.out);
  return copied;
}

Result<int> write_template(App& app, const command::Type& command, const Words& words) {
  auto file = TRY(exchange::UnnamedFile::create(app.settings.data));
  TRY(exchange::write_template(command, *app.house, words.format, file->path()));
  TRY(deliver(*file, words));
  return 0;
}

// The sender's own copy, open.
Outcome write_refused(App& app, const std::string& job, const std::string& path) {
  auto pieces = exchange::open_refused(refused_path(app, job), app.house->keys);
  if (!pieces.ok())
    return pieces.error().fault == Fault::not_found ? Outcome(Done{}) : pieces.error();
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  for (std::string piece = (*pieces)(); !piece.empty(); piece = (*pieces)()) out << piece;
  out.close();
  return out ? Outcome(Done{}) : unavailable("file.not_written", path);
}

Result<lists::Parameters> filters_of(const Words& words) {
  lists::Parameters filters;
  for (const std::string& each : words.filters) {
    std::size_t split = each.find('=');
    if (split == std::string::npos) return invalid("list.unknown_field", each);
    filters.emplace_back(each.substr(0, split), each.substr(split + 1));
  }
  return filters;
}

}  // namespace

Result<int> do_import(App& app, const Words& words) {
  const record::Type* type = app.house->types.find(words.type);
  if (type == nullptr || type->import_command.empty()) {
    return invalid("import.type", "type", words.type);
  }
  const command::Type* command = app.commands.find(type->import_command);
  if (words.template_only) return write_template(app, *command, words);
  bool whole = words.chunk == "file";
  auto chunk = whole ? std::optional<std::int64_t>(0) : parse_id_number(words.chunk);
  if (!chunk) return invalid("import.chunk", "chunk", words.chunk);
  exchange::Order order{.type = type,
                        .command = command,
                        .path = words.file,
                        .name = files::path(words.file).filename().string(),
                        .account = words.as,
                        .os_user = os_user(),
                        .batch = {},
                        .refused_path = {},
                        .mapping = words.mapping,
                        .reading = {.encoding = words.encoding, .sheet = words.sheet},
                        .chunk = *chunk,
                        .preview = words.preview};
  if (!words.json) {
    order.progress = [](std::int64_t done, std::int64_t total) {
      std::cerr << "\r" << (total > 0 ? done * 100 / total : 100) << " %" << std::flush;
    };
  }
  TRY(sweep_jobs(app));
  std::optional<Error> fault;
  jobs::Job job = import_job(app, order);
  auto ended = TRY(app.desk->run(
      job, [&](jobs::Running& running) { return work_on_import(app, order, running, fault); }));
  if (fault) return *fault;
  if (!words.errors.empty()) TRY(write_refused(app, job.id, words.errors));
  if (!words.json) std::cerr << "\n";
  json::object result = ended.result;
  if (!words.preview) {
    for (const char* only_looked_at : {"columns", "sample", "header_row", "encoding", "sheets"}) {
      result.erase(only_looked_at);
    }
  }
  print(result);
  return ended.state == "done" && result.at("refused").as_int64() == 0 ? 0
         : ended.state == "failed"                                     ? 3
                                                                       : 1;
}

Result<int> do_export(App& app, const Words& words) {
  const record::Type* type = app.house->types.find(words.type);
  if (type == nullptr) return invalid("export.type", "type", words.type);
  auto reader = TRY(app.readers->borrow());
  rights::Principal who = TRY(rights::principal_of(*reader, words.as, app.today()));
  who.os_user = os_user();
  bool rows_as_json = words.json && words.out.empty();
  bool labels = words.labels.empty() ? words.format == "xlsx" : words.labels == "1";
  auto done = TRY(exchange::run_export(*app.writer, *reader, *app.house,
                                       {.type = type,
                                        .filters = TRY(filters_of(words)),
                                        .format = rows_as_json ? "json" : words.format,
                                        .labels = labels && !rows_as_json,
                                        .marked = labels,
                                        .who = who,
                                        .folder = app.settings.data}));
  if (rows_as_json) {
    TRY(done.file->copy_to(STDOUT_FILENO));
    return 0;
  }
  TRY(deliver(*done.file, words));
  if (words.out.empty()) return 0;
  return print(json::object{{"export", std::to_string(done.id)},
                            {"rows", done.rows},
                            {"format", words.format},
                            {"file", words.out}});
}

}  // namespace boai::app
