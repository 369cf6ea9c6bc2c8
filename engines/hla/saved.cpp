#include "engines/hla/saved.hpp"

#include <cstring>

namespace boai::hla {

namespace {

constexpr std::string_view mark = "boai hla 1 index";

// Four sums side by side, so that checking a large file costs little more than reading it.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t sums[4] = {1, 2, 3, 4};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::uint64_t words[4];
    std::memcpy(words, bytes.data() + at, 32);
    for (int each = 0; each < 4; each++) {
      sums[each] = (sums[each] ^ words[each]) * 0x9E3779B97F4A7C15;
      sums[each] ^= sums[each] >> 29;
    }
  }
  for (; at < bytes.size(); at++) {
    sums[0] = (sums[0] ^ static_cast<unsigned char>(bytes[at])) * 0x9E3779B97F4A7C15;
    sums[0] ^= sums[0] >> 29;
  }
  std::uint64_t all = bytes.size();
  for (std::uint64_t each : sums) all = (all ^ each) * 0xD6E8FEB86659FD93, all ^= all >> 32;
  return all;
}

class Writing {
 public:
  void number(std::uint32_t value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(const std::string& value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes += value;
  }
  void position(const Position& each) {
    number(each.any ? new_class : static_cast<std::uint32_t>(each.classes.size()));
    for (ClassId id : each.classes) number(id);
  }
  std::string bytes;
};

class Reading {
 public:
  explicit Reading(std::string_view bytes) : bytes_(bytes) {}
  std::uint32_t number() {
    std::uint32_t value = 0;
    if (bytes_.size() < sizeof value) return failed = true, 0;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  std::string text() {
    std::uint32_t length = number();
    if (length > bytes_.size()) return failed = true, "";
    std::string value(bytes_.substr(0, length));
    bytes_.remove_prefix(length);
    return value;
  }
  Position position() {
    Position made;
    std::uint32_t count = number();
    made.any = count == new_class;
    if (made.any) return made;
    if (count > bytes_.size() / 4) return failed = true, made;
    for (std::uint32_t each = 0; each < count; each++) made.classes.push_back(number());
    return made;
  }
  bool failed = false;

 private:
  std::string_view bytes_;
};

void write_catalogue(const Catalogue& catalogue, Writing& out) {
  for (std::size_t each = 0; each < typed_loci; each++) {
    auto locus = static_cast<Locus>(each);
    out.number(static_cast<std::uint32_t>(catalogue.classes(locus).size()));
    for (const std::string& name : catalogue.classes(locus)) out.text(name);
    out.number(static_cast<std::uint32_t>(catalogue.typings(locus).size()));
    for (const LocusTyping& typing : catalogue.typings(locus)) {
      out.number(static_cast<std::uint32_t>(typing.pairs.size()) * 4 + typing.unknown_code * 2u +
                 typing.null);
      for (const Pair& pair : typing.pairs) {
        out.position(pair.first);
        out.position(pair.second);
      }
    }
  }
}

void read_catalogue(Reading& in, Catalogue& catalogue) {
  for (std::size_t each = 0; each < typed_loci; each++) {
    auto locus = static_cast<Locus>(each);
    std::uint32_t classes = in.number();
    for (std::uint32_t id = 0; id < classes && !in.failed; id++)
      catalogue.class_of(locus, in.text());
    std::uint32_t typings = in.number();
    for (std::uint32_t id = 0; id < typings && !in.failed; id++) {
      std::uint32_t head = in.number();
      LocusTyping typing{{}, (head & 2) != 0, (head & 1) != 0};
      for (std::uint32_t pair = 0; pair < head / 4 && !in.failed; pair++) {
        Position first = in.position();
        typing.pairs.push_back({std::move(first), in.position()});
      }
      in.failed = in.failed || catalogue.put(locus, std::move(typing)) != id;
    }
  }
}

Error damaged() { return invalid("hla.index", {}, "the saved index is damaged or cut off"); }

}  // namespace

std::string saved(const Segment& segment) {
  Writing rest;
  write_catalogue(segment.catalogue, rest);
  rest.number(static_cast<std::uint32_t>(segment.ids.size()));
  for (std::size_t each = 0; each < segment.ids.size(); each++) {
    rest.text(segment.ids[each]);
    rest.text(segment.texts[each]);
  }
  std::string_view rows = segment.index.block();
  std::string bytes(saved_header, '\0');
  bytes.reserve(saved_header + rows.size() + rest.bytes.size());
  bytes += rows;
  bytes += rest.bytes;
  std::uint64_t length = rows.size(), sum = checksum(std::string_view(bytes).substr(saved_header));
  std::memcpy(bytes.data(), mark.data(), mark.size());
  std::memcpy(bytes.data() + 16, &length, sizeof length);
  std::memcpy(bytes.data() + 24, &sum, sizeof sum);
  return bytes;
}

Result<Segment> mapped(std::string_view bytes) {
  if (bytes.size() < saved_header || !bytes.starts_with(mark)) return damaged();
  std::uint64_t length = 0, sum = 0;
  std::memcpy(&length, bytes.data() + 16, sizeof length);
  std::memcpy(&sum, bytes.data() + 24, sizeof sum);
  for (char each : bytes.substr(32, saved_header - 32)) {
    if (each != 0) return damaged();
  }
  std::string_view body = bytes.substr(saved_header);
  if (length > body.size() || checksum(body) != sum) return damaged();
  Segment made;
  Reading rest(body.substr(length));
  read_catalogue(rest, made.catalogue);
  std::uint32_t donors = rest.number();
  for (std::uint32_t each = 0; each < donors && !rest.failed; each++) {
    made.ids.push_back(rest.text());
    made.texts.push_back(rest.text());
  }
  if (rest.failed) return damaged();
  auto index = Index::view(made.catalogue, body.substr(0, length));
  if (!index.ok() || index->donors() != made.ids.size()) return damaged();
  made.index = std::move(*index);
  return made;
}

}  // namespace boai::hla
