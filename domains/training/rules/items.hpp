// Item analysis 题目分析: how an edition of a question did in the exams it was asked in. Pure.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

namespace boai::training {

// One marked answer, with the score of the whole sitting beside it.
struct Given {
  std::int64_t score = 0;
  std::string chosen;  // letters of the edition, "" none
  bool right = false;
};

struct Suspicion {
  std::int64_t used_min = 0;  // nothing is said of a question asked less often
  double rate_min = 0, rate_max = 1, discrimination_min = 0;
};

struct ItemFigures {
  std::int64_t used = 0;
  double rate = 0;  // share of right answers, p
  // Share right among the best 27 % of sittings less that among the worst 27 % (Kelley 1939).
  double discrimination = 0;
  std::map<char, std::int64_t> chosen;  // how often each letter was ticked
  std::int64_t unanswered = 0;
  // too_hard, too_easy, not_discriminating, wrong_key (the weak get it right more often than the
  // good), idle_choice (a choice nobody takes).
  std::vector<std::string> suspicions;
};

struct Item {
  int options = 0;
  std::string answer;
};
ItemFigures figures_of(const Item& item, std::vector<Given> given, const Suspicion& suspicion);

}  // namespace boai::training
