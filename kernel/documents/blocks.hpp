// What a filled document shows, free of Office's XML: pages of paragraphs, tables, boxes and
// pictures. The part of Word and slides that our templates use; what it does not know it leaves
// out. All lengths in points. Only this folder includes it.
#pragma once

#include <optional>
#include <variant>

#include "kernel/documents/canvas.hpp"
#include "kernel/documents/package.hpp"
#include "kernel/documents/xml.hpp"

namespace boai::documents {

struct Look {
  double size = 10.5;
  bool bold = false, raised = false;
  std::string colour = "1b2a33", link;
};
struct Stretch {
  std::string text;
  Look look;
};
struct Image {
  const std::string* png = nullptr;
  double width = 0, height = 0;
};
struct Paragraph {
  std::vector<Stretch> stretches;
  std::vector<Image> images;
  Align align = Align::left;
  double before = 0, after = 0, indent = 0, hanging = 0;
  double line = 1, line_exact = 0;  // a factor, or points when the document says exactly
  std::string bullet, fill, rule;   // the rule is a line below, by its colour
};
struct Cell {
  int span = 1;
  std::string fill, rule;
  bool centred = false;  // from top to bottom
  std::vector<Paragraph> paragraphs;
};
struct TableRow {
  std::vector<Cell> cells;
  double height = 0;
  bool header = false;
};
struct Table {
  std::vector<double> columns;
  std::vector<TableRow> rows;
  std::string rule;  // colour of the lines between rows
  double pad = 3;
};
using Block = std::variant<Paragraph, Table>;
struct Box {
  double x = 0, y = 0, width = 0, height = 0, inset = 0;
  std::string fill, edge;
  Align vertical = Align::left;  // left: top, right: bottom
  std::vector<Block> blocks;
  std::optional<Image> picture;
};
struct PageModel {
  double width = 595.3, height = 841.9;
  double left = 56, right = 56, top = 56, bottom = 56;
  double head = 30, foot = 30;
  std::string fill;
  std::vector<Block> header, blocks, footer;
  std::vector<Box> boxes;
};

// A Word document is one page model that flows; a presentation one a slide. The images point into
// the package. Codes: those of tree_of, document.no_pdf for a workbook.
Result<std::vector<PageModel>> pages_of(const Package& package);
Result<std::vector<PageModel>> word_pages(const Package& package);
Result<std::vector<PageModel>> slide_pages(const Package& package);

// The picture a node's blip names.
Result<const std::string*> image_of(const Package& package, const std::string& part,
                                    pugi::xml_node node);

}  // namespace boai::documents
