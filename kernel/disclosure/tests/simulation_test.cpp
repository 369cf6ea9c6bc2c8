// The integrator on a disk that dies at any write: afterwards the same leaves give the same bytes,
// and no size ever had two roots. Every failure replays from its seed.
#include <gtest/gtest.h>

#include <iostream>
#include <random>
#include <set>

#include "engines/merkle/audit.hpp"
#include "kernel/disclosure/integrator.hpp"

namespace boai::disclosure {

struct Crash {};

// Files in memory. A write that dies leaves each of its files there, absent, or torn under a name
// nobody reads: its own when it is fresh; a replacement leaves the old or the new. A full disk
// refuses and goes on.
class FakeDisk : public Disk {
 public:
  explicit FakeDisk(std::uint64_t seed) : random_(seed) {}

  Result<std::string> read(const std::string& path) override {
    auto found = files.find(path);
    if (found == files.end()) return not_found("disk.no_file", path);
    return found->second;
  }
  Outcome write(std::span<const merkle::File> all) override {
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (dies()) {
        for (const merkle::File& file : all) leave(file);
        throw Crash();
      }
      if (full_for_ > 0 && --full_for_ >= 0) {
        if (at > 0) files[all[0].path] = all[0].bytes;
        return unavailable("disk.full", all[at].path);
      }
    }
    for (const merkle::File& file : all) files[file.path] = file.bytes;
    if (!all.empty() && dies()) throw Crash();
    return Done{};
  }
  Outcome replace(const std::string& path, std::string_view bytes) override {
    if (dies()) {
      if (random_() % 2 == 0) files[path] = bytes;
      throw Crash();
    }
    if (full_for_ > 0 && --full_for_ >= 0) return unavailable("disk.full", path);
    files[path] = bytes;
    if (dies()) throw Crash();
    return Done{};
  }

  void die_after(std::int64_t writes) { left_ = writes; }
  void be_full_for(int writes) { full_for_ = writes; }
  std::int64_t writes() const { return writes_; }
  std::vector<std::string> tiles() const {
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : files) {
      if (merkle::tile_at(path)) paths.push_back(path);
    }
    return paths;
  }
  std::map<std::string, std::string> files;

 private:
  bool dies() {
    ++writes_;
    return left_ > 0 && --left_ == 0;
  }
  void leave(const merkle::File& file) {
    // What stood under the name already is whole either way.
    if (files.contains(file.path)) return;
    switch (random_() % 3) {
      case 0:
        files[file.path] = file.bytes;
        break;
      case 1:
        files[file.fresh ? file.path : file.path + ".unfinished"] =
            file.bytes.substr(0, random_() % (file.bytes.size() + 1));
        break;
      default:
        break;
    }
  }

  std::mt19937_64 random_;
  std::int64_t left_ = 0;
  std::int64_t writes_ = 0;
  int full_for_ = 0;
};

Keys test_keys() {
  return {"sim.test/disclosure",
          {{"sim.test/disclosure", merkle::Algorithm::ed25519, std::string(32, 's')}}};
}

std::string event(std::uint64_t number) {
  merkle::Leaf leaf{merkle::LeafType::gift_in, {}};
  leaf.with(merkle::Tag::book, "320000").with(merkle::Tag::fund, "flood-2026");
  leaf.with(merkle::Tag::unit, "CNY")
      .with(merkle::Tag::amount, std::int64_t(number * 37 % 9999 + 1));
  leaf.with(merkle::Tag::day, std::int64_t{20261124});
  leaf.with(merkle::Tag::lot, std::int64_t(number + 1));
  return *merkle::encode(leaf);
}

struct World {
  FakeDisk disk;
  std::uint64_t there = 0;                           // events committed to the outbox
  std::map<std::uint64_t, std::string> checkpoints;  // every one ever shown, by size

  explicit World(std::uint64_t seed) : disk(seed) {}

  Source source() {
    return [this](std::uint64_t from, std::size_t most) -> Result<std::vector<std::string>> {
      std::vector<std::string> leaves;
      for (std::uint64_t at = from; at < there && leaves.size() < most; ++at) {
        leaves.push_back(event(at));
      }
      return leaves;
    };
  }

  // What a reader sees now: it never shrinks and never tells two stories of one size.
  std::uint64_t look() {
    std::string bytes = disk.files.at(checkpoint_path);
    auto note = merkle::parse_note(bytes);
    auto at = merkle::parse_checkpoint(note->text);
    EXPECT_TRUE(at.ok());
    auto [found, fresh] = checkpoints.emplace(at->size, bytes);
    EXPECT_EQ(found->second, bytes) << "two checkpoints of size " << at->size;
    EXPECT_EQ(at->size, checkpoints.rbegin()->first) << "shrank";
    EXPECT_LE(at->size, there);
    return at->size;
  }
};

// A plain run of the same leaves, for its bytes.
FakeDisk plain_run(std::uint64_t events) {
  World world(1);
  world.there = events;
  EXPECT_TRUE(Log::create(world.disk, test_keys()).ok());
  Integrator integrator(world.disk, test_keys(), world.source());
  EXPECT_TRUE(integrator.step().ok());
  return world.disk;
}

// Every full file, and the partial ones of the last size: which others there are is the steps' own.
void expect_same(const FakeDisk& one, const FakeDisk& plain, std::uint64_t size) {
  for (const auto& [path, bytes] : plain.files) {
    auto tile = merkle::tile_at(path);
    if (tile && tile->width != merkle::width_in(size, tile->level, tile->index)) continue;
    auto found = one.files.find(path);
    ASSERT_NE(found, one.files.end()) << path;
    ASSERT_EQ(found->second, bytes) << path;
  }
}

// Dies at the first write, at the second, … of a short life, and is finished by a successor.
TEST(TheIntegrator, LosesNothingAtAnyWrite) {
  constexpr std::uint64_t steps[] = {1, 3, 250, 256, 257, 511, 600};
  FakeDisk plain = plain_run(600);
  std::int64_t last = 0;
  for (std::int64_t at = 1; last == 0; ++at) {
    SCOPED_TRACE(at);
    World world(static_cast<std::uint64_t>(at));
    ASSERT_TRUE(Log::create(world.disk, test_keys()).ok());
    world.disk.die_after(at);
    bool died = false;
    std::optional<Integrator> integrator;
    for (std::uint64_t there : steps) {
      world.there = there;
      for (;;) {
        try {
          if (!integrator) integrator.emplace(world.disk, test_keys(), world.source());
          ASSERT_TRUE(integrator->step().ok());
          break;
        } catch (const Crash&) {
          integrator.reset();
          died = true;
          world.look();
        }
      }
      ASSERT_EQ(world.look(), there);
    }
    expect_same(world.disk, plain, 600);
    if (!died) last = at;
  }
  // A batch settles its files together, so it has fewer moments to die at than it has files.
  EXPECT_GT(last, 30);
  std::cout << "deaths at " << last - 1 << " writes\n";
}

TEST(TheIntegrator, IsTheSameAfterManyDeathsAndFullDisks) {
  const char* told = std::getenv("BOAI_SEED");
  std::uint64_t seed = told ? std::stoull(told) : 20261124;
  const char* wanted = std::getenv("BOAI_LONG");
  bool is_long = wanted && *wanted;
  std::uint64_t events = is_long ? 10'000'000 : 100'000;
  std::cout << "seed " << seed << " (BOAI_SEED)\n";
  std::mt19937_64 random(seed);
  World world(seed);
  ASSERT_TRUE(Log::create(world.disk, test_keys()).ok());
  std::optional<Integrator> integrator;
  std::uint64_t deaths = 0, refusals = 0, steps = 0;
  std::uint64_t burst = is_long ? 4'000 : 80;
  while (world.there < events) {
    world.there = std::min(events, world.there + 1 + random() % burst);
    if (random() % 4 == 0) world.disk.die_after(1 + static_cast<std::int64_t>(random() % 12));
    if (random() % 9 == 0) world.disk.be_full_for(1 + static_cast<int>(random() % 4));
    for (;;) {
      try {
        if (!integrator) integrator.emplace(world.disk, test_keys(), world.source());
        auto taken = integrator->step();
        ++steps;
        if (taken.ok()) break;
        ASSERT_EQ(taken.error().code, "disk.full");
        ++refusals;
      } catch (const Crash&) {
        integrator.reset();
        ++deaths;
      }
      world.look();
      // A successor need not come at once: more is committed meanwhile.
      if (random() % 3 == 0) world.there = std::min(events, world.there + random() % burst);
    }
    ASSERT_EQ(world.look(), world.there) << "seed " << seed << " step " << steps;
  }
  expect_same(world.disk, plain_run(events), events);
  auto at =
      merkle::parse_checkpoint(merkle::parse_note(world.disk.files.at(checkpoint_path))->text);
  merkle::Findings found =
      merkle::audit(world.disk.reader(), world.disk.tiles(), at->size, at->root);
  EXPECT_EQ(found.fault_count, 0U) << (found.faults.empty() ? "" : found.faults[0]);
  // The plain definition over all leaves, which shares nothing with tiles and edges.
  merkle::Hashes leaves;
  for (std::uint64_t number = 0; number < events; ++number) {
    leaves.push_back(merkle::leaf_hash(event(number)));
  }
  EXPECT_EQ(merkle::root_of(leaves.data(), leaves.size()), at->root);
  std::cout << events << " events, " << steps << " steps, " << deaths << " deaths, " << refusals
            << " full disks, " << world.checkpoints.size() << " checkpoints\n";
  EXPECT_GT(deaths, 100U);
  EXPECT_GT(refusals, 100U);
}

// Somebody who touches the files is not followed.
TEST(TheIntegrator, DoesNotGoOnFromTouchedFiles) {
  World world(3);
  world.there = 300;
  ASSERT_TRUE(Log::create(world.disk, test_keys()).ok());
  ASSERT_TRUE(Integrator(world.disk, test_keys(), world.source()).step().ok());
  world.there = 301;
  for (const char* path : {"tile/0/001.p/44", "tile/1/000.p/1"}) {
    FakeDisk touched = world.disk;
    touched.files[path][9] ^= 1;
    Integrator integrator(touched, test_keys(), world.source());
    EXPECT_EQ(answer_of(integrator.step()), "log.root_differs") << path;
  }
  FakeDisk other_key = world.disk;
  Keys keys = test_keys();
  keys.signers[0].secret[0] = 'x';
  EXPECT_EQ(answer_of(Integrator(other_key, keys, world.source()).step()),
            "merkle.no_known_signature");
}

}  // namespace boai::disclosure
