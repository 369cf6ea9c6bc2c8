// What other domains may see of training: so far only what it counts.
#pragma once

#include "kernel/house/domain.hpp"

namespace boai::training {

Domain domain();

}  // namespace boai::training
