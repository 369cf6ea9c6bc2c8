// Files of the HLA command line: read whole, written whole or not at all.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <iostream>
#include <sstream>
#include <thread>

#include "app/hla_verbs.hpp"
#include "engines/hla/packed.hpp"

namespace boai::app {

namespace {

constexpr std::size_t flush_at = 1 << 20;
constexpr int threads_max = 256;

// What a file may hold, unpacked: a quarter of the memory, for it is copied while it grows. Beyond,
// the system would end us without a word.
std::size_t bytes_max() {
  return static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) / 4 *
         static_cast<std::size_t>(::sysconf(_SC_PAGE_SIZE));
}

char unfinished[4096];  // what Ctrl-C removes

extern "C" void remove_unfinished(int signal) {
  if (unfinished[0]) ::unlink(unfinished);
  ::_exit(128 + signal);
}

Error file_fault(const std::string& path, const char* what) {
  return invalid("hla.file", {}, path + ": " + what + ": " + std::strerror(errno));
}

}  // namespace

Result<std::string> read_whole(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return file_fault(path, "cannot be opened");
  std::string bytes;
  struct stat about {};
  if (::fstat(file, &about) == 0 && about.st_size > 0) {
    bytes.reserve(static_cast<std::size_t>(about.st_size) + 1);
  }
  for (;;) {
    std::size_t had = bytes.size();
    bytes.resize(had + flush_at);
    ssize_t got = ::read(file, bytes.data() + had, flush_at);
    bytes.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got > 0 && bytes.size() <= bytes_max()) continue;
    if (got < 0 && errno == EINTR) continue;
    int error = errno;
    ::close(file);
    errno = error;
    if (got < 0) return file_fault(path, "cannot be read");
    if (got > 0)
      return invalid("hla.file", {},
                     path + " line 1 column 1: larger than a quarter of the memory");
    return hla::unpacked(std::move(bytes), path, bytes_max());
  }
}

Result<std::unique_ptr<OutFile>> OutFile::create(const std::string& path) {
  std::unique_ptr<OutFile> made(new OutFile);
  made->path_ = path;
  made->part_ = path + ".part-" + std::to_string(::getpid());
  if (made->part_.size() >= sizeof unfinished)
    return invalid("hla.file", {}, "the path is too long");
  made->file_ = ::open(made->part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (made->file_ < 0) return file_fault(path, "cannot be written");
  std::memcpy(unfinished, made->part_.c_str(), made->part_.size() + 1);
  std::signal(SIGINT, remove_unfinished);
  std::signal(SIGTERM, remove_unfinished);
  std::signal(SIGHUP, remove_unfinished);
  return made;
}

OutFile::~OutFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(part_.c_str());
  unfinished[0] = 0;
}

Outcome OutFile::write(std::string_view text) {
  waiting_ += text;
  if (waiting_.size() >= flush_at) TRY(flush());
  return Done{};
}

Outcome OutFile::flush() {
  for (std::size_t done = 0; done < waiting_.size();) {
    ssize_t wrote = ::write(file_, waiting_.data() + done, waiting_.size() - done);
    if (wrote < 0) return unavailable("hla.file", path_ + ": " + std::strerror(errno));
    done += static_cast<std::size_t>(wrote);
  }
  waiting_.clear();
  return Done{};
}

Outcome OutFile::finish() {
  TRY(flush());
  if (::fsync(file_) != 0 && errno != EINVAL) return unavailable("hla.file", std::strerror(errno));
  if (::rename(part_.c_str(), path_.c_str()) != 0) {
    return unavailable("hla.file", path_ + ": " + std::strerror(errno));
  }
  unfinished[0] = 0;
  ::close(file_);
  file_ = -1;
  return Done{};
}

void Progress::tell(std::size_t done, std::size_t all) {
  auto now = std::chrono::steady_clock::now();
  if (now - told_ < std::chrono::seconds(2) || done == all) return;
  told_ = now;
  std::cerr << "hla: " << done << " of " << all << " " << what_ << "\n";
}

std::string number_text(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.12g", value);
  return text;
}

void in_parallel(int threads, std::size_t count,
                 const std::function<void(int, std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  auto run = [&](int thread) {
    for (std::size_t index = next++; index < count; index = next++) work(thread, index);
  };
  std::vector<std::thread> others;
  for (int thread = 1; thread < threads; thread++) others.emplace_back(run, thread);
  run(0);
  for (std::thread& each : others) each.join();
}

namespace {

Result<hla::Loci> read_loci(const std::string& text) {
  hla::Loci loci;
  std::stringstream parts(text);
  for (std::string name; std::getline(parts, name, ',');) {
    auto locus = hla::locus_named(name);
    if (locus == hla::Locus::dpb1) continue;  // compared apart, see reads_dpb1
    if (!locus || hla::at(*locus) >= hla::matched_loci) {
      return invalid("hla.loci", "loci", name + " is not one of A,C,B,DRB1,DQB1,DPB1");
    }
    loci.set(hla::at(*locus));
  }
  if (loci.none()) return invalid("hla.loci", "loci", "no locus");
  return loci;
}

// DPB1 is shown beside the loci counted, unless a list of loci was given that leaves it out.
bool reads_dpb1(const std::string& text) {
  return text == HlaWords().loci || ("," + text + ",").find(",DPB1,") != text.npos;
}

// Names as text, unless a release is there.
Result<std::unique_ptr<hla::Reduction>> reduction_of(const HlaWords& words, HlaCase& a_case) {
  hla::AlleleCodes codes;
  if (!words.mac.empty()) {
    std::string bytes = TRY(read_whole(words.mac));
    codes = TRY(hla::read_allele_codes(bytes, words.mac));
  }
  std::string reduce = words.reduce;
  if (reduce.empty()) reduce = words.nomenclature.empty() ? "none" : "p";
  std::unique_ptr<hla::Reduction> made;
  if (reduce == "none") {
    made = std::make_unique<hla::AsWritten>(std::move(codes));
    return made;
  }
  if (words.nomenclature.empty()) {
    return invalid("hla.nomenclature", "nomenclature",
                   "--reduce " + reduce + " wants --nomenclature");
  }
  a_case.nomenclature = TRY(read_release(words.nomenclature));
  made = std::make_unique<hla::ByGroups>(*a_case.nomenclature, *hla::level_named(reduce),
                                         std::move(codes));
  return made;
}

}  // namespace

const hla::Population* HlaCase::population_of(const std::string& id) const {
  if (!frequencies) return nullptr;
  auto known = attributes.find(id);
  if (known != attributes.end() && !known->second.population.empty()) {
    for (const auto& each : frequencies->populations()) {
      if (each.name == known->second.population) return &each;
    }
  }
  return frequencies->find(default_population);
}

Result<std::unique_ptr<HlaCase>> open_case(const HlaWords& words) {
  auto made = std::make_unique<HlaCase>();
  made->loci = TRY(read_loci(words.loci));
  made->dpb1 = reads_dpb1(words.loci);
  made->default_population = words.default_population;
  int hardware = static_cast<int>(std::thread::hardware_concurrency());
  made->threads = std::min(words.threads > 0 ? words.threads : std::max(hardware, 1), threads_max);
  made->reduction = TRY(reduction_of(words, *made));
  if (!words.frequencies.empty()) {
    std::string bytes = TRY(read_whole(words.frequencies));
    made->frequencies = TRY(hla::read_frequencies({bytes, words.frequencies}, *made->reduction,
                                                  made->loci, words.normalise));
    if (made->frequencies->unknown_names + made->frequencies->ambiguous_names > 0) {
      std::cerr << "hla: " << words.frequencies << ": " << made->frequencies->unknown_names
                << " names the release lacks, kept as written; "
                << made->frequencies->ambiguous_names
                << " names of several groups, the first taken\n";
    }
    bool named = false;
    for (const auto& each : made->frequencies->populations()) {
      named = named || each.name == words.default_population;
    }
    if (!words.default_population.empty() && !named) {
      return invalid("hla.population", "default-population",
                     "no frequencies of " + words.default_population);
    }
  }
  if (!words.attributes.empty()) {
    std::string bytes = TRY(read_whole(words.attributes));
    made->attributes = TRY(hla::read_attributes({bytes, words.attributes}));
  }
  return made;
}

Result<hla::People> people_of(HlaCase& a_case, const std::string& path) {
  std::string bytes = TRY(read_whole(path));
  auto people = TRY(hla::read_people({bytes, path}, *a_case.reduction, a_case.catalogue));
  for (const std::string& each : people.reported) std::cerr << "hla: " << each << "\n";
  std::cerr << "hla: " << path << ": " << people.ids.size() << " people, " << people.unknown_codes
            << " loci with an unknown code\n";
  if (people.phased > 0) {
    std::cerr << "hla: " << path << ": the phase of " << people.phased << " typings is not used\n";
  }
  for (const auto& [release, count] : people.releases) {
    // A name of another release must not look like biology.
    bool other =
        a_case.nomenclature && a_case.nomenclature->release().find(release) == std::string::npos;
    if (!other) continue;
    std::cerr << "hla: " << path << ": " << count << " typings are of release " << release
              << ", read by " << a_case.nomenclature->release() << "\n";
  }
  return people;
}

}  // namespace boai::app
