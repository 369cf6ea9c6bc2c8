// On a province of BOAI_BENCH_SIZE certificates (bench/prepare prepare-people): the public check of
// right and wrong numbers and names, the desk's search as a clerk types, and lists of certificates.
#include <boost/json.hpp>

#include "base/crypto/seal.hpp"
#include "bench/load.hpp"
#include "bench/rows.hpp"
#include "bench/serving.hpp"
#include "domains/people/records.hpp"

namespace boai::bench {

namespace {

constexpr int readers = 8;
constexpr double a_run = 5;
constexpr std::int64_t sampled = 2'000;
constexpr double checks_a_second_promised = 1'000, check_ms_promised = 20, search_ms_promised = 50,
                 list_ms_promised = 100, stopped_ms_promised = 1'100;

struct Known {
  std::string number, name, county, document;
};

Result<std::vector<Known>> some_of(const std::string& folder) {
  auto connection = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  std::int64_t first = TRY(connection->number("SELECT min(id) FROM training_certificate"));
  std::int64_t last = TRY(connection->number("SELECT max(id) FROM training_certificate"));
  auto keys = TRY(crypto::KeyRing::load_or_create(folder + "/field-keys"));
  std::vector<Known> known;
  for (std::int64_t at = 0; at < sampled; ++at) {
    store::Value values[] = {first + (last - first) * at / sampled};
    TRY(connection->each(
        "SELECT c.number, p.name, s.code, p.document FROM training_certificate c CROSS JOIN "
        "people_person p "
        "CROSS JOIN network_society s WHERE p.id = c.person AND s.id = c.branch AND c.id >= ? "
        "ORDER BY c.id LIMIT 1",
        values, [&](const store::RowView& row) {
          known.push_back({std::string(row.text(0)), std::string(row.text(1)),
                           std::string(row.text(2)), std::string(row.text(3))});
          return false;
        }));
    std::string& document = known.back().document;
    document = TRY(keys.open(document, people::document_place));
  }
  return known;
}

Figure waits_of(const std::string& name, const Tally& tally, double promised_ms) {
  double p99 = quantile(tally.waits, 0.99) * 1000;
  return {.name = name,
          .unit = "ms p99",
          .ours = p99,
          .yardstick = promised_ms,
          .ratio = p99 / promised_ms,
          .promised = 1,
          .at_most = true,
          .note = rounded(tally.a_second()) + " a second"};
}

std::string checking(const Known& known, bool right_name) {
  boost::json::object body{{"number", known.number}, {"name", right_name ? known.name : "无名氏"}};
  std::string text = boost::json::serialize(body);
  return "POST /api/public/certificates/check HTTP/1.1\r\nHost: bench\r\nContent-Type: "
         "application/json\r\nContent-Length: " +
         std::to_string(text.size()) + "\r\n\r\n" + text;
}

std::string letters_of(const std::string& text, std::size_t count) {
  std::size_t at = 0;
  for (; at < text.size() && count > 0; --count) {
    do ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
  }
  return text.substr(0, at);
}

// What one person at a desk asks, in turns.
class Desk {
 public:
  Desk(Session session, std::string who, std::vector<Known> known)
      : session_(std::move(session)), who_(std::move(who)), known_(std::move(known)) {}

  using Words = std::function<std::string(const Known& one, std::size_t at)>;
  Outcome get(const std::string& what, double promised_ms, const Words& path) {
    return ask(what, promised_ms,
               [&](const Known& one, std::size_t turn) { return session_.get(path(one, turn)); });
  }
  // Words asked for in the body.
  Outcome find(const std::string& what, const std::string& path, const Words& text) {
    return ask(what, search_ms_promised, [&](const Known& one, std::size_t turn) {
      return session_.post(path,
                           boost::json::serialize(boost::json::object{{"text", text(one, turn)}}));
    });
  }
  Outcome ask(const std::string& what, double promised_ms, const Words& request) {
    auto next = [&] {
      ++at_;
      return request(known_[at_ * 7919 % known_.size()], at_);
    };
    Tally tally = TRY(run_load({session_.port, clerks, a_run, next}));
    if (tally.refused > 0) return internal("bench.refused", tally.first_refusal);
    figures.push_back(waits_of(what + ", " + who_, tally, promised_ms));
    return Done{};
  }

  // As one types a number, a whole name, the first letters of a name.
  Outcome searches() {
    for (const auto& [what, path] :
         {std::pair("desk", "/api/training/certificates"), std::pair("person", "/api/people")}) {
      auto words = [&](const char* by) { return std::string(what) + " search by " + by; };
      bool desk = std::string_view(what) == "desk";
      TRY(find(words("number"), path, [&](const Known& one, std::size_t turn) {
        return desk ? one.number.substr(0, 12 + turn % 8) : one.document;
      }));
      TRY(find(words("name"), path, [](const Known& one, std::size_t) { return one.name; }));
      TRY(find(words("name prefix"), path, [](const Known& one, std::size_t turn) {
        return letters_of(one.name, 1 + turn % 2);
      }));
    }
    return Done{};
  }

  Outcome lists() {
    const std::string at = "/api/records/training.certificate";
    TRY(get("list, default order", list_ms_promised,
            [&](const Known&, std::size_t) { return at; }));
    TRY(get("list of a month", list_ms_promised, [&](const Known&, std::size_t turn) {
      std::string month = std::to_string(2021 + turn % 5) + "-" + std::to_string(10 + turn % 3);
      return at + "?day.from=" + month + "-01&day.to=" + month + "-30";
    }));
    TRY(get("list by number", list_ms_promised,
            [&](const Known& one, std::size_t) { return at + "?number=" + one.number; }));
    TRY(get("list of persons", list_ms_promised,
            [](const Known&, std::size_t) { return std::string("/api/records/people.person"); }));
    // Hardly anybody fits: all that the reader may see is looked at.
    TRY(get("list by what no index holds", stopped_ms_promised,
            [&](const Known&, std::size_t) { return at + "?occupation=driver"; }));
    return ask("desk by a state nobody is in", stopped_ms_promised, [&](const Known&, std::size_t) {
      return session_.post("/api/training/certificates", R"({"state":"revoked"})");
    });
  }

  Figures figures;

 private:
  static constexpr int clerks = 2;
  Session session_;
  std::string who_;
  std::vector<Known> known_;
  std::size_t at_ = 0;
};

Result<Figures> at_desks(const Setup& setup, int port, const std::vector<Known>& known) {
  std::vector<Known> own;
  for (const Known& one : known) {
    if (one.county == "320102") own.push_back(one);
  }
  if (own.empty()) return internal("bench.no_certificate", "320102");
  Figures figures;
  for (const char* account : {"county-320102", "city-3201", "auditor"}) {
    bool county = std::string_view(account).starts_with("county");
    Session session = TRY(log_in(port, setup.people(), account));
    Desk desk(session, account, county ? own : known);
    TRY(desk.searches());
    TRY(desk.lists());
    figures.insert(figures.end(), desk.figures.begin(), desk.figures.end());
  }
  return figures;
}

}  // namespace

Result<Figures> certificates_checked(const Setup& setup) {
  TRY(prepare_people(setup));
  auto known = TRY(some_of(setup.people()));
  auto serving = TRY(serve(setup, setup.people(), {}));
  Figures figures;
  std::size_t at = 0;
  // Every second question is a guess: it must not be quicker, nor slower.
  for (bool right : {true, false}) {
    auto next = [&] { return checking(known[++at * 7919 % known.size()], right); };
    Tally tally = TRY(run_load({serving.port, readers, a_run, next}));
    if (tally.refused > 0) return internal("bench.refused", tally.first_refusal);
    figures.push_back(waits_of(right ? "public check, right name" : "public check, wrong name",
                               tally, check_ms_promised));
    if (!right) continue;
    figures.push_back({.name = "public check",
                       .unit = "checks/s",
                       .ours = tally.a_second(),
                       .yardstick = checks_a_second_promised,
                       .ratio = tally.a_second() / checks_a_second_promised,
                       .promised = 1,
                       .note = std::to_string(readers) + " at once"});
  }
  Figures desks = TRY(at_desks(setup, serving.port, known));
  figures.insert(figures.end(), desks.begin(), desks.end());
  return figures;
}

}  // namespace boai::bench
