// `boai certificate key …`: the signing keys of this house, in their file outside the store.
#include <boost/json.hpp>
#include <filesystem>
#include <iostream>

#include "app/certificate_verbs.hpp"
#include "app/verbs.hpp"
#include "kernel/signing/keys.hpp"

namespace boai::app {

namespace json = boost::json;

namespace {

constexpr int days_by_default = 730;

Day today_of(const Settings& settings) {
  if (auto now = parse_instant(settings.now)) return day_in_shanghai(*now);
  return day_in_shanghai(SystemClock().now());
}

Result<Day> day_or(const std::string& text, Day otherwise, const char* field) {
  if (text.empty()) return otherwise;
  auto day = Day::parse(text);
  if (!day) return invalid("certificate.key_days", field, text);
  return *day;
}

Result<signing::KeyFile> file_at(const std::string& path) {
  return signing::KeyFile(*TRY(signing::Keys(path).read()));
}

json::object as_json(const signing::Key& key) {
  json::object one{{"id", signing::id_text(key.verifier.id)},
                   {"key", merkle::vkey_of(key.verifier)},
                   {"from", to_text(key.from)},
                   {"until", to_text(key.until)},
                   {"signs", !key.secret.empty()}};
  if (key.withdrawn) one["withdrawn"] = to_text(key.withdrawn);
  return one;
}

void print_key(const CertificateWords& words, const signing::Key& key) {
  if (words.json) {
    std::cout << json::serialize(as_json(key)) << "\n";
    return;
  }
  std::cout << merkle::vkey_of(key.verifier) << " " << to_text(key.from) << " "
            << to_text(key.until);
  if (key.withdrawn) std::cout << " withdrawn " << to_text(key.withdrawn);
  if (!key.withdrawn && key.secret.empty()) std::cout << " old";
  std::cout << "\n";
}

// The root is made with the first key; where it is kept elsewhere its line is taken out by hand.
Outcome key_new(const CertificateWords& words) {
  Settings settings = settings_from_environment();
  std::error_code fault;
  std::filesystem::create_directories(settings.data, fault);
  std::string path = signing::path_of_keys(settings.data);
  Day from = TRY(day_or(words.from, today_of(settings), "from"));
  Day until = TRY(day_or(words.until, from.plus_days(days_by_default), "until"));
  bool first = !std::filesystem::exists(path, fault);
  if (first) TRY(signing::make_where_missing(path, {from, until}));
  signing::KeyFile file = TRY(file_at(path));
  if (!first) TRY(signing::add_key(file, {from, until}));
  if (!first) TRY(signing::write_key_file(path, file));
  print_key(words, file.keys.back());
  return Done{};
}

Outcome key_list(const CertificateWords& words) {
  std::string path = signing::path_of_keys(settings_from_environment().data);
  signing::KeyFile file = TRY(file_at(path));
  for (const merkle::Signer& root : file.roots) {
    std::string open = merkle::vkey_of(merkle::verifier_of(root));
    std::cout << (words.json ? json::serialize(json::object{{"root", open}}) : "root " + open)
              << "\n";
  }
  for (const signing::Key& key : file.keys) print_key(words, key);
  return Done{};
}

Outcome key_withdraw(const CertificateWords& words) {
  Settings settings = settings_from_environment();
  std::string path = signing::path_of_keys(settings.data);
  signing::KeyFile file = TRY(file_at(path));
  TRY(signing::withdraw_key(file, words.key, TRY(day_or(words.on, today_of(settings), "on"))));
  return signing::write_key_file(path, file);
}

int ended(const CertificateWords& words, const Outcome& outcome) {
  if (outcome.ok()) return 0;
  Words telling;
  telling.json = words.json;
  return tell(telling, outcome.error());
}

}  // namespace

int certificate_key_new(const CertificateWords& words) { return ended(words, key_new(words)); }
int certificate_key_list(const CertificateWords& words) { return ended(words, key_list(words)); }
int certificate_key_withdraw(const CertificateWords& words) {
  return ended(words, key_withdraw(words));
}

}  // namespace boai::app
