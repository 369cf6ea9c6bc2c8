// What other domains may see of the network.
#pragma once

#include "kernel/house/domain.hpp"

namespace boai::network {

Domain domain();

}  // namespace boai::network
