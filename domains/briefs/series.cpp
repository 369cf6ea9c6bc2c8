// Pictures of a brief: bars by region, a line by month, how far everything is, the map.
#include <algorithm>
#include <fstream>
#include <mutex>
#include <sstream>

#include "domains/briefs/queries.hpp"

namespace boai::briefs {

namespace json = boost::json;
using documents::Picture;

namespace {

documents::Frame frame_of(const Drawing& drawing) {
  return {drawing.title, drawing.note, drawing.width_mm, drawing.height_mm};
}

std::string month_name(const Figure& figure) { return std::to_string(figure.month) + "月"; }

}  // namespace

Result<Picture> draw_parts(const Drawing& drawing, const std::vector<const Figure*>& figures) {
  documents::BarChart chart{.frame = frame_of(drawing),
                            .bars = {},
                            .value_word = "当前",
                            .target_word = "目标",
                            .expected_word = "应达"};
  std::vector<const Figure*> ordered = figures;
  // From high to low; what is not known stands at the end.
  std::ranges::stable_sort(ordered, [](const Figure* left, const Figure* right) {
    return number_of(left->value).value_or(-1) > number_of(right->value).value_or(-1);
  });
  for (const Figure* each : ordered) {
    bool over = each->expected == each->target;  // the year is over: one mark is enough
    chart.bars.push_back({.name = each->region_name,
                          .text = written(each->value, each->unit, {}),
                          .value = number_of(each->value),
                          .target = number_of(each->target),
                          .expected = over ? std::nullopt : number_of(each->expected),
                          .colour = status_colour(each->status)});
  }
  return documents::drawn(chart);
}

Result<Picture> draw_months(const Drawing& drawing, const std::vector<const Figure*>& figures) {
  documents::LineChart chart{
      .frame = frame_of(drawing), .points = {}, .target = {}, .target_text = {}};
  for (const Figure* each : figures) {
    chart.points.push_back(
        {month_name(*each), number_of(each->value), written(each->value, each->unit, {})});
    chart.target = number_of(each->target);
    chart.target_text = "目标 " + written(each->target, each->unit, {});
  }
  return documents::drawn(chart);
}

// Each indicator against its own target, in per cent.
Result<Picture> draw_progress(const Drawing& drawing, const std::vector<const Figure*>& figures) {
  documents::BarChart chart{.frame = frame_of(drawing),
                            .bars = {},
                            .value_word = "完成目标的百分比",
                            .target_word = "目标",
                            .expected_word = "应达"};
  for (const Figure* each : figures) {
    auto rate = rate_of(*each);
    if (!rate) continue;
    auto expected = number_of(each->expected), target = number_of(each->target);
    std::optional<double> due;
    if (expected && target && *target > 0 && *expected < *target) due = *expected / *target * 100;
    constexpr double drawn_max = 125;  // what goes far beyond is told by its text
    chart.bars.push_back({.name = each->name,
                          .text = written(std::to_string(*rate), "%", {}),
                          .value = std::min(*rate, drawn_max),
                          .target = 100,
                          .expected = due,
                          .colour = status_colour(each->status)});
  }
  return documents::drawn(chart);
}

namespace {

using Rings = std::vector<std::vector<std::pair<double, double>>>;
using Outlines = std::map<std::string, Rings, std::less<>>;

void add_rings(const json::array& polygon, Rings& rings) {
  for (const auto& ring : polygon) {
    auto& made = rings.emplace_back();
    for (const auto& point : ring.as_array()) {
      made.emplace_back(point.at(0).to_number<double>(), point.at(1).to_number<double>());
    }
  }
}

Result<Outlines> read_outlines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  boost::system::error_code fault;
  json::value root = json::parse(text.str(), fault);
  if (!file || fault) return unavailable("briefs.map", path);
  Outlines outlines;
  for (const auto& feature : root.at("features").as_array()) {
    Rings& rings = outlines[std::string(feature.at("properties").at("code").as_string())];
    const json::value& geometry = feature.at("geometry");
    const json::array& shape = geometry.at("coordinates").as_array();
    if (geometry.at("type").as_string() == "Polygon") {
      add_rings(shape, rings);
      continue;
    }
    for (const auto& polygon : shape) add_rings(polygon.as_array(), rings);
  }
  return outlines;
}

// Read once a process; the pack does not change under a running one.
Result<const Outlines*> outlines_in(const std::string& folder) {
  static std::mutex lock;
  static std::map<std::string, Outlines> kept;
  std::lock_guard guard(lock);
  auto found = kept.find(folder);
  if (found == kept.end()) {
    Outlines all;
    for (const char* name : {"/cities.geojson", "/counties.geojson"}) {
      for (auto& [code, rings] : TRY(read_outlines(folder + name))) all[code] = rings;
    }
    found = kept.emplace(folder, std::move(all)).first;
  }
  return static_cast<const Outlines*>(&found->second);
}

struct Shade {
  double from;  // per cent of what was expected
  const char* colour;
  const char* word;
};
constexpr Shade shades[] = {{100, "#6ea7b9", "达到应达"},
                            {95, "#a5c8d3", "应达的95%—100%"},
                            {80, "#cfe0e7", "应达的80%—95%"},
                            {0, "#f2d9b8", "不到应达的80%"}};
constexpr const char* no_figure = "#edf1f3";

std::string shade_of(const Figure& figure) {
  auto value = number_of(figure.value), expected = number_of(figure.expected);
  if (!value || !expected || *expected <= 0) return no_figure;
  for (const Shade& shade : shades) {
    if (*value / *expected * 100 >= shade.from) return shade.colour;
  }
  return no_figure;
}

}  // namespace

Result<Picture> draw_map(const Drawing& drawing, const std::vector<const Figure*>& figures) {
  const Outlines* outlines = TRY(outlines_in(drawing.sheet.book.maps));
  documents::MapChart chart{.frame = frame_of(drawing), .places = {}, .legend = {}};
  for (const Figure* each : figures) {
    auto found = outlines->find(each->region);
    if (found == outlines->end()) continue;
    chart.places.push_back({found->second, short_place(each->region_name),
                            written(each->value, each->unit, {}), shade_of(*each)});
  }
  for (const Shade& shade : shades) chart.legend.emplace_back(shade.colour, shade.word);
  chart.legend.emplace_back(no_figure, "无数据");
  return documents::drawn(chart);
}

}  // namespace boai::briefs
