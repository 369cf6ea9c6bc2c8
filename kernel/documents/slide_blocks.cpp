// Slides as pages: shapes, tables and pictures where they stand.
#include "kernel/documents/blocks.hpp"
#include "kernel/documents/filling.hpp"

namespace boai::documents {

namespace {

double points(pugi::xml_attribute emu) {
  constexpr double emu_a_point = 12'700;
  return emu.as_double() / emu_a_point;
}

std::string solid(pugi::xml_node holder) {
  return holder.child("a:solidFill").child("a:srgbClr").attribute("val").value();
}

class SlideReader {
 public:
  SlideReader(const Package& package, std::string part)
      : package_(package), part_(std::move(part)) {}

  Outcome read(PageModel& page) {
    Tree tree = TRY(tree_of(package_, part_));
    pugi::xml_node common = tree->document_element().child("p:cSld");
    page.fill = solid(common.child("p:bg").child("p:bgPr"));
    return shapes_in(common.child("p:spTree"), page);
  }

 private:
  Outcome shapes_in(pugi::xml_node parent, PageModel& page) {
    for (pugi::xml_node shape : parent.children()) {
      if (is(shape, "p:grpSp")) TRY(shapes_in(shape, page));
      bool known = is(shape, "p:sp") || is(shape, "p:pic") || is(shape, "p:graphicFrame") ||
                   is(shape, "p:cxnSp");
      if (known) page.boxes.push_back(TRY(box_of(shape)));
    }
    return Done{};
  }

  static void place(pugi::xml_node frame, Box& box) {
    box.x = points(frame.child("a:off").attribute("x"));
    box.y = points(frame.child("a:off").attribute("y"));
    box.width = points(frame.child("a:ext").attribute("cx"));
    box.height = points(frame.child("a:ext").attribute("cy"));
  }

  Result<Box> box_of(pugi::xml_node shape) {
    Box box;
    pugi::xml_node about = shape.child("p:spPr");
    place(is(shape, "p:graphicFrame") ? shape.child("p:xfrm") : about.child("a:xfrm"), box);
    box.fill = solid(about);
    box.edge = solid(about.child("a:ln"));
    if (is(shape, "p:pic")) {
      const std::string* png = TRY(image_of(package_, part_, shape));
      if (png != nullptr) box.picture = Image{png, box.width, box.height};
      return box;
    }
    if (is(shape, "p:graphicFrame")) {
      pugi::xml_node table = shape.find_node([](pugi::xml_node each) { return is(each, "a:tbl"); });
      if (table) box.blocks.emplace_back(TRY(table_of(table)));
      return box;
    }
    pugi::xml_node body = shape.child("p:txBody");
    constexpr double inset_usual = 7.2;
    pugi::xml_attribute inset = body.child("a:bodyPr").attribute("lIns");
    box.inset = inset ? points(inset) : inset_usual;
    std::string_view anchor = body.child("a:bodyPr").attribute("anchor").value();
    box.vertical = anchor == "ctr" ? Align::centre : anchor == "b" ? Align::right : Align::left;
    for (Paragraph& paragraph : TRY(paragraphs_in(body))) {
      box.blocks.emplace_back(std::move(paragraph));
    }
    return box;
  }

  Result<std::vector<Paragraph>> paragraphs_in(pugi::xml_node body) {
    std::vector<Paragraph> all;
    for (pugi::xml_node each : body.children("a:p")) all.push_back(TRY(paragraph_of(each)));
    return all;
  }

  Result<Paragraph> paragraph_of(pugi::xml_node node) {
    Paragraph made;
    pugi::xml_node properties = node.child("a:pPr");
    std::string_view align = properties.attribute("algn").value();
    made.align = align == "ctr" ? Align::centre : align == "r" ? Align::right : Align::left;
    made.indent = points(properties.attribute("marL"));
    made.hanging = -points(properties.attribute("indent"));
    made.before = hundredths(properties.child("a:spcBef"));
    made.after = hundredths(properties.child("a:spcAft"));
    made.line_exact = hundredths(properties.child("a:lnSpc"));
    made.bullet = properties.child("a:buChar").attribute("char").value();
    constexpr double size_usual = 18;
    Look look{.size = size_usual};
    for (pugi::xml_node child : node.children()) {
      if (is(child, "a:br")) made.stretches.push_back({"\n", look});
      if (!is(child, "a:r") && !is(child, "a:fld")) continue;
      look = TRY(look_of(child.child("a:rPr"), size_usual));
      made.stretches.push_back({child.child("a:t").text().get(), look});
    }
    if (made.stretches.empty()) {
      double size = node.child("a:endParaRPr").attribute("sz").as_double(size_usual * 100) / 100;
      made.stretches.push_back({"", {.size = size}});
    }
    return made;
  }

  static double hundredths(pugi::xml_node spacing) {
    return spacing.child("a:spcPts").attribute("val").as_double() / 100;
  }

  Result<Look> look_of(pugi::xml_node properties, double size_usual) {
    Look look{.size = properties.attribute("sz").as_double(size_usual * 100) / 100};
    look.bold = properties.attribute("b").as_bool();
    look.raised = properties.attribute("baseline").as_int() > 0;
    std::string colour = solid(properties);
    if (!colour.empty()) look.colour = colour;
    if (auto link = properties.child("a:hlinkClick")) {
      look.link = TRY(target_of(package_, part_, link.attribute("r:id").value()));
    }
    return look;
  }

  Result<Table> table_of(pugi::xml_node node) {
    Table table;
    for (pugi::xml_node column : node.child("a:tblGrid").children("a:gridCol")) {
      table.columns.push_back(points(column.attribute("w")));
    }
    for (pugi::xml_node each : node.children("a:tr")) {
      TableRow row{.cells = {}, .height = points(each.attribute("h"))};
      for (pugi::xml_node tc : each.children("a:tc")) {
        if (tc.attribute("hMerge").as_bool()) continue;
        pugi::xml_node about = tc.child("a:tcPr");
        Cell cell{.span = tc.attribute("gridSpan").as_int(1), .fill = solid(about)};
        cell.centred = std::string_view(about.attribute("anchor").value()) == "ctr";
        cell.rule = solid(about.child("a:lnB"));
        cell.paragraphs = TRY(paragraphs_in(tc.child("a:txBody")));
        row.cells.push_back(std::move(cell));
      }
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  const Package& package_;
  std::string part_;
};

}  // namespace

Result<std::vector<PageModel>> slide_pages(const Package& package) {
  const std::string main = "ppt/presentation.xml";
  Tree tree = TRY(tree_of(package, main));
  pugi::xml_node root = tree->document_element();
  pugi::xml_node size = root.child("p:sldSz");
  std::vector<PageModel> pages;
  for (pugi::xml_node slide : root.child("p:sldIdLst").children("p:sldId")) {
    std::string target = TRY(target_of(package, main, slide.attribute("r:id").value()));
    PageModel page;
    page.width = points(size.attribute("cx"));
    page.height = points(size.attribute("cy"));
    TRY(SlideReader(package, resolved(main, target)).read(page));
    pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace boai::documents
