// What the parts of one document share while it is filled. Only this folder includes it.
#pragma once

#include <unordered_map>

#include "kernel/documents/fill.hpp"
#include "kernel/documents/xml.hpp"

namespace boai::documents {

struct Filling {
  Package& package;
  Answers& answers;
  std::vector<FieldFault> faults;
  std::size_t asked = 0, rows = 0;
  int pictures = 0;

  void refuse(const std::string& place, const Error& error, std::string_view text) {
    if (faults.size() >= faults_max) return;
    std::string about(text);
    if (!error.detail.empty() && error.detail != about) about += " — " + error.detail;
    // A repeated row would tell the same fault once a turn.
    for (const FieldFault& told : faults) {
      if (told.field == place && told.code == error.code && told.detail == about) return;
    }
    faults.push_back({place, error.code, std::move(about)});
  }
  // Asks for one place-holder; a refusal is noted and gives nothing.
  std::optional<Piece> ask(std::string_view text, const std::string& place, const Turn* turn);
  // The place-holder of {{each …}} in a text, if there is one.
  std::optional<PlaceHolder> each_in(std::string_view text, const std::string& place);
  std::optional<std::size_t> rows_of(const PlaceHolder& each);
};

// Text of Word or of slides: the names of things differ, the shape does not.
struct Dialect {
  const char* paragraph;
  const char* run;
  const char* properties;
  const char* text;
  const char* row;
  const char* cell;
};
constexpr Dialect word_text{"w:p", "w:r", "w:rPr", "w:t", "w:tr", "w:tc"};
constexpr Dialect slide_text{"a:p", "a:r", "a:rPr", "a:t", "a:tr", "a:tc"};

inline bool is(pugi::xml_node node, std::string_view name) { return name == node.name(); }

Outcome fill_text(Filling& filling, const std::string& part, const Dialect& dialect);
Outcome fill_sheets(Filling& filling);

// Puts a picture where a run stands (Word), or in place of the shape that holds it (slides).
Outcome place_picture(Filling& filling, const std::string& part, pugi::xml_node run,
                      const Picture& picture);
// The room a slide's shape leaves for a picture, in millimetres; nought when it says nothing.
struct Room {
  double width_mm = 0, height_mm = 0;
};
Room room_of(pugi::xml_node run);

}  // namespace boai::documents
