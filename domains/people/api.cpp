#include "domains/people/commands.hpp"
#include "domains/people/port.hpp"
#include "domains/people/queries/linking.hpp"
#include "domains/people/rules.hpp"

namespace boai::people {

Domain domain() {
  return {
      .name = "people",
      .types = {&Person::type(), &Relation::type(), &Disclosure::type(), &Consent::type(),
                &Merge::type(), &Moved::type(), &Pair::type()},
      .commands =
          {
              command::make<RecordPerson>("people.record_person", "登记人员", "people.person"),
              command::make<CorrectPerson>("people.correct_person", "更正人员信息",
                                           "people.person"),
              command::make<LinkAccount>("people.link_account", "关联本人账号", "people.person"),
              command::make<GiveConsent>("people.give_consent", "登记同意", "people.consent"),
              command::make<WithdrawConsent>("people.withdraw_consent", "撤回同意",
                                             "people.consent"),
              command::make<MergePeople>("people.merge", "合并人员", "people.merge"),
              command::make<UndoMerge>("people.undo_merge", "撤销合并", "people.merge"),
              command::make<WithdrawOwnConsent>("people.withdraw_own_consent", "撤回本人的同意",
                                                ""),
              command::make<JudgePair>("people.judge_pair", "判为不同的人", "people.pair"),
              command::make<Minimise>("people.minimise", "注销个人信息", "people.person"),
          },
      .measures = {},
  };
}

Outcome settle_in(unit::House& house, const std::string& pack) {
  auto rules = std::make_shared<const Rules>(TRY(read_rules(pack + "/people/rules.yaml")));
  for (const ConsentUse& use : rules->uses) {
    house.codes["consent_use"].push_back({use.code, use.name, use.en, {}});
  }
  house.from_pack["people"] = std::move(rules);
  house.from_pack["people.linkage"] = std::make_shared<Tables>(pack + "/people");
  return Done{};
}

}  // namespace boai::people
