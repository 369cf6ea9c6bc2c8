#include "kernel/disclosure/integrator.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

namespace boai::disclosure {

Result<std::uint64_t> Integrator::step() {
  auto taken = attempt();
  if (!taken.ok()) log_.reset();
  return taken;
}

Result<std::uint64_t> Integrator::attempt() {
  if (log_) {
    // Another process may have gone on meanwhile.
    auto checkpoint = disk_.read(checkpoint_path);
    if (!checkpoint.ok() || *checkpoint != log_->checkpoint()) log_.reset();
  }
  if (!log_) log_ = TRY(Log::open(disk_, keys_));
  std::uint64_t taken = 0;
  std::future<Outcome> settling;
  for (;;) {
    auto leaves = source_(log_->size(), batch_max);
    auto staged =
        leaves.ok() && !leaves->empty() ? log_->stage(*leaves) : Result<Log::Staged>(Log::Staged());
    if (settling.valid()) TRY(settling.get());
    if (!leaves.ok()) return leaves.error();
    if (leaves->empty()) break;
    taken += leaves->size();
    bool more = leaves->size() == batch_max;
    // Alone, a batch is settled here; followed by others, beside the hashing of the next.
    auto kept = std::make_shared<Log::Staged>(TRY(std::move(staged)));
    settling = std::async(more ? std::launch::async : std::launch::deferred,
                          [log = &*log_, kept] { return log->settle(*kept); });
    if (more) continue;
    TRY(settling.get());
    break;
  }
  published_ = log_->published();
  return taken;
}

Result<std::unique_ptr<Running>> Running::start(Options options) {
  std::unique_ptr<Running> running(new Running(std::move(options)));
  std::error_code fault;
  std::filesystem::create_directories(running->options_.folder + "/.boai", fault);
  if (fault) return unavailable("disclosure.folder", fault.message());
  ::chmod(running->options_.folder.c_str(), 0755);
  {
    FolderLock lock = TRY(FolderLock::take(running->options_.folder));
    Outcome made = Log::create(running->folder_, running->options_.keys);
    if (!made.ok() && made.error().code != "log.exists") return made.error();
  }
  auto source = [self = running.get()](std::uint64_t from,
                                       std::size_t most) -> Result<std::vector<std::string>> {
    auto rows = TRY(rows_after(*self->connection_, static_cast<std::int64_t>(from), most));
    std::vector<std::string> leaves;
    leaves.reserve(rows.size());
    for (Waiting& row : rows) leaves.push_back(std::move(row.leaf));
    return leaves;
  };
  running->integrator_ =
      std::make_unique<Integrator>(running->folder_, running->options_.keys, std::move(source));
  running->thread_ = std::thread([self = running.get()] { self->loop(); });
  return running;
}

Running::~Running() {
  {
    std::lock_guard guard(lock_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Running::wake() {
  {
    std::lock_guard guard(lock_);
    woken_ = true;
  }
  wake_.notify_all();
}

// A store put back from an older backup would give published numbers to other leaves: nothing is
// taken in until somebody has looked.
Outcome Running::same_history(std::uint64_t last) {
  auto checkpoint = TRY(folder_.read(checkpoint_path));
  auto note = TRY(merkle::parse_note(checkpoint));
  auto at = TRY(merkle::parse_checkpoint(note.text));
  if (last < at.size) return conflict("disclosure.outbox_behind", "outbox");
  if (at.size > 0) {
    merkle::TiledTree tree(folder_.reader(), at.size);
    std::string entry = TRY(tree.entry(at.size - 1));
    auto row = TRY(rows_after(*connection_, static_cast<std::int64_t>(at.size) - 1, 1));
    if (row.empty() || row[0].leaf != entry) return conflict("disclosure.outbox_differs", "outbox");
  }
  compared_ = true;
  return Done{};
}

Result<std::uint64_t> Running::look() {
  if (!connection_) connection_ = TRY(store::open(options_.address, true));
  auto last = static_cast<std::uint64_t>(
      TRY(connection_->number("SELECT coalesce(max(seq), 0) FROM disclosure_outbox")));
  if (!compared_) TRY(same_history(last));
  if (last == integrator_->published()) return last;
  FolderLock lock = TRY(FolderLock::take(options_.folder));
  TRY(integrator_->step());
  return integrator_->published();
}

void Running::loop() {
  for (;;) {
    auto looked = look();
    if (looked.ok()) {
      published_ = *looked;
    } else {
      connection_.reset();
      if (options_.alarm) options_.alarm(looked.error());
    }
    std::unique_lock guard(lock_);
    wake_.wait_for(guard, options_.look_every, [&] { return stopping_ || woken_; });
    if (stopping_) return;
    woken_ = false;
  }
}

Result<Keys> keys_under(const std::string& data, const std::string& origin) {
  if (!merkle::is_key_name(origin)) return invalid("disclosure.origin", "origin", origin);
  std::string path = data + "/log.key";
  std::error_code fault;
  if (!std::filesystem::exists(path, fault)) {
    merkle::Signer made{origin, merkle::Algorithm::ed25519, crypto::random_bytes(32)};
    std::string text = text_of(made);
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool whole = file >= 0 &&
                 ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                 ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!whole) return unavailable("disclosure.key", path);
  }
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  merkle::Signer signer = TRY(merkle::parse_signer(text));
  return Keys{signer.name, {signer}};
}

Outcome Statements::catch_up(store::Connection& connection) {
  constexpr std::size_t piece = 10'000;
  for (;;) {
    auto rows = TRY(rows_after(connection, static_cast<std::int64_t>(adding_.size()), piece));
    for (const Waiting& row : rows) {
      // A leaf that does not add up is the statement's fault to show, not a reason to stop.
      static_cast<void>(adding_.add(adding_.size(), row.leaf).ok());
    }
    if (rows.size() < piece) return Done{};
  }
}

// The first leaf written after the day was over; a clock that jumped back changes nothing before
// it.
Result<std::uint64_t> Statements::end_of(store::Connection& connection, Day day) {
  store::Value values[] = {end_of_day_in_shanghai(day).milliseconds,
                           static_cast<std::int64_t>(searched_)};
  std::int64_t later = TRY(connection.number(
      "SELECT coalesce(min(seq), 0) FROM disclosure_outbox WHERE recorded_at > ? AND seq > ?",
      values));
  if (later == 0) return adding_.size();
  searched_ = static_cast<std::uint64_t>(later - 1);
  return searched_;
}

// What a stranger will add up from the leaves must be what the books hold, fund by fund.
Outcome Statements::through_the_gate(store::Connection& connection, const std::string& book,
                                     const Held& held) const {
  if (!held) return Done{};
  auto kept = TRY(held(connection, book));
  if (!kept) return Done{};
  Release release;
  for (const merkle::Line& line : TRY(adding_.standing(book))) {
    auto stock = kept->extract({line.fund, line.unit});
    release.balances.push_back({.name = book + " " + line.fund,
                                .unit = line.unit,
                                .inbound = line.opening + line.in,
                                .outbound = line.out,
                                .stock = stock.empty() ? 0 : stock.mapped()});
  }
  for (const auto& [key, stock] : *kept) {
    if (stock == 0) continue;
    release.balances.push_back({book + " " + key.first, key.second, 0, 0, stock});
  }
  return gate(release, {});
}

// The row written, 0 when there was nothing to state.
Result<std::int64_t> Statements::state_book(store::Connection& connection, const std::string& book,
                                            Day day, Instant now, const Held& held) {
  // Inside the transaction nobody else writes: what is read now is all there is before it.
  TRY(catch_up(connection));
  std::uint64_t end = TRY(end_of(connection, day));
  auto leaf = adding_.statement(book, day, end);
  // A book whose first leaf is younger than the day has nothing to state yet.
  if (leaf.ok() && end == 0) return std::int64_t{0};
  if (!leaf.ok() && leaf.error().code == "statement.day_stated") return std::int64_t{0};
  // A clock set back asks for a day that lies before the statements.
  if (!leaf.ok() && leaf.error().code == "statement.range") return std::int64_t{0};
  if (!leaf.ok()) return leaf.error();
  TRY(through_the_gate(connection, book, held));
  Outgoing row{TRY(merkle::encode(*leaf)), {}};
  std::int64_t seq = TRY(append(connection, std::span(&row, 1), now));
  TRY(connection.commit());
  return seq;
}

Result<std::vector<std::int64_t>> Statements::state(store::Connection& connection, Day day,
                                                    Instant now, const Held& held) {
  TRY(catch_up(connection));
  std::vector<std::int64_t> rows;
  std::optional<Error> refused;
  for (const std::string& book : adding_.books()) {
    TRY(connection.begin_write());
    auto told = state_book(connection, book, day, now, held);
    if (told.ok() && *told != 0) {
      rows.push_back(*told);
      continue;
    }
    static_cast<void>(connection.rollback().ok());
    if (told.ok()) continue;
    if (told.error().code != "disclosure.refused") return told.error();
    if (!refused) refused = told.error();
  }
  if (refused) return *refused;
  return rows;
}

}  // namespace boai::disclosure
