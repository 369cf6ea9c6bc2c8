#include "kernel/documents/charts.hpp"

#include <algorithm>
#include <cmath>

#include "kernel/documents/canvas.hpp"

namespace boai::documents {

namespace {

constexpr double dots_a_mm = 200.0 / mm_an_inch;
constexpr double side_mm_min = 20, side_mm_max = 400;
constexpr const char* ink = "#1b2a33";
constexpr const char* muted = "#5d6f7a";
constexpr const char* track = "#e9eef1";
constexpr const char* lines = "#e1e8ec";
constexpr const char* accent = "#0f5c78";

// A picture in millimetres.
class Sheet {
 public:
  static Result<std::unique_ptr<Sheet>> of(const Frame& frame) {
    auto fits = [](double side) { return side >= side_mm_min && side <= side_mm_max; };
    if (!fits(frame.width_mm) || !fits(frame.height_mm)) {
      return invalid("document.picture_size", {},
                     std::to_string(frame.width_mm) + "×" + std::to_string(frame.height_mm));
    }
    return std::make_unique<Sheet>(frame);
  }

  explicit Sheet(const Frame& frame)
      : surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                           static_cast<int>(frame.width_mm * dots_a_mm),
                                           static_cast<int>(frame.height_mm * dots_a_mm))),
        canvas(cairo_create(surface.get())),
        frame_(frame) {
    canvas.fill(0, 0, at(frame.width_mm), at(frame.height_mm), colour_of("#ffffff"));
    if (!frame.title.empty()) write(0, 0, frame.title, 3.6, ink, Align::left, true, frame.width_mm);
    if (!frame.note.empty()) {
      write(0, frame.height_mm - 4, frame.note, 2.5, muted, Align::left, false, frame.width_mm);
    }
  }

  static double at(double millimetres) { return millimetres * dots_a_mm; }

  double write(double x, double y, const std::string& text, double size, const char* colour,
               Align align = Align::left, bool bold = false, double width = 0) {
    Letters letters{at(size), bold, colour_of(colour)};
    return canvas.text(at(x), at(y), text, letters, align, at(width)).width / dots_a_mm;
  }
  double wide(const std::string& text, double size) {
    return canvas.measure(text, {at(size), false, {}}).width / dots_a_mm;
  }
  void box(double x, double y, double width, double height, std::string_view colour) {
    canvas.fill(at(x), at(y), at(width), at(height), colour_of(colour));
  }
  void stroke(double x1, double y1, double x2, double y2, double width, std::string_view colour) {
    canvas.line(at(x1), at(y1), at(x2), at(y2), at(width), colour_of(colour));
  }

  // Between title and note.
  double top() const { return frame_.title.empty() ? 1 : 7; }
  double bottom() const { return frame_.height_mm - (frame_.note.empty() ? 1 : 5); }

  Result<Picture> picture(const std::string& words) const {
    std::string bytes = TRY(png_of(surface.get()));
    return Picture{std::move(bytes), frame_.width_mm, frame_.height_mm, words};
  }

  Surface surface;
  Canvas canvas;

 private:
  const Frame& frame_;
};

double most_of(const BarChart& chart) {
  double most = 0;
  for (const Bar& bar : chart.bars) {
    for (const auto& each : {bar.value, bar.target, bar.expected})
      most = std::max(most, each.value_or(0));
  }
  return most;
}

void legend_of(Sheet& sheet, const BarChart& chart) {
  double x = chart.frame.width_mm, y = 1.2;
  auto entry = [&](const std::string& word, auto mark) {
    if (word.empty()) return;
    x -= sheet.wide(word, 2.5);
    sheet.write(x, y, word, 2.5, muted);
    x -= 4.2;
    mark(x);
    x -= 3;
  };
  bool expected =
      std::ranges::any_of(chart.bars, [](const Bar& bar) { return bar.expected.has_value(); });
  bool target =
      std::ranges::any_of(chart.bars, [](const Bar& bar) { return bar.target.has_value(); });
  if (expected) {
    entry(chart.expected_word,
          [&](double at) { sheet.stroke(at + 2, y + 0.6, at + 2, y + 3.2, 0.25, muted); });
  }
  if (target) {
    entry(chart.target_word,
          [&](double at) { sheet.stroke(at + 2, y + 0.6, at + 2, y + 3.2, 0.6, ink); });
  }
  entry(chart.value_word, [&](double at) { sheet.box(at, y + 0.9, 3.2, 2, accent); });
}

struct Lane {
  double names, plot, texts;  // widths
};

Lane lane_of(Sheet& sheet, const BarChart& chart, double size) {
  double names = 0, texts = 0;
  for (const Bar& bar : chart.bars) {
    names = std::max(names, sheet.wide(bar.name, size));
    texts = std::max(texts, sheet.wide(bar.text, size));
  }
  names = std::min(names, chart.frame.width_mm * 0.45);
  return {names, chart.frame.width_mm - names - texts - 4, texts};
}

}  // namespace

Result<Picture> drawn(const BarChart& chart) {
  auto sheet = TRY(Sheet::of(chart.frame));
  legend_of(*sheet, chart);
  double most = most_of(chart);
  double step = (sheet->bottom() - sheet->top()) /
                std::max<double>(1, static_cast<double>(chart.bars.size()));
  double size = std::clamp(step * 0.5, 1.8, 3.2), thick = std::min(step * 0.5, 5.0);
  Lane lane = lane_of(*sheet, chart, size);
  double y = sheet->top();
  for (const Bar& bar : chart.bars) {
    double middle = y + step / 2, left = lane.names + 2;
    auto along = [&](double value) { return most > 0 ? lane.plot * value / most : 0; };
    sheet->write(0, middle - size * 0.72, bar.name, size, ink, Align::left, false,
                 lane.names + 0.5);
    sheet->box(left, middle - thick / 2, lane.plot, thick, track);
    if (bar.value) sheet->box(left, middle - thick / 2, along(*bar.value), thick, bar.colour);
    if (bar.expected) {
      double at = left + along(*bar.expected);
      sheet->stroke(at, middle - thick * 0.7, at, middle + thick * 0.7, 0.25, muted);
    }
    if (bar.target) {
      double at = left + along(*bar.target);
      sheet->stroke(at, middle - thick * 0.7, at, middle + thick * 0.7, 0.6, ink);
    }
    sheet->write(chart.frame.width_mm, middle - size * 0.72, bar.text, size, ink, Align::right);
    y += step;
  }
  return sheet->picture(chart.frame.title);
}

namespace {

// A round number not below the most that is to be shown.
double round_above(double most) {
  if (most <= 0) return 1;
  double ten = std::pow(10, std::floor(std::log10(most)));
  for (double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
    if (most <= step * ten) return step * ten;
  }
  return 10 * ten;
}

std::string grouped(double value) {
  char text[40];
  std::snprintf(text, sizeof text, value >= 100 || value == std::floor(value) ? "%.0f" : "%.1f",
                value);
  std::string made = text;
  std::size_t end = made.find('.');
  if (end == std::string::npos) end = made.size();
  for (std::size_t at = end; at > 3; at -= 3) made.insert(at - 3, ",");
  return made;
}

}  // namespace

namespace {

// Where values lie on the picture.
struct Plot {
  double left, right, top, bottom, most, step;
  double y(double value) const { return bottom - (bottom - top) * value / most; }
  double x(std::size_t at) const { return left + step * (static_cast<double>(at) + 0.5); }
};

Plot plot_of(Sheet& sheet, const LineChart& chart) {
  double most = chart.target.value_or(0);
  for (const Point& point : chart.points) most = std::max(most, point.value.value_or(0));
  most = round_above(most);
  Plot plot{sheet.wide(grouped(most), 2.5) + 2,
            chart.frame.width_mm - 2,
            sheet.top() + 2,
            sheet.bottom() - 5,
            most,
            0};
  auto count = std::max<std::size_t>(1, chart.points.size());
  plot.step = (plot.right - plot.left) / static_cast<double>(count);
  return plot;
}

void draw_scale(Sheet& sheet, const LineChart& chart, const Plot& plot) {
  constexpr int steps = 4;
  for (int step = 0; step <= steps; ++step) {
    double value = plot.most * step / steps, y = plot.y(value);
    sheet.stroke(plot.left, y, plot.right, y, 0.2, lines);
    sheet.write(plot.left - 1.5, y - 1.9, grouped(value), 2.5, muted, Align::right);
  }
  for (std::size_t at = 0; at < chart.points.size(); ++at) {
    sheet.write(plot.x(at), plot.bottom + 1, chart.points[at].name, 2.5, muted, Align::centre);
  }
  if (!chart.target) return;
  double y = plot.y(*chart.target), dash[] = {Sheet::at(1.5), Sheet::at(1)};
  cairo_t* cairo = sheet.canvas.cairo();
  cairo_set_dash(cairo, dash, 2, 0);
  sheet.stroke(plot.left, y, plot.right, y, 0.4, ink);
  cairo_set_dash(cairo, nullptr, 0, 0);
  sheet.write(plot.left + 1, y - 4.2, chart.target_text, 2.6, ink);
}

// A gap stays a gap.
void draw_curve(Sheet& sheet, const LineChart& chart, const Plot& plot) {
  cairo_t* cairo = sheet.canvas.cairo();
  sheet.canvas.use(colour_of(accent));
  cairo_set_line_width(cairo, Sheet::at(0.8));
  bool begun = false;
  for (std::size_t at = 0; at < chart.points.size(); ++at) {
    const auto& value = chart.points[at].value;
    if (value) {
      auto go = begun ? cairo_line_to : cairo_move_to;
      go(cairo, Sheet::at(plot.x(at)), Sheet::at(plot.y(*value)));
    }
    begun = value.has_value();
  }
  cairo_stroke(cairo);
  for (std::size_t at = 0; at < chart.points.size(); ++at) {
    const auto& value = chart.points[at].value;
    if (!value) continue;
    cairo_arc(cairo, Sheet::at(plot.x(at)), Sheet::at(plot.y(*value)), Sheet::at(0.8), 0, 6.2832);
    cairo_fill(cairo);
  }
}

void name_last(Sheet& sheet, const LineChart& chart, const Plot& plot) {
  for (std::size_t at = chart.points.size(); at-- > 0;) {
    const Point& point = chart.points[at];
    if (!point.value) continue;
    double x = std::min(plot.x(at), plot.right - sheet.wide(point.text, 3) / 2);
    double y = std::max(plot.top, plot.y(*point.value) - 5.5);
    sheet.write(x, y, point.text, 3, accent, Align::centre, true);
    return;
  }
}

}  // namespace

Result<Picture> drawn(const LineChart& chart) {
  auto sheet = TRY(Sheet::of(chart.frame));
  Plot plot = plot_of(*sheet, chart);
  draw_scale(*sheet, chart, plot);
  draw_curve(*sheet, chart, plot);
  name_last(*sheet, chart, plot);
  return sheet->picture(chart.frame.title);
}

namespace {

struct Extent {
  double west = 1e9, east = -1e9, south = 1e9, north = -1e9;
};

Extent extent_of(const std::vector<Place>& places) {
  Extent all;
  for (const Place& place : places) {
    for (const auto& ring : place.rings) {
      for (const auto& [x, y] : ring) {
        all = {std::min(all.west, x), std::max(all.east, x), std::min(all.south, y),
               std::max(all.north, y)};
      }
    }
  }
  return all;
}

// Degrees to millimetres, north up, nothing stretched.
struct Projection {
  double scale, slim, left, top;
  Extent extent;
  double x(double longitude) const { return left + (longitude - extent.west) * slim * scale; }
  double y(double latitude) const { return top + (extent.north - latitude) * scale; }
};

Projection projection_of(const Extent& extent, const Sheet& sheet, double width) {
  double slim = std::cos((extent.south + extent.north) / 2 * 3.14159265 / 180);
  double wide = (extent.east - extent.west) * slim, high = extent.north - extent.south;
  double room = sheet.bottom() - sheet.top();
  double scale = std::min(width / std::max(wide, 1e-6), room / std::max(high, 1e-6));
  return {scale, slim, (width - wide * scale) / 2, sheet.top() + (room - high * scale) / 2, extent};
}

}  // namespace

Result<Picture> drawn(const MapChart& chart) {
  auto sheet = TRY(Sheet::of(chart.frame));
  Projection to = projection_of(extent_of(chart.places), *sheet, chart.frame.width_mm);
  cairo_t* cairo = sheet->canvas.cairo();
  struct Label {
    double x, y;
    const Place* place;
  };
  std::vector<Label> labels;
  for (const Place& place : chart.places) {
    double largest = 0;
    Label label{0, 0, &place};
    for (const auto& ring : place.rings) {
      Extent own;
      cairo_new_path(cairo);
      for (const auto& [x, y] : ring) {
        cairo_line_to(cairo, Sheet::at(to.x(x)), Sheet::at(to.y(y)));
        own = {std::min(own.west, x), std::max(own.east, x), std::min(own.south, y),
               std::max(own.north, y)};
      }
      cairo_close_path(cairo);
      sheet->canvas.use(colour_of(place.colour));
      cairo_fill_preserve(cairo);
      sheet->canvas.use(colour_of("#ffffff"));
      cairo_set_line_width(cairo, Sheet::at(0.3));
      cairo_stroke(cairo);
      double size = (own.east - own.west) * (own.north - own.south);
      if (size <= largest) continue;
      largest = size;
      label.x = to.x((own.west + own.east) / 2);
      label.y = to.y((own.south + own.north) / 2);
    }
    labels.push_back(label);
  }
  // On a small map the names alone; the figures stand in the bars beside it.
  constexpr double roomy_mm = 80;
  bool roomy = chart.frame.height_mm >= roomy_mm;
  double size = std::clamp(chart.frame.height_mm / 32, 1.5, 2.6);
  for (const Label& label : labels) {
    double y = label.y - (roomy ? 3.2 : size * 0.7);
    sheet->write(label.x, y, label.place->name, size, ink, Align::centre);
    if (roomy) {
      sheet->write(label.x, label.y + 0.1, label.place->text, size, ink, Align::centre, true);
    }
  }
  double y = sheet->bottom() - 4.2 * static_cast<double>(chart.legend.size());
  for (const auto& [colour, word] : chart.legend) {
    sheet->box(0, y, 3.2, 2.6, colour);
    sheet->write(4.4, y - 0.7, word, 2.5, muted);
    y += 4.2;
  }
  return sheet->picture(chart.frame.title);
}

}  // namespace boai::documents
