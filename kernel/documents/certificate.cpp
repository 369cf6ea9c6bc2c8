#include "kernel/documents/certificate.hpp"

#include <cairo-pdf.h>

#include <cmath>

#include "kernel/documents/canvas.hpp"
#include "kernel/documents/pdf.hpp"
#include "kernel/documents/qr.hpp"

namespace boai::documents {

namespace {

constexpr double mm = points_a_mm;
const Colour paper_ink = colour_of("#1b2a33");
const Colour paper_muted = colour_of("#5c6e79");
const Colour paper_accent = colour_of("#0f5c78");
const Colour paper_soft = colour_of("#c9dde5");
const Colour paper_white = colour_of("#fdfcf8");
const Colour paper_amber = colour_of("#9a5f05");

struct Column {
  double x = 0, y = 0, width = 0;
  double spacing = 1.5;  // lines apart, in letters' heights
};

// A paragraph of several lines, centred in its block; answers its height.
double paragraph(Canvas& canvas, const Column& block, const std::string& text,
                 const Letters& letters) {
  Canvas::LayoutHolder made = canvas.layout();
  Canvas::wear(made.get(), letters);
  pango_layout_set_text(made.get(), text.c_str(), static_cast<int>(text.size()));
  pango_layout_set_width(made.get(), static_cast<int>(block.width * PANGO_SCALE));
  pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(made.get(), PANGO_ALIGN_CENTER);
  pango_layout_set_line_spacing(made.get(), static_cast<float>(block.spacing * 0.75));
  canvas.use(letters.colour);
  cairo_move_to(canvas.cairo(), block.x, block.y);
  pango_cairo_show_layout(canvas.cairo(), made.get());
  int wide = 0, high = 0;
  pango_layout_get_size(made.get(), &wide, &high);
  return static_cast<double>(high) / PANGO_SCALE;
}

// Characters of a title set apart, as on Chinese certificates.
std::string spread(const std::string& text) {
  std::string wide;
  for (std::size_t at = 0; at < text.size();) {
    auto lead = static_cast<unsigned char>(text[at]);
    std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    wide += (wide.empty() ? "" : "\u2002") + text.substr(at, size);
    at += size;
  }
  return wide;
}

struct Band {
  double x = 0, y = 0, width = 0, height = 0;
};

// Fine interlaced waves, hard to copy cleanly and quiet to look at.
void waves(Canvas& canvas, const Band& band) {
  cairo_t* cairo = canvas.cairo();
  canvas.use(paper_soft);
  cairo_set_line_width(cairo, 0.35);
  constexpr int threads = 9, steps = 360;
  for (int thread = 0; thread < threads; ++thread) {
    double phase = thread * 2 * M_PI / threads;
    for (int step = 0; step <= steps; ++step) {
      double along = static_cast<double>(step) / steps;
      double swell = std::sin(along * M_PI * 26 + phase) * std::cos(along * M_PI * 4 + phase / 2);
      double x = band.x + along * band.width;
      double y = band.y + band.height * (0.5 + 0.48 * swell);
      step == 0 ? cairo_move_to(cairo, x, y) : cairo_line_to(cairo, x, y);
    }
    cairo_stroke(cairo);
  }
}

void paper_frame(Canvas& canvas, const Band& page) {
  auto box = [&](double inset, double width, const Colour& colour) {
    canvas.use(colour);
    cairo_set_line_width(canvas.cairo(), width);
    cairo_rectangle(canvas.cairo(), page.x + inset, page.y + inset, page.width - 2 * inset,
                    page.height - 2 * inset);
    cairo_stroke(canvas.cairo());
  };
  box(9 * mm, 1.8, paper_accent);
  box(10.6 * mm, 0.5, paper_accent);
}

// The sample's mark lies across the whole page under the text, and once more in plain words.
void sample_mark(Canvas& canvas, const Band& page, const TwoTongues& words) {
  if (words.chinese.empty()) return;
  cairo_t* cairo = canvas.cairo();
  cairo_save(cairo);
  cairo_translate(cairo, page.x + page.width / 2, page.y + page.height / 2);
  cairo_rotate(cairo, -0.42);
  double size = page.height * 0.36;
  canvas.text(0, -size * 0.72, spread(words.chinese), {size, true, colour_of("#f7f1e4")},
              Align::centre);
  cairo_restore(cairo);
}

void sample_label(Canvas& canvas, const Column& at, const TwoTongues& words, double size) {
  if (words.chinese.empty()) return;
  canvas.text(at.x, at.y, words.chinese + " " + words.english, {size, true, paper_amber},
              Align::right);
}

// Word above in small letters of both tongues, value below.
void set_entry(Canvas& canvas, const Column& at, const Entry& entry, double size) {
  canvas.text(at.x, at.y, entry.word.chinese + "  " + entry.word.english,
              {size * 0.66, false, paper_muted}, Align::left, at.width);
  canvas.text(at.x, at.y + size * 1.05, entry.value, {size, true, paper_ink}, Align::left,
              at.width);
}

void draw_sheet(Canvas& canvas, const CertificatePaper& paper, const QrCode& code) {
  constexpr Band page{0, 0, 297 * mm, 210 * mm};
  canvas.fill(0, 0, page.width, page.height, paper_white);
  sample_mark(canvas, page, paper.demo);
  waves(canvas, {13 * mm, 13 * mm, 271 * mm, 15 * mm});
  waves(canvas, {13 * mm, 182 * mm, 271 * mm, 15 * mm});
  paper_frame(canvas, page);
  sample_label(canvas, {.x = 280 * mm, .y = 30 * mm}, paper.demo, 12);
  double middle = page.width / 2;
  canvas.text(middle, 35 * mm, spread(paper.title.chinese), {34, true, paper_accent},
              Align::centre);
  canvas.text(middle, 53.5 * mm, paper.title.english, {13, false, paper_muted}, Align::centre);
  canvas.line(middle - 22 * mm, 62.5 * mm, middle + 22 * mm, 62.5 * mm, 0.8, paper_accent);
  double y = 70 * mm;
  y += paragraph(canvas, {30 * mm, y, 237 * mm, 1.8}, paper.body.chinese, {18, false, paper_ink});
  paragraph(canvas, {30 * mm, y + 4 * mm, 237 * mm, 1.4}, paper.body.english,
            {11, false, paper_muted});
  constexpr double left = 30 * mm, right = 112 * mm, wide = 78 * mm;
  set_entry(canvas, {left, 122 * mm, 160 * mm}, paper.number, 15);
  set_entry(canvas, {left, 139 * mm, wide}, paper.issued, 13);
  set_entry(canvas, {right, 139 * mm, wide}, paper.valid_until, 13);
  set_entry(canvas, {left, 156 * mm, wide}, paper.society, 13);
  set_entry(canvas, {right, 156 * mm, wide}, paper.code, 13);
  constexpr Spot spot{220 * mm, 117 * mm, 50 * mm};
  draw(canvas, code, spot);
  canvas.text(245 * mm, 168 * mm, paper.scan.chinese, {10, true, paper_accent}, Align::centre);
  canvas.text(245 * mm, 173 * mm, paper.scan.english, {8, false, paper_muted}, Align::centre);
  canvas.text(left, 173.5 * mm, paper.scan_more.chinese, {8.5, false, paper_muted});
}

void metadata(cairo_surface_t* surface, const CertificatePaper& paper) {
  auto say = [&](cairo_pdf_metadata_t what, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface, what, text.c_str());
  };
  say(CAIRO_PDF_METADATA_TITLE, paper.title.chinese + " " + paper.number.value);
  say(CAIRO_PDF_METADATA_AUTHOR, paper.society.value);
  say(CAIRO_PDF_METADATA_CREATOR, "boai");
  std::string at = to_text(paper.at).substr(0, 19) + "Z";
  say(CAIRO_PDF_METADATA_CREATE_DATE, at);
  say(CAIRO_PDF_METADATA_MOD_DATE, at);
}

void draw_card(Canvas& canvas, const CertificatePaper& paper, const QrCode& code) {
  constexpr Band page{0, 0, 1080, 1680};
  constexpr double margin = 84, middle = 540;
  canvas.fill(0, 0, page.width, page.height, paper_white);
  canvas.fill(0, 0, page.width, 250, paper_accent);
  Colour white{1, 1, 1};
  canvas.text(middle, 68, spread(paper.title.chinese), {58, true, white}, Align::centre);
  canvas.text(middle, 164, paper.title.english, {30, false, colour_of("#d5e6ed")}, Align::centre);
  sample_label(canvas, {.x = 1080 - margin, .y = 276}, paper.demo, 34);
  canvas.text(margin, 330, paper.mask, {84, true, paper_ink});
  canvas.text(margin, 458, paper.kind.chinese, {48, true, paper_accent});
  canvas.text(margin, 528, paper.kind.english, {32, false, paper_muted});
  draw(canvas, code, {240, 585, 600});
  canvas.text(middle, 1192, paper.scan.chinese + "  " + paper.scan.english,
              {30, false, paper_muted}, Align::centre);
  canvas.line(margin, 1258, 1080 - margin, 1258, 2, paper_soft);
  set_entry(canvas, {margin, 1286, 912}, paper.number, 44);
  set_entry(canvas, {margin, 1414, 440}, paper.issued, 38);
  set_entry(canvas, {middle + 30, 1414, 440}, paper.valid_until, 38);
  set_entry(canvas, {margin, 1532, 912}, paper.society, 38);
}

}  // namespace

Result<std::string> sheets_of(std::span<const CertificatePaper> papers) {
  if (papers.empty() || papers.size() > static_cast<std::size_t>(pdf_pages_max))
    return invalid("document.too_long", "file");
  std::string bytes;
  Surface surface(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, 297 * mm, 210 * mm));
  metadata(surface.get(), papers.front());
  Canvas canvas(cairo_create(surface.get()));
  for (const CertificatePaper& paper : papers) {
    QrCode code = TRY(qr_of(paper.code_text));
    draw_sheet(canvas, paper, code);
    cairo_show_page(canvas.cairo());
  }
  cairo_surface_finish(surface.get());
  bool sound = cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS &&
               cairo_status(canvas.cairo()) == CAIRO_STATUS_SUCCESS;
  if (!sound) return internal("document.not_drawn");
  return bytes;
}

Result<std::string> card_of(const CertificatePaper& paper) {
  QrCode code = TRY(qr_of(paper.code_text));
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1080, 1680));
  Canvas canvas(cairo_create(surface.get()));
  draw_card(canvas, paper, code);
  return png_of(surface.get());
}

}  // namespace boai::documents
