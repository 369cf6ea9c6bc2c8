// Answers a template's place-holders from the frozen figures of a brief.
#include "domains/briefs/queries.hpp"

#include <algorithm>
#include <cmath>

namespace boai::briefs {

using documents::Piece;
using documents::Turn;
const Figure* Printed::now(const std::string& indicator) const {
  auto found = std::ranges::find_if(sheet_.figures, [&](const Figure& each) {
    return each.purpose == "now" && each.indicator == indicator;
  });
  return found == sheet_.figures.end() ? nullptr : &*found;
}

const Figure* Printed::before_of(const Figure& figure) const {
  auto found = std::ranges::find_if(sheet_.figures, [&](const Figure& each) {
    return each.purpose == "before" && each.indicator == figure.indicator;
  });
  return found == sheet_.figures.end() ? nullptr : &*found;
}

std::optional<double> Printed::change_of(const Figure& figure) const {
  const Figure* earlier = before_of(figure);
  if (earlier == nullptr) return std::nullopt;
  auto value = number_of(figure.value), then = number_of(earlier->value);
  if (!value || !then) return std::nullopt;
  return *value - *then;
}

std::string Printed::url(const Figure& figure) const {
  return sheet_.address + "/n/" + code_of(sheet_.brief.id, figure.number);
}

// The foot-note's number: the same for every mention of the same figure.
std::string Printed::mark(const Figure& figure) {
  auto known =
      std::ranges::find(notes_, figure.number, [](const Figure* each) { return each->number; });
  auto at = known - notes_.begin();
  if (known == notes_.end()) notes_.push_back(&figure);
  return "[" + std::to_string(at + 1) + "]";
}

Piece Printed::number_piece(const Figure& figure, std::string text, std::string number,
                            const PlaceHolder& asked) {
  Piece piece;
  bool known = text != "—";
  bool noted = known && asked.option("note", "yes") != "no";
  // On a slide a linked number would take the theme's colour; its mark opens the rows there.
  bool linked = noted && format_ == documents::Format::docx;
  piece.texts.push_back({std::move(text), false, linked ? url(figure) : ""});
  if (noted && format_ != documents::Format::xlsx) {
    piece.texts.push_back({mark(figure), true, url(figure)});
  } else if (noted) {
    mark(figure);
  }
  piece.number = std::move(number);
  return piece;
}

namespace {

Piece words(std::string text) { return {.texts = {{std::move(text), false, {}}}}; }

std::string decimal(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.6f", value);
  std::string made = text;
  while (made.ends_with('0')) made.pop_back();
  if (made.ends_with('.')) made.pop_back();
  return made;
}

// A difference of shares is told in points, never in per cent.
std::string difference(double value, const std::string& unit, const Writing& writing) {
  if (unit != "%") return written(decimal(value), unit, writing);
  Writing plain = writing;
  plain.unit = false;
  return written(decimal(value), "", plain) + "个百分点";
}

Writing writing_of(const PlaceHolder& asked) {
  std::string digits = asked.option("digits");
  return {.as = asked.option("as", "short"),
          .digits = digits.empty() ? -1 : std::atoi(digits.c_str()),
          .unit = asked.option("unit") == "yes",
          .sign = asked.option("sign") == "yes"};
}

}  // namespace

Result<Piece> Printed::aspect_piece(const Figure& figure, std::string_view aspect,
                                    const PlaceHolder& asked) {
  Writing writing = writing_of(asked);
  auto of = [&](const std::string& value) {
    return number_piece(figure, written(value, figure.unit, writing), value, asked);
  };
  auto counted = [&](const std::optional<std::int64_t>& value) {
    std::string text = value ? std::to_string(*value) : "";
    return number_piece(figure, written(text, "", writing), text, asked);
  };
  if (aspect == "value") return of(figure.value);
  if (aspect == "target") return of(figure.target);
  if (aspect == "expected") return of(figure.expected);
  if (aspect == "forecast") return of(figure.forecast);
  if (aspect == "chance") {
    auto chance = number_of(figure.chance);
    std::string text = chance ? decimal(*chance * 100) : "";
    return number_piece(figure, written(text, "%", {.digits = 0}), text, asked);
  }
  if (aspect == "numerator") return counted(figure.numerator);
  if (aspect == "denominator") return counted(figure.denominator);
  if (aspect == "rate") {
    auto rate = rate_of(figure);
    std::string text = rate ? decimal(*rate) : "";
    return number_piece(figure, written(text, "%", writing), text, asked);
  }
  auto told = [&](std::optional<double> value) {
    if (!value) return words("—");
    return number_piece(figure, difference(*value, figure.unit, writing), decimal(*value), asked);
  };
  if (aspect == "gap") {
    auto value = number_of(figure.value), expected = number_of(figure.expected);
    return told(value && expected ? std::optional(*value - *expected) : std::nullopt);
  }
  writing.sign = true;
  if (aspect == "change") return told(change_of(figure));
  if (aspect == "status") return words(status_text(figure.status));
  if (aspect == "name") return words(figure.name);
  if (aspect == "unit") return words(figure.unit == "是否" ? "" : figure.unit);
  if (aspect == "formula") return words(figure.formula.empty() ? figure.name : figure.formula);
  if (aspect == "mark") return words(mark(figure));
  if (aspect == "code") return words(code_of(sheet_.brief.id, figure.number));
  return invalid("briefs.unknown", {}, std::string(aspect));
}

Result<Piece> Printed::figure_piece(const PlaceHolder& asked) {
  std::string indicator(asked.word(0)), region = asked.option("region");
  int year = std::atoi(asked.option("year").c_str());
  const Figure* figure = now(indicator);
  if (!region.empty() || year != 0) {
    std::string place = region.empty() ? sheet_.brief.region : region;
    auto found = std::ranges::find_if(sheet_.figures, [&](const Figure& each) {
      return each.purpose == "cell" && each.indicator == indicator && each.region == place &&
             (year == 0 ? each.year == sheet_.brief.year && each.month == sheet_.brief.month
                        : each.year == year && each.month == 0);
    });
    figure = found == sheet_.figures.end() ? nullptr : &*found;
  }
  if (figure == nullptr) return invalid("briefs.not_taken", {}, asked.text);
  std::string_view aspect = asked.words.size() < 2 ? "value" : asked.word(1);
  return aspect_piece(*figure, aspect, asked);
}

std::vector<const Figure*> Printed::moved() const {
  std::vector<std::pair<double, const Figure*>> changes;
  for (const Figure& each : sheet_.figures) {
    if (each.purpose != "now" || each.tier != "main" || each.unit == "是否") continue;
    auto change = change_of(each);
    if (!change || *change == 0) continue;
    double then = std::abs(number_of(before_of(each)->value).value_or(0));
    changes.emplace_back(std::abs(*change) / std::max(then, 1e-9), &each);
  }
  std::ranges::stable_sort(
      changes, [](const auto& left, const auto& right) { return left.first > right.first; });
  std::vector<const Figure*> figures;
  for (const auto& [share, figure] : changes) figures.push_back(figure);
  return figures;
}

std::vector<const Figure*> Printed::listed(std::string_view list,
                                           std::string_view indicator) const {
  if (list == "moved") return moved();
  if (list == "notes") return notes_;
  std::vector<const Figure*> figures;
  for (const Figure& each : sheet_.figures) {
    bool main = each.purpose == "now" && each.tier == "main";
    bool takes = list == "main"       ? main
                 : list == "headline" ? main && !each.value.empty()
                 : list == "behind"   ? main && is_behind(each)
                 : list == "parts"    ? each.purpose == "part" && each.indicator == indicator
                                      : each.purpose == "month" && each.indicator == indicator;
    if (takes) figures.push_back(&each);
  }
  if (list == "behind") order_by_need(figures);
  return figures;
}

Result<std::size_t> Printed::rows(const PlaceHolder& asked) {
  auto figures = listed(asked.word(1), asked.word(2));
  std::string limit = asked.option("limit");
  std::size_t most = limit.empty() ? figures.size() : std::strtoul(limit.c_str(), nullptr, 10);
  if (figures.size() > most) figures.resize(most);
  if (scouting_ && asked.word(1) == "notes") figures.clear();
  lists_[asked.text] = figures;
  return figures.size();
}

// Why something is behind, as far as figures can say it.
std::string Printed::why(const Figure& figure) const {
  std::string text;
  auto value = number_of(figure.value), expected = number_of(figure.expected);
  if (value && expected && *expected > *value) {
    text = "比应达少" + difference(*expected - *value, figure.unit, {.unit = true});
  }
  if (!figure.forecast.empty()) {
    text +=
        (text.empty() ? "预计" : "；预计") + written(figure.forecast, figure.unit, {.unit = true});
    auto chance = number_of(figure.chance);
    if (chance) text += "，达标概率" + written(decimal(*chance * 100), "%", {.digits = 0});
  }
  std::vector<std::pair<double, const Figure*>> parts;
  for (const Figure* each : listed("parts", figure.indicator)) {
    auto own = number_of(each->value);
    auto asked = number_of(each->expected.empty() ? each->target : each->expected);
    if (own) parts.emplace_back(asked && *asked > 0 ? *own / *asked : *own, each);
  }
  std::ranges::stable_sort(
      parts, [](const auto& left, const auto& right) { return left.first < right.first; });
  constexpr std::size_t named_max = 3;
  for (std::size_t at = 0; at < std::min(named_max, parts.size()); ++at) {
    text += at == 0 ? (text.empty() ? "偏低：" : "；偏低：") : "、";
    text += short_place(parts[at].second->region_name);
  }
  return text.empty() ? "—" : text;
}

Piece Printed::note_piece(std::string_view word, const Figure& figure) {
  if (word == ".mark") return words(mark(figure));
  if (word == ".code") return words(code_of(sheet_.brief.id, figure.number));
  if (word == ".url") {
    return {.texts = {{url(figure), false, format_ == documents::Format::xlsx ? "" : url(figure)}}};
  }
  if (word == ".as_of") return words(boai::to_text(figure.as_of));
  if (word == ".formula") return words(figure.formula.empty() ? figure.name : figure.formula);
  std::string what = figure.purpose == "part" ? "各地"
                     : figure.purpose == "month"
                         ? "逐月"
                         : written(figure.value, figure.unit, {.as = "plain", .unit = true});
  std::string place = figure.purpose == "part" ? sheet_.brief.region_name : figure.region_name;
  std::string period = figure.purpose == "month" ? period_text(figure.year, 0)
                                                 : period_text(figure.year, figure.month);
  return words(figure.indicator + " " + figure.name + "，" + place + "，" + period + "：" + what);
}

Result<Piece> Printed::row_piece(const PlaceHolder& asked, const Turn& turn) {
  auto list = lists_.find(turn.each);
  bool known = list != lists_.end() && turn.at < list->second.size();
  if (!known) return invalid("briefs.no_row", {}, asked.text);
  const Figure& figure = *list->second[turn.at];
  std::string_view word = asked.word(0);
  bool note = turn.each.find("notes") != std::string::npos;
  bool of_note = word == ".mark" || word == ".code" || word == ".url" || word == ".as_of" ||
                 word == ".figure" || word == ".formula";
  if (note || of_note) return note_piece(word, figure);
  if (word == ".number") return words(std::to_string(turn.at + 1));
  if (word == ".id") return words(figure.indicator);
  if (word == ".region") return words(figure.region_name);
  if (word == ".period") return words(period_text(figure.year, figure.month));
  if (word == ".why") return words(why(figure));
  if (word == ".before") {
    const Figure* earlier = before_of(figure);
    if (earlier == nullptr) return words("—");
    return aspect_piece(*earlier, "value", asked);
  }
  return aspect_piece(figure, word.substr(1), asked);
}

std::string Printed::count(std::string_view word) const {
  auto of = [&](const Figure& each) {
    if (each.purpose != "now" || each.tier != "main") return false;
    return word == "main" || each.status == word || (word == "late" && is_behind(each));
  };
  return std::to_string(std::ranges::count_if(sheet_.figures, of));
}

std::string Printed::fact(std::string_view word) const {
  const Brief& brief = sheet_.brief;
  if (word == "title") return brief.title;
  if (word == "region.name") return brief.region_name;
  if (word == "region.code") return brief.region;
  if (word == "plan.name") return sheet_.plan_name;
  if (word == "period") return period_text(brief.year, brief.month);
  if (word == "year") return std::to_string(brief.year);
  if (word == "as_of") return day_text(brief.as_of);
  if (word == "as_of.iso") return boai::to_text(brief.as_of);
  if (word == "society") return sheet_.society_name;
  return word == "author" ? brief.author : sheet_.address;
}

Result<Piece> Printed::text_piece(const std::string& text) {
  Piece whole;
  std::size_t at = 0;
  for (const documents::Span& span : documents::place_holders_in(text)) {
    if (inside_text_) return invalid("briefs.unknown", {}, text.substr(span.begin, 40));
    whole.texts.push_back({text.substr(at, span.begin - at), false, {}});
    PlaceHolder inside = TRY(documents::parse_place_holder(
        std::string_view(text).substr(span.begin, span.end - span.begin)));
    inside_text_ = true;
    auto piece = this->piece(inside, nullptr);
    inside_text_ = false;
    Piece part = TRY(std::move(piece));
    for (documents::Text& each : part.texts) whole.texts.push_back(std::move(each));
    at = span.end;
  }
  whole.texts.push_back({text.substr(at), false, {}});
  return whole;
}

Result<Piece> Printed::picture_piece(const PlaceHolder& asked) {
  bool progress = asked.word(1) == "progress";
  std::string indicator(asked.word(1));
  bool months = asked.option("by") == "month";
  auto figures = progress ? listed("headline", "") : listed(months ? "months" : "parts", indicator);
  std::string limit = asked.option("limit");
  if (!limit.empty() && figures.size() > std::strtoul(limit.c_str(), nullptr, 10)) {
    figures.resize(std::strtoul(limit.c_str(), nullptr, 10));
  }
  std::string marked;
  if (!progress && !figures.empty()) marked = " " + mark(*figures.front());
  if (scouting_) return words("");
  auto side = [&](const char* name, double usual) {
    std::string text = asked.option(name);
    return text.empty() ? usual : std::atof(text.c_str());
  };
  const Figure* own = progress ? nullptr : now(indicator);
  std::string name = own == nullptr ? "主要指标完成率" : own->name + "（" + own->unit + "）";
  if (own != nullptr && own->unit == "是否") name = own->name;
  Drawing drawing{sheet_, name + marked,
                  sheet_.brief.region_name + "，" + fact("period") + "，截至" + fact("as_of.iso"),
                  side("width", 160), side("height", 70)};
  Piece piece;
  if (asked.word(0) == "map") {
    piece.picture = TRY(draw_map(drawing, figures));
  } else if (progress) {
    piece.picture = TRY(draw_progress(drawing, figures));
  } else {
    piece.picture = TRY(months ? draw_months(drawing, figures) : draw_parts(drawing, figures));
  }
  return piece;
}

Result<Piece> Printed::piece(const PlaceHolder& asked, const Turn* turn) {
  std::string_view word = asked.word(0);
  if (word.starts_with('.')) {
    if (turn == nullptr) return invalid("briefs.no_row", {}, asked.text);
    return row_piece(asked, *turn);
  }
  if (word == "chart" || word == "map") return picture_piece(asked);
  if (word == "count") return words(count(asked.word(1)));
  if (word == "text") {
    const Brief& brief = sheet_.brief;
    return text_piece(asked.word(1) == "summary"   ? brief.summary
                      : asked.word(1) == "reasons" ? brief.reasons
                                                   : brief.requests);
  }
  if (is_indicator(word)) return figure_piece(asked);
  return words(fact(word));
}

}  // namespace boai::briefs
