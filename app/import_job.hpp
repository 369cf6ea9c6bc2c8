// An import as a job: the same for the browser and the command line.
#pragma once

#include "app/wiring.hpp"

namespace boai::app {

// Where the refused rows of a job lie, sealed.
std::string refused_path(const App& app, const std::string& job);

// The job an order becomes; the order gets its id and the place for refused rows.
jobs::Job import_job(const App& app, exchange::Order& order);

// Runs the order. What ended it before it began stands in `fault`.
jobs::Ended work_on_import(App& app, exchange::Order order, jobs::Running& running,
                           std::optional<Error>& fault);

// A fault as people read it.
boost::json::object in_words(const App& app, const Error& error);

// Says of imports whose process died that they were interrupted, and forgets old files.
Outcome sweep_jobs(App& app);

}  // namespace boai::app
