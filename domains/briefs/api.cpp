#include "domains/briefs/port.hpp"
#include "domains/briefs/records.hpp"
#include "domains/briefs/rules.hpp"

namespace boai::briefs {

Domain domain() {
  return {
      .name = "briefs",
      .types = {&Template::type(), &Brief::type(), &Figure::type()},
      .commands =
          {
              command::make<Draft>("briefs.draft", "起草简报", "briefs.brief"),
              command::make<Edit>("briefs.edit", "修改文字", "briefs.brief"),
              command::make<Refresh>("briefs.refresh", "重新取数", "briefs.brief"),
              command::make<Submit>("briefs.submit", "送审", "briefs.brief"),
              command::make<Retire>("briefs.retire_template", "停用模板", "briefs.template"),
          },
      .measures =
          {
              {.code = "briefs.approved",
               .label = "批准的简报",
               .kind = measures::Kind::flow,
               .type = &Brief::type(),
               .day = "as_of",
               .where = {{.field = "state", .equals = "approved"}}},
          },
  };
}

Outcome settle_in(unit::House& house, const std::string& pack, const std::string& papers) {
  auto book = std::make_shared<const Book>(TRY(read_book(pack, papers)));
  house.from_pack["briefs"] = std::shared_ptr<const Book>(book);
  house.decided["briefs.brief"] = brief_decided;
  return Done{};
}

}  // namespace boai::briefs
