#include "engines/hla/catalogue.hpp"

#include <algorithm>

namespace boai::hla {

namespace {

constexpr std::size_t remembered_text_max = 256;   // longer blocks are read again each time
constexpr std::size_t remembered_max = 4'000'000;  // texts a locus

void sort_out(std::vector<ClassId>& classes) {
  std::ranges::sort(classes);
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
}

bool before(const Position& left, const Position& right) {
  if (left.any != right.any) return left.any;
  return left.classes < right.classes;
}

bool pair_before(const Pair& left, const Pair& right) {
  if (left.first == right.first) return before(left.second, right.second);
  return before(left.first, right.first);
}

void put_in_order(LocusTyping& typing) {
  for (Pair& pair : typing.pairs) {
    if (before(pair.second, pair.first)) std::swap(pair.first, pair.second);
  }
  std::ranges::sort(typing.pairs, pair_before);
  typing.pairs.erase(std::unique(typing.pairs.begin(), typing.pairs.end()), typing.pairs.end());
}

std::string meaning_key(const LocusTyping& typing) {
  std::string key{static_cast<char>(typing.unknown_code * 2 + typing.null)};
  auto number = [&](ClassId id) { key.append(reinterpret_cast<const char*>(&id), sizeof id); };
  for (const Pair& pair : typing.pairs) {
    for (const Position* each : {&pair.first, &pair.second}) {
      number(each->any ? new_class : static_cast<ClassId>(each->classes.size()));
      for (ClassId id : each->classes) number(id);
    }
  }
  return key;
}

// One copy as written: what is expressed, and the null alleles named outright.
struct Copy {
  Position expressed;
  std::vector<ClassId> nulls;
};

// A copy may be `one`, homozygous: one genotype an allele, not their product.
void add_homozygous(const Position& one, LocusTyping& typing) {
  if (one.any) typing.pairs.push_back({one, one});
  for (ClassId id : one.classes) typing.pairs.push_back({{{id}, false}, {{id}, false}});
}

bool says_something(const Position& position) { return position.any || !position.classes.empty(); }

// A null allele beside an expressed one: the locus counts as homozygous for the expressed one.
void add_genotypes(const Copy& one, const Copy& other, LocusTyping& typing) {
  bool left = says_something(one.expressed), right = says_something(other.expressed);
  if (left && right) typing.pairs.push_back({one.expressed, other.expressed});
  if (!one.nulls.empty() && right) add_homozygous(other.expressed, typing);
  if (!other.nulls.empty() && left) add_homozygous(one.expressed, typing);
  if (!one.nulls.empty() && !other.nulls.empty()) {
    typing.pairs.push_back({{one.nulls, false}, {other.nulls, false}});
  }
  typing.null = typing.null || !one.nulls.empty() || !other.nulls.empty();
}

}  // namespace

std::optional<std::pair<ClassId, ClassId>> only_genotype(const LocusTyping& typing) {
  if (typing.pairs.size() != 1) return {};
  const auto& [first, second] = typing.pairs[0];
  if (first.any || second.any || first.classes.size() != 1 || second.classes.size() != 1) return {};
  return std::pair{first.classes[0], second.classes[0]};
}

bool holds(const Position& position, ClassId one) {
  return position.any || std::ranges::binary_search(position.classes, one);
}

bool fits(const LocusTyping& typing, ClassId one, ClassId other) {
  return std::ranges::any_of(typing.pairs, [&](const Pair& pair) {
    return (holds(pair.first, one) && holds(pair.second, other)) ||
           (holds(pair.first, other) && holds(pair.second, one));
  });
}

LocusTyping translated(const LocusTyping& typing, Locus locus, const Catalogue& from,
                       const Catalogue& to) {
  LocusTyping made = typing;
  auto beyond = static_cast<ClassId>(to.classes(locus).size());
  for (Pair& pair : made.pairs) {
    for (Position* each : {&pair.first, &pair.second}) {
      for (ClassId& id : each->classes) {
        if (id == new_class) continue;
        id = to.find_class(locus, from.classes(locus)[id]).value_or(beyond + id);
      }
      sort_out(each->classes);
    }
  }
  return made;
}

Catalogue::Catalogue() {
  for (std::size_t locus = 0; locus < typed_loci; locus++) {
    Pair open{{{}, true}, {{}, true}};
    put(static_cast<Locus>(locus), {{open}, false, false});
  }
}

ClassId Catalogue::class_of(Locus locus, const std::string& name) {
  Shelf& shelf = shelves_[at(locus)];
  auto [found, fresh] = shelf.class_ids.try_emplace(name, shelf.classes.size());
  if (fresh) shelf.classes.push_back(name);
  return found->second;
}

std::optional<ClassId> Catalogue::find_class(Locus locus, const std::string& name) const {
  auto found = shelf(locus).class_ids.find(name);
  if (found == shelf(locus).class_ids.end()) return {};
  return found->second;
}

TypingId Catalogue::put(Locus locus, LocusTyping typing) {
  put_in_order(typing);
  Shelf& shelf = shelves_[at(locus)];
  auto [found, fresh] = shelf.by_meaning.try_emplace(meaning_key(typing), shelf.typings.size());
  if (fresh) shelf.typings.push_back(std::move(typing));
  return found->second;
}

std::optional<Misreading> Catalogue::read(const Block& block, const Reduction& reduction,
                                          TypingId& id) {
  Shelf& shelf = shelves_[at(block.locus)];
  std::string text(block.text);
  if (auto known = shelf.by_text.find(text); known != shelf.by_text.end()) {
    id = known->second;
    return {};
  }
  std::vector<GenotypeText> genotypes;
  if (auto fault = hla::read(block, genotypes)) return fault;
  LocusTyping typing;
  for (const GenotypeText& genotype : genotypes) {
    std::vector<Copy> copies;
    for (const Alleles& alleles : genotype.copies) {
      Copy& copy = copies.emplace_back();
      for (std::string_view name : alleles) {
        Meaning meaning = reduction.of(block.locus, name);
        bool unknown = meaning.kind == Meaning::Kind::unknown;
        typing.unknown_code = typing.unknown_code || unknown;
        copy.expressed.any = copy.expressed.any || unknown || meaning.kind == Meaning::Kind::any;
        if (meaning.kind == Meaning::Kind::fresh) copy.expressed.classes.push_back(new_class);
        for (auto& each : meaning.classes) {
          copy.expressed.classes.push_back(class_of(block.locus, each));
        }
        for (auto& each : meaning.nulls) copy.nulls.push_back(class_of(block.locus, each));
      }
      sort_out(copy.expressed.classes);
      sort_out(copy.nulls);
      if (copy.expressed.any) copy.expressed.classes.clear();
    }
    if (copies.size() == 2) {
      add_genotypes(copies[0], copies[1], typing);
    } else {
      add_homozygous(copies[0].expressed, typing);
      if (!copies[0].nulls.empty())
        add_genotypes({{}, copies[0].nulls}, {{}, copies[0].nulls}, typing);
    }
  }
  id = put(block.locus, std::move(typing));
  if (text.size() <= remembered_text_max && shelf.by_text.size() < remembered_max) {
    shelf.by_text.emplace(std::move(text), id);
  }
  return {};
}

std::size_t Catalogue::bytes() const {
  std::size_t sum = 0;
  for (const Shelf& each : shelves_) {
    for (const std::string& name : each.classes) sum += 2 * (sizeof name + name.capacity() + 16);
    for (const LocusTyping& typing : each.typings) {
      sum += sizeof typing;
      for (const Pair& pair : typing.pairs) {
        sum += sizeof pair + 4 * (pair.first.classes.capacity() + pair.second.classes.capacity());
      }
    }
    for (const auto& [text, id] : each.by_text)
      sum += text.capacity() + sizeof text + sizeof id + 24;
    for (const auto& [key, id] : each.by_meaning)
      sum += key.capacity() + sizeof key + sizeof id + 24;
  }
  return sum;
}

}  // namespace boai::hla
