// The transparency log: leaves with tiles and checkpoint against hashing the same inputs one by
// one, and how long a gift waits for its proof. Prints the disk's fsync/s of the same minute.
#include <fcntl.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <thread>

#include "bench/bench.hpp"
#include "bench/process.hpp"
#include "kernel/disclosure/integrator.hpp"

namespace boai::bench {

namespace {

namespace files = std::filesystem;

std::string leaf_of(std::int64_t number) {
  merkle::Leaf leaf{merkle::LeafType::gift_in, {}};
  leaf.with(merkle::Tag::book, "320000").with(merkle::Tag::fund, "flood-2026");
  leaf.with(merkle::Tag::campaign, "99-giving-day").with(merkle::Tag::unit, "CNY");
  leaf.with(merkle::Tag::amount, 1 + number % 100'000).with(merkle::Tag::lot, number + 1);
  leaf.with(merkle::Tag::day, std::int64_t{20261124});
  leaf.with(merkle::Commitment{"donor", merkle::leaf_hash(std::to_string(number))});
  leaf.with(merkle::Commitment{"receipt", merkle::leaf_hash(std::to_string(-number))});
  return merkle::encode(leaf).value();
}

disclosure::Keys bench_keys() {
  return {"bench.test/disclosure",
          {{"bench.test/disclosure", merkle::Algorithm::ed25519, std::string(32, 'b')}}};
}

// The disk's share: the same files with the same many bytes, written bare, flushed as often.
double bare_files(const std::string& from, const std::string& to) {
  std::vector<std::pair<std::string, std::uintmax_t>> list;
  for (const auto& entry : files::recursive_directory_iterator(from + "/tile")) {
    if (entry.is_regular_file()) list.emplace_back(std::to_string(list.size()), entry.file_size());
  }
  files::create_directories(to);
  std::string bytes(1 << 20, 'x');
  int folder = ::open(to.c_str(), O_RDONLY | O_DIRECTORY);
  auto start = std::chrono::steady_clock::now();
  constexpr std::size_t a_batch = disclosure::Integrator::batch_max / merkle::tile_width * 2;
  for (std::size_t at = 0; at < list.size(); ++at) {
    int file = ::open((to + "/" + list[at].first).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (::write(file, bytes.data(), list[at].second) < 0) return 0;
    ::close(file);
    if (at % a_batch == a_batch - 1) ::syncfs(folder);
  }
  ::syncfs(folder);
  double seconds = seconds_since(start);
  ::close(folder);
  files::remove_all(to);
  return seconds;
}

double hash_one_by_one(const std::vector<std::string>& leaves) {
  auto start = std::chrono::steady_clock::now();
  merkle::Hash sum{};
  for (const std::string& leaf : leaves) {
    merkle::Hash hash = merkle::leaf_hash(leaf);
    sum = merkle::node_hash(sum, hash);  // as many nodes as leaves, less one
  }
  double seconds = seconds_since(start);
  return sum[0] == sum[1] && sum[2] == sum[3] && sum[4] == 0 ? seconds + 1e-9 : seconds;
}

Result<Figures> integration(const std::string& place, std::int64_t count) {
  std::vector<std::string> leaves;
  for (std::int64_t number = 0; number < count; ++number) leaves.push_back(leaf_of(number));
  files::create_directories(place);
  disclosure::Folder folder(place);
  TRY(disclosure::Log::create(folder, bench_keys()));
  // As out of a store: copies, in pieces.
  auto source = [&](std::uint64_t from, std::size_t most) -> Result<std::vector<std::string>> {
    auto begin = leaves.begin() + static_cast<std::ptrdiff_t>(from);
    auto left = static_cast<std::size_t>(leaves.end() - begin);
    return std::vector<std::string>(begin,
                                    begin + static_cast<std::ptrdiff_t>(std::min(left, most)));
  };
  disclosure::Integrator integrator(folder, bench_keys(), source);
  double flushes = fsyncs_a_second(place);
  auto start = std::chrono::steady_clock::now();
  TRY(integrator.step());
  double ours = static_cast<double>(count) / seconds_since(start);
  double yardstick = static_cast<double>(count) / hash_one_by_one(leaves);
  double bare = static_cast<double>(count) / bare_files(place, place + "-bare");
  std::string note = std::to_string(leaves[0].size()) + "-byte leaves, fsync/s " +
                     rounded(flushes) + ", the same files written bare " + rounded(bare) +
                     " leaves/s";
  files::remove_all(place);
  return Figures{
      {"leaves into the log", "leaves/s", ours, yardstick, ours / yardstick, 0.25, false, note},
      {"leaves into the log, at least 100,000/s", "leaves/s", ours, 100'000, ours / 100'000, 1,
       false, note}};
}

// Gifts committed one at a time or in batches; each waits until a proof of its leaf holds.
Result<Figures> waiting(const std::string& place) {
  files::remove_all(place);
  files::create_directories(place);
  std::string address = "sqlite:" + place + "/outbox.sqlite";
  auto connection = TRY(store::open(address));
  TRY(connection->script(
      "CREATE TABLE disclosure_outbox (seq INTEGER PRIMARY KEY, leaf TEXT NOT NULL, recorded_at "
      "INTEGER NOT NULL); CREATE TABLE disclosure_salt (outbox_seq INTEGER, field TEXT, salt TEXT, "
      "value TEXT);"));
  disclosure::Running::Options options;
  options.address = address;
  options.folder = place + "/log";
  options.keys = bench_keys();
  auto running = TRY(disclosure::Running::start(std::move(options)));
  disclosure::Folder folder(place + "/log");
  double flushes = fsyncs_a_second(place);
  std::vector<double> waits;
  std::int64_t number = 0;
  for (int time = 0; time < 200; ++time) {
    std::vector<disclosure::Outgoing> rows;
    for (int each = 0; each < (time % 2 == 0 ? 1 : 500); ++each) {
      rows.push_back({leaf_of(number++), {}});
    }
    TRY(connection->begin_write());
    std::int64_t first = TRY(disclosure::append(*connection, rows, Instant{1}));
    TRY(connection->commit());
    auto committed = std::chrono::steady_clock::now();
    auto last = static_cast<std::uint64_t>(first) + rows.size() - 1;
    for (;;) {
      std::string checkpoint = TRY(folder.read(disclosure::checkpoint_path));
      auto proof = disclosure::prove(folder.reader(), checkpoint, last - 1);
      if (proof.ok()) break;
      if (seconds_since(committed) > 20) return unavailable("bench.no_proof");
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    waits.push_back(seconds_since(committed));
  }
  running.reset();
  files::remove_all(place);
  double worst = quantile(waits, 0.99);
  return Figures{{"commit to proof, p99", "s", worst, 2, worst / 2, 1, true,
                  "median " + std::to_string(quantile(waits, 0.5)) +
                      " s, nobody wakes it, fsync/s " + rounded(flushes)}};
}

}  // namespace

// Each run has a folder of its own: ext4 searches long for an inode when many were just freed.
Result<Figures> log_integration(const Setup& setup) {
  std::string place = setup.data + "/log-" + std::to_string(::getpid());
  Figures all = TRY(integration(place, setup.size));
  Figures waits = TRY(waiting(setup.data + "/log-wait"));
  all.insert(all.end(), waits.begin(), waits.end());
  return all;
}

}  // namespace boai::bench
