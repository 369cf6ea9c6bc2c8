// The data dictionary and the API's description, both drawn from records and commands.
#pragma once

#include <boost/json/fwd.hpp>

#include "app/wiring.hpp"

namespace boai::app {

boost::json::object dictionary_of(const App& app);
boost::json::object openapi_of(const App& app);

}  // namespace boai::app
