#include "engines/hla/ranking.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace boai::hla {

namespace {

constexpr std::array<std::string_view, 9> order_names = {
    "mismatches", "certain", "p0", "age", "weight", "sex", "cmv", "abo", "id"};
const Attributes nothing_known;

// A sum that stands a hair below a border belongs above it.
constexpr double hair = 1e-9;

double age_of(const Attributes& attributes) {
  return attributes.age < 0 ? std::numeric_limits<double>::infinity() : attributes.age;
}

const std::string& word_of(const Attributes& attributes, std::string_view field) {
  if (field == "population") return attributes.population;
  if (field == "status") return attributes.status;
  if (field == "sex") return attributes.sex;
  if (field == "cmv") return attributes.cmv;
  return attributes.abo;
}

int compare(const Ranked& left, const Ranked& right, OrderBy by, const Attributes& mine,
            const Attributes& theirs) {
  auto sign = [](auto one, auto other) { return one < other ? -1 : other < one ? 1 : 0; };
  switch (by) {
    case OrderBy::mismatches:
      return sign(left.mismatches, right.mismatches);
    case OrderBy::certain:
      return sign(right.certain, left.certain);
    case OrderBy::p0:
      return sign(right.band, left.band);
    case OrderBy::age:
      return sign(age_of(mine), age_of(theirs));
    case OrderBy::weight:
      return sign(theirs.weight, mine.weight);
    case OrderBy::sex:
      return mine.sex.compare(theirs.sex);
    case OrderBy::cmv:
      return mine.cmv.compare(theirs.cmv);
    case OrderBy::abo:
      return mine.abo.compare(theirs.abo);
    case OrderBy::id:
      return sign(left.id_rank, right.id_rank);
  }
  return 0;
}

}  // namespace

std::int8_t band_of(double p0) { return static_cast<std::int8_t>(std::floor(p0 * 10 + hair)); }

Result<std::vector<OrderBy>> read_order(std::string_view text) {
  std::vector<OrderBy> order;
  for (std::size_t from = 0; from <= text.size();) {
    std::size_t to = std::min(text.find(',', from), text.size());
    auto found = std::ranges::find(order_names, text.substr(from, to - from));
    if (found == order_names.end()) {
      return invalid("hla.order", "order",
                     "one of mismatches, certain, p0, age, weight, sex, cmv, abo, id");
    }
    order.push_back(static_cast<OrderBy>(found - order_names.begin()));
    from = to + 1;
  }
  order.push_back(OrderBy::id);
  return order;
}

Result<Filter> Filter::create(const std::string& text) {
  Filter made;
  std::size_t mark = text.find_first_of("=<>");
  auto fault = [&] { return invalid("hla.filter", "filter", "cannot read " + text); };
  if (mark == text.npos) return fault();
  made.field_ = text.substr(0, mark);
  made.sign_ = text[mark];
  bool number = made.field_ == "age" || made.field_ == "weight";
  if (!number) {
    constexpr std::array<std::string_view, 5> fields = {"population", "status", "sex", "cmv",
                                                        "abo"};
    if (made.sign_ != '=' || std::ranges::find(fields, made.field_) == fields.end()) return fault();
    for (std::size_t from = mark + 1; from <= text.size();) {
      std::size_t to = std::min(text.find(',', from), text.size());
      made.words_.push_back(text.substr(from, to - from));
      from = to + 1;
    }
    return made;
  }
  if (made.sign_ == '=' || mark + 1 >= text.size() || text[mark + 1] != '=') return fault();
  const char* end = text.data() + text.size();
  auto read = std::from_chars(text.data() + mark + 2, end, made.number_);
  if (read.ec != std::errc{} || read.ptr != end) return fault();
  return made;
}

bool Filter::passes(const Attributes& attributes) const {
  if (sign_ == '=') {
    return std::ranges::find(words_, word_of(attributes, field_)) != words_.end();
  }
  double value = field_ == "age" ? attributes.age : attributes.weight;
  if (value < 0) return false;
  return sign_ == '<' ? value <= number_ : value >= number_;
}

void rank(std::vector<Ranked>& list, const std::vector<OrderBy>& order,
          const std::vector<const Attributes*>& attributes) {
  auto known = [&](std::uint32_t donor) -> const Attributes& {
    return attributes.empty() || !attributes[donor] ? nothing_known : *attributes[donor];
  };
  std::ranges::sort(list, [&](const Ranked& left, const Ranked& right) {
    for (OrderBy by : order) {
      int side = compare(left, right, by, known(left.donor), known(right.donor));
      if (side != 0) return side < 0;
    }
    return false;
  });
}

std::vector<std::uint32_t> ranks_of(const std::vector<std::string>& ids) {
  std::vector<std::uint32_t> order(ids.size()), ranks(ids.size());
  for (std::uint32_t each = 0; each < order.size(); each++) order[each] = each;
  std::ranges::sort(order, [&](auto left, auto right) { return ids[left] < ids[right]; });
  for (std::uint32_t each = 0; each < order.size(); each++) ranks[order[each]] = each;
  return ranks;
}

}  // namespace boai::hla
