// On a province of BOAI_BENCH_SIZE certificates (bench/prepare prepare-people): the public check of
// right and wrong numbers and names, and the desk's search as a county's clerk types.
#include <boost/json.hpp>

#include "bench/load.hpp"
#include "bench/rows.hpp"
#include "bench/serving.hpp"

namespace boai::bench {

namespace {

constexpr int readers = 8;
constexpr double a_run = 10;
constexpr std::int64_t sampled = 2'000;
constexpr double checks_a_second_promised = 1'000, check_ms_promised = 20, search_ms_promised = 50;

struct Known {
  std::string number, name, county;
};

Result<std::vector<Known>> some_of(const std::string& folder) {
  auto connection = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  std::int64_t first = TRY(connection->number("SELECT min(id) FROM training_certificate"));
  std::int64_t last = TRY(connection->number("SELECT max(id) FROM training_certificate"));
  std::vector<Known> known;
  for (std::int64_t at = 0; at < sampled; ++at) {
    store::Value values[] = {first + (last - first) * at / sampled};
    TRY(connection->each(
        "SELECT c.number, p.name, s.code FROM training_certificate c JOIN people_person p ON p.id "
        "= c.person JOIN network_society s ON s.id = c.branch WHERE c.id >= ? ORDER BY c.id LIMIT "
        "1",
        values, [&](const store::RowView& row) {
          known.push_back(
              {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))});
          return false;
        }));
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

std::string encoded(const std::string& text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string made;
  for (char each : text) {
    auto byte = static_cast<unsigned char>(each);
    made += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return made;
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
  Session session = TRY(log_in(serving.port, setup.people(), "county-320102"));
  std::vector<Known> own;
  for (const Known& one : known) {
    if (one.county == "320102") own.push_back(one);
  }
  if (own.empty()) return internal("bench.no_certificate", "320102");
  for (bool by_number : {true, false}) {
    auto next = [&] {
      const Known& one = own[++at % own.size()];
      std::string begun = by_number ? one.number.substr(0, 12 + at % 8) : one.name;
      return session.get("/api/training/certificates?q=" + encoded(begun));
    };
    Tally tally = TRY(run_load({serving.port, 2, a_run, next}));
    if (tally.refused > 0) return internal("bench.refused", tally.first_refusal);
    figures.push_back(waits_of(by_number ? "desk search by number" : "desk search by name", tally,
                               search_ms_promised));
  }
  return figures;
}

}  // namespace boai::bench
