// How a plan's rows are scored: a formula that is data of the pack (scoring.yaml). Pure.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/decimal.hpp"
#include "base/result.hpp"

namespace boai::evaluation {

struct Grade {
  Micro at_least = 0;  // points of a hundred
  std::string name, en;
};
// A row that, in one of these states, holds the whole total down.
struct Veto {
  std::string indicator, status;
  Micro total_at_most = 0;
};

struct Formula {
  std::string code;
  Day from, until;
  std::set<std::string> kinds;                  // annual, midterm, closing
  std::map<std::string, std::int64_t> weights;  // by tier; a tier left out is not scored
  std::map<std::string, int> strengths;         // per cent of the weight, by strength
  int completion_at_most = 100;                 // per cent
  bool missing_counts = true;                   // a row without a figure scores nothing
  std::vector<Veto> vetoes;
  std::vector<Grade> grades;            // best first
  std::vector<std::string> signatures;  // the rights that sign, in order
  std::set<std::string> remark_for;     // states that need a department's word before signing
};
// Codes: pack.scoring.
Result<std::vector<Formula>> read_formulas(const std::string& file);
const Formula* formula_for(const std::vector<Formula>& formulas, const std::string& kind, Day day);

// A row as the board had it.
struct Standing {
  std::string indicator, tier, strength, direction, status;
  std::optional<Micro> value, target;
};
struct Score {
  bool counted = false;
  std::optional<Micro> completion;  // per cent, before the limit
  Micro weight = 0;
  Micro points = 0;  // of the weight
  bool veto = false;
};
Score score_of(const Formula& formula, const Standing& standing);

struct Total {
  Micro points = 0;  // of a hundred
  std::string grade, grade_en;
  std::string veto;  // the row that held it down, or ""
};
Total total_of(const Formula& formula, const std::vector<std::pair<Standing, Score>>& rows);

}  // namespace boai::evaluation
