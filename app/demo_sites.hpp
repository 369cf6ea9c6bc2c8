// Sites, scenic areas, campaigns and school figures of the demo, by their own commands.
#pragma once

#include "app/demo_people.hpp"
#include "domains/training/records/site.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::app {

class DemoSites {
 public:
  DemoSites(const std::vector<DemoCounty>& counties, Id<branch::Branch> province)
      : counties_(counties), province_(province) {}
  Outcome all(unit::Writer& writer, const rights::Principal& who);

 private:
  using Step = Outcome (DemoSites::*)(unit::Context&);
  Outcome areas(unit::Context& context);
  Outcome open(unit::Context& context);
  Outcome squads(unit::Context& context);
  Outcome recognitions(unit::Context& context);
  Outcome campaigns(unit::Context& context);
  Outcome schools(unit::Context& context);
  Outcome opened(unit::Context& context, Id<branch::Branch> at, const std::string& name,
                 const std::string& kind, Day day, Id<training::ScenicArea> area = {});

  const std::vector<DemoCounty>& counties_;
  Id<branch::Branch> province_;
  std::map<std::string, Id<training::ScenicArea>> areas_;  // by county
  std::vector<Id<training::Site>> stations_, bases_;
};

}  // namespace boai::app
