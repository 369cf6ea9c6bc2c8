// A template of Office files, a brief drawn from templates, and every figure a brief stands on, as
// it was when it was taken.
#pragma once

#include "kernel/matters/matters.hpp"

namespace boai::briefs {

using branch::Branch;

// One edition of a template. The file lies among the papers, by its hash; an edition never changes.
struct Template {
  Id<Template> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string code;  // "one_page"; editions of one code follow each other
  std::string name, name_en;
  std::string format;  // docx, pptx, xlsx
  std::int64_t edition = 0;
  std::string sha256;
  std::int64_t bytes = 0;
  std::string needs;  // what it asks for: "parts:FA-02 months:FA-05 cell:FA-01@3201/2024"
  std::string state;  // current, retired
  std::string account;
  Instant at;

  static const record::Type& type();
};

struct Brief {
  Id<Brief> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string title;
  std::string plan, region;
  std::string region_name;
  std::int64_t year = 0, month = 0;  // month 0: the year so far
  Day as_of;
  std::string templates;                   // ids, with a space between
  std::string summary, reasons, requests;  // may hold place-holders
  std::string state;                       // draft, submitted, approved, returned
  std::int64_t step = 0;                   // of the approval, from 1
  std::string author;
  Instant figures_at;
  std::string documents;  // "one_page.docx:sha256" and so on; "" when they are to be made anew
  std::string approved_by;
  Instant approved_at;
  std::string returned_reason;

  static const record::Type& type();
};

// One cell of the board as a brief froze it.
struct Figure {
  Id<Figure> id;
  std::int64_t version = 0;
  Id<Brief> brief;
  Id<Branch> branch;
  std::int64_t number = 0;  // its code in the brief; the cells of one chart share one
  std::string purpose;      // now, before, part, month, cell
  std::string indicator, name, name_en, unit, tier;
  std::string region, region_name;
  std::int64_t year = 0, month = 0;
  Day as_of;
  std::string value, target, expected;  // decimal text as the board prints it, "" for none
  std::string forecast, chance;         // of the period's end, where the board gives one; 0 to 1
  std::string status;
  std::optional<std::int64_t> numerator, denominator;
  std::string formula, formula_en;

  static const record::Type& type();
};

struct Draft {
  static constexpr std::string_view right = "briefs.write";
  Id<Branch> branch;
  std::string title, plan, region;
  std::int64_t year = 0, month = 0;
  Day as_of;
  std::string templates;
  static constexpr auto subject = &Draft::branch;
  static std::span<const record::Field> fields();
};
struct Edit {
  static constexpr std::string_view right = "briefs.write";
  Id<Brief> brief;
  std::string title, summary, reasons, requests;
  static constexpr auto subject = &Edit::brief;
  static std::span<const record::Field> fields();
};
struct Refresh {
  static constexpr std::string_view right = "briefs.write";
  Id<Brief> brief;
  Day as_of;  // none: as it was
  static constexpr auto subject = &Refresh::brief;
  static std::span<const record::Field> fields();
};
struct Submit {
  static constexpr std::string_view right = "briefs.write";
  Id<Brief> brief;
  static constexpr auto subject = &Submit::brief;
  static std::span<const record::Field> fields();
};
struct Retire {
  static constexpr std::string_view right = "briefs.template";
  Id<Template> template_;
  static constexpr auto subject = &Retire::template_;
  static std::span<const record::Field> fields();
};

Result<Brief> handle(unit::Context&, Branch, const Draft&);
Result<Brief> handle(unit::Context&, Brief, const Edit&);
Result<Brief> handle(unit::Context&, Brief, const Refresh&);
Result<Brief> handle(unit::Context&, Brief, const Submit&);
Result<Template> handle(unit::Context&, Template, const Retire&);

// What an approved or returned matter does to its brief.
Outcome brief_decided(unit::Context& context, std::int64_t matter);

}  // namespace boai::briefs
