#include "engines/geo/distance.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace boai::geo {

TEST(ADistance, IsTheGreatCircle) {
  struct Row {
    const char* name;
    Place one, other;
    double km, within;
  };
  for (const Row& row : std::vector<Row>{
           {"a place to itself", {118.8, 32.06}, {118.8, 32.06}, 0, 0.001},
           // A degree of a great circle of that radius: 6371.0088 · π / 180.
           {"a degree of latitude", {118, 32}, {118, 33}, 111.195, 0.001},
           {"a degree on the equator", {0, 0}, {1, 0}, 111.195, 0.001},
           {"a degree of longitude at 60°", {0, 60}, {1, 60}, 55.595, 0.01},
           {"half round the earth", {0, 0}, {180, 0}, 20015.115, 0.001},
           {"over the date line", {179.5, 0}, {-179.5, 0}, 111.195, 0.001},
       }) {
    SCOPED_TRACE(row.name);
    EXPECT_NEAR(distance_m(row.one, row.other) / 1000, row.km, row.within);
    EXPECT_NEAR(distance_m(row.other, row.one) / 1000, row.km, row.within);
  }
}

TEST(APlace, IsReadFromDecimalDegrees) {
  struct Row {
    const char *longitude, *latitude;
    bool good;
  };
  for (const Row& row : std::vector<Row>{
           {"118.7387", "31.9232", true},
           {"-73.5", "-45", true},
           {"", "", false},
           {"118.7387", "", false},
           {"118,7", "31.9", false},
           {"181", "31.9", false},
           {"118", "90.1", false},
           {"118E", "31", false},
           {"nan", "31", false},
       }) {
    SCOPED_TRACE(std::string(row.longitude) + " " + row.latitude);
    EXPECT_EQ(place_of(row.longitude, row.latitude).has_value(), row.good);
  }
}

}  // namespace boai::geo
