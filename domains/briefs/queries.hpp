// Shared by drafting, printing and comparing; no other domain includes this.
#pragma once

#include <boost/json.hpp>

#include "domains/briefs/port.hpp"
#include "domains/briefs/rules.hpp"
#include "kernel/documents/charts.hpp"
#include "kernel/documents/package.hpp"

namespace boai::briefs {

struct Society {
  std::int64_t branch = 0;
  std::string code, name, level, path;
};
Result<Society> society_of(store::Connection& connection, const std::string& region);
// The regions one level below that exist on the day.
Result<std::vector<Society>> parts_of(store::Connection& connection, const Society& above, Day day);

// Figures straight from the board, each (region, period) asked once.
struct Ask {
  std::string plan;
  Day as_of, today;
};
class Boards {
 public:
  Boards(store::Connection& connection, const unit::House& house, Ask ask)
      : connection_(connection), house_(house), ask_(std::move(ask)) {}

  // The rows of the board, by indicator, in the plan's order. Codes: those of plan::board.
  struct Rows {
    std::vector<std::string> order;
    std::map<std::string, boost::json::object> by_indicator;
  };
  Result<const Rows*> at(const std::string& region, Period period);
  // One cell as a figure. not_found briefs.no_indicator when the plan has none of this code.
  Result<Figure> figure(const std::string& indicator, const Society& region, Period period,
                        std::string_view purpose);

 private:
  store::Connection& connection_;
  const unit::House& house_;
  Ask ask_;
  std::map<std::tuple<std::string, int, int>, Rows> rows_;
  std::map<std::string, std::pair<std::string, std::string>> formulas_;
};
bool same_cell(const Figure& left, const Figure& right);

// Everything the brief's templates and texts need and `known` does not hold, numbered on from it.
struct Wanted {
  const Brief& brief;
  const Needs& needs;
  int first_year = 0;             // of the plan
  std::vector<Figure> also = {};  // cells of an earlier taking, to be taken anew
};
Result<std::vector<Figure>> gather(store::Connection& connection, const unit::House& house,
                                   const Wanted& wanted, Day today,
                                   const std::vector<Figure>& known);

// The first year of a plan; not_found plan.unknown.
Result<int> first_year_of(const unit::House& house, const std::string& plan);
// Whether any plan of the house has the indicator.
Known known_to(const unit::House& house);
// What a text's place-holders ask for; codes of `understand`, field as given.
Result<Needs> needs_of_text(const unit::House& house, const std::string& text,
                            const std::string& field);

std::vector<Id<Template>> ids_in(std::string_view templates);
Result<std::vector<Figure>> figures_in(store::Connection& connection, Id<Brief> brief);
Result<Brief> find_brief(store::Connection& connection, Id<Brief> brief);
Result<Template> find_template(store::Connection& connection, Id<Template> id);
Result<std::string> content_of(const Book& book, const Template& from);

// Everything a document is made from, frozen.
struct Sheet {
  const Brief& brief;
  const std::vector<Figure>& figures;
  const Book& book;
  std::string plan_name, society_name, address;
};

// Answers a template's place-holders from the frozen figures; numbers foot-notes as one reads.
class Printed : public documents::Answers {
 public:
  Printed(const Sheet& sheet, documents::Format format) : sheet_(sheet), format_(format) {}
  Result<documents::Piece> piece(const PlaceHolder& asked, const documents::Turn* turn) override;
  Result<std::size_t> rows(const PlaceHolder& asked) override;
  // The first time through only numbers the notes; now their list can be printed.
  void print() { scouting_ = false; }

 private:
  const Figure* now(const std::string& indicator) const;
  const Figure* before_of(const Figure& figure) const;
  Result<documents::Piece> figure_piece(const PlaceHolder& asked);
  Result<documents::Piece> aspect_piece(const Figure& figure, std::string_view aspect,
                                        const PlaceHolder& asked);
  Result<documents::Piece> row_piece(const PlaceHolder& asked, const documents::Turn& turn);
  documents::Piece note_piece(std::string_view word, const Figure& figure);
  documents::Piece number_piece(const Figure& figure, std::string text, std::string number,
                                const PlaceHolder& asked);
  Result<documents::Piece> picture_piece(const PlaceHolder& asked);
  Result<documents::Piece> text_piece(const std::string& text);
  std::string fact(std::string_view word) const;
  std::string count(std::string_view word) const;
  std::string why(const Figure& figure) const;
  std::string mark(const Figure& figure);
  std::string url(const Figure& figure) const;
  std::vector<const Figure*> listed(std::string_view list, std::string_view indicator) const;
  std::vector<const Figure*> moved() const;
  std::optional<double> change_of(const Figure& figure) const;

  const Sheet& sheet_;
  documents::Format format_;
  std::vector<const Figure*> notes_;  // the first figure of each code, as they were met
  std::map<std::string, std::vector<const Figure*>> lists_;  // what {{each …}} walks
  bool inside_text_ = false;
  bool scouting_ = true;
};

// Pictures (series.cpp).
struct Drawing {
  const Sheet& sheet;
  std::string title, note;
  double width_mm = 160, height_mm = 70;
};
Result<documents::Picture> draw_parts(const Drawing& drawing,
                                      const std::vector<const Figure*>& figures);
Result<documents::Picture> draw_months(const Drawing& drawing,
                                       const std::vector<const Figure*>& figures);
Result<documents::Picture> draw_progress(const Drawing& drawing,
                                         const std::vector<const Figure*>& figures);
Result<documents::Picture> draw_map(const Drawing& drawing,
                                    const std::vector<const Figure*>& figures);

}  // namespace boai::briefs
