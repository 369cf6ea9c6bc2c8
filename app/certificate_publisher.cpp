#include "app/certificate_publisher.hpp"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <fstream>

#include "domains/training/port.hpp"
#include "kernel/disclosure/disk.hpp"

namespace boai::app {

namespace {

constexpr const char* sql_about_certificates =
    "SELECT count(*) FROM journal WHERE seq > ? AND seq <= ? AND type IN "
    "('training.certificate_event', 'training.decree', 'network.society')";

// What a note says apart from when it was made, to see whether anything is new.
std::string without_edition(const std::string& text) {
  std::string rest;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    bool edition = line.starts_with("sequence ") || line.starts_with("issued ") ||
                   line.starts_with("expires ") || line.starts_with("revoked-from ");
    if (!edition) rest += line + "\n";
    at = end + 1;
  }
  return rest;
}

// A list on the disk and what it says of itself.
struct Standing {
  std::string text;  // unsigned
  certificate::Edition edition;
};

template <typename Parse>
Standing standing(disclosure::Folder& folder, const std::string& name, Parse parse) {
  auto bytes = folder.read(name);
  if (!bytes.ok()) return {};
  auto note = merkle::parse_note(*bytes);
  if (!note.ok()) return {};
  auto list = parse(note->text);
  if (!list.ok()) return {};
  return {note->text, list->edition};
}

bool still_good(const Standing& before, const std::string& text, Day oldest) {
  return before.edition.issued >= oldest && without_edition(before.text) == without_edition(text);
}

class Edition {
 public:
  Edition(Day today, std::int64_t journal, const training::Publishing& days)
      : today_(today), journal_(journal), days_(days) {}

  certificate::Edition after(const Standing& before, int issuer, std::int64_t good_days) const {
    return {.issuer = issuer,
            .sequence = std::max(before.edition.sequence + 1, journal_),
            .issued = std::max(today_, before.edition.issued),
            .expires = today_.plus_days(static_cast<int>(good_days))};
  }
  Day oldest() const { return today_.plus_days(-static_cast<int>(days_.anew)); }

 private:
  Day today_;
  std::int64_t journal_;
  const training::Publishing& days_;
};

Outcome put(disclosure::Folder& folder, const std::string& name, const std::string& note) {
  auto put = folder.replace(name, note);
  return put.ok() ? put : unavailable("certificate.lists", folder.root() + "/" + name);
}

}  // namespace

std::string lists_folder(const App& app) { return app.settings.data + "/certificate"; }

Result<PublishedLists> publish_lists(App& app) {
  auto file = TRY(signing::Keys(signing::path_of_keys(app.settings.data)).read());
  if (file->roots.empty()) return unavailable("certificate.no_root");
  std::error_code fault;
  std::filesystem::create_directories(lists_folder(app) + "/.boai", fault);
  if (fault) return unavailable("certificate.lists", lists_folder(app));
  auto lock = TRY(disclosure::FolderLock::take(lists_folder(app)));
  disclosure::Folder folder(lists_folder(app));
  auto reader = TRY(app.readers->borrow());
  const training::Publishing& days = training::courses_of(*app.house).publishing;
  Edition edition(app.today(), TRY(journal::read_head(*reader)).count, days);
  PublishedLists done;

  auto revoked = TRY(training::revoked_now(*reader, *app.house, app.today()));
  Standing before = standing(folder, "revoked", certificate::parse_revoked);
  done.revocations = revoked.revocations.size();
  done.decrees = revoked.decrees.size();
  done.revoked = before.edition.sequence;
  Standing keys_before = standing(folder, "keys", certificate::parse_keys);
  auto keys = TRY(training::keys_now(*reader, *app.house, *file));
  int issuer = keys.edition.issuer;
  bool roots_changed = without_edition(keys_before.text) != without_edition(to_text(keys));
  if (roots_changed || !still_good(before, to_text(revoked), edition.oldest())) {
    revoked.edition = edition.after(before, issuer, days.revoked);
    auto note = TRY(certificate::sign_revoked(to_text(revoked), file->roots.front()));
    TRY(put(folder, "revoked", note));
    done.changed = true;
    done.revoked = revoked.edition.sequence;
  }
  done.keys = keys_before.edition.sequence;
  if (!still_good(keys_before, to_text(keys), edition.oldest())) {
    keys.edition = edition.after(keys_before, issuer, days.keys);
    keys.revoked_from = done.revoked;
    TRY(put(folder, "keys", TRY(certificate::sign_keys(to_text(keys), file->roots))));
    done.changed = true;
    done.keys = keys.edition.sequence;
  }
  return done;
}

Publishing::Publishing(App& app) : app_(app) {
  thread_ = std::thread([this] { loop(); });
}

Publishing::~Publishing() {
  stopping_ = true;
  thread_.join();
}

// Something about certificates or keys has happened since, or a day has begun.
bool Publishing::due() {
  auto reader = app_.readers->borrow();
  if (!reader.ok()) return false;
  auto head = journal::read_head(**reader);
  if (!head.ok()) return false;
  std::string path = signing::path_of_keys(app_.settings.data);
  std::error_code fault;
  auto time = std::filesystem::last_write_time(path, fault).time_since_epoch().count();
  std::string keys = fault ? "" : std::to_string(time);
  bool first = seen_ < 0 || keys != keys_seen_ || day_ != app_.today();
  bool happened = false;
  if (!first && head->count != seen_) {
    store::Value values[] = {seen_, head->count};
    auto rows = (*reader)->number(sql_about_certificates, values);
    happened = rows.ok() && *rows > 0;
  }
  seen_ = head->count;
  keys_seen_ = keys;
  day_ = app_.today();
  return first || happened;
}

void Publishing::loop() {
  constexpr auto look = std::chrono::milliseconds(500);
  while (!stopping_) {
    if (due()) {
      auto done = publish_lists(app_);
      std::string fault = done.ok() ? "" : done.error().code + " " + done.error().detail;
      if (!fault.empty() && fault != told_) spdlog::error("certificates {}", fault);
      told_ = fault;
    }
    std::this_thread::sleep_for(look);
  }
}

}  // namespace boai::app
