// The genes the engine reads. Five are matched; DPB1 is compared by T-cell epitope group; the
// others are accepted and kept.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace boai::hla {

enum class Locus : std::uint8_t { a, c, b, drb1, dqb1, dpb1, drb3, drb4, drb5, drbx, dqa1, dpa1 };

constexpr std::size_t matched_loci = 5;  // A, C, B, DRB1, DQB1: the order of a haplotype's name
constexpr std::size_t typed_loci = 6;    // and DPB1
constexpr std::size_t all_loci = 12;

constexpr std::array<std::string_view, all_loci> locus_names = {
    "A", "C", "B", "DRB1", "DQB1", "DPB1", "DRB3", "DRB4", "DRB5", "DRBX", "DQA1", "DPA1"};

constexpr std::string_view name_of(Locus locus) {
  return locus_names[static_cast<std::size_t>(locus)];
}

constexpr std::size_t at(Locus locus) { return static_cast<std::size_t>(locus); }

std::optional<Locus> locus_named(std::string_view name);

// DRB3, DRB4, DRB5, or DRBX where which one is not known: genes only some haplotypes carry, so that
// one place may hold either.
constexpr bool is_paralog(Locus locus) { return locus >= Locus::drb3 && locus <= Locus::drbx; }

// Which of the five matched loci are looked at.
using Loci = std::bitset<matched_loci>;

}  // namespace boai::hla
