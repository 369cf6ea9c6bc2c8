#include "engines/linkage/measure.hpp"

#include <algorithm>

namespace boai::linkage {

namespace {

double part(std::size_t of, std::size_t whole) {
  return whole == 0 ? 1 : static_cast<double>(of) / static_cast<double>(whole);
}

void count(Confusion::ByError& line, bool found) {
  ++line.pairs;
  line.found += found;
}

}  // namespace

double Confusion::precision() const { return part(found_right, found_right + found_wrong); }
double Confusion::recall() const { return part(found_right, true_pairs); }
double Confusion::certain_precision() const {
  return part(certain_right, certain_right + certain_wrong);
}

Confusion measure(const Generated& made, std::span<const Pair> pairs) {
  Confusion confusion;
  std::vector<std::pair<std::int64_t, std::int64_t>> right;
  for (const Pair& pair : pairs) {
    auto left_row = static_cast<std::size_t>(pair.left - 1);
    auto right_row = static_cast<std::size_t>(pair.right - 1);
    bool same = made.person[left_row] == made.person[right_row];
    bool certain = pair.comparison.verdict == Verdict::certain;
    confusion.found_right += same;
    confusion.found_wrong += !same;
    confusion.certain_right += same && certain;
    confusion.certain_wrong += !same && certain;
    confusion.wrong_in_family += !same && made.family[left_row] == made.family[right_row];
    if (same) right.emplace_back(pair.left, pair.right);
  }
  std::ranges::sort(right);
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> rows;
  for (std::size_t row = 0; row < made.person.size(); ++row) rows[made.person[row]].push_back(row);
  for (const auto& [person, theirs] : rows) {
    for (std::size_t one = 0; one < theirs.size(); ++one) {
      for (std::size_t other = one + 1; other < theirs.size(); ++other) {
        std::pair<std::int64_t, std::int64_t> ids(theirs[one] + 1, theirs[other] + 1);
        bool found = std::ranges::binary_search(right, ids);
        unsigned errors = made.errors[theirs[one]] | made.errors[theirs[other]];
        ++confusion.true_pairs;
        if (errors == 0) count(confusion.clean, found);
        for (std::size_t error = 0; error < row_errors; ++error) {
          if (errors >> error & 1) count(confusion.by_error[error], found);
        }
      }
    }
  }
  return confusion;
}

}  // namespace boai::linkage
