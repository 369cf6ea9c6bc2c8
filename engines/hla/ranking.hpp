// What comes first in a list of donors, and who is not in it. Nothing is weighted in secret:
// filters and order are what the caller wrote.
#pragma once

#include <string>
#include <vector>

#include "engines/hla/people.hpp"

namespace boai::hla {

// One donor of an answer: what may be asked for when ordering.
struct Ranked {
  std::uint32_t donor = 0;
  std::uint32_t hit = 0;  // place in the list of hits
  std::uint8_t mismatches = 0, certain = 0;
  std::int8_t band = -1;  // P(0) in steps of 10 %, -1 unknown
  std::uint32_t id_rank = 0;
};

std::int8_t band_of(double p0);

enum class OrderBy { mismatches, certain, p0, age, weight, sex, cmv, abo, id };

// "mismatches,p0,age,id". The id always comes last, so that an order is total.
Result<std::vector<OrderBy>> read_order(std::string_view text);

// "status=available,reserved", "age<=40", "weight>=60", "sex=f". Unknown ages and weights pass no
// comparison.
class Filter {
 public:
  static Result<Filter> create(const std::string& text);
  bool passes(const Attributes& attributes) const;

 private:
  std::string field_;
  char sign_ = '=';  // '<' and '>' stand for <= and >=
  std::vector<std::string> words_;
  double number_ = 0;
};

// `attributes` by donor number; empty when there are none.
void rank(std::vector<Ranked>& list, const std::vector<OrderBy>& order,
          const std::vector<const Attributes*>& attributes);

// The place of every id in byte order.
std::vector<std::uint32_t> ranks_of(const std::vector<std::string>& ids);

}  // namespace boai::hla
