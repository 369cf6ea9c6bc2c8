// Classes of the demo as a county holds them: planned, approved by another, published, enrolled,
// attended, examined, certified, archived, each by its own command and on its own day.
#pragma once

#include <functional>

#include "app/demo_people.hpp"
#include "domains/training/records/mark.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::app {

struct DemoTrainee {
  std::string name, number, occupation;
  bool passes = true;
};
struct DemoClass {
  Id<branch::Branch> branch;
  std::string title, course, setting, place;
  Day start;  // half days: morning and afternoon from then on
  std::vector<DemoTrainee> trainees;
  DemoTrainee instructor, examiners[2];
  Id<training::Class> id = {};
};

class DemoClasses {
 public:
  // The writer, its clock put to that day.
  using Morning = std::function<unit::Writer&(Day)>;
  DemoClasses(DemoPeople& people, std::mt19937_64& random, Morning morning)
      : people_(people), random_(random), morning_(std::move(morning)) {}

  // One class a month in every county goes its whole way.
  Outcome month(const std::vector<DemoCounty>& counties, int year, int month);
  // Classes that people meet today: to be approved, taking enrolments, in the room.
  Outcome now(const std::vector<DemoCounty>& counties, Day today);

 private:
  using Step = std::function<Outcome(unit::Context&, DemoClass&)>;
  using Classes = std::vector<DemoClass>;

  DemoTrainee somebody(const DemoCounty& county);
  DemoClass made(const DemoCounty& county, std::string title, Day start);
  // Each on that day: up to the approval asked for; approved and published, with its trainees;
  // the half days of that day; marks, certificates, archive.
  Outcome submit(Classes& classes, Day on);
  Outcome fill(Classes& classes, Day on);
  Outcome attend(Classes& classes, Day on);
  Outcome finish(Classes& classes, Day on);
  Outcome each(Classes& classes, Day on, std::string_view command, const Step& step);
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  DemoPeople& people_;
  std::mt19937_64& random_;
  Morning morning_;
};

}  // namespace boai::app
