#include "domains/forms/queries.hpp"

namespace boai::forms {

Domain domain() {
  using measures::Kind;
  return {
      .name = "forms",
      .types = {&Return::type(), &Cell::type()},
      .commands =
          {
              command::make<Begin>("forms.begin", "开始填报", "forms.return"),
              command::make<Refresh>("forms.refresh", "重新取数", "forms.return"),
              command::make<Fill>("forms.fill", "填写", "forms.return"),
              command::make<Sign>("forms.sign", "签报", "forms.return"),
              command::make<Submit>("forms.submit", "登记回执", "forms.return"),
          },
      .measures =
          {
              {.code = "forms.returns",
               .label = "上报表份数",
               .kind = Kind::flow,
               .type = &Return::type(),
               .day = "signed_on",
               .dimensions = {"form"}},
              {.code = "forms.typed",
               .label = "手填格数",
               .kind = Kind::flow,
               .type = &Return::type(),
               .day = "signed_on",
               .amount = "typed",
               .dimensions = {"form"}},
              {.code = "forms.minutes",
               .label = "填表用时（分）",
               .kind = Kind::flow,
               .type = &Return::type(),
               .day = "signed_on",
               .amount = "minutes",
               .dimensions = {"form"}},
          },
  };
}

Outcome settle_in(unit::House& house, const std::string& pack) {
  auto forms = TRY(read_forms(pack + "/forms"));
  house.from_pack["forms"] = std::make_shared<const std::vector<Form>>(std::move(forms));
  house.decided["forms.return"] = return_decided;
  return Done{};
}

}  // namespace boai::forms
