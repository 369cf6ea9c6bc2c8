// An exam paper drawn from the bank: from a seed, so that anybody who has the seed, the blueprint
// and that state of the bank draws the same paper again; its marking. Pure.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"

namespace boai::training {

// So many questions of a topic and a kind, each for so many points.
struct Part {
  std::string topic, kind;
  std::int64_t count = 0, points = 0;
};

struct Blueprint {
  std::string course, version;
  Day since;
  std::vector<Part> parts;  // their points make 100
  std::int64_t minutes = 0;
  std::int64_t window_hours = 0;  // how long after its opening one may begin
  std::int64_t retake_hours = 0;  // no second attempt sooner
};

// One edition of a question, as far as drawing and marking ask.
struct Drawable {
  std::int64_t edition = 0;
  std::string code, topic, kind;
  int options = 0;  // 2 for true_false
  std::string answer;
};

// One question of a paper: `order` are the edition's letters as they stand on the screen.
struct Drawn {
  std::int64_t edition = 0;
  std::int64_t points = 0;
  std::string order;

  bool operator==(const Drawn&) const = default;
};

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine and in every language.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  // Each of 0 … count−1 equally often: what would tip the balance is drawn again.
  std::uint64_t below(std::uint64_t count);

 private:
  std::uint64_t state_;
};

// Questions by parts, then all of them in one shuffled order, choices shuffled too but for
// true_false. Candidates in `avoided` come only where a part has too few others. The order in which
// candidates are handed in does not matter. Codes: training.bank_too_small (detail: topic, kind,
// how many there are and are needed).
struct Drawing {
  std::span<const Part> parts;
  std::uint64_t seed = 0;
  std::set<std::int64_t> avoided;  // editions
};
Result<std::vector<Drawn>> draw(const Drawing& drawing, std::vector<Drawable> candidates);

std::string seed_text(std::uint64_t seed);  // 16 hexadecimal digits
std::uint64_t seed_of(std::string_view text);

// Letters of the screen as the edition's, in order; "" for what is no choice of hers or chosen
// twice. Codes: training.no_such_choice.
Result<std::string> letters_chosen(const Drawn& asked, std::string_view kind,
                                   std::string_view on_screen);
// The other way round, to show what she chose.
std::string letters_shown(const Drawn& asked, std::string_view chosen);

// All of it or nothing: a multiple choice half right is not right.
inline bool right(std::string_view chosen, std::string_view answer) { return chosen == answer; }

// What may stand in the bank. Codes: training.question_options, training.question_answer.
struct Choices {
  std::string_view kind;
  std::span<const std::string> options;  // "" where there is none
  std::string_view answer;
};
Outcome check_choices(const Choices& choices);
int options_of(std::string_view kind, std::span<const std::string> options);

// Codes: pack.exams.
Outcome check(const Blueprint& blueprint);

}  // namespace boai::training
