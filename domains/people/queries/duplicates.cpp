// Persons who may be one: found over many records, kept as pairs; and the desk that decides them.
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cmath>
#include <thread>
#include <unordered_map>

#include "base/crypto/digest.hpp"
#include "domains/people/commands.hpp"
#include "domains/people/port.hpp"
#include "domains/people/queries/linking.hpp"
#include "domains/people/queries/papers.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::people {

namespace json = boost::json;
using store::Value;

namespace {

constexpr std::int64_t compared_max = 3'000'000;  // some 200 bytes each in memory
constexpr std::size_t pairs_a_batch = 500;
constexpr unsigned compare_threads_max = 4;

// The reach of the right over merges, narrowed to one society and below if asked.
Result<rights::Reach> hunting_ground(const unit::House& house, const rights::Principal& viewer,
                                     const std::string& below) {
  rights::Reach reach = rights::reach_of(house.roles, viewer, MergePeople::right);
  if (reach.none()) return forbidden("rights.not_held", {}, std::string(MergePeople::right));
  if (below.empty()) return reach;
  std::int64_t branch = branch::ancestors_of(below).back();
  if (!reach.covers(branch, below)) return forbidden("rights.not_here", "branch");
  return rights::Reach{.everywhere = false, .below = {below}, .branches = {}};
}

// Paths of the societies that know a person, asked once a person.
class Homes {
 public:
  explicit Homes(store::Connection& connection) : connection_(connection) {}

  // The longest path that lies above every relation of both, "" when there is none.
  Result<std::string> above(std::int64_t first, std::int64_t second) {
    std::string shared = TRY(above(first));
    return common(shared, TRY(above(second)));
  }

 private:
  static std::string common(const std::string& left, const std::string& right) {
    std::size_t same = 0;
    for (std::size_t at = 0; at < std::min(left.size(), right.size()); ++at) {
      if (left[at] != right[at]) break;
      if (left[at] == '/') same = at + 1;
    }
    return left.substr(0, same);
  }
  Result<std::string> above(std::int64_t person) {
    auto [at, fresh] = known_.try_emplace(person);
    if (!fresh) return at->second;
    std::string shared;
    bool none = true;
    Value values[] = {person};
    TRY(connection_.each(
        "SELECT s.path FROM people_relation r JOIN network_society s ON s.id = r.branch WHERE "
        "r.person = ?",
        values, [&](const store::RowView& row) {
          std::string path(row.text(0));
          shared = none ? path : common(shared, path);
          none = false;
          return true;
        }));
    known_[person] = shared;
    return shared;
  }
  store::Connection& connection_;
  std::unordered_map<std::int64_t, std::string> known_;
};

Result<std::vector<Pair>> to_keep(store::Connection& connection, const rights::Reach& reach,
                                  const std::vector<linkage::Pair>& found) {
  Homes homes(connection);
  std::vector<Pair> pairs;
  for (const linkage::Pair& each : found) {
    std::string path = TRY(homes.above(each.left, each.right));
    auto societies = branch::ancestors_of(path);
    // Who may not decide it does not even learn that there is something to decide.
    if (societies.empty() || !reach.covers(societies.back(), path)) continue;
    pairs.push_back({.branch = {societies.back()},
                     .first = {each.left},
                     .second = {each.right},
                     .score = std::llround(each.comparison.score),
                     .verdict = std::string(name_of(each.comparison.verdict)),
                     .reasons = words_of(each.comparison),
                     .found = {},
                     .state = "open",
                     .decided_by = {},
                     .decided = {},
                     .reason = {},
                     .merge = {}});
  }
  return pairs;
}

bool is_active(const Person& person) { return person.state.empty() || person.state == "active"; }

// New ones are kept, open ones brought up to date, decided ones left alone: how many are new.
Result<std::int64_t> keep(unit::Context& context, std::span<const Pair> pairs) {
  std::int64_t fresh = 0;
  for (const Pair& pair : pairs) {
    Person first = TRY(context.load(pair.first)), second = TRY(context.load(pair.second));
    if (!is_active(first) || !is_active(second)) continue;  // since they were read
    auto known = TRY(context.find<Pair>("first", pair.first.number));
    auto same = std::ranges::find(known, pair.second, &Pair::second);
    Pair kept = pair;
    kept.found = context.today();
    if (same != known.end()) {
      bool stands =
          same->state != "open" || (same->score == pair.score && same->reasons == pair.reasons &&
                                    same->branch == pair.branch && same->verdict == pair.verdict);
      if (stands) continue;
      kept.id = same->id;
      kept.version = same->version;
      kept.found = same->found;
    }
    fresh += same == known.end() ? 1 : 0;
    TRY(context.save(kept));
  }
  return fresh;
}

Result<std::int64_t> keep_all(unit::Writer& writer, const rights::Principal& viewer,
                              const std::vector<Pair>& pairs) {
  std::int64_t all = 0;
  for (std::size_t at = 0; at < pairs.size(); at += pairs_a_batch) {
    std::span<const Pair> part(pairs.data() + at, std::min(pairs_a_batch, pairs.size() - at));
    std::int64_t fresh = 0;
    TRY(writer.run([&](unit::Batch& batch) -> Outcome {
      unit::Context context(batch, viewer);
      fresh = TRY(keep(context, part));
      return batch.accept(context.changes(), viewer, crypto::uuid4(), "people.find_duplicates");
    }));
    all += fresh;
  }
  return all;
}

}  // namespace

Result<json::object> find_duplicates(store::Pool& readers, unit::Writer& writer,
                                     const unit::House& house, const rights::Principal& viewer,
                                     const Hunt& hunt) {
  auto begun = std::chrono::steady_clock::now();
  auto reach = TRY(hunting_ground(house, viewer, hunt.below));
  auto linkage = TRY(linkage_of(house));
  constexpr std::int64_t steps = 4;
  auto stopped = [&](std::int64_t step) {
    if (hunt.progress) hunt.progress(step, steps);
    return hunt.cancel != nullptr && *hunt.cancel;
  };
  std::vector<Pair> pairs;
  std::size_t persons = 0;
  {
    auto connection = TRY(readers.borrow());
    auto rows = TRY(rows_to_compare(*connection, house, reach, {}, compared_max + 1));
    if (static_cast<std::int64_t>(rows.size()) > compared_max) {
      return invalid("people.too_many_to_compare", "branch");
    }
    persons = rows.size();
    if (stopped(1)) return conflict("job.cancelled");
    auto index = linkage::Index::build(linkage, rows);
    rows = {};
    if (stopped(2)) return conflict("job.cancelled");
    unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, compare_threads_max);
    auto found = index.pairs({.threads = static_cast<int>(threads)});
    if (stopped(3)) return conflict("job.cancelled");
    pairs = TRY(to_keep(*connection, reach, found));
  }
  std::int64_t fresh = TRY(keep_all(writer, viewer, pairs));
  stopped(steps);
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  return json::object{{"persons", persons},
                      {"found", pairs.size()},
                      {"fresh", fresh},
                      {"seconds", std::round(took.count() * 100) / 100}};
}

Result<json::object> open_pairs(store::Connection& connection, const unit::House& house,
                                const rights::Principal& viewer) {
  std::vector<Value> values;
  std::string where = " FROM people_pair WHERE state = 'open' AND " +
                      lists::scope_condition(house, Pair::type(), viewer, values);
  std::int64_t open = TRY(connection.number("SELECT count(*)" + where, values));
  values.emplace_back(pairs_shown);
  std::vector<Pair> pairs;
  TRY(connection.each(
      "SELECT " + columns_of(Pair::type()) + where + " ORDER BY score DESC, id LIMIT ?", values,
      [&](const store::RowView& view) {
        pairs.push_back(record::from_row<Pair>(record::read_row(Pair::type(), view)));
        return true;
      }));
  json::array items;
  for (const Pair& pair : pairs) {
    json::array sides;
    for (Id<Person> id : {pair.first, pair.second}) {
      sides.push_back(TRY(side_of(connection, house, viewer, id.number)));
    }
    items.push_back(json::object{{"id", std::to_string(pair.id.number)},
                                 {"version", pair.version},
                                 {"score", pair.score},
                                 {"verdict", pair.verdict},
                                 {"found", to_text(pair.found)},
                                 {"reasons", words_in(pair.reasons)},
                                 {"sides", std::move(sides)}});
  }
  return json::object{{"open", open}, {"items", std::move(items)}};
}

}  // namespace boai::people
