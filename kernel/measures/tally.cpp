#include "kernel/measures/tally.hpp"

#include <algorithm>
#include <cstring>

namespace boai::measures {

Result<std::int64_t> Spill::append(const void* bytes, std::size_t size) {
  if (!file_) file_.reset(std::tmpfile());
  if (!file_) return unavailable("measures.spill", "no temporary file");
  std::int64_t from = end_;
  bool written = std::fseek(file_.get(), from, SEEK_SET) == 0 &&
                 std::fwrite(bytes, 1, size, file_.get()) == size;
  if (!written) return unavailable("measures.spill", "temporary file full");
  end_ += static_cast<std::int64_t>(size);
  return from;
}

Outcome Spill::read(std::int64_t from, void* bytes, std::size_t size) const {
  bool read = std::fseek(file_.get(), from, SEEK_SET) == 0 &&
              std::fread(bytes, 1, size, file_.get()) == size;
  if (!read) return unavailable("measures.spill", "temporary file unreadable");
  return Done{};
}

Pages::Pages(std::size_t room) : table_(room, {nobody, 0}) {}

namespace {

std::size_t spread(std::uint64_t key) { return (key * 0x9e3779b97f4a7c15U) >> 20; }

}  // namespace

Month& Pages::found(std::uint64_t packed) {
  std::size_t mask = table_.size() - 1;
  std::size_t at = spread(packed) & mask;
  while (table_[at].first != packed && table_[at].first != nobody) at = (at + 1) & mask;
  if (table_[at].first == nobody) {
    if (keys_.size() * 2 >= table_.size()) {
      grow();
      return found(packed);
    }
    table_[at] = {packed, static_cast<std::uint32_t>(keys_.size())};
    if (keys_.size() % block == 0) blocks_.push_back(std::make_unique<Month[]>(block));
    keys_.push_back(packed);
  }
  last_key_ = packed;
  last_page_ = table_[at].second;
  return page(last_page_);
}

void Pages::grow() {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> larger(table_.size() * 2, {nobody, 0});
  for (const auto& entry : table_) {
    if (entry.first == nobody) continue;
    std::size_t at = spread(entry.first) & (larger.size() - 1);
    while (larger[at].first != nobody) at = (at + 1) & (larger.size() - 1);
    larger[at] = entry;
  }
  table_ = std::move(larger);
}

void Pages::clear() {
  std::ranges::fill(table_, std::pair{nobody, std::uint32_t{0}});
  blocks_.clear();
  keys_.clear();
  last_key_ = nobody;
}

std::vector<std::pair<PageKey, const Month*>> Pages::in_order() const {
  std::vector<std::pair<PageKey, const Month*>> all;
  all.reserve(keys_.size());
  for (std::size_t at = 0; at < keys_.size(); ++at) {
    all.emplace_back(PageKey::unpacked(keys_[at]), &page(at));
  }
  std::ranges::sort(all, {}, [](const auto& each) { return each.first; });
  return all;
}

Tally::Tally(const Tree& tree, std::size_t pages_max) : tree_(tree), pages_max_(pages_max) {}

int Tally::add_slot(bool climbs) {
  slots_.push_back({climbs, {}});
  return static_cast<int>(slots_.size()) - 1;
}

void Tally::stands_for(int slot, int into, int from_year, int to_year) {
  slots_[static_cast<std::size_t>(slot)].targets.push_back({into, from_year, to_year});
}

Outcome Tally::add(int slot, int place, int day, std::int64_t amount) {
  if (leaves_.size() >= pages_max_) TRY(spill());
  int of_month = std::clamp(day % 100, 1, 31);
  leaves_.at({slot, place, day / 100})[static_cast<std::size_t>(of_month - 1)] += amount;
  return Done{};
}

void Tally::climb(const PageKey& key, const Month& page) {
  const Slot& slot = slots_[static_cast<std::size_t>(key.slot)];
  auto give = [&](int to, int place) {
    Month& sum = climbed_.at({to, place, key.month});
    for (std::size_t day = 0; day < sum.size(); ++day) sum[day] += page[day];
  };
  if (!slot.climbs) {
    give(key.slot, key.place);
    return;
  }
  for (int place : tree_.above[static_cast<std::size_t>(key.place)]) {
    if (slot.targets.empty()) give(key.slot, place);
    for (const Target& target : slot.targets) {
      int year = key.month / 100;
      if (target.from_year <= year && year <= target.to_year) give(target.slot, place);
    }
  }
}

namespace {

// In the file: key, which days have an amount, the amounts.
constexpr std::size_t packed_max = 12 + 31 * 8;

void pack(std::vector<char>& bytes, const PageKey& key, const Month& page) {
  auto put = [&](const auto& value) {
    const char* from = reinterpret_cast<const char*>(&value);
    bytes.insert(bytes.end(), from, from + sizeof value);
  };
  std::uint32_t days = 0;
  for (std::size_t day = 0; day < page.size(); ++day) days |= (page[day] != 0 ? 1U : 0U) << day;
  put(key.packed());
  put(days);
  for (std::int64_t amount : page) {
    if (amount != 0) put(amount);
  }
}

}  // namespace

Outcome Tally::spill() {
  for (const auto& [key, page] : leaves_.in_order()) climb(key, *page);
  leaves_.clear();
  std::vector<char> bytes;
  Run run;
  std::int64_t end = -1;
  auto write = [&]() -> Outcome {
    std::int64_t at = TRY(file_.append(bytes.data(), bytes.size()));
    if (end < 0) run.from = at;
    end = at + static_cast<std::int64_t>(bytes.size());
    bytes.clear();
    return Done{};
  };
  constexpr std::size_t piece = 1 << 20;
  for (const auto& [key, page] : climbed_.in_order()) {
    pack(bytes, key, *page);
    if (bytes.size() > piece) TRY(write());
  }
  TRY(write());
  run.to = end;
  runs_.push_back(std::move(run));
  climbed_.clear();
  return Done{};
}

Outcome Tally::advance(Run& run) {
  constexpr std::size_t piece = 64 << 10;
  std::size_t left = run.buffer.size() - run.used;
  if (left < packed_max && run.from < run.to) {
    std::size_t more = std::min<std::size_t>(piece, static_cast<std::size_t>(run.to - run.from));
    run.buffer.erase(run.buffer.begin(), run.buffer.begin() + static_cast<long>(run.used));
    run.buffer.resize(left + more);
    TRY(file_.read(run.from, run.buffer.data() + left, more));
    run.from += static_cast<std::int64_t>(more);
    run.used = 0;
  }
  run.done = run.used == run.buffer.size();
  if (run.done) return Done{};
  auto take = [&](auto& value) {
    std::memcpy(&value, run.buffer.data() + run.used, sizeof value);
    run.used += sizeof value;
  };
  std::uint64_t key = 0;
  std::uint32_t days = 0;
  take(key);
  take(days);
  run.key = PageKey::unpacked(key);
  run.page = {};
  for (std::size_t day = 0; day < run.page.size(); ++day) {
    if ((days >> day & 1U) != 0) take(run.page[day]);
  }
  return Done{};
}

Outcome Tally::finish() {
  for (const auto& [key, page] : leaves_.in_order()) climb(key, *page);
  leaves_.clear();
  last_ = climbed_.in_order();
  for (Run& run : runs_) TRY(advance(run));
  return next();
}

Outcome Tally::next() {
  // Few runs: the smallest is looked for among all of them.
  const PageKey* smallest = last_at_ < last_.size() ? &last_[last_at_].first : nullptr;
  for (const Run& run : runs_) {
    if (!run.done && (smallest == nullptr || run.key < *smallest)) smallest = &run.key;
  }
  at_end_ = smallest == nullptr;
  if (at_end_) return Done{};
  key_ = *smallest;
  page_ = {};
  auto give = [&](const Month& page) {
    for (std::size_t day = 0; day < page.size(); ++day) page_[day] += page[day];
  };
  if (last_at_ < last_.size() && last_[last_at_].first == key_) give(*last_[last_at_++].second);
  for (Run& run : runs_) {
    if (run.done || run.key != key_) continue;
    give(run.page);
    TRY(advance(run));
  }
  return Done{};
}

Outcome Units::add(const Seen& seen) {
  auto part = static_cast<std::uint64_t>(seen.unit) * 0x9e3779b97f4a7c15U >> 58;
  parts_[part].held.push_back(seen);
  if (++held_ < held_max) return Done{};
  return spill();
}

Outcome Units::spill() {
  for (Part& part : parts_) {
    if (part.held.empty()) continue;
    std::int64_t at = TRY(file_.append(part.held.data(), part.held.size() * sizeof(Seen)));
    part.spilled.emplace_back(at, part.held.size());
    part.held.clear();
  }
  held_ = 0;
  return Done{};
}

Outcome Units::each(const std::function<Outcome(std::span<const Seen>)>& take) {
  for (Part& part : parts_) {
    std::vector<Seen> all = std::move(part.held);
    for (const auto& [at, count] : part.spilled) {
      std::size_t from = all.size();
      all.resize(from + count);
      TRY(file_.read(at, all.data() + from, count * sizeof(Seen)));
    }
    std::ranges::sort(all, [](const Seen& left, const Seen& right) {
      return left.unit != right.unit ? left.unit < right.unit : left.day < right.day;
    });
    for (std::size_t from = 0; from < all.size();) {
      std::size_t to = from + 1;
      while (to < all.size() && all[to].unit == all[from].unit) ++to;
      TRY(take(std::span(all).subspan(from, to - from)));
      from = to;
    }
  }
  return Done{};
}

}  // namespace boai::measures
