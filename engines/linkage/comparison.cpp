#include "engines/linkage/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace boai::linkage {

namespace {

// One digit is another, or two neighbours stand exchanged.
template <typename Digits>
Finding compare_digits(const Digits& left, const Digits& right) {
  if (left.size() != right.size()) return Finding::differs;
  std::size_t different = 0, last = 0;
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (left[at] == right[at]) continue;
    if (++different > 2) return Finding::differs;
    last = at;
  }
  if (different == 0) return Finding::same;
  if (different == 1) return Finding::digit;
  bool exchanged = left[last] == right[last - 1] && left[last - 1] == right[last];
  return exchanged ? Finding::swapped : Finding::differs;
}

Finding compare_documents(const Codes& left, const Codes& right) {
  bool missing = left.form == NumberForm::missing || right.form == NumberForm::missing;
  if (missing) return Finding::missing;
  bool other = left.form == NumberForm::other || right.form == NumberForm::other;
  if (other) {
    if (left.form != right.form || left.paper != right.paper) return Finding::missing;
    return left.document == right.document ? Finding::same : Finding::renewed;
  }
  if (left.document == right.document) return Finding::same;
  if (left.form == NumberForm::valid && right.form == NumberForm::valid) {
    return Finding::differs_valid;
  }
  return compare_digits(digits_of(left.document), digits_of(right.document));
}

Finding compare_phones(std::uint64_t left, std::uint64_t right) {
  if (left == 0 || right == 0) return Finding::missing;
  if (left == right) return Finding::same;
  return compare_digits(std::to_string(left), std::to_string(right));
}

Finding compare_counties(std::int32_t left, std::int32_t right) {
  if (left == 0 || right == 0) return Finding::missing;
  if (left == right) return Finding::same;
  return left / 100 == right / 100 ? Finding::same_city : Finding::differs;
}

Finding compare_sexes(Sex left, Sex right) {
  if (left == Sex::unknown || right == Sex::unknown) return Finding::missing;
  return left == right ? Finding::same : Finding::differs;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  constexpr std::string_view names[] = {"unlikely", "likely", "certain"};
  return names[static_cast<int>(verdict)];
}

Reason Comparer::weighed(Field field, Finding finding) const {
  auto weight =
      settings_.weights[static_cast<std::size_t>(field)][static_cast<std::size_t>(finding)];
  return {finding, finding == Finding::missing ? 0 : weight};
}

Finding Comparer::compare_birthdays(int left, int right) const {
  if (left == 0 || right == 0) return Finding::missing;
  if (left == right) return Finding::same;
  bool month_and_day = left / 10000 == right / 10000 && left / 100 % 100 == right % 100 &&
                       left % 100 == right / 100 % 100;
  if (month_and_day) return Finding::swapped;
  Finding digits = compare_digits(std::to_string(left), std::to_string(right));
  if (digits != Finding::differs) return digits;
  if (left / 10000 == right / 10000) return Finding::same_year;
  bool apart = std::abs(left - right) >= settings_.generation_years * 10000;
  return apart ? Finding::generation : Finding::differs;
}

// Fields do not err alone: a family's phone agrees because it is one family.
Reason Comparer::circumstances(const Comparison& found) const {
  Finding name = found.at(Field::name).finding, document = found.at(Field::document).finding;
  bool numbered =
      document == Finding::same || document == Finding::digit || document == Finding::swapped;
  bool other_name = name == Finding::letter || name == Finding::differs;
  if (numbered || !other_name) return {};
  bool born_together = found.at(Field::birthday).finding == Finding::same;
  bool same_phone = found.at(Field::phone).finding == Finding::same;
  bool twins = born_together && name == Finding::letter;
  Reason reason;
  if (same_phone) reason = weighed(Field::circumstances, Finding::family_phone);
  if (!twins) return reason;
  Reason both = weighed(Field::circumstances, Finding::twins);
  both.weight += reason.weight;
  return both;
}

Comparison Comparer::compare(Side left, Side right, const Frequencies& frequencies) const {
  Comparison found;
  auto put = [&](Field field, Reason reason) {
    found.reasons[static_cast<std::size_t>(field)] = reason;
    found.score += reason.weight;
  };
  const Codes &one = left.codes, &other = right.codes;
  put(Field::name, weigh_name(left.name, right.name, frequencies));
  put(Field::sex, weighed(Field::sex, compare_sexes(one.sex, other.sex)));
  put(Field::birthday, weighed(Field::birthday, compare_birthdays(one.birthday, other.birthday)));
  put(Field::document, weighed(Field::document, compare_documents(one, other)));
  put(Field::phone, weighed(Field::phone, compare_phones(one.phone, other.phone)));
  put(Field::county, weighed(Field::county, compare_counties(one.county, other.county)));
  put(Field::circumstances, circumstances(found));
  found.score -= std::log2(std::max(frequencies.rows(), settings_.prior_rows));
  Finding name = found.at(Field::name).finding, document = found.at(Field::document).finding;
  bool contradicted = name == Finding::differs || document == Finding::differs ||
                      document == Finding::differs_valid;
  if (found.score >= settings_.likely) found.verdict = Verdict::likely;
  if (found.score >= settings_.certain && !contradicted) found.verdict = Verdict::certain;
  return found;
}

std::string text_of(const Comparison& comparison) {
  std::string text;
  for (std::size_t field = 0; field < fields; ++field) {
    const Reason& reason = comparison.reasons[field];
    if (reason.finding == Finding::missing) continue;
    char weight[32];
    std::snprintf(weight, sizeof weight, " %.1f", reason.weight);
    if (!text.empty()) text += "; ";
    text += std::string(name_of(static_cast<Field>(field))) + " " +
            std::string(name_of(reason.finding)) + weight;
  }
  return text;
}

}  // namespace boai::linkage
