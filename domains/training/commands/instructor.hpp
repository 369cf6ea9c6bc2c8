// What other handlers of training ask about instructors.
#pragma once

#include "domains/training/commands/parts.hpp"
#include "domains/training/rules/instructor.hpp"

namespace boai::training {

// She may be registered at several societies; what is known of her is one.
Result<std::vector<InstructorFact>> facts_about(unit::Context& context, Id<people::Person> person);

// The digits a society's region is authorised by: 2, 4 or 6 of them.
std::string region_digits(const Branch& branch);

// May she teach these half days of the class? With a reason a rule may be overridden by who holds
// training.override there; answers whether it was. Codes: those of check_teacher.
Result<bool> check_may_teach(unit::Context& context, const Class& of_class,
                             const Teaching& teaching, const std::string& override_reason);

// The person behind a file that the class's office may see. Codes: training.instructor.not_found.
Result<Id<people::Person>> person_of_instructor(unit::Context& context, const Class& of_class,
                                                Id<Instructor> instructor);

// Makes the facts of hours taught those that follow from her duties in closed classes: adds what
// lacks, strikes what no longer follows; what a person struck stays struck.
Outcome count_hours(unit::Context& context, Id<people::Person> person);
Outcome count_hours_of(unit::Context& context, const Class& of_class);

}  // namespace boai::training
