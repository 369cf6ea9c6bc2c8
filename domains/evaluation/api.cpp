#include "domains/evaluation/queries.hpp"
#include "domains/evaluation/records.hpp"

namespace boai::evaluation {

Domain domain() {
  return {
      .name = "evaluation",
      .types = {&Evaluation::type(), &Row::type(), &Signature::type(), &Finding::type()},
      .commands =
          {
              command::make<Open>("evaluation.open", "开始评估", "evaluation.evaluation"),
              command::make<Remark>("evaluation.remark", "部门说明", "evaluation.row"),
              command::make<Submit>("evaluation.submit", "提交签署", "evaluation.evaluation"),
              command::make<Find>("evaluation.find", "列入问责清单", "evaluation.finding"),
              command::make<Answer>("evaluation.answer", "报告整改", "evaluation.finding"),
          },
      .measures =
          {
              {.code = "evaluation.signed",
               .label = "已签署评估",
               .kind = measures::Kind::flow,
               .type = &Evaluation::type(),
               .day = "signed_on",
               .where = {{"state", "signed"}}},
          },
  };
}

Outcome settle_in(unit::House& house, const std::string& pack) {
  auto formulas = TRY(read_formulas(pack + "/scoring.yaml"));
  house.from_pack["evaluation"] = std::make_shared<const std::vector<Formula>>(std::move(formulas));
  house.decided["evaluation.signing"] = signing_decided;
  house.decided["evaluation.finding"] = finding_asked;
  house.decided["evaluation.closing"] = finding_closed;
  return Done{};
}

}  // namespace boai::evaluation
