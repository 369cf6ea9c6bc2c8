// `boai people …`: what is kept of one person, keeping that ended, keys and seals.
#pragma once

#include "app/verbs.hpp"

namespace boai::app {

struct PeopleWords {
  std::string person, out;
  bool dry_run = false;
};

Result<int> do_people_export(App& app, const Words& words, const PeopleWords& asked);
Result<int> do_people_retain(App& app, const Words& words, const PeopleWords& asked);
Result<int> do_people_new_key(App& app, const Words& words, const PeopleWords& asked);
Result<int> do_people_duplicates(App& app, const Words& words, const PeopleWords& asked);
Result<int> do_people_seal_anew(App& app, const Words& words, const PeopleWords& asked);

}  // namespace boai::app
