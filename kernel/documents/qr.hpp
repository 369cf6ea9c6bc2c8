// A QR code (ISO/IEC 18004) as squares, for paper and screen. libqrencode finds the modes and the
// mask; only this file's .cpp includes it.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace boai::documents {

class Canvas;
struct Colour;

struct QrCode {
  int side = 0;  // modules, without the quiet zone
  std::vector<bool> dark;
  bool at(int row, int column) const { return dark[static_cast<std::size_t>(row * side + column)]; }
};

constexpr int quiet_zone = 4;  // modules of white all around, as the standard asks

// Level M: a sixth of it may be soiled. Codes: document.qr_too_long.
Result<QrCode> qr_of(const std::string& text);

// The dark squares as one path, a unit a module, without the quiet zone: for SVG.
std::string path_of(const QrCode& code);

// Fills a square of `size`, quiet zone included, with white and the code.
struct Spot {
  double x = 0, y = 0, size = 0;
};
void draw(Canvas& canvas, const QrCode& code, const Spot& spot);

}  // namespace boai::documents
