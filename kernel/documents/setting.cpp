#include "kernel/documents/setting.hpp"

#include <algorithm>
#include <cmath>

namespace boai::documents {

namespace {

constexpr double line_usual = 1.36;  // of the letters' size
constexpr double raised_share = 0.62;

guint16 shade(double part) { return static_cast<guint16>(std::lround(part * 65535)); }

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

void wear(PangoAttrList* list, const Look& look, std::size_t from, std::size_t to) {
  double size = look.raised ? look.size * raised_share : look.size;
  add(list, pango_attr_size_new_absolute(static_cast<int>(size * PANGO_SCALE)), from, to);
  if (look.bold) add(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, to);
  Colour colour = colour_of(look.colour);
  if (!colour.none) {
    add(list, pango_attr_foreground_new(shade(colour.red), shade(colour.green), shade(colour.blue)),
        from, to);
  }
  if (look.raised) {
    add(list, pango_attr_rise_new(static_cast<int>(look.size * 0.36 * PANGO_SCALE)), from, to);
  }
}

struct PngCursor {
  const std::string* bytes;
  std::size_t at = 0;
};
cairo_status_t read_png(void* cursor, unsigned char* into, unsigned length) {
  auto* from = static_cast<PngCursor*>(cursor);
  if (from->at + length > from->bytes->size()) return CAIRO_STATUS_READ_ERROR;
  std::copy_n(from->bytes->data() + from->at, length, into);
  from->at += length;
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

SetParagraph Setter::set(const Paragraph& paragraph, double width) {
  SetParagraph made;
  made.layout = canvas_.layout();
  std::string text = paragraph.bullet.empty() ? "" : paragraph.bullet + " ";
  PangoAttrList* list = pango_attr_list_new();
  double largest = 0;
  for (const Stretch& stretch : paragraph.stretches) largest = std::max(largest, stretch.look.size);
  if (!paragraph.stretches.empty() && !text.empty()) {
    wear(list, paragraph.stretches.front().look, 0, text.size());
  }
  for (const Stretch& stretch : paragraph.stretches) {
    wear(list, stretch.look, text.size(), text.size() + stretch.text.size());
    text += stretch.text;
  }
  PangoLayout* layout = made.layout.get();
  Canvas::wear(layout, {.size = largest});
  pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);
  double room = std::max(10.0, width - paragraph.indent);
  pango_layout_set_width(layout, static_cast<int>(room * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, paragraph.align == Align::centre  ? PANGO_ALIGN_CENTER
                                     : paragraph.align == Align::right ? PANGO_ALIGN_RIGHT
                                                                       : PANGO_ALIGN_LEFT);
  made.line_height =
      paragraph.line_exact > 0 ? paragraph.line_exact : largest * line_usual * paragraph.line;
  made.baseline = made.line_height / 2 + largest * 0.36;
  bool words = !text.empty() || paragraph.images.empty();
  made.lines = words ? pango_layout_get_line_count(layout) : 0;
  made.text_height = made.lines * made.line_height;
  for (const Image& image : paragraph.images) {
    made.images_height += image.height * std::min(1.0, width / std::max(1.0, image.width));
  }
  return made;
}

double Setter::height(const Paragraph& paragraph, double width) {
  SetParagraph made = set(paragraph, width);
  return paragraph.before + made.text_height + made.images_height + paragraph.after;
}

double Setter::height(const std::vector<Paragraph>& paragraphs, double width) {
  double sum = 0;
  for (const Paragraph& each : paragraphs) sum += height(each, width);
  return sum;
}

std::vector<double> Setter::columns(const Table& table, double width) {
  std::vector<double> widths = table.columns;
  double sum = 0;
  for (double each : widths) sum += each;
  if (sum > width && sum > 0) {
    for (double& each : widths) each *= width / sum;
  }
  return widths;
}

namespace {

double span_of(const std::vector<double>& columns, std::size_t& at, const Cell& cell) {
  double width = 0;
  for (int each = 0; each < cell.span && at < columns.size(); ++each) width += columns[at++];
  return width;
}

constexpr double pad_above = 1.5;

}  // namespace

double Setter::height(const Table& table, const TableRow& row, double width) {
  std::vector<double> widths = columns(table, width);
  std::size_t at = 0;
  double most = row.height;
  for (const Cell& cell : row.cells) {
    double wide = span_of(widths, at, cell) - 2 * table.pad;
    most = std::max(most, height(cell.paragraphs, wide) + 2 * pad_above);
  }
  return most;
}

double Setter::height(const Block& block, double width) {
  if (const auto* paragraph = std::get_if<Paragraph>(&block)) return height(*paragraph, width);
  const auto& table = std::get<Table>(block);
  double sum = 0;
  for (const TableRow& row : table.rows) sum += height(table, row, width);
  return sum;
}

void Setter::link(const Paragraph& paragraph, const SetParagraph& set, double x, double y,
                  int first, int last) {
  std::size_t from = paragraph.bullet.empty() ? 0 : paragraph.bullet.size() + 1;
  for (const Stretch& stretch : paragraph.stretches) {
    std::size_t to = from + stretch.text.size();
    bool sound = stretch.look.link.find_first_of("'\\") == std::string::npos;
    if (!stretch.look.link.empty() && sound) {
      int line = 0, left = 0, right = 0, end_line = 0;
      pango_layout_index_to_line_x(set.layout.get(), static_cast<int>(from), FALSE, &line, &left);
      pango_layout_index_to_line_x(set.layout.get(), static_cast<int>(to), FALSE, &end_line,
                                   &right);
      if (line >= first && line < last && end_line == line) {
        double x1 = x + static_cast<double>(left) / PANGO_SCALE;
        char where[160];
        std::snprintf(where, sizeof where, "rect=[%.2f %.2f %.2f %.2f]", x1,
                      y + (line - first) * set.line_height,
                      static_cast<double>(right - left) / PANGO_SCALE, set.line_height);
        std::string words = std::string(where) + " uri='" + stretch.look.link + "'";
        cairo_tag_begin(canvas_.cairo(), CAIRO_TAG_LINK, words.c_str());
        cairo_tag_end(canvas_.cairo(), CAIRO_TAG_LINK);
      }
    }
    from = to;
  }
}

int Setter::draw_lines(const Paragraph& paragraph, const SetParagraph& set, Box place, int first) {
  int fit = std::max(0, static_cast<int>((place.height + 0.01) / set.line_height));
  int last = std::min(set.lines, first + fit);
  if (!paragraph.fill.empty()) {
    canvas_.fill(place.x, place.y, place.width, (last - first) * set.line_height,
                 colour_of(paragraph.fill));
  }
  PangoLayoutIter* walk = pango_layout_get_iter(set.layout.get());
  double x = place.x + paragraph.indent;
  for (int line = 0; line < last; ++line) {
    if (line >= first) {
      PangoRectangle logical;
      pango_layout_iter_get_line_extents(walk, nullptr, &logical);
      double hang = line == 0 ? paragraph.hanging : 0;
      cairo_move_to(canvas_.cairo(), x - hang + static_cast<double>(logical.x) / PANGO_SCALE,
                    place.y + (line - first) * set.line_height + set.baseline);
      canvas_.use(colour_of("#1b2a33"));
      pango_cairo_show_layout_line(canvas_.cairo(), pango_layout_iter_get_line_readonly(walk));
    }
    pango_layout_iter_next_line(walk);
  }
  pango_layout_iter_free(walk);
  link(paragraph, set, x, place.y, first, last);
  return last - first;
}

void Setter::draw_image(const Image& image, double x, double y) {
  PngCursor cursor{image.png};
  Surface surface(cairo_image_surface_create_from_png_stream(read_png, &cursor));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return;
  cairo_t* cairo = canvas_.cairo();
  cairo_save(cairo);
  cairo_translate(cairo, x, y);
  cairo_scale(cairo, image.width / cairo_image_surface_get_width(surface.get()),
              image.height / cairo_image_surface_get_height(surface.get()));
  cairo_set_source_surface(cairo, surface.get(), 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

void Setter::draw(const Paragraph& paragraph, double x, double y, double width) {
  SetParagraph made = set(paragraph, width);
  y += paragraph.before;
  draw_lines(paragraph, made, {.x = x, .y = y, .width = width, .height = made.text_height}, 0);
  y += made.text_height;
  for (Image image : paragraph.images) {
    double share = std::min(1.0, width / std::max(1.0, image.width));
    image.width *= share;
    image.height *= share;
    double left = paragraph.align == Align::centre ? (width - image.width) / 2 : 0;
    draw_image(image, x + left, y);
    y += image.height;
  }
  if (!paragraph.rule.empty()) {
    canvas_.line(x, y + 1.5, x + width, y + 1.5, 0.8, colour_of(paragraph.rule));
  }
}

void Setter::draw(const Table& table, const TableRow& row, double x, double y, double width) {
  std::vector<double> widths = columns(table, width);
  std::size_t at = 0;
  double high = height(table, row, width);
  for (const Cell& cell : row.cells) {
    double wide = span_of(widths, at, cell);
    canvas_.fill(x, y, wide, high, colour_of(cell.fill));
    double inside = height(cell.paragraphs, wide - 2 * table.pad);
    double top = y + (cell.centred ? (high - inside) / 2 : pad_above);
    for (const Paragraph& paragraph : cell.paragraphs) {
      draw(paragraph, x + table.pad, top, wide - 2 * table.pad);
      top += height(paragraph, wide - 2 * table.pad);
    }
    std::string rule = cell.rule.empty() ? table.rule : cell.rule;
    canvas_.line(x, y + high, x + wide, y + high, 0.5, colour_of(rule));
    x += wide;
  }
}

void Setter::draw(const Block& block, double x, double y, double width) {
  if (const auto* paragraph = std::get_if<Paragraph>(&block)) return draw(*paragraph, x, y, width);
  const auto& table = std::get<Table>(block);
  for (const TableRow& row : table.rows) {
    draw(table, row, x, y, width);
    y += height(table, row, width);
  }
}

}  // namespace boai::documents
