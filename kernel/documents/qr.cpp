#include "kernel/documents/qr.hpp"

#include <qrencode.h>

#include <memory>

#include "kernel/documents/canvas.hpp"

namespace boai::documents {

namespace {

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

// One run of dark modules in a row, from a column on; 0 for none.
int run_at(const QrCode& code, int row, int column) {
  int length = 0;
  while (column + length < code.side && code.at(row, column + length)) ++length;
  return length;
}

}  // namespace

Result<QrCode> qr_of(const std::string& text) {
  if (text.empty() || text.find('\0') != std::string::npos) {
    return invalid("document.qr_too_long", "text");
  }
  std::unique_ptr<QRcode, FreeCode> made(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!made) return invalid("document.qr_too_long", "text");
  QrCode code{.side = made->width};
  for (int at = 0; at < made->width * made->width; ++at) code.dark.push_back(made->data[at] & 1);
  return code;
}

std::string path_of(const QrCode& code) {
  std::string path;
  for (int row = 0; row < code.side; ++row) {
    for (int column = 0; column < code.side; ++column) {
      int length = run_at(code, row, column);
      if (length == 0) continue;
      std::string wide = std::to_string(length);
      path += "M" + std::to_string(column) + " " + std::to_string(row) + "h" + wide + "v1h-" +
              wide + "z";
      column += length;
    }
  }
  return path;
}

void draw(Canvas& canvas, const QrCode& code, const Spot& spot) {
  canvas.fill(spot.x, spot.y, spot.size, spot.size, Colour{1, 1, 1});
  double module = spot.size / (code.side + 2 * quiet_zone);
  cairo_t* cairo = canvas.cairo();
  canvas.use(Colour{});
  for (int row = 0; row < code.side; ++row) {
    for (int column = 0; column < code.side; ++column) {
      int length = run_at(code, row, column);
      if (length == 0) continue;
      cairo_rectangle(cairo, spot.x + (column + quiet_zone) * module,
                      spot.y + (row + quiet_zone) * module, length * module, module);
      column += length;
    }
  }
  // One fill, so that no hairlines of white stand between the rows.
  cairo_fill(cairo);
}

}  // namespace boai::documents
