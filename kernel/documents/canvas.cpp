#include "kernel/documents/canvas.hpp"

#include <cstdlib>

namespace boai::documents {

namespace {

constexpr const char* family = "Noto Sans CJK SC, Noto Sans CJK, sans-serif";

}  // namespace

Colour colour_of(std::string_view hex) {
  if (hex.starts_with('#')) hex.remove_prefix(1);
  if (hex.size() != 6) return {.none = true};
  auto number = std::strtoul(std::string(hex).c_str(), nullptr, 16);
  auto part = [&](int shift) { return static_cast<double>(number >> shift & 255U) / 255.0; };
  return {part(16), part(8), part(0), false};
}

Canvas::Canvas(cairo_t* cairo) : cairo_(cairo) {}

void Canvas::use(const Colour& colour) {
  cairo_set_source_rgb(cairo_.get(), colour.red, colour.green, colour.blue);
}

void Canvas::fill(double x, double y, double width, double height, const Colour& colour) {
  if (colour.none) return;
  use(colour);
  cairo_rectangle(cairo_.get(), x, y, width, height);
  cairo_fill(cairo_.get());
}

void Canvas::line(double x1, double y1, double x2, double y2, double width, const Colour& colour) {
  if (colour.none) return;
  use(colour);
  cairo_set_line_width(cairo_.get(), width);
  cairo_move_to(cairo_.get(), x1, y1);
  cairo_line_to(cairo_.get(), x2, y2);
  cairo_stroke(cairo_.get());
}

Canvas::LayoutHolder Canvas::layout() const {
  LayoutHolder made(pango_cairo_create_layout(cairo_.get()));
  PangoContext* context = pango_layout_get_context(made.get());
  pango_context_set_round_glyph_positions(context, FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  return made;
}

void Canvas::wear(PangoLayout* layout, const Letters& letters) {
  PangoFontDescription* font = pango_font_description_from_string(family);
  pango_font_description_set_absolute_size(font, letters.size * PANGO_SCALE);
  if (letters.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
}

Size Canvas::text(double x, double y, const std::string& text, const Letters& letters, Align align,
                  double width) {
  LayoutHolder made = layout();
  wear(made.get(), letters);
  pango_layout_set_text(made.get(), text.c_str(), static_cast<int>(text.size()));
  pango_layout_set_single_paragraph_mode(made.get(), TRUE);
  if (width > 0) {
    pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_ellipsize(made.get(), PANGO_ELLIPSIZE_END);
  }
  int wide = 0, high = 0;
  pango_layout_get_size(made.get(), &wide, &high);
  Size size{static_cast<double>(wide) / PANGO_SCALE, static_cast<double>(high) / PANGO_SCALE};
  if (width > 0) {
    PangoAlignment how = align == Align::right    ? PANGO_ALIGN_RIGHT
                         : align == Align::centre ? PANGO_ALIGN_CENTER
                                                  : PANGO_ALIGN_LEFT;
    pango_layout_set_alignment(made.get(), how);
  } else if (align != Align::left) {
    x -= align == Align::right ? size.width : size.width / 2;
  }
  use(letters.colour);
  cairo_move_to(cairo_.get(), x, y);
  pango_cairo_show_layout(cairo_.get(), made.get());
  return size;
}

Size Canvas::measure(const std::string& text, const Letters& letters) {
  LayoutHolder made = layout();
  wear(made.get(), letters);
  pango_layout_set_text(made.get(), text.c_str(), static_cast<int>(text.size()));
  int wide = 0, high = 0;
  pango_layout_get_size(made.get(), &wide, &high);
  return {static_cast<double>(wide) / PANGO_SCALE, static_cast<double>(high) / PANGO_SCALE};
}

cairo_status_t append_bytes(void* bytes, const unsigned char* piece, unsigned length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(piece), length);
  return CAIRO_STATUS_SUCCESS;
}

Result<std::string> png_of(cairo_surface_t* surface) {
  std::string bytes;
  if (cairo_surface_write_to_png_stream(surface, append_bytes, &bytes) != CAIRO_STATUS_SUCCESS) {
    return internal("document.not_drawn");
  }
  return bytes;
}

}  // namespace boai::documents
