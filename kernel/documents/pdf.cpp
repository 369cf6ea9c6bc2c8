#include "kernel/documents/pdf.hpp"

#include <cairo-pdf.h>

#include "kernel/documents/setting.hpp"

namespace boai::documents {

namespace {

class Press {
 public:
  explicit Press(const Imprint& imprint)
      : surface_(cairo_pdf_surface_create_for_stream(append_bytes, &bytes_, 595, 842)),
        canvas_(cairo_create(surface_.get())),
        setter_(canvas_) {
    auto say = [&](cairo_pdf_metadata_t what, const std::string& text) {
      cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
    };
    say(CAIRO_PDF_METADATA_TITLE, imprint.title);
    say(CAIRO_PDF_METADATA_AUTHOR, imprint.author);
    say(CAIRO_PDF_METADATA_CREATOR, "boai");
    std::string at = to_text(imprint.at).substr(0, 19) + "Z";
    say(CAIRO_PDF_METADATA_CREATE_DATE, at);
    say(CAIRO_PDF_METADATA_MOD_DATE, at);
  }

  Outcome print(const PageModel& page) {
    begin(page);
    for (const Block& block : page.blocks) TRY(flow(block));
    for (const Box& box : page.boxes) draw(box);
    cairo_show_page(canvas_.cairo());
    return Done{};
  }

  Result<std::string> close() {
    cairo_surface_finish(surface_.get());
    bool sound = cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS &&
                 cairo_status(canvas_.cairo()) == CAIRO_STATUS_SUCCESS;
    if (!sound) return internal("document.not_drawn");
    return std::move(bytes_);
  }

 private:
  void begin(const PageModel& page) {
    page_ = &page;
    ++pages_;
    cairo_pdf_surface_set_size(surface_.get(), page.width, page.height);
    canvas_.fill(0, 0, page.width, page.height, colour_of(page.fill));
    double y = page.head;
    for (const Block& block : page.header) y += placed(block, y);
    double high = 0;
    for (const Block& block : page.footer) high += setter_.height(block, width());
    y = page.height - page.foot - high;
    for (const Block& block : page.footer) y += placed(block, y);
    y_ = page.top;
  }

  double width() const { return page_->width - page_->left - page_->right; }
  double room() const { return page_->height - page_->bottom - y_; }
  double placed(const Block& block, double y) {
    setter_.draw(block, page_->left, y, width());
    return setter_.height(block, width());
  }

  Outcome turn() {
    cairo_show_page(canvas_.cairo());
    if (pages_ >= pdf_pages_max) return invalid("document.too_long", "file");
    begin(*page_);
    return Done{};
  }

  Outcome flow(const Block& block) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) return flow(*paragraph);
    return flow(std::get<Table>(block));
  }

  // Whole when it fits; else line by line over the page's end.
  Outcome flow(const Paragraph& paragraph) {
    double high = setter_.height(paragraph, width());
    if (high <= room()) {
      setter_.draw(paragraph, page_->left, y_, width());
      y_ += high;
      return Done{};
    }
    bool whole_fits = high <= page_->height - page_->top - page_->bottom;
    if (!paragraph.images.empty() || (whole_fits && paragraph.stretches.size() < 2)) {
      TRY(turn());
      setter_.draw(paragraph, page_->left, y_, width());
      y_ += high;
      return Done{};
    }
    SetParagraph set = setter_.set(paragraph, width());
    y_ += paragraph.before;
    for (int line = 0; line < set.lines;) {
      Box place{.x = page_->left, .y = y_, .width = width(), .height = room()};
      int drawn = setter_.draw_lines(paragraph, set, place, line);
      line += drawn;
      y_ += drawn * set.line_height;
      if (line < set.lines) TRY(turn());
    }
    y_ += paragraph.after;
    return Done{};
  }

  Outcome flow(const Table& table) {
    for (const TableRow& row : table.rows) {
      double high = setter_.height(table, row, width());
      if (high > room() && y_ > page_->top) {
        TRY(turn());
        bool again = table.rows.front().header && &row != &table.rows.front();
        if (again) put(table, table.rows.front());
      }
      put(table, row);
    }
    return Done{};
  }

  void put(const Table& table, const TableRow& row) {
    setter_.draw(table, row, page_->left, y_, width());
    y_ += setter_.height(table, row, width());
  }

  void draw(const Box& box) {
    canvas_.fill(box.x, box.y, box.width, box.height, colour_of(box.fill));
    Colour edge = colour_of(box.edge);
    canvas_.line(box.x, box.y + box.height, box.x + box.width, box.y + box.height, 0.75,
                 box.fill.empty() ? edge : Colour{.none = true});
    if (box.picture) setter_.draw_image(*box.picture, box.x, box.y);
    double inside = box.width - 2 * box.inset, high = 0;
    for (const Block& block : box.blocks) high += setter_.height(block, inside);
    double y = box.y + (box.vertical == Align::left     ? box.inset / 2
                        : box.vertical == Align::centre ? (box.height - high) / 2
                                                        : box.height - high - box.inset / 2);
    for (const Block& block : box.blocks) {
      setter_.draw(block, box.x + box.inset, y, inside);
      y += setter_.height(block, inside);
    }
  }

  std::string bytes_;
  Surface surface_;
  Canvas canvas_;
  Setter setter_;
  const PageModel* page_ = nullptr;
  double y_ = 0;
  int pages_ = 0;
};

}  // namespace

Result<std::string> pdf_of(const Package& package, const Imprint& imprint) {
  std::vector<PageModel> pages = TRY(pages_of(package));
  Press press(imprint);
  for (const PageModel& page : pages) TRY(press.print(page));
  return press.close();
}

}  // namespace boai::documents
