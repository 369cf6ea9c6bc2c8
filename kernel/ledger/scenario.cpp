#include "kernel/ledger/scenario.hpp"

#include "kernel/ledger/books.hpp"

namespace boai::ledger {

std::string book_of(const Scenario& scenario, const std::string& asked) {
  return asked.empty() ? scenario.name : asked;
}

namespace {

void into_book(Event& event, const std::string& book) {
  if (event.book.empty()) event.book = book;
  for (Event& each : event.linked) into_book(each, book);
}

void add_books(const Event& event, const std::string& book, std::set<std::string>& books) {
  if (event.op != Op::linked) books.insert(event.book.empty() ? book : event.book);
  if (!event.to.empty()) books.insert(event.to);
  for (const Event& each : event.linked) add_books(each, book, books);
}

class Into {
 public:
  Into(unit::Batch& batch, const Profiles& profiles, const rights::Principal& who)
      : batch_(batch), books_(Books::of(batch, profiles)), who_(who) {}

  Result<Told> scenario(const Scenario& scenario, const std::string& book,
                        const std::string& place) {
    std::string whole = book;
    std::vector<Event> events = scenario.events;
    for (Event& event : events) {
      into_book(event, book);
      whole += "\n" + text_of(event);
    }
    // A refused event would be judged anew in a second run; so the run as a whole is remembered.
    std::string id = "ledger.replay:" + hash_of(whole);
    auto known = TRY(batch_.remembered(id));
    Told told;
    if (known) {
      for (std::size_t at = 0; at < known->second.size();) {
        std::size_t end = std::min(known->second.find('\n', at), known->second.size());
        told.results.push_back(known->second.substr(at, end - at));
        at = end + 1;
      }
      return told;
    }
    std::string answer;
    for (const Event& event : events) {
      std::string here = place + ".events[" + std::to_string(told.results.size()) + "].";
      told.results.push_back(TRY(one(event, here)));
      answer += told.results.back() + "\n";
    }
    batch_.remember_command(id, hash_of(whole), answer);
    return told;
  }

 private:
  Result<std::string> one(const Event& event, const std::string& place) {
    bool first = event.id.empty() || seen_.insert(event.book + "\n" + event.id).second;
    auto done = books_.post(event, who_);
    if (done.ok()) return std::string(done->again && !first ? "rejected: duplicate" : "ok");
    Error error = std::move(done).error();
    if (error.code == "ledger.id_reused" && !first) return std::string("rejected: duplicate");
    if (!is_form(error) && error.fault != Fault::unavailable) return word_of(error);
    error.field = place + error.field;
    return error;
  }

  unit::Batch& batch_;
  Books& books_;
  const rights::Principal& who_;
  std::set<std::string> seen_;
};

}  // namespace

Result<std::set<std::string>> books_of(const std::vector<Scenario>& scenarios,
                                       const std::string& asked) {
  std::set<std::string> books;
  for (std::size_t at = 0; at < scenarios.size(); ++at) {
    std::string book = book_of(scenarios[at], asked);
    if (!is_word(book)) {
      return invalid("ledger.form", "scenarios[" + std::to_string(at) + "].name",
                     "names the book, or --book does");
    }
    books.insert(book);
    for (const Event& event : scenarios[at].events) add_books(event, book, books);
  }
  return books;
}

Result<std::vector<Told>> replay_into(unit::Writer& writer, const Profiles& profiles,
                                      const std::vector<Scenario>& scenarios,
                                      const std::string& asked_book, const rights::Principal& who) {
  std::vector<Told> told;
  std::optional<Error> refused;
  Outcome done = writer.run_alone([&](unit::Batch& batch) -> Outcome {
    told.clear();
    Into into(batch, profiles, who);
    for (std::size_t at = 0; at < scenarios.size(); ++at) {
      std::string place = "scenarios[" + std::to_string(at) + "]";
      auto one = into.scenario(scenarios[at], book_of(scenarios[at], asked_book), place);
      if (!one.ok()) {
        // The writer keeps what a refused job left behind; a failing one is rolled back whole.
        refused = one.error();
        return internal("ledger.file_refused");
      }
      told.push_back(std::move(*one));
    }
    return Done{};
  });
  if (refused) return *refused;
  TRY(std::move(done));
  return told;
}

Outcome read_back(store::Connection& connection, const std::string& book, Told& told) {
  store::Value values[] = {book};
  TRY(connection.each(
      "SELECT x.kind, coalesce(l.name, e.number), r.number, x.amount FROM ledger_shelf s JOIN "
      "ledger_lot l ON l.shelf = s.number JOIN ledger_edge x ON x.lot = l.number JOIN ledger_entry "
      "e ON e.seq = l.entry JOIN ledger_entry r ON r.seq = x.ref WHERE s.book = ? ORDER BY x.seq",
      values, [&](const store::RowView& row) {
        told.edges.push_back({std::string(row.text(0)), std::string(row.text(1)),
                              std::string(row.text(2)), row.number(3)});
        return true;
      }));
  return connection.each(
      "SELECT coalesce(l.name, e.number), l.remaining FROM ledger_shelf s JOIN ledger_lot l ON "
      "l.shelf = s.number JOIN ledger_entry e ON e.seq = l.entry WHERE s.book = ?",
      values, [&](const store::RowView& row) {
        told.remaining[std::string(row.text(0))] = row.number(1);
        return true;
      });
}

}  // namespace boai::ledger
