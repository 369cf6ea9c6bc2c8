// Paragraphs of Word and of slides.
#include <algorithm>

#include "kernel/documents/filling.hpp"

namespace boai::documents {

namespace {

constexpr const char* relation_hyperlink =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";
constexpr int marked_max = 200;  // rows with {{each}} in one part
constexpr const char* relations_prefix =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

class TextPart {
 public:
  TextPart(Filling& filling, std::string part, const Dialect& dialect, pugi::xml_document& tree)
      : filling_(filling), part_(std::move(part)), dialect_(dialect), tree_(tree) {}

  Outcome fill() {
    number_paragraphs();
    repeat_rows();
    std::vector<pugi::xml_node> all = paragraphs_below(tree_);
    for (pugi::xml_node paragraph : all) TRY(fill_paragraph(paragraph));
    return Done{};
  }

 private:
  struct Known {
    int number = 0;
    std::optional<Turn> turn;
  };
  // One place-holder of a paragraph with what it became.
  struct Answered {
    Span span;
    std::optional<Piece> piece;
  };
  using Texts = std::vector<pugi::xml_node>;

  std::vector<pugi::xml_node> paragraphs_below(pugi::xml_node at) const {
    std::vector<pugi::xml_node> found;
    walk(at, [&](pugi::xml_node node) {
      if (is(node, dialect_.paragraph)) found.push_back(node);
      return true;
    });
    return found;
  }

  // The paragraph's own text nodes, not those of a text box inside it.
  Texts texts_of(pugi::xml_node paragraph) const {
    Texts texts;
    walk(paragraph, [&](pugi::xml_node node) {
      if (is(node, dialect_.text)) texts.push_back(node);
      return !is(node, dialect_.paragraph);
    });
    return texts;
  }

  static std::string joined(const Texts& texts) {
    std::string all;
    for (pugi::xml_node text : texts) all += text.text().get();
    return all;
  }

  void number_paragraphs() {
    int number = 0;
    for (pugi::xml_node paragraph : paragraphs_below(tree_)) {
      known_[paragraph.hash_value()] = {++number, {}};
    }
  }

  std::string place_of(pugi::xml_node paragraph) {
    return part_ + " ¶" + std::to_string(known_[paragraph.hash_value()].number);
  }

  // A marked row of a table; outside one, the paragraph itself.
  pugi::xml_node repeated(pugi::xml_node paragraph) const {
    for (pugi::xml_node at = paragraph.parent(); at; at = at.parent()) {
      if (is(at, dialect_.row)) return at;
    }
    return paragraph;
  }

  void repeat_rows() {
    for (int marked = 0; repeat_next(); ++marked) {
      if (marked >= marked_max) return;
    }
  }

  // Finds the next marked row anew each time: the one before has changed what follows.
  bool repeat_next() {
    for (pugi::xml_node paragraph : paragraphs_below(tree_)) {
      auto each = filling_.each_in(joined(texts_of(paragraph)), place_of(paragraph));
      if (!each) continue;
      clear(paragraph, each->text);
      auto count = filling_.rows_of(*each);
      if (count) repeat(repeated(paragraph), *each, *count);
      return true;
    }
    return false;
  }

  void repeat(pugi::xml_node model, const PlaceHolder& each, std::size_t count) {
    std::vector<pugi::xml_node> inside = own_and_below(model);
    for (pugi::xml_node node : inside) {
      if (!known_[node.hash_value()].turn) continue;
      filling_.refuse(each.place, invalid("document.nested"), each.text);
      return;
    }
    if (count == 0) return drop(model);
    // The model stands for the first item; its copies follow it.
    pugi::xml_node last = model;
    for (std::size_t at = 1; at < count; ++at) {
      last = model.parent().insert_copy_after(model, last);
      forget_identity(last);
      auto copies = own_and_below(last);
      for (std::size_t which = 0; which < copies.size(); ++which) {
        known_[copies[which].hash_value()] = {known_[inside[which].hash_value()].number,
                                              Turn{each.text, at}};
      }
    }
    for (pugi::xml_node node : inside) {
      known_[node.hash_value()].turn = Turn{each.text, 0};
    }
  }

  std::vector<pugi::xml_node> own_and_below(pugi::xml_node node) const {
    std::vector<pugi::xml_node> all;
    if (is(node, dialect_.paragraph)) all.push_back(node);
    for (pugi::xml_node each : paragraphs_below(node)) all.push_back(each);
    return all;
  }

  // What must not stand twice in a file.
  static void forget_identity(pugi::xml_node copy) {
    auto strip = [](pugi::xml_node node) {
      node.remove_attribute("w14:paraId");
      node.remove_attribute("w14:textId");
      if (is(node, "a:tr")) node.remove_child("a:extLst");
      return true;
    };
    strip(copy);
    walk(copy, strip);
  }

  // A cell or a text body must keep one paragraph.
  void drop(pugi::xml_node model) {
    bool paragraph = is(model, dialect_.paragraph);
    int beside = 0;
    for (pugi::xml_node each : model.parent().children(dialect_.paragraph)) {
      if (each != model) ++beside;
    }
    if (!paragraph || beside > 0) {
      model.parent().remove_child(model);
      return;
    }
    for (pugi::xml_node text : texts_of(model)) text.text().set("");
  }

  void clear(pugi::xml_node paragraph, const std::string& marker) {
    Texts texts = texts_of(paragraph);
    std::size_t begin = joined(texts).find(marker);
    cut(texts, {begin, begin + marker.size()});
  }

  // Takes a stretch out of the texts; gives the node it began in.
  static pugi::xml_node cut(const Texts& texts, const Span& span) {
    pugi::xml_node first;
    std::size_t start = 0;
    for (pugi::xml_node text : texts) {
      std::string here = text.text().get();
      std::size_t end = start + here.size();
      std::size_t from = std::max(span.begin, start), to = std::min(span.end, end);
      if (from < to) {
        if (!first) first = text;
        text.text().set((here.substr(0, from - start) + here.substr(to - start)).c_str());
      }
      start = end;
    }
    return first;
  }

  Outcome fill_paragraph(pugi::xml_node paragraph) {
    std::string text = joined(texts_of(paragraph));
    std::vector<Answered> answered;
    const Known known = known_[paragraph.hash_value()];
    std::string place = place_of(paragraph);
    for (const Span& span : place_holders_in(text)) {
      std::string inside = text.substr(span.begin, span.end - span.begin);
      if (!span.closed) {
        filling_.refuse(place, invalid("document.place_holder"), inside.substr(0, 80));
        continue;
      }
      answered.push_back({span, filling_.ask(with_room(paragraph, inside), place,
                                             known.turn ? &*known.turn : nullptr)});
    }
    if (answered.empty()) return Done{};
    one_text_a_run(paragraph);
    // From the last to the first, so that the places before stay where they are.
    for (auto each = answered.rbegin(); each != answered.rend(); ++each) {
      if (each->piece) TRY(put(paragraph, each->span, *each->piece));
    }
    return Done{};
  }

  // A slide's shape says how large its picture is to be.
  std::string with_room(pugi::xml_node paragraph, const std::string& inside) const {
    Room room = room_of(paragraph);
    bool drawn = inside.starts_with("{{chart") || inside.starts_with("{{map");
    bool says = inside.find("width=") != std::string::npos || room.width_mm <= 0;
    if (says || !drawn) return inside;
    return inside.substr(0, inside.size() - 2) +
           " width=" + std::to_string(static_cast<int>(room.width_mm)) +
           " height=" + std::to_string(static_cast<int>(room.height_mm)) + "}}";
  }

  // Office may put text, tabs and breaks into one run; apart, each can be moved.
  void one_text_a_run(pugi::xml_node paragraph) {
    for (pugi::xml_node text : texts_of(paragraph)) {
      pugi::xml_node run = text.parent();
      if (!is(run, dialect_.run)) continue;
      pugi::xml_node properties = run.child(dialect_.properties);
      while (pugi::xml_node last = run.last_child()) {
        pugi::xml_node first = properties ? properties.next_sibling() : run.first_child();
        if (last == first) break;
        pugi::xml_node apart = run.parent().insert_child_after(dialect_.run, run);
        if (properties) apart.append_copy(properties);
        apart.append_move(last);
      }
    }
  }

  Outcome put(pugi::xml_node paragraph, const Span& span, const Piece& piece) {
    Texts texts = texts_of(paragraph);
    pugi::xml_node text = first_at(texts, span.begin);
    if (!text) return Done{};
    // What stands behind it in the same node moves into a run of its own.
    std::size_t start = start_of(texts, text);
    std::string here = text.text().get();
    pugi::xml_node run = text.parent();
    if (start + here.size() > span.end) {
      pugi::xml_node rest = run.parent().insert_copy_after(run, run);
      set_text(rest.child(dialect_.text), here.substr(span.end - start));
      text.text().set(here.substr(0, span.end - start).c_str());
      texts = texts_of(paragraph);
    }
    cut(texts, span);
    set_text(text, text.text().get());
    if (piece.picture) return place_picture(filling_, part_, run, *piece.picture);
    pugi::xml_node last = run;
    for (const Text& each : piece.texts) last = TRY(add_runs(run, last, each));
    return Done{};
  }

  static pugi::xml_node first_at(const Texts& texts, std::size_t begin) {
    std::size_t start = 0;
    for (pugi::xml_node text : texts) {
      start += std::string_view(text.text().get()).size();
      if (begin < start) return text;
    }
    return {};
  }
  static std::size_t start_of(const Texts& texts, pugi::xml_node wanted) {
    std::size_t start = 0;
    for (pugi::xml_node text : texts) {
      if (text == wanted) return start;
      start += std::string_view(text.text().get()).size();
    }
    return start;
  }

  void set_text(pugi::xml_node text, const std::string& value) const {
    text.text().set(value.c_str());
    bool word = dialect_.text == word_text.text;
    if (word && !text.attribute("xml:space")) text.append_attribute("xml:space") = "preserve";
  }

  // Runs that look like the model's, one a line.
  Result<pugi::xml_node> add_runs(pugi::xml_node model, pugi::xml_node last, const Text& given) {
    std::string_view rest = given.text;
    for (bool first = true;; first = false) {
      std::size_t end = rest.find('\n');
      if (!first) last = add_break(model, last);
      last = TRY(add_run(model, last, given, std::string(rest.substr(0, end))));
      if (end == std::string_view::npos) return last;
      rest.remove_prefix(end + 1);
    }
  }

  pugi::xml_node add_break(pugi::xml_node model, pugi::xml_node last) const {
    bool word = dialect_.text == word_text.text;
    pugi::xml_node made = last.parent().insert_child_after(word ? dialect_.run : "a:br", last);
    if (auto properties = model.child(dialect_.properties)) made.append_copy(properties);
    if (word) made.append_child("w:br");
    return made;
  }

  Result<pugi::xml_node> add_run(pugi::xml_node model, pugi::xml_node last, const Text& given,
                                 const std::string& line) {
    bool word = dialect_.text == word_text.text;
    bool linked = !given.link.empty() && !is(last.parent(), "w:hyperlink");
    std::string id;
    if (linked) {
      id = TRY(add_relation(filling_.package, part_, relation_hyperlink, given.link, true));
      pugi::xml_node root = tree_.document_element();
      if (!root.attribute("xmlns:r")) root.append_attribute("xmlns:r") = relations_prefix;
    }
    pugi::xml_node made;
    pugi::xml_node outer;
    if (linked && word) {
      outer = last.parent().insert_child_after("w:hyperlink", last);
      outer.append_attribute("r:id") = id.c_str();
      made = outer.append_child(dialect_.run);
    } else {
      outer = made = last.parent().insert_child_after(dialect_.run, last);
    }
    pugi::xml_node properties = model.child(dialect_.properties);
    properties = properties ? made.append_copy(properties) : made.append_child(dialect_.properties);
    if (given.raised) raise(properties);
    if (linked && !word)
      properties.append_child("a:hlinkClick").append_attribute("r:id") = id.c_str();
    set_text(made.append_child(dialect_.text), line);
    return outer;
  }

  // The properties of a run stand in a fixed order.
  void raise(pugi::xml_node properties) const {
    if (dialect_.text != word_text.text) {
      properties.remove_attribute("baseline");
      properties.append_attribute("baseline") = "30000";
      return;
    }
    properties.remove_child("w:vertAlign");
    constexpr std::string_view after[] = {
        "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath"};
    pugi::xml_node before;
    for (pugi::xml_node child : properties.children()) {
      bool later = std::ranges::find(after, std::string_view(child.name())) != std::end(after);
      if (later && !before) before = child;
    }
    pugi::xml_node made = before ? properties.insert_child_before("w:vertAlign", before)
                                 : properties.append_child("w:vertAlign");
    made.append_attribute("w:val") = "superscript";
  }

  Filling& filling_;
  std::string part_;
  const Dialect& dialect_;
  pugi::xml_document& tree_;
  std::unordered_map<std::size_t, Known> known_;
};

}  // namespace

Outcome fill_text(Filling& filling, const std::string& part, const Dialect& dialect) {
  Tree tree = TRY(tree_of(filling.package, part));
  TRY(TextPart(filling, part, dialect, *tree).fill());
  filling.package.put(part, text_of(*tree));
  return Done{};
}

}  // namespace boai::documents
