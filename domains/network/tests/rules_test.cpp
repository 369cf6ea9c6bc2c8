// What may become of a society.
#include "domains/network/rules.hpp"

#include <gtest/gtest.h>

namespace boai::network {

Branch society(std::int64_t id, const std::string& level, const std::string& path) {
  return Branch{.id = {id},
                .code = "c" + std::to_string(id),
                .name = "示例",
                .level = level,
                .kind = "society",
                .parent = {},
                .region = "32",
                .path = path,
                .state = "established",
                .since = *Day::of(2000, 1, 1),
                .until = {},
                .successor = {}};
}

TEST(OpeningASociety, FollowsTheLevels) {
  Day day = *Day::of(2026, 1, 1);
  struct Row {
    std::string parent, level, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"province", "city", "ok"},
           {"city", "county", "ok"},
           {"county", "grassroots", "ok"},
           {"province", "grassroots", "ok"},
           {"province", "county", "network.not_below"},
           {"county", "city", "network.not_below"},
           {"grassroots", "grassroots", "network.not_below"},
           {"city", "province", "network.level"},
           {"city", "village", "network.level"},
       }) {
    SCOPED_TRACE(row.parent + " over " + row.level);
    OpenSociety command{.parent = {1},
                        .code = "x",
                        .name = "示例",
                        .level = row.level,
                        .kind = "society",
                        .region = "32",
                        .since = day};
    EXPECT_EQ(answer_of(open(society(1, row.parent, "/1/"), command)), row.answer);
  }
  Branch closed = society(1, "county", "/1/");
  closed.until = *Day::of(2025, 12, 31);
  OpenSociety command{.parent = {1},
                      .code = "x",
                      .name = "示例",
                      .level = "grassroots",
                      .kind = "school",
                      .region = "32",
                      .since = day};
  EXPECT_EQ(answer_of(open(closed, command)), "network.closed");
  command.since = *Day::of(1999, 1, 1);
  EXPECT_EQ(answer_of(open(society(1, "county", "/1/"), command)), "network.before_parent");
}

TEST(ClosingASociety, WaitsUntilNothingStandsBelowIt) {
  struct Row {
    std::int64_t below;
    Day until;
    Id<Branch> successor;
    std::string answer;
  };
  Day day = *Day::of(2026, 1, 1);
  for (const Row& row : std::vector<Row>{
           {0, day, {2}, "ok"},
           {1, day, {2}, "network.not_empty"},
           {0, *Day::of(1999, 1, 1), {2}, "network.before_opening"},
           {0, day, {1}, "network.own_successor"},
       }) {
    SCOPED_TRACE(row.answer);
    CloseSociety command{.society = {1}, .until = row.until, .successor = row.successor};
    EXPECT_EQ(answer_of(close(society(1, "county", "/9/1/"), command, row.below)), row.answer);
  }
}

TEST(MovingASociety, NeedsAnotherParentOfTheSameLevel) {
  Branch county = society(5, "county", "/1/2/5/");
  Branch old_city = society(2, "city", "/1/2/");
  Branch closed = society(4, "city", "/1/4/");
  closed.until = *Day::of(2025, 1, 1);
  Day day = *Day::of(2026, 1, 1);
  struct Row {
    Branch parent;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {society(3, "city", "/1/3/"), "ok"},
           {old_city, "network.already_there"},
           {society(7, "grassroots", "/1/2/5/7/"), "network.own_parent"},
           {society(1, "province", "/1/"), "network.not_below"},
           {closed, "network.closed"},
       }) {
    SCOPED_TRACE(row.answer);
    EXPECT_EQ(answer_of(may_move(county, old_city, row.parent, day)), row.answer);
  }
}

}  // namespace boai::network
