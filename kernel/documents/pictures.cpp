// Pictures into Word runs and slide shapes.
#include <cmath>

#include "kernel/documents/filling.hpp"

namespace boai::documents {

namespace {

constexpr double emu_a_mm = 36'000;  // Office measures in these
constexpr const char* relation_image =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
constexpr const char* main_namespace = "http://schemas.openxmlformats.org/drawingml/2006/main";
constexpr const char* picture_namespace =
    "http://schemas.openxmlformats.org/drawingml/2006/picture";
constexpr const char* place_namespace =
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
constexpr const char* relations_namespace_long =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string emu(double millimetres) { return std::to_string(std::llround(millimetres * emu_a_mm)); }

Result<std::string> keep_picture(Filling& filling, const std::string& part,
                                 const Picture& picture) {
  int number = ++filling.pictures;
  std::string folder = part.substr(0, part.find('/'));
  std::string name = folder + "/media/boai" + std::to_string(number) + ".png";
  filling.package.put(name, picture.png);
  TRY(add_content_type(filling.package, "png", "image/png"));
  std::string target =
      (folder == "ppt" ? "../media/" : "media/") + name.substr(name.rfind('/') + 1);
  return add_relation(filling.package, part, relation_image, target, false);
}

pugi::xml_node with(pugi::xml_node parent, const char* name,
                    std::initializer_list<std::pair<const char*, std::string>> attributes = {}) {
  pugi::xml_node made = parent.append_child(name);
  for (const auto& [key, value] : attributes) made.append_attribute(key) = value.c_str();
  return made;
}

// The same in Word and on slides but for the prefix of its own elements.
void add_pic(pugi::xml_node parent, const std::string& prefix, const std::string& relation,
             const Picture& picture, const std::string& number, pugi::xml_node shape_place) {
  pugi::xml_node pic = with(parent, (prefix + ":pic").c_str());
  if (prefix == "pic") pic.append_attribute("xmlns:pic") = picture_namespace;
  pugi::xml_node about = with(pic, (prefix + ":nvPicPr").c_str());
  with(about, (prefix + ":cNvPr").c_str(),
       {{"id", number}, {"name", "boai " + number}, {"descr", picture.words}});
  with(about, (prefix + ":cNvPicPr").c_str());
  if (prefix == "p") with(about, "p:nvPr");
  pugi::xml_node fill = with(pic, (prefix + ":blipFill").c_str());
  pugi::xml_node blip = with(fill, "a:blip", {{"r:embed", relation}});
  blip.append_attribute("xmlns:r") = relations_namespace_long;
  with(with(fill, "a:stretch"), "a:fillRect");
  pugi::xml_node shape = with(pic, (prefix + ":spPr").c_str());
  if (shape_place) {
    shape.append_copy(shape_place);
  } else {
    pugi::xml_node place = with(shape, "a:xfrm");
    with(place, "a:off", {{"x", "0"}, {"y", "0"}});
    with(place, "a:ext", {{"cx", emu(picture.width_mm)}, {"cy", emu(picture.height_mm)}});
  }
  with(with(shape, "a:prstGeom", {{"prst", "rect"}}), "a:avLst");
}

pugi::xml_node shape_of(pugi::xml_node node) {
  for (; node; node = node.parent()) {
    if (is(node, "p:sp")) return node;
  }
  return {};
}

Outcome place_in_word(Filling& filling, const std::string& part, pugi::xml_node run,
                      const Picture& picture) {
  std::string relation = TRY(keep_picture(filling, part, picture));
  std::string number = std::to_string(9000 + filling.pictures);
  pugi::xml_node made = run.parent().insert_child_after("w:r", run);
  pugi::xml_node inlined = with(with(made, "w:drawing"), "wp:inline",
                                {{"distT", "0"}, {"distB", "0"}, {"distL", "0"}, {"distR", "0"}});
  inlined.append_attribute("xmlns:wp") = place_namespace;
  with(inlined, "wp:extent", {{"cx", emu(picture.width_mm)}, {"cy", emu(picture.height_mm)}});
  with(inlined, "wp:docPr", {{"id", number}, {"name", "boai " + number}, {"descr", picture.words}});
  pugi::xml_node graphic = with(inlined, "a:graphic");
  graphic.append_attribute("xmlns:a") = main_namespace;
  add_pic(with(graphic, "a:graphicData", {{"uri", picture_namespace}}), "pic", relation, picture,
          number, {});
  return Done{};
}

// A shape that holds nothing but the place-holder becomes the picture, where it stands.
Outcome place_on_slide(Filling& filling, const std::string& part, pugi::xml_node shape,
                       const Picture& picture) {
  std::string relation = TRY(keep_picture(filling, part, picture));
  pugi::xml_node place = shape.child("p:spPr").child("a:xfrm");
  pugi::xml_node holder = shape.parent().insert_child_before("boai", shape);
  add_pic(holder, "p", relation, picture, std::to_string(9000 + filling.pictures), place);
  shape.parent().insert_move_before(holder.first_child(), shape);
  shape.parent().remove_child(holder);
  shape.parent().remove_child(shape);
  return Done{};
}

bool alone(pugi::xml_node shape) {
  bool nothing_else = true;
  walk(shape, [&](pugi::xml_node node) {
    if (is(node, "a:t") && !std::string_view(node.text().get()).empty()) nothing_else = false;
    return true;
  });
  return nothing_else;
}

}  // namespace

Room room_of(pugi::xml_node run) {
  pugi::xml_node size = shape_of(run).child("p:spPr").child("a:xfrm").child("a:ext");
  return {size.attribute("cx").as_double() / emu_a_mm, size.attribute("cy").as_double() / emu_a_mm};
}

Outcome place_picture(Filling& filling, const std::string& part, pugi::xml_node run,
                      const Picture& picture) {
  if (is(run, "w:r")) return place_in_word(filling, part, run, picture);
  pugi::xml_node shape = shape_of(run);
  bool has_room = shape && room_of(run).width_mm > 0 && alone(shape);
  if (has_room) return place_on_slide(filling, part, shape, picture);
  filling.refuse(part, invalid("document.picture_place"), picture.words);
  return Done{};
}

}  // namespace boai::documents
