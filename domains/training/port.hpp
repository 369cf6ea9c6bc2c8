// What other domains may see of training: so far only what it counts.
#pragma once

#include "domains/training/queries.hpp"
#include "domains/training/queries/desk.hpp"
#include "domains/training/queries/published.hpp"
#include "domains/training/queries/today.hpp"
#include "domains/training/rules/course.hpp"
#include "kernel/house/domain.hpp"

namespace boai::training {

Domain domain();
// Reads the pack's training/courses.yaml, which is the code table course_kind as well, and says
// what decided matters do. Codes: pack.courses.
Outcome settle_in(unit::House& house, const std::string& pack);
// Where the keys lie that sign certificates.
void settle_keys(unit::House& house, const std::string& file);

}  // namespace boai::training
