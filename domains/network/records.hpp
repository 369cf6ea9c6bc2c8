// Regions as of a day and populations. Societies are kernel branches; their commands stand here.
#pragma once

#include "kernel/command/command.hpp"

namespace boai::network {

using branch::Branch;

struct Region {
  Id<Region> id;
  std::int64_t version = 0;
  std::string code;  // 2, 4, 6, 9 digits
  std::string name;
  std::string name_en;
  std::string level;  // province, city, county, town, area (functional area)
  std::string kind;
  std::string parent;
  std::string host;  // a functional area counts to its host
  bool in_coverage = true;
  Day since;
  Day until;
  std::string successor;
  std::string longitude;  // WGS-84, decimal degrees as text
  std::string latitude;

  static const record::Type& type();
};

struct Population {
  Id<Population> id;
  std::int64_t version = 0;
  std::string region;
  std::int64_t year = 0;
  std::string series;  // registered 户籍, resident 常住
  std::int64_t persons = 0;
  std::string source;

  static const record::Type& type();
};

// Where a society lay from a day to a day, written when it moves; one that never moved has none.
struct Placement {
  Id<Placement> id;
  std::int64_t version = 0;
  Id<Branch> branch;  // the society
  Id<Branch> parent;
  Day since;
  Day until;

  static const record::Type& type();
};

// What became of a society: merged into another, or another split off it.
struct Succession {
  Id<Succession> id;
  std::int64_t version = 0;
  Id<Branch> branch;  // the society before
  Id<Branch> successor;
  std::string kind;  // merge, split
  Day day;

  static const record::Type& type();
};

struct AddRegion {
  static constexpr std::string_view right = "network.manage";
  Id<Branch> branch;  // the society that keeps the table: the province
  std::string code, name, name_en, level, kind, parent, host;
  bool in_coverage = true;
  Day since, until;
  std::string successor, longitude, latitude;
  static constexpr auto subject = &AddRegion::branch;
  static std::span<const record::Field> fields();
};
struct RecordPopulation {
  static constexpr std::string_view right = "network.manage";
  Id<Branch> branch;
  std::string region;
  std::int64_t year = 0;
  std::string series;
  std::int64_t persons = 0;
  std::string source;
  static constexpr auto subject = &RecordPopulation::branch;
  static std::span<const record::Field> fields();
};

// Opens a society below another.
struct OpenSociety {
  static constexpr std::string_view right = "network.manage_grassroots";
  Id<Branch> parent;
  std::string code, name, level, kind, region;
  Day since;
  static constexpr auto subject = &OpenSociety::parent;
  static std::span<const record::Field> fields();
};
struct RenameSociety {
  static constexpr std::string_view right = "network.manage_grassroots";
  Id<Branch> society;
  std::string name;
  static constexpr auto subject = &RenameSociety::society;
  static std::span<const record::Field> fields();
};
// Closes on a day; with a successor it is a merger into that society.
struct CloseSociety {
  static constexpr std::string_view right = "network.manage_grassroots";
  Id<Branch> society;
  Day until;
  Id<Branch> successor;
  static constexpr auto subject = &CloseSociety::society;
  static std::span<const record::Field> fields();
};

// Lays a society with all below it under another parent of the same level.
struct MoveSociety {
  static constexpr std::string_view right = "network.manage_grassroots";
  Id<Branch> society;
  Id<Branch> parent;
  Day since;
  static constexpr auto subject = &MoveSociety::society;
  static std::span<const record::Field> fields();
};
// Lays what stands below a society under its successor and closes it.
struct MergeSociety {
  static constexpr std::string_view right = "network.manage_grassroots";
  Id<Branch> society;
  Id<Branch> successor;
  Day until;  // the last day
  static constexpr auto subject = &MergeSociety::society;
  static std::span<const record::Field> fields();
};
// Opens a society beside another out of which it comes; what belongs to it is moved after.
struct SplitSociety {
  static constexpr std::string_view right = "network.manage_grassroots";
  Id<Branch> society;
  std::string code, name, region;
  Day since;
  static constexpr auto subject = &SplitSociety::society;
  static std::span<const record::Field> fields();
};

Result<Region> handle(unit::Context&, Branch, const AddRegion&);
Result<Population> handle(unit::Context&, Branch, const RecordPopulation&);
Result<Branch> handle(unit::Context&, Branch parent, const OpenSociety&);
Result<Branch> handle(unit::Context&, Branch, const RenameSociety&);
Result<Branch> handle(unit::Context&, Branch, const CloseSociety&);
Result<Branch> handle(unit::Context&, Branch, const MoveSociety&);
Result<Branch> handle(unit::Context&, Branch, const MergeSociety&);
Result<Branch> handle(unit::Context&, Branch, const SplitSociety&);

}  // namespace boai::network
