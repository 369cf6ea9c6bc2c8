// A branch is a society: the tree that rights, lists and measures walk. Dated: it exists from
// `since` until `until`. The record type is `network.society`; the network domain changes it.
#pragma once

#include <string>
#include <vector>

#include "kernel/record/record.hpp"

namespace boai::branch {

struct Branch {
  Id<Branch> id;
  std::int64_t version = 0;
  std::string code;  // region code, or an own code below the county
  std::string name;
  std::string level;  // province, city, county, grassroots
  std::string kind;   // code table society_kind
  Id<Branch> parent;
  std::string region;  // region code
  std::string path;    // "/1/5/77/": every ancestor and itself
  std::string state;   // code table society_state
  Day since;
  Day until;  // the last day, or none
  Id<Branch> successor;

  static const record::Type& type();
};

// "/1/5/77/" → {1, 5, 77}
std::vector<std::int64_t> ancestors_of(std::string_view path);

// Does `path` lie at or below `above`?
inline bool within(std::string_view path, std::string_view above) {
  return path.starts_with(above);
}

}  // namespace boai::branch
