// What several handlers of training ask of the store.
#pragma once

#include "domains/training/rules/class.hpp"

namespace boai::training {

// In the order of their days.
Result<std::vector<Session>> sessions_of(unit::Context& context, Id<Class> of_class);
Result<std::vector<HalfDay>> half_days_taught(unit::Context& context, Id<Class> of_class);
// Course and the version of its syllabus that a class is taught by.
struct Taught {
  const Course* course = nullptr;
  const Syllabus* syllabus = nullptr;
};
Result<Taught> taught_in(unit::Context& context, const Class& of_class);

// An instructor teaches one class at a time. Codes: training.instructor_busy.
struct Teaching {
  Id<people::Person> person;
  Id<Class> of_class;  // the class itself does not clash with itself
  std::vector<HalfDay> half_days;
};
Outcome check_free(unit::Context& context, const Teaching& teaching);

// A seat in the class, or a place in its line; who is there already stays as she is.
struct Enrolling {
  Id<people::Person> person;
  std::string way, occupation;
  std::string reason = {};  // outside the days of enrolment
  Day birthday = {};        // for documents that do not say it
};
Result<Enrolment> enrol(unit::Context& context, Class of_class, const Enrolling& who);

// Gives free seats to those who wait, in their order, and has them told. The caller saves the
// class.
Outcome promote(unit::Context& context, Class& of_class);

}  // namespace boai::training
