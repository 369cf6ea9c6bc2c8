// Settlement files of channels, line by line into the ledger. A line's id is (channel, file, line),
// so a file sent twice, in another order or in parts adds nothing twice.
#pragma once

#include "engines/ledger/ledger.hpp"
#include "kernel/exchange/rows.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::ledger {

struct ChannelFile {
  std::string path, name;  // name: the file's, as the channel calls it
  std::string channel, book;
};

struct Received {
  std::int64_t rows = 0, added = 0, known = 0, refused = 0;
  struct Fault {
    std::int64_t row = 0;
    std::string code, field;
  };
  std::vector<Fault> faults;  // the first ones
};

// Columns by their header: amt, date; and, where the channel has them, line, restrict (words
// parted by ;), campaign, hour. Codes: ledger.columns and those of sheets.
Result<Received> receive(unit::Writer& writer, const Profiles& profiles, const ChannelFile& file,
                         const rights::Principal& who);

}  // namespace boai::ledger
