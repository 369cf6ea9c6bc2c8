// `boai ledger replay FILE.json`: scenarios of gifts and uses, replayed without a store.
#include "app/ledger_verbs.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

#include "app/wiring.hpp"
#include "engines/ledger/replay.hpp"
#include "kernel/ledger/chart.hpp"

namespace boai::app {

int ledger_line(int count, char** letters) {
  bool good = count == 3 && std::string_view(letters[1]) == "replay";
  if (!good) {
    std::cerr << "usage: boai ledger replay FILE.json\n";
    return 2;
  }
  std::ifstream file(letters[2], std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) {
    std::cerr << "ledger: " << letters[2] << " cannot be read (ledger.unreadable)\n";
    return 3;
  }
  auto charts =
      ledger::read_charts(settings_from_environment().home + "/packs/jiangsu/ledger/chart.yaml");
  auto answer = charts.ok() ? ledger::replay(text.str(), *charts) : charts.error();
  if (!answer.ok()) {
    const Error& error = answer.error();
    std::cerr << "ledger: " << error.field << " is not as it should be (" << error.code << ") "
              << error.detail << "\n";
    return 1;
  }
  std::cout << *answer << "\n";
  return 0;
}

}  // namespace boai::app
