// Persons of the store as record linkage compares them. Numbers and phones are opened in memory
// only; what is kept of a comparison are the words of its findings.
#pragma once

#include <boost/json/fwd.hpp>
#include <mutex>
#include <optional>

#include "domains/people/records.hpp"
#include "engines/linkage/index.hpp"

namespace boai::people {

// Read on first use: the table of sounds is large, and most of what the program does needs none.
class Tables {
 public:
  explicit Tables(std::string folder) : folder_(std::move(folder)) {}
  Result<linkage::Linkage> linkage();

 private:
  std::string folder_;  // packs/*/people
  std::mutex lock_;
  std::optional<linkage::Linkage> read_;
};
Result<linkage::Linkage> linkage_of(const unit::House& house);

// A condition on people_person p, and its values.
struct Who {
  std::string condition = "1 = 1";
  std::vector<store::Value> values;
  bool few = false;  // an index finds them, so that the reach is asked about each
};
// Active persons that the reach knows, newest first, `limit` at most.
Result<std::vector<linkage::Row>> rows_to_compare(store::Connection& connection,
                                                  const unit::House& house,
                                                  const rights::Reach& reach, const Who& who,
                                                  std::int64_t limit);

// "name.sound birthday.same", of what both rows tell.
std::string words_of(const linkage::Comparison& comparison);
boost::json::array words_in(std::string_view reasons);

}  // namespace boai::people
