#include "domains/plan/port.hpp"
#include "domains/plan/queries/targets.hpp"
#include "domains/plan/records.hpp"
#include "domains/plan/rules.hpp"

namespace boai::plan {

Domain domain() {
  return {
      .name = "plan",
      .types = {&Figure::type(), &Opening::type(), &Target::type(), &Note::type(), &Split::type(),
                &Share::type(), &YearLock::type(), &OwnTarget::type()},
      .commands =
          {
              command::make<ReportFigure>("plan.report_figure", "填报数据", "plan.figure"),
              command::make<LockFigure>("plan.lock_figure", "锁定", "plan.figure"),
              command::make<EnterOpening>("plan.enter_opening", "登记期初数", "plan.opening"),
              command::make<SetTarget>("plan.set_target", "设定目标", "plan.target"),
              command::make<NoteIndicator>("plan.note_indicator", "加备注", "plan.note"),
              command::make<SplitTarget>("plan.split_target", "分解目标", "plan.split"),
              command::make<LockYear>("plan.lock_year", "锁定年度目标", "plan.year_lock"),
              command::make<SetOwnTarget>("plan.set_own_target", "登记自定目标", "plan.own_target"),
          },
      .measures =
          {
              {.code = "plan.openings",
               .label = "期初数",
               .kind = measures::Kind::flow,
               .type = &Opening::type(),
               .day = "day",
               .amount = "value",
               .code_from = "series"},
          },
  };
}

Outcome settle_in(unit::House& house, const std::string& pack) {
  auto book = std::make_shared<const Book>(TRY(read_book(pack + "/plans")));
  for (const Plan& plan : book->plans) house.measures.plans.push_back({plan.from, plan.to});
  house.from_pack["plan"] = std::shared_ptr<const Book>(book);
  house.decided["plan.figure"] = figure_decided;
  TRY(settle_ways(house, pack));
  return Done{};
}

}  // namespace boai::plan
