// Charts as pictures, in the house's own colours: bars by region with target and expected marks, a
// line by month with its target, a map coloured by region. What is not known is not drawn as
// nought.
#pragma once

#include <optional>

#include "kernel/documents/place_holder.hpp"

namespace boai::documents {

struct Frame {
  std::string title;  // what is shown, with its unit
  std::string note;   // below: region, as-of
  double width_mm = 160, height_mm = 70;
};

struct Bar {
  std::string name, text;  // the text stands at the bar's end
  std::optional<double> value, target, expected;
  std::string colour = "#0f5c78";
};
struct BarChart {
  Frame frame;
  std::vector<Bar> bars;
  std::string value_word, target_word, expected_word;  // of the legend
};

struct Point {
  std::string name;
  std::optional<double> value;
  std::string text;  // beside the last point
};
struct LineChart {
  Frame frame;
  std::vector<Point> points;
  std::optional<double> target;
  std::string target_text;
};

struct Place {
  std::vector<std::vector<std::pair<double, double>>> rings;  // longitude, latitude
  std::string name, text, colour;
};
struct MapChart {
  Frame frame;
  std::vector<Place> places;
  std::vector<std::pair<std::string, std::string>> legend;  // colour, word
};

// Codes: document.picture_size, document.not_drawn.
Result<Picture> drawn(const BarChart& chart);
Result<Picture> drawn(const LineChart& chart);
Result<Picture> drawn(const MapChart& chart);

}  // namespace boai::documents
