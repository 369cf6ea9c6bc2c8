// What the sub-commands of the command line do.
#pragma once

#include <boost/json/fwd.hpp>

#include "app/wiring.hpp"

namespace boai::app {

struct Words {
  bool json = false;
  std::string as = "operator";
  std::string type, file, chunk = "5000", format = "csv", out;
  std::vector<std::string> filters;  // field=value, as the lists take them
  std::string labels;                // "", "0", "1"
  std::string mapping, encoding = "auto", sheet, errors;
  bool preview = false, template_only = false;
  std::string plan = "jiangsu-2021-2025", region = "32", as_of;
  int year = 0;
  int port = 8420;
  std::string setup;
  std::string measure, folder, account, name, role, branch, password, since, until, right;
  bool remove_second_factor = false;
};

// Prints the error as its reader wants it and returns the exit code.
int tell(const Words& words, const Error& error);
int print(const boost::json::value& value);

std::string os_user();

Result<int> do_import(App& app, const Words& words);
Result<int> do_export(App& app, const Words& words);
Result<int> do_recount(App& app, const Words& words);
Result<int> do_verify(App& app);
Result<int> do_status(App& app, const Words& words);
Result<int> do_account(App& app, const Words& words, const std::string& verb);
Result<int> do_setup(App& app, const Words& words);
Result<int> do_backup(App& app, const Words& words);
Result<int> do_restore(const Settings& settings, const Words& words);

}  // namespace boai::app
