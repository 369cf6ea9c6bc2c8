// What a domain hands to the house: its three lists.
#pragma once

#include "kernel/command/command.hpp"

namespace boai {

struct Domain {
  std::string_view name;
  std::vector<const record::Type*> types;
  std::vector<command::Type> commands;
  std::vector<measures::Measure> measures;
};

}  // namespace boai
