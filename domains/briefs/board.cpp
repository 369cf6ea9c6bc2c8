// Makes a brief's documents and shows them.
#include <algorithm>

#include "base/crypto/digest.hpp"
#include "domains/briefs/queries.hpp"
#include "domains/plan/port.hpp"
#include "kernel/documents/fill.hpp"
#include "kernel/documents/pdf.hpp"
#include "kernel/documents/preview.hpp"
#include "kernel/lists/lists.hpp"
#include "kernel/papers/papers.hpp"

namespace boai::briefs {

namespace json = boost::json;
using store::Value;

namespace {

struct Loaded {
  Brief brief;
  std::vector<Figure> figures;
  std::string plan_name, society_name;
};

Result<Loaded> load(store::Connection& connection, const unit::House& house, Id<Brief> id) {
  Loaded loaded{TRY(find_brief(connection, id)), TRY(figures_in(connection, id)), {}, {}};
  json::object plans = plan::plans_of(house);
  for (const auto& each : plans.at("plans").as_array()) {
    if (each.at("code").as_string() == loaded.brief.plan) {
      loaded.plan_name = std::string(each.at("name").as_string());
    }
  }
  Value values[] = {loaded.brief.branch.number};
  TRY(connection.each("SELECT name FROM network_society WHERE id = ?", values,
                      [&](const store::RowView& row) {
                        loaded.society_name = std::string(row.text(0));
                        return false;
                      }));
  return loaded;
}

// Twice through the template: the first numbers the notes, the second prints their list too.
Result<documents::Package> filled(const Loaded& loaded, const Book& book, const Template& from,
                                  const std::string& address) {
  std::string bytes = TRY(content_of(book, from));
  auto package = TRY(documents::Package::read(bytes));
  Sheet sheet{loaded.brief, loaded.figures, book, loaded.plan_name, loaded.society_name, address};
  Printed printed(sheet, package.format());
  TRY(documents::fill(package, printed));
  printed.print();
  return documents::fill(package, printed);
}

std::string file_name(const Brief& brief, const Template& from, std::string_view kind) {
  return from.name + "-" + brief.region_name + "-" + boai::to_text(brief.as_of) + "." +
         std::string(kind);
}

Result<Made> keep(const Book& book, const Loaded& loaded, const Template& from,
                  std::string_view kind, const std::string& bytes) {
  TRY(papers::keep_bytes(book.papers, bytes));
  return Made{file_name(loaded.brief, from, kind), std::string(kind),
              crypto::hex(crypto::sha256(bytes)), from.code,
              static_cast<std::int64_t>(bytes.size())};
}

std::string listed(const std::vector<Made>& documents) {
  std::string text;
  for (const Made& each : documents) {
    if (!text.empty()) text += " ";
    text += each.code + "." + each.kind + ":" + each.sha256;
  }
  return text;
}

}  // namespace

Result<Press> make_documents(store::Connection& connection, const unit::House& house, Id<Brief> id,
                             const std::string& address) {
  Loaded loaded = TRY(load(connection, house, id));
  TRY(may_change(loaded.brief));
  const Book& book = book_of(house);
  Press press{id, loaded.brief.version, {}};
  for (Id<Template> each : ids_in(loaded.brief.templates)) {
    Template from = TRY(find_template(connection, each));
    auto package = TRY(filled(loaded, book, from, address));
    std::string bytes = TRY(package.write());
    press.documents.push_back(TRY(keep(book, loaded, from, from.format, bytes)));
    if (package.format() == documents::Format::xlsx) continue;
    std::string pdf = TRY(documents::pdf_of(
        package, {loaded.brief.title, loaded.society_name, loaded.brief.figures_at}));
    press.documents.push_back(TRY(keep(book, loaded, from, "pdf", pdf)));
  }
  return press;
}

Outcome keep_documents(unit::Context& context, const Press& press) {
  Brief brief = TRY(context.load(press.brief));
  if (brief.version != press.version) return conflict("conflict.version", "brief");
  TRY(may_change(brief));
  brief.documents = listed(press.documents);
  auto papers = TRY(context.find<papers::Paper>("subject", brief.id.number));
  for (const Made& each : press.documents) {
    bool known = std::ranges::any_of(papers, [&](const papers::Paper& paper) {
      return paper.record_type == Brief::type().name && paper.sha256 == each.sha256;
    });
    if (known) continue;
    papers::Paper paper{.branch = brief.branch,
                        .record_type = std::string(Brief::type().name),
                        .subject = brief.id.number,
                        .name = each.name,
                        .kind = each.kind,
                        .bytes = each.bytes,
                        .sha256 = each.sha256,
                        .account = context.who().name,
                        .at = context.now()};
    TRY(context.save(paper));
  }
  return context.save(brief);
}

namespace {

json::object template_json(const Template& from) {
  return {{"id", boai::to_text(from.id)}, {"code", from.code},     {"name", from.name},
          {"en", from.name_en},           {"format", from.format}, {"edition", from.edition},
          {"state", from.state},          {"bytes", from.bytes}};
}

// Numbers typed by hand into the texts: they stand on nothing.
json::array bare_numbers(const Brief& brief) {
  json::array found;
  for (const std::string* text : {&brief.summary, &brief.reasons, &brief.requests}) {
    std::string rest = *text;
    auto spans = documents::place_holders_in(rest);
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
      rest.replace(span->begin, span->end - span->begin, " ");
    }
    for (std::size_t at = rest.find_first_of("0123456789"); at != std::string::npos;
         at = rest.find_first_of("0123456789", at)) {
      std::size_t end = std::min(rest.find_first_not_of("0123456789.,%", at), rest.size());
      found.push_back(json::value(rest.substr(at, end - at)));
      at = end;
    }
  }
  return found;
}

// The papers that are the brief's documents as they stand, in their order.
Result<json::array> documents_of(store::Connection& connection, const Brief& brief) {
  json::array documents;
  Value values[] = {brief.id.number, std::string(Brief::type().name)};
  TRY(connection.each(
      "SELECT id, name, kind, bytes, sha256 FROM papers_paper WHERE subject = ? AND record_type = "
      "? ORDER BY id",
      values, [&](const store::RowView& row) {
        std::string sha256(row.text(4));
        std::size_t at = brief.documents.find(":" + sha256);
        if (at == std::string::npos) return true;
        std::size_t begin = brief.documents.rfind(' ', at);
        begin = begin == std::string::npos ? 0 : begin + 1;
        std::string code = brief.documents.substr(begin, at - begin);
        documents.push_back(json::object{{"id", std::to_string(row.number(0))},
                                         {"template", code.substr(0, code.rfind('.'))},
                                         {"name", row.text(1)},
                                         {"kind", row.text(2)},
                                         {"bytes", row.number(3)},
                                         {"sha256", sha256}});
        return true;
      }));
  return documents;
}

json::object figure_json(const Figure& figure) {
  return {{"code", code_of(figure.brief, figure.number)},
          {"purpose", figure.purpose},
          {"indicator", figure.indicator},
          {"name", figure.name},
          {"en", figure.name_en},
          {"unit", figure.unit},
          {"region", figure.region},
          {"region_name", figure.region_name},
          {"year", figure.year},
          {"month", figure.month},
          {"as_of", boai::to_text(figure.as_of)},
          {"value", figure.value},
          {"target", figure.target},
          {"expected", figure.expected},
          {"status", figure.status}};
}

}  // namespace

Result<json::object> one(store::Connection& connection, const unit::House& house,
                         const rights::Principal& viewer, Id<Brief> id) {
  json::object brief = TRY(lists::one(connection, house, Brief::type(), viewer, id.number));
  Loaded loaded = TRY(load(connection, house, id));
  json::array figures, templates;
  for (const Figure& each : loaded.figures) figures.push_back(figure_json(each));
  for (Id<Template> each : ids_in(loaded.brief.templates)) {
    templates.push_back(template_json(TRY(find_template(connection, each))));
  }
  return json::object{{"brief", std::move(brief)},
                      {"plan_name", loaded.plan_name},
                      {"society", loaded.society_name},
                      {"figures", std::move(figures)},
                      {"templates", std::move(templates)},
                      {"documents", TRY(documents_of(connection, loaded.brief))},
                      {"bare", bare_numbers(loaded.brief)}};
}

Result<json::object> preview(store::Connection& connection, const unit::House& house,
                             const rights::Principal& viewer, Id<Brief> id, Id<Template> shown) {
  TRY(lists::one(connection, house, Brief::type(), viewer, id.number));
  Loaded loaded = TRY(load(connection, house, id));
  auto ids = ids_in(loaded.brief.templates);
  if (std::ranges::find(ids, shown) == ids.end()) {
    return not_found("briefs.no_template", "template", boai::to_text(shown));
  }
  Template from = TRY(find_template(connection, shown));
  // Links lead into the page that shows it.
  auto package = TRY(filled(loaded, book_of(house), from, ""));
  return documents::preview_of(package);
}

Result<json::object> templates_for(store::Connection& connection, const unit::House& house,
                                   const rights::Principal& viewer) {
  rights::Reach reach = rights::reach_of(house.roles, viewer, "briefs.read");
  std::vector<std::string> paths = reach.below;
  for (std::int64_t branch : reach.branches) {
    Value values[] = {branch};
    TRY(connection.each("SELECT path FROM network_society WHERE id = ?", values,
                        [&](const store::RowView& row) {
                          paths.emplace_back(row.text(0));
                          return false;
                        }));
  }
  json::array templates;
  const record::Type& type = Template::type();
  std::string sql = "SELECT t.id, t.version";
  for (const record::Field& field : type.fields) sql += ", t." + std::string(field.name);
  int extra = static_cast<int>(type.fields.size()) + 2;
  TRY(connection.each(
      sql + ", s.path, s.name FROM briefs_template t JOIN network_society s ON s.id = t.branch "
            "WHERE t.state = 'current' ORDER BY t.id",
      {}, [&](const store::RowView& row) {
        std::string path(row.text(extra));
        bool reaches = reach.everywhere || std::ranges::any_of(paths, [&](const std::string& own) {
                         return branch::within(own, path) || branch::within(path, own);
                       });
        if (!reaches) return true;
        json::object each = template_json(record::from_row<Template>(record::read_row(type, row)));
        each["society"] = row.text(extra + 1);
        each["path"] = path;
        templates.push_back(std::move(each));
        return true;
      }));
  return json::object{{"templates", std::move(templates)}};
}

}  // namespace boai::briefs
