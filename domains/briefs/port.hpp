// What the rest of the house may see of briefs.
#pragma once

#include <boost/json/fwd.hpp>

#include "base/id.hpp"
#include "kernel/house/domain.hpp"

namespace boai::briefs {

struct Brief;
struct Template;

Domain domain();

// Reads the pack's catalogue and steps; `papers` is the folder the contents of papers lie in.
Outcome settle_in(unit::House& house, const std::string& pack, const std::string& papers);

// Looks at a template somebody brings: what it is and every fault of it, nothing kept.
// {"format","needs"}; codes of documents::Package::read and documents::fill, briefs.no_notes.
Result<boost::json::object> check_template(const unit::House& house, std::string_view bytes);

// Keeps a template as the next edition of its code at a society; the same file again changes
// nothing. `name` and `name_en` are the office's. Codes: those of check_template, papers.store.
struct Brought {
  std::string code, name, name_en, bytes;
  std::int64_t branch = 0;
};
Result<Id<Template>> bring_template(unit::Context& context, const Brought& brought);
// The templates of the pack that the store does not have yet, at the society given.
struct Missing {
  std::string code, name, name_en, path;
};
Result<std::vector<Missing>> missing_templates(store::Connection& connection,
                                               const unit::House& house);

// Makes every document of a brief from its frozen figures, and the PDF twins. Reads only; the
// contents lie in the papers' folder afterwards, under their hashes.
struct Made {
  std::string name, kind, sha256, code;  // code of the template
  std::int64_t bytes = 0;
};
struct Press {
  Id<Brief> brief;
  std::int64_t version = 0;
  std::vector<Made> documents;
};
// `address` is where the short addresses begin: "https://host". Codes: briefs.submitted,
// briefs.approved, briefs.template_gone and those of documents::fill.
Result<Press> make_documents(store::Connection& connection, const unit::House& house,
                             Id<Brief> brief, const std::string& address);
// Notes them at the brief, as papers too. conflict.version when it changed in between.
Outcome keep_documents(unit::Context& context, const Press& press);

// {"brief","figures","templates","documents","bare":[numbers without a source]}
Result<boost::json::object> one(store::Connection& connection, const unit::House& house,
                                const rights::Principal& viewer, Id<Brief> brief);
// What a reader sees of one document: {"pages":[…]}.
Result<boost::json::object> preview(store::Connection& connection, const unit::House& house,
                                    const rights::Principal& viewer, Id<Brief> brief,
                                    Id<Template> shown);
// The frozen figures beside the board of today at the same as-of: {"figures","differences",
// "examples":[…]}.
Result<boost::json::object> compare(store::Connection& connection, const unit::House& house,
                                    const rights::Principal& viewer, Id<Brief> brief, Day today);
// A short code's figure: where its rows are. not_found for what the viewer may not see.
Result<boost::json::object> figure_behind(store::Connection& connection, const unit::House& house,
                                          const rights::Principal& viewer, std::string_view code);
// Templates a viewer may draft from: those of her societies and of the societies above.
Result<boost::json::object> templates_for(store::Connection& connection, const unit::House& house,
                                          const rights::Principal& viewer);

}  // namespace boai::briefs
