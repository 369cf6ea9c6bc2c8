// What the ledger's benches share: an office of their own, and the rows gifts leave behind.
#pragma once

#include "bench/bench.hpp"
#include "kernel/ledger/books.hpp"

namespace boai::bench {

// An empty store with the province in it, opened in this process.
Result<std::unique_ptr<app::App>> ledger_office(const std::string& folder,
                                                const std::string& address);
Result<ledger::Profiles> charts_of_pack();
ledger::Event a_gift(std::int64_t number);

// `clients` threads, each handing in jobs of `gifts_a_job` until all `gifts` are in.
struct GiftLoad {
  int clients = 16;
  std::int64_t gifts = 0, gifts_a_job = 100, first = 0;
};
Result<double> gifts_a_second(app::App& app, const ledger::Profiles& charts, const GiftLoad& load);

}  // namespace boai::bench
