#include "domains/training/rules/paper.hpp"

#include <algorithm>

namespace boai::training {

std::uint64_t Chance::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  return mixed ^ (mixed >> 31);
}

std::uint64_t Chance::below(std::uint64_t count) {
  std::uint64_t unfair = (0 - count) % count;  // 2^64 mod count
  for (;;) {
    std::uint64_t drawn = next();
    if (drawn >= unfair) return drawn % count;
  }
}

namespace {

// Fisher and Yates, from the end.
template <typename Sequence>
void shuffle(Sequence& sequence, Chance& chance) {
  for (std::size_t left = sequence.size(); left > 1; --left) {
    std::swap(sequence[left - 1], sequence[chance.below(left)]);
  }
}

std::string shuffled_letters(const Drawable& candidate, Chance& chance) {
  std::string letters =
      std::string("ABCDEF").substr(0, static_cast<std::size_t>(candidate.options));
  if (candidate.kind != "true_false") shuffle(letters, chance);
  return letters;
}

// Those the earlier paper had come last, each group in its drawn order.
Result<std::vector<Drawable>> draw_part(const Part& part, const Drawing& drawing,
                                        const std::vector<Drawable>& candidates, Chance& chance) {
  std::vector<Drawable> fitting;
  std::ranges::copy_if(candidates, std::back_inserter(fitting), [&](const Drawable& each) {
    return each.topic == part.topic && each.kind == part.kind;
  });
  auto count = static_cast<std::size_t>(part.count);
  if (fitting.size() < count) {
    return conflict("training.bank_too_small", "exam",
                    part.topic + " " + part.kind + " " + std::to_string(fitting.size()) + "/" +
                        std::to_string(part.count));
  }
  shuffle(fitting, chance);
  std::ranges::stable_partition(
      fitting, [&](const Drawable& each) { return !drawing.avoided.contains(each.edition); });
  fitting.resize(count);
  return fitting;
}

}  // namespace

Result<std::vector<Drawn>> draw(const Drawing& drawing, std::vector<Drawable> candidates) {
  std::ranges::sort(candidates, {}, &Drawable::code);
  Chance chance(drawing.seed);
  std::vector<Drawn> paper;
  for (const Part& part : drawing.parts) {
    for (const Drawable& each : TRY(draw_part(part, drawing, candidates, chance))) {
      paper.push_back({each.edition, part.points, shuffled_letters(each, chance)});
    }
  }
  shuffle(paper, chance);
  return paper;
}

std::string seed_text(std::uint64_t seed) {
  std::string text(16, '0');
  for (std::size_t at = 0; at < 16; ++at) text[15 - at] = "0123456789abcdef"[seed >> (4 * at) & 15];
  return text;
}

std::uint64_t seed_of(std::string_view text) {
  std::uint64_t seed = 0;
  for (char digit : text) {
    seed = seed << 4 | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  }
  return seed;
}

Result<std::string> letters_chosen(const Drawn& asked, std::string_view kind,
                                   std::string_view on_screen) {
  bool many = kind != "multiple" && on_screen.size() > 1;
  if (many) return invalid("training.no_such_choice", "chosen");
  std::string letters;
  for (char shown : on_screen) {
    auto place = static_cast<std::size_t>(shown - 'A');
    bool known = shown >= 'A' && place < asked.order.size();
    if (!known || letters.find(asked.order[place]) != std::string::npos) {
      return invalid("training.no_such_choice", "chosen");
    }
    letters += asked.order[place];
  }
  std::ranges::sort(letters);
  return letters;
}

std::string letters_shown(const Drawn& asked, std::string_view chosen) {
  std::string letters;
  for (char each : chosen) letters += static_cast<char>('A' + asked.order.find(each));
  std::ranges::sort(letters);
  return letters;
}

int options_of(std::string_view kind, std::span<const std::string> options) {
  if (kind == "true_false") return 2;
  auto end = std::ranges::find(options, std::string());
  return static_cast<int>(end - options.begin());
}

Outcome check_choices(const Choices& choices) {
  auto given = std::ranges::count_if(choices.options, [](auto& each) { return !each.empty(); });
  int options = options_of(choices.kind, choices.options);
  bool yes_or_no = choices.kind == "true_false";
  bool whole = yes_or_no ? given == 0 : given == options && options >= 2;
  if (!whole) return invalid("training.question_options", "option_a");
  for (int one = 0; one < given; ++one) {
    auto same = std::ranges::count(choices.options, choices.options[static_cast<std::size_t>(one)]);
    if (same > 1) return invalid("training.question_options", "option_a");
  }
  bool in_order =
      std::ranges::adjacent_find(choices.answer, std::greater_equal<>()) == choices.answer.end();
  bool known = std::ranges::all_of(
      choices.answer, [&](char letter) { return letter >= 'A' && letter < 'A' + options; });
  bool many = choices.kind == "multiple";
  bool counted = many ? choices.answer.size() >= 2 : choices.answer.size() == 1;
  if (!in_order || !known || !counted) return invalid("training.question_answer", "answer");
  return Done{};
}

Outcome check(const Blueprint& blueprint) {
  std::int64_t points = 0;
  for (const Part& part : blueprint.parts) {
    bool good = part.count > 0 && part.points > 0;
    if (!good) return invalid("pack.exams", blueprint.course, part.topic);
    points += part.count * part.points;
  }
  if (points != 100) return invalid("pack.exams", blueprint.course, std::to_string(points));
  if (blueprint.minutes <= 0) return invalid("pack.exams", blueprint.course, "minutes");
  if (blueprint.window_hours <= 0) return invalid("pack.exams", blueprint.course, "window_hours");
  if (blueprint.retake_hours < 0) return invalid("pack.exams", blueprint.course, "retake_hours");
  return Done{};
}

}  // namespace boai::training
