// Typesetting of blocks: how high one is in a width, and drawing it. Only this folder includes it.
#pragma once

#include "kernel/documents/blocks.hpp"

namespace boai::documents {

// A paragraph broken into lines.
struct SetParagraph {
  Canvas::LayoutHolder layout;
  double line_height = 0, baseline = 0, text_height = 0, images_height = 0;
  int lines = 0;
};

class Setter {
 public:
  explicit Setter(Canvas& canvas) : canvas_(canvas) {}

  SetParagraph set(const Paragraph& paragraph, double width);
  double height(const Paragraph& paragraph, double width);
  double height(const std::vector<Paragraph>& paragraphs, double width);
  double height(const Table& table, const TableRow& row, double width);
  double height(const Block& block, double width);

  // Lines from `first`, as many as `room` holds; gives how many were drawn.
  int draw_lines(const Paragraph& paragraph, const SetParagraph& set, Box place, int first);
  void draw(const Paragraph& paragraph, double x, double y, double width);
  void draw(const Table& table, const TableRow& row, double x, double y, double width);
  void draw(const Block& block, double x, double y, double width);
  void draw_image(const Image& image, double x, double y);
  static std::vector<double> columns(const Table& table, double width);

 private:
  void link(const Paragraph& paragraph, const SetParagraph& set, double x, double y, int first,
            int last);
  Canvas& canvas_;
};

}  // namespace boai::documents
