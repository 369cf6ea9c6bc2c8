// Word's document as blocks: direct formats and the styles they rest on.
#include "kernel/documents/blocks.hpp"
#include "kernel/documents/filling.hpp"

namespace boai::documents {

namespace {

double twips(pugi::xml_attribute value) { return value.as_double() / 20; }

bool switched_on(pugi::xml_node node) {
  if (!node) return false;
  std::string_view value = node.attribute("w:val").as_string("1");
  return value != "0" && value != "false" && value != "none";
}

void apply_run(pugi::xml_node properties, Look& look) {
  if (auto size = properties.child("w:sz")) look.size = size.attribute("w:val").as_double() / 2;
  if (auto bold = properties.child("w:b")) look.bold = switched_on(bold);
  if (auto colour = properties.child("w:color")) {
    std::string value = colour.attribute("w:val").value();
    if (value != "auto") look.colour = value;
  }
  if (auto place = properties.child("w:vertAlign")) {
    look.raised = std::string_view(place.attribute("w:val").value()) == "superscript";
  }
}

Align align_of(std::string_view word) {
  if (word == "center" || word == "ctr") return Align::centre;
  return word == "right" || word == "end" || word == "r" ? Align::right : Align::left;
}

void apply_paragraph(pugi::xml_node properties, Paragraph& paragraph) {
  if (auto align = properties.child("w:jc")) {
    paragraph.align = align_of(align.attribute("w:val").value());
  }
  if (auto spacing = properties.child("w:spacing")) {
    if (auto value = spacing.attribute("w:before")) paragraph.before = twips(value);
    if (auto value = spacing.attribute("w:after")) paragraph.after = twips(value);
    if (auto value = spacing.attribute("w:line")) {
      bool exact = std::string_view(spacing.attribute("w:lineRule").value()) == "exact";
      paragraph.line_exact = exact ? twips(value) : 0;
      paragraph.line = exact ? 1 : value.as_double() / 240;
    }
  }
  if (auto indent = properties.child("w:ind")) {
    paragraph.indent = twips(indent.attribute("w:left"));
    paragraph.hanging = twips(indent.attribute("w:hanging"));
  }
  if (auto shade = properties.child("w:shd")) paragraph.fill = shade.attribute("w:fill").value();
  if (auto below = properties.child("w:pBdr").child("w:bottom")) {
    paragraph.rule = below.attribute("w:color").value();
  }
  if (properties.child("w:numPr")) paragraph.bullet = "•";
}

class WordReader {
 public:
  WordReader(const Package& package, Tree styles) : package_(package), styles_(std::move(styles)) {}

  Result<std::vector<PageModel>> read() {
    part_ = "word/document.xml";
    Tree tree = TRY(tree_of(package_, part_));
    pugi::xml_node body = tree->document_element().child("w:body");
    PageModel page;
    page.blocks = TRY(blocks_in(body));
    pugi::xml_node section = body.child("w:sectPr");
    size(section, page);
    page.header = TRY(beside(section, "w:headerReference"));
    page.footer = TRY(beside(section, "w:footerReference"));
    std::vector<PageModel> pages;
    pages.push_back(std::move(page));
    return pages;
  }

 private:
  static void size(pugi::xml_node section, PageModel& page) {
    if (auto given = section.child("w:pgSz")) {
      page.width = twips(given.attribute("w:w"));
      page.height = twips(given.attribute("w:h"));
    }
    pugi::xml_node margins = section.child("w:pgMar");
    if (!margins) return;
    page.left = twips(margins.attribute("w:left"));
    page.right = twips(margins.attribute("w:right"));
    page.top = twips(margins.attribute("w:top"));
    page.bottom = twips(margins.attribute("w:bottom"));
    page.head = twips(margins.attribute("w:header"));
    page.foot = twips(margins.attribute("w:footer"));
  }

  Result<std::vector<Block>> beside(pugi::xml_node section, const char* reference) {
    std::vector<Block> blocks;
    pugi::xml_node named = section.child(reference);
    if (!named) return blocks;
    std::string main = "word/document.xml";
    std::string target = TRY(target_of(package_, main, named.attribute("r:id").value()));
    if (target.empty()) return blocks;
    part_ = resolved(main, target);
    Tree tree = TRY(tree_of(package_, part_));
    return blocks_in(tree->document_element());
  }

  Result<std::vector<Block>> blocks_in(pugi::xml_node parent) {
    std::vector<Block> blocks;
    for (pugi::xml_node child : parent.children()) {
      if (is(child, "w:p")) blocks.emplace_back(TRY(paragraph_of(child)));
      if (is(child, "w:tbl")) blocks.emplace_back(TRY(table_of(child)));
      if (!is(child, "w:sdt")) continue;
      for (Block& block : TRY(blocks_in(child.child("w:sdtContent")))) {
        blocks.push_back(std::move(block));
      }
    }
    return blocks;
  }

  pugi::xml_node style_named(const char* id) const {
    if (!styles_) return {};
    return styles_->document_element().find_child_by_attribute("w:style", "w:styleId", id);
  }

  // What a paragraph wears before its own words: defaults, then its style from the root down.
  void wear(pugi::xml_node properties, Paragraph& paragraph, Look& look) const {
    if (!styles_) return;
    pugi::xml_node defaults = styles_->document_element().child("w:docDefaults");
    apply_run(defaults.child("w:rPrDefault").child("w:rPr"), look);
    apply_paragraph(defaults.child("w:pPrDefault").child("w:pPr"), paragraph);
    std::vector<pugi::xml_node> chain;
    const char* named = properties.child("w:pStyle").attribute("w:val").as_string("Normal");
    constexpr std::size_t styles_deep_max = 10;
    for (pugi::xml_node style = style_named(named); style && chain.size() < styles_deep_max;) {
      chain.push_back(style);
      style = style_named(style.child("w:basedOn").attribute("w:val").value());
    }
    for (auto style = chain.rbegin(); style != chain.rend(); ++style) {
      apply_paragraph(style->child("w:pPr"), paragraph);
      apply_run(style->child("w:rPr"), look);
    }
  }

  Result<Paragraph> paragraph_of(pugi::xml_node node) {
    Paragraph paragraph;
    Look look;
    pugi::xml_node properties = node.child("w:pPr");
    wear(properties, paragraph, look);
    apply_paragraph(properties, paragraph);
    TRY(runs_in(node, look, paragraph));
    if (paragraph.stretches.empty()) {
      apply_run(properties.child("w:rPr"), look);
      paragraph.stretches.push_back({"", look});
    }
    return paragraph;
  }

  Outcome runs_in(pugi::xml_node parent, const Look& look, Paragraph& paragraph) {
    for (pugi::xml_node child : parent.children()) {
      if (is(child, "w:r")) {
        TRY(run(child, look, paragraph));
      } else if (is(child, "w:hyperlink")) {
        Look linked = look;
        linked.link = TRY(target_of(package_, part_, child.attribute("r:id").value()));
        TRY(runs_in(child, linked, paragraph));
      } else if (is(child, "w:ins") || is(child, "w:smartTag") || is(child, "w:fldSimple")) {
        TRY(runs_in(child, look, paragraph));
      } else if (is(child, "w:sdt")) {
        TRY(runs_in(child.child("w:sdtContent"), look, paragraph));
      }
    }
    return Done{};
  }

  Outcome run(pugi::xml_node node, Look look, Paragraph& paragraph) {
    apply_run(node.child("w:rPr"), look);
    for (pugi::xml_node child : node.children()) {
      if (is(child, "w:t")) paragraph.stretches.push_back({child.text().get(), look});
      if (is(child, "w:tab")) paragraph.stretches.push_back({"\t", look});
      if (is(child, "w:br")) paragraph.stretches.push_back({"\n", look});
      if (!is(child, "w:drawing")) continue;
      pugi::xml_node extent = child.first_child().child("wp:extent");
      constexpr double emu_a_point = 12'700;
      const std::string* png = TRY(image_of(package_, part_, child));
      if (png == nullptr) continue;
      paragraph.images.push_back({png, extent.attribute("cx").as_double() / emu_a_point,
                                  extent.attribute("cy").as_double() / emu_a_point});
    }
    return Done{};
  }

  Result<Table> table_of(pugi::xml_node node) {
    Table table;
    for (pugi::xml_node column : node.child("w:tblGrid").children("w:gridCol")) {
      table.columns.push_back(twips(column.attribute("w:w")));
    }
    pugi::xml_node properties = node.child("w:tblPr");
    pugi::xml_node between = properties.child("w:tblBorders").child("w:insideH");
    std::string_view kind = between.attribute("w:val").value();
    if (between && kind != "none" && kind != "nil") {
      table.rule = between.attribute("w:color").value();
    }
    if (auto pad = properties.child("w:tblCellMar").child("w:left")) {
      table.pad = twips(pad.attribute("w:w"));
    }
    for (pugi::xml_node row : node.children("w:tr")) {
      table.rows.push_back(TRY(row_of(row)));
    }
    return table;
  }

  Result<TableRow> row_of(pugi::xml_node node) {
    TableRow row;
    pugi::xml_node properties = node.child("w:trPr");
    row.height = twips(properties.child("w:trHeight").attribute("w:val"));
    row.header = switched_on(properties.child("w:tblHeader"));
    for (pugi::xml_node each : node.children("w:tc")) {
      pugi::xml_node about = each.child("w:tcPr");
      Cell cell;
      cell.span = std::max(1, about.child("w:gridSpan").attribute("w:val").as_int(1));
      cell.fill = about.child("w:shd").attribute("w:fill").value();
      cell.centred =
          std::string_view(about.child("w:vAlign").attribute("w:val").value()) == "center";
      cell.rule = about.child("w:tcBorders").child("w:bottom").attribute("w:color").value();
      // A table inside a cell is not shown; its words would be lost without the text.
      for (Block& block : TRY(blocks_in(each))) {
        if (auto* paragraph = std::get_if<Paragraph>(&block)) {
          cell.paragraphs.push_back(std::move(*paragraph));
        }
      }
      row.cells.push_back(std::move(cell));
    }
    return row;
  }

  const Package& package_;
  Tree styles_;
  std::string part_;
};

}  // namespace

Result<const std::string*> image_of(const Package& package, const std::string& part,
                                    pugi::xml_node node) {
  pugi::xml_node blip = node.find_node([](pugi::xml_node each) { return is(each, "a:blip"); });
  const std::string* none = nullptr;
  if (!blip) return none;
  std::string target = TRY(target_of(package, part, blip.attribute("r:embed").value()));
  const std::string* bytes = package.part(resolved(part, target));
  bool png = bytes != nullptr && bytes->starts_with("\x89PNG");
  return png ? bytes : none;
}

Result<std::vector<PageModel>> word_pages(const Package& package) {
  Tree styles;
  if (package.part("word/styles.xml") != nullptr) {
    styles = TRY(tree_of(package, "word/styles.xml"));
  }
  return WordReader(package, std::move(styles)).read();
}

Result<std::vector<PageModel>> pages_of(const Package& package) {
  if (package.format() == Format::docx) return word_pages(package);
  if (package.format() == Format::pptx) return slide_pages(package);
  return invalid("document.no_pdf", "file");
}

}  // namespace boai::documents
