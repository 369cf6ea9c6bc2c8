#include "domains/network/port.hpp"
#include "domains/network/records.hpp"

namespace boai::network {

Domain domain() {
  return {
      .name = "network",
      .types = {&Branch::type(), &Region::type(), &Population::type(), &Placement::type(),
                &Succession::type()},
      .commands =
          {
              command::make<OpenSociety>("network.open_society", "设立组织", "network.society"),
              command::make<RenameSociety>("network.rename_society", "更名", "network.society"),
              command::make<CloseSociety>("network.close_society", "撤销", "network.society"),
              command::make<MoveSociety>("network.move_society", "划转", "network.society"),
              command::make<MergeSociety>("network.merge_society", "并入", "network.society"),
              command::make<SplitSociety>("network.split_society", "分设", "network.society"),
              command::make<AddRegion>("network.add_region", "登记区划", "network.region"),
              command::make<RecordPopulation>("network.record_population", "登记人口",
                                              "network.population"),
          },
      .measures =
          {
              {.code = "network.counties",
               .label = "县级组织数",
               .kind = measures::Kind::stock,
               .type = &Branch::type(),
               .branch = "id",
               .day = "since",
               .until = "until",
               .where = {{"level", "county"}}},
              {.code = "network.grassroots",
               .label = "基层组织数",
               .kind = measures::Kind::stock,
               .type = &Branch::type(),
               .branch = "id",
               .day = "since",
               .until = "until",
               .where = {{"level", "grassroots"}},
               .dimensions = {"kind"}},
          },
  };
}

}  // namespace boai::network
