#include "app/people_verbs.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iostream>

#include "base/crypto/digest.hpp"
#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"

namespace boai::app {

namespace json = boost::json;

Result<int> do_people_export(App& app, const Words& words, const PeopleWords& asked) {
  auto id = parse_id_number(asked.person);
  if (!id) return not_found("people.person.not_found", "person");
  std::string text;
  rights::Principal who;
  {
    auto reader = TRY(app.readers->borrow());
    who = TRY(rights::principal_of(*reader, words.as, app.today()));
    text = TRY(people::subject_file(*reader, *app.house, who, *id));
  }
  TRY(app.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who);
    TRY(people::disclose(context, "people.person", *id, "service"));
    return batch.accept(context.changes(), who, crypto::uuid4(), "people.disclose");
  }));
  if (asked.out.empty()) {
    std::cout << text;
    return 0;
  }
  std::ofstream file(asked.out, std::ios::binary);
  file << text;
  if (!file.flush()) return unavailable("export.file", asked.out);
  return 0;
}

// Everybody whose last reason to be kept has ended; each one a command, so a break loses nothing.
Result<int> do_people_retain(App& app, const Words& words, const PeopleWords& asked) {
  std::vector<std::int64_t> over;
  {
    auto reader = TRY(app.readers->borrow());
    over = TRY(people::past_keeping(*reader, *app.house, app.today()));
  }
  std::int64_t done = 0, refused = 0;
  for (std::int64_t id : over) {
    if (asked.dry_run) break;
    auto answer = run(app, {words.as, {}, os_user()}, "people.minimise",
                      {{"person", std::to_string(id)}, {"ground", "expired"}});
    ++(answer.ok() ? done : refused);
  }
  std::cout << json::serialize(
                   json::object{{"over", over.size()}, {"minimised", done}, {"refused", refused}})
            << "\n";
  return refused == 0 ? 0 : 1;
}

Result<int> do_people_duplicates(App& app, const Words& words, const PeopleWords&) {
  people::Hunt hunt;
  rights::Principal who;
  {
    auto reader = TRY(app.readers->borrow());
    who = TRY(rights::principal_of(*reader, words.as, app.today()));
    store::Value values[] = {words.branch};
    TRY(reader->each("SELECT path FROM network_society WHERE code = ?", values,
                     [&](const store::RowView& row) {
                       hunt.below = std::string(row.text(0));
                       return false;
                     }));
  }
  if (!words.branch.empty() && hunt.below.empty()) {
    return not_found("network.no_such_society", "branch", words.branch);
  }
  json::object found =
      TRY(people::find_duplicates(*app.readers, *app.writer, *app.house, who, hunt));
  if (words.json) {
    std::cout << json::serialize(found) << "\n";
    return 0;
  }
  std::cout << found["persons"] << " persons, " << found["found"] << " pairs, " << found["fresh"]
            << " of them new\n";
  return 0;
}

Result<int> do_people_new_key(App& app, const Words& words, const PeopleWords&) {
  std::string id = TRY(crypto::KeyRing::add_key(app.settings.data + "/field-keys"));
  if (words.json) {
    std::cout << json::serialize(json::object{{"key", id}}) << "\n";
  } else {
    std::cout << "key " << id << " added. Start the server anew, then run: boai people seal-anew\n";
  }
  return 0;
}

Result<int> do_people_seal_anew(App& app, const Words&, const PeopleWords&) {
  constexpr std::int64_t at_once = 2'000;
  std::int64_t all = 0;
  for (;;) {
    std::int64_t done = 0;
    TRY(app.writer->run([&](unit::Batch& batch) -> Outcome {
      done = TRY(people::seal_anew(batch, at_once));
      return Done{};
    }));
    all += done;
    if (done < at_once) break;
  }
  std::cout << json::serialize(json::object{{"sealed", all}}) << "\n";
  return 0;
}

}  // namespace boai::app
