// Instructors' files as the store holds them, for the read models.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <span>

#include "domains/training/queries/parts.hpp"
#include "domains/training/rules/instructor.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::training {

// A file with the name of its person and society.
struct File {
  Instructor record;
  std::string name, society, region, path;  // path: the society's
};
// A condition on training_instructor i, person p, society s.
struct FileWhere {
  std::string condition;
  std::vector<store::Value> values;
};
Result<std::vector<File>> files_where(store::Connection& connection, const FileWhere& where,
                                      std::int64_t limit);

// What the viewer may see: registered in reach of training.read, or once authorised for a region
// of it. Whether the authorisation stands, only her facts say: `sees`.
struct Sight {
  rights::Reach reach;
  std::vector<std::string> regions;  // of the societies that the right is held at
};
Result<Sight> sight_of(store::Connection& connection, const unit::House& house,
                       const rights::Principal& viewer);
std::string sight_condition(const Sight& sight, std::vector<store::Value>& values);
bool keeps(const Sight& sight, const File& file);  // registered in reach
bool sees(const Sight& sight, const File& file, const qualification::Standing& standing);

// Records of all files of these persons, by person.
Result<std::map<std::int64_t, std::vector<InstructorFact>>> facts_by_person(
    store::Connection& connection, std::span<const std::int64_t> persons);
Result<std::map<std::int64_t, std::vector<Unavailability>>> absences_by_person(
    store::Connection& connection, std::span<const std::int64_t> persons);

boost::json::object standing_json(const qualification::Standing& standing);

}  // namespace boai::training
