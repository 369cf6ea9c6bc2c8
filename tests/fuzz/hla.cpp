// Whatever bytes are handed to the HLA engine: an answer or a fault, never a crash. The first byte
// chooses the parser.
#include <algorithm>
#include <cstdint>

#include "engines/hla/forecast.hpp"
#include "engines/hla/packed.hpp"
#include "engines/hla/ranking.hpp"
#include "engines/hla/saved.hpp"
#include "engines/hla/tce.hpp"

namespace {

using namespace boai;
using namespace boai::hla;

std::string_view part(std::string_view& bytes, char mark) {
  std::size_t end = std::min(bytes.find(mark), bytes.size());
  std::string_view first = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  return first;
}

// Two typings of one line each, read, compared, and counted from a small set of frequencies.
void two_people(std::string_view bytes, const Reduction& reduction) {
  static const std::string file =
      "hap,freq\nA*01:01~C*07:01~B*08:01~DRB1*03:01~DQB1*02:01,0.5\n"
      "A*02:01~C*07:02~B*07:02~DRB1*15:01~DQB1*06:02,0.5\n";
  Catalogue catalogue;
  auto mine = read_typing(part(bytes, '\n'), reduction, catalogue);
  auto theirs = read_typing(part(bytes, '\n'), reduction, catalogue);
  if (!mine.ok() || !theirs.ok()) return;
  for (std::size_t each = 0; each < typed_loci; each++) {
    auto locus = static_cast<Locus>(each);
    const auto& left = catalogue.typing(locus, (*mine)[each]);
    const auto& right = catalogue.typing(locus, (*theirs)[each]);
    LocusMatch found = match(left, right), turned = match(right, left);
    bool open = left.open() || right.open();
    if (found.certain > found.possible) __builtin_trap();
    if (!open && (found.possible != turned.possible || found.gvh != turned.hvg)) __builtin_trap();
  }
  auto frequencies = read_frequencies({file, "f"}, reduction, Loci().set(), false);
  Fits fits(*frequencies, catalogue);
  Forecast forecast(fits, 10);
  const Population* population = &frequencies->populations()[0];
  forecast.patient(population, *mine);
  Prediction chances = forecast.donor(population, *theirs);
  double sum = 0;
  for (double each : chances.mismatches) sum += each;
  if (chances.known && !(sum > 1 - 1e-12 && sum < 1 + 1e-12)) __builtin_trap();
}

void a_release(std::string_view bytes) {
  ReleaseFiles files;
  for (std::string_view name : release_files) files[std::string(name)] = part(bytes, '\f');
  auto read = Nomenclature::create(files);
  if (!read.ok()) return;
  ByGroups reduction(*read, Level::p, {});
  for (const std::string& name : read->names()) {
    if (read->resolve(name).alleles.empty()) __builtin_trap();
  }
  two_people(bytes, reduction);
  Catalogue catalogue;
  catalogue.class_of(Locus::dpb1, "DPB1*01:01");
  TceTable table(*read, catalogue);
}

void a_saved_index(std::string_view bytes) {
  std::string aligned(bytes);
  if (auto read = mapped(aligned); read.ok()) {
    std::vector<Hit> hits;
    Search(read->index, read->catalogue, Loci().set()).run(Typings{}, 4, hits);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  AsWritten as_written;
  switch (data[0] % 10) {
    case 0: {
      Catalogue catalogue;
      (void)read_people({bytes, "f"}, as_written, catalogue);
      break;
    }
    case 1:
      two_people(bytes, as_written);
      break;
    case 2:
      (void)read_frequencies({bytes, "f"}, as_written, Loci().set(), true);
      break;
    case 3:
      (void)read_attributes({bytes, "f"});
      break;
    case 4:
      if (auto codes = read_allele_codes(bytes, "f"); codes.ok()) codes->of("01", "AB");
      break;
    case 5:
      (void)unpacked(std::string(bytes), "f", 1 << 24);
      break;
    case 6:
      a_release(bytes);
      break;
    case 7:
      a_saved_index(bytes);
      break;
    case 8:
      (void)read_order(bytes);
      (void)Filter::create(std::string(bytes));
      break;
    default:
      written_typing(bytes, "D1");
      break;
  }
  return 0;
}
