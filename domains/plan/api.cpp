#include "domains/plan/queries.hpp"
#include "domains/plan/queries/targets.hpp"
#include "domains/plan/records.hpp"
#include "domains/plan/records/objection.hpp"
#include "domains/plan/records/release.hpp"
#include "domains/plan/rules/checks.hpp"

namespace boai::plan {

Domain domain() {
  return {
      .name = "plan",
      .types = {&Figure::type(), &Opening::type(), &Target::type(), &Note::type(),
                &Objection::type(), &Release::type(), &Split::type(), &Share::type(),
                &YearLock::type(), &OwnTarget::type()},
      .commands =
          {
              command::make<ReportFigure>("plan.report_figure", "填报数据", "plan.figure"),
              command::make<LockFigure>("plan.lock_figure", "锁定", "plan.figure"),
              command::make<LockPeriod>("plan.lock_period", "整期锁定", "plan.figure"),
              command::make<UnlockFigure>("plan.unlock_figure", "解锁", "plan.figure"),
              command::make<Object>("plan.object", "提出异议或说明", "plan.objection"),
              command::make<WithdrawObjection>("plan.withdraw_objection", "撤回异议",
                                               "plan.objection"),
              command::make<ProposeRelease>("plan.propose_release", "拟公开", "plan.release"),
              command::make<WithdrawRelease>("plan.withdraw_release", "撤下", "plan.release"),
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
  Book read = TRY(read_book(pack + "/plans"));
  settle_measures(read, house.measures);
  read.checks = TRY(read_checks(pack + "/checks.yaml"));
  auto book = std::make_shared<const Book>(std::move(read));
  for (const Plan& plan : book->plans) house.measures.plans.push_back({plan.from, plan.to});
  house.from_pack["plan"] = std::shared_ptr<const Book>(book);
  house.decided["plan.figure"] = figure_decided;
  house.decided["plan.objection"] = objection_decided;
  house.decided["plan.release"] = release_decided;
  TRY(settle_ways(house, pack));
  return Done{};
}

}  // namespace boai::plan
