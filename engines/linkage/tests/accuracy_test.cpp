// Precision and recall on generated rows. Weights were tuned on seed 1; seeds 2 and 3 were looked
// at only to report (docs/reference/linkage-bench.md). bin/test takes 20,000 rows, --long 200,000.
#include <cstdlib>
#include <iostream>

#include "engines/linkage/measure.hpp"
#include "engines/linkage/tests/tables.hpp"

namespace boai::linkage {

namespace {

std::string text_of(const Confusion& confusion) {
  std::ostringstream text;
  text << "pairs " << confusion.true_pairs << " precision " << confusion.precision() << " recall "
       << confusion.recall() << " wrong " << confusion.found_wrong << " (family "
       << confusion.wrong_in_family << ") certain " << confusion.certain_right << " right "
       << confusion.certain_wrong << " wrong\n  clean " << confusion.clean.found << "/"
       << confusion.clean.pairs;
  for (std::size_t error = 0; error < row_errors; ++error) {
    text << "; " << name_of(static_cast<RowError>(error)) << " " << confusion.by_error[error].found
         << "/" << confusion.by_error[error].pairs;
  }
  return text.str();
}

std::string word(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

TEST(LinkageOnGeneratedRows, IsPreciseAndComplete) {
  std::size_t rows = word("BOAI_LONG").empty() ? 20'000 : 200'000;
  for (std::uint64_t seed : {1, 2, 3}) {
    Generated made = generate({.seed = seed, .rows = rows});
    Index index = Index::build(linkage(), made.rows);
    EXPECT_TRUE(index.refused().empty());
    auto pairs = index.pairs({.threads = 2});
    Confusion confusion = measure(made, pairs);
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + text_of(confusion));
    EXPECT_GE(confusion.precision(), 0.99);
    EXPECT_GE(confusion.recall(), 0.95);
    EXPECT_GE(confusion.certain_precision(), 0.998);
    // No kind of error may hide behind the others.
    for (std::size_t error = 0; error < row_errors; ++error) {
      const auto& line = confusion.by_error[error];
      if (line.pairs < 100) continue;
      EXPECT_GE(static_cast<double>(line.found) / static_cast<double>(line.pairs), 0.8)
          << name_of(static_cast<RowError>(error));
    }
    if (!word("LINKAGE_SHOW").empty()) {
      std::cout << "seed " << seed << " " << text_of(confusion) << " comparisons "
                << index.comparisons() << "\n";
    }
  }
}

}  // namespace boai::linkage
