// Letters and lines through Pango and Cairo, for pictures and for PDF. One font family throughout:
// Noto Sans CJK, which every installation has. Only this folder includes it.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace boai::documents {

constexpr double mm_an_inch = 25.4;
constexpr double points_a_mm = 72.0 / mm_an_inch;

struct Colour {
  double red = 0, green = 0, blue = 0;
  bool none = false;
};
Colour colour_of(std::string_view hex);  // "#0f5c78", "0F5C78"; "" and "auto" are none

struct Letters {
  double size = 10;  // in the canvas's own unit
  bool bold = false;
  Colour colour;
};
enum class Align { left, centre, right };

struct Size {
  double width = 0, height = 0;
};

class Canvas {
 public:
  explicit Canvas(cairo_t* cairo);
  cairo_t* cairo() const { return cairo_.get(); }

  void fill(double x, double y, double width, double height, const Colour& colour);
  void line(double x1, double y1, double x2, double y2, double width, const Colour& colour);
  void use(const Colour& colour);
  // One line of text, its baseline box beginning at y; too long for `width` it ends in "…".
  Size text(double x, double y, const std::string& text, const Letters& letters,
            Align align = Align::left, double width = 0);
  Size measure(const std::string& text, const Letters& letters);

  struct Free {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  using LayoutHolder = std::unique_ptr<PangoLayout, Free>;
  LayoutHolder layout() const;
  static void wear(PangoLayout* layout, const Letters& letters);

 private:
  std::unique_ptr<cairo_t, Free> cairo_;
};

using Surface = std::unique_ptr<cairo_surface_t, Canvas::Free>;
// Collects what Cairo writes.
cairo_status_t append_bytes(void* bytes, const unsigned char* piece, unsigned length);
// Codes: document.not_drawn.
Result<std::string> png_of(cairo_surface_t* surface);

}  // namespace boai::documents
