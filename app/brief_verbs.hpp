// `boai brief …`: draft, export, check, submit, templates.
#pragma once

#include "app/verbs.hpp"

namespace boai::app {

struct BriefWords {
  std::string id, templates = "one_page,six_slides", title, folder = ".", file, code, name;
  int month = 0;
};

Result<int> do_brief_draft(App& app, const Words& words, const BriefWords& asked);
Result<int> do_brief_export(App& app, const Words& words, const BriefWords& asked);
Result<int> do_brief_check(App& app, const Words& words, const BriefWords& asked);
Result<int> do_brief_submit(App& app, const Words& words, const BriefWords& asked);
Result<int> do_brief_template(App& app, const Words& words, const BriefWords& asked);

}  // namespace boai::app
