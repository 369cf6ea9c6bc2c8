// A certificate on paper (A4 across, PDF) and as a card for the phone (PNG). All words come from
// the pack; the card shows the masked name and no comparison code, because pictures travel.
#pragma once

#include <span>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace boai::documents {

struct TwoTongues {
  std::string chinese, english;
};
struct Entry {
  TwoTongues word;
  std::string value;
};

struct CertificatePaper {
  TwoTongues title, body;
  TwoTongues scan, scan_more;
  TwoTongues demo;   // empty on a real one
  std::string mask;  // 张*三, on the card
  TwoTongues kind;
  std::string code_text;  // what the QR code says
  Instant at;             // of signing; the same paper at the same instant gives the same bytes
  Entry number, code, issued, valid_until, society;
};

// One PDF, a page each: the fonts, nine tenths of a sheet's bytes, are then embedded once.
// Codes: document.qr_too_long, document.too_long (more than 200, or none), document.not_drawn.
Result<std::string> sheets_of(std::span<const CertificatePaper> papers);
Result<std::string> card_of(const CertificatePaper& paper);

}  // namespace boai::documents
