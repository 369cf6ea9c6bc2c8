// A log's folder carried elsewhere and back, for backups.
#pragma once

#include "kernel/disclosure/disk.hpp"

namespace boai::disclosure {

// Tiles and daily checkpoints first, the checkpoint last: a copy that broke off is no log at all,
// never one with tiles missing. The caller holds the folder's lock when somebody may be writing.
Outcome carry(Folder& from, Folder& to);

}  // namespace boai::disclosure
