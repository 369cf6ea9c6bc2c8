#include "kernel/channels/channel.hpp"

namespace boai::channels {

// A character beyond the first plane takes two units, and a piece never ends inside it.
int sms_segments(std::string_view text) {
  constexpr int single = 70, piece = 67;
  int all = 0, pieces = 1, filled = 0;
  for (char each : text) {
    auto byte = static_cast<unsigned char>(each);
    bool continues = (byte & 0xc0) == 0x80;
    if (continues) continue;
    int units = byte >= 0xf0 ? 2 : 1;
    all += units;
    if (filled + units > piece) {
      ++pieces;
      filled = 0;
    }
    filled += units;
  }
  if (all == 0) return 0;
  return all <= single ? 1 : pieces;
}

}  // namespace boai::channels
