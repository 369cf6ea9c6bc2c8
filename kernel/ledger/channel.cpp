#include "kernel/ledger/channel.hpp"

#include <algorithm>
#include <charconv>

#include "kernel/ledger/books.hpp"

namespace boai::ledger {

namespace {

constexpr std::size_t lines_at_once = 5000;  // in one transaction
constexpr std::size_t faults_max = 20;

struct Line {
  std::int64_t row = 0;
  Event event;
  std::optional<Error> wrong;
};

class Header {
 public:
  static Result<Header> of(const exchange::Row& row) {
    Header header;
    for (std::size_t at = 0; at < row.cells.size(); ++at) header.places_[row.cells[at]] = at;
    for (const char* name : {"amt", "date"}) {
      if (!header.places_.contains(name)) return invalid("ledger.columns", name);
    }
    return header;
  }
  std::string cell(const exchange::Row& row, const char* name) const {
    auto at = places_.find(name);
    return at == places_.end() || at->second >= row.cells.size() ? "" : row.cells[at->second];
  }

 private:
  std::map<std::string, std::size_t> places_;
};

bool whole_number(const std::string& text, std::int64_t& number) {
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc{} && end == text.data() + text.size();
}

Line line_of(const exchange::Row& row, const Header& header, const ChannelFile& file,
             const Profiles& profiles) {
  Line line;
  line.row = row.number;
  Event& event = line.event;
  std::string number = header.cell(row, "line");
  if (number.empty()) number = std::to_string(row.number);
  event.id = file.channel + "/" + file.name + "/" + number;
  event.book = file.book;
  event.channel = file.channel;
  event.campaign = header.cell(row, "campaign");
  event.hour = header.cell(row, "hour");
  bool counted = whole_number(header.cell(row, "amt"), event.amount) && event.amount > 0;
  if (!counted) line.wrong = invalid("ledger.form", "amt");
  auto day = Day::parse(header.cell(row, "date"));
  if (!day) line.wrong = invalid("ledger.form", "date");
  event.date = day.value_or(Day{});
  std::string words = header.cell(row, "restrict");
  std::ranges::replace(words, ';', '\n');
  event.tags = parted(words);
  event.tags.erase("");
  bool small = !event.hour.empty() && !event.campaign.empty() && event.date &&
               event.amount < profiles.on(event.date).micro_below;
  event.op = small ? Op::micro : Op::donate;
  if (!small) event.hour.clear();
  // The same check as for every other way in.
  if (line.wrong) return line;
  auto again = event_of_text(text_of(event));
  if (!again.ok()) line.wrong = again.error();
  return line;
}

struct LineCounts {
  std::int64_t added = 0, known = 0, refused = 0;
  std::vector<Received::Fault> faults;
};

Outcome post(unit::Batch& batch, const Profiles& profiles, const std::vector<Line>& lines,
             const rights::Principal& who, LineCounts& told) {
  told = {};
  Books& books = Books::of(batch, profiles);
  std::vector<std::string> ids;
  for (const Line& line : lines) ids.push_back(line.event.id);
  if (!lines.empty()) TRY(books.foresee(lines.front().event.book, ids));
  for (const Line& line : lines) {
    Result<Posted> done = line.wrong ? Result<Posted>(*line.wrong) : books.post(line.event, who);
    if (done.ok()) {
      ++(done->again ? told.known : told.added);
      continue;
    }
    const Error& error = done.error();
    if (error.fault == Fault::internal || error.fault == Fault::unavailable) return error;
    ++told.refused;
    told.faults.push_back({line.row, error.code, error.field});
  }
  return Done{};
}

}  // namespace

Result<Received> receive(unit::Writer& writer, const Profiles& profiles, const ChannelFile& file,
                         const rights::Principal& who) {
  auto rows = TRY(exchange::open_csv(file.path));
  exchange::Row row;
  if (!TRY(rows->next(row))) return invalid("ledger.columns", "amt");
  Header header = TRY(Header::of(row));
  Received received;
  for (bool more = true; more;) {
    std::vector<Line> lines;
    while (lines.size() < lines_at_once && (more = TRY(rows->next(row)))) {
      if (row.blank()) continue;
      lines.push_back(line_of(row, header, file, profiles));
      if (!row.faults.empty()) lines.back().wrong = invalid(row.faults.front().code, "cell");
    }
    LineCounts told;
    TRY(writer.run_alone(
        [&](unit::Batch& batch) { return post(batch, profiles, lines, who, told); }));
    received.rows += std::ssize(lines);
    received.added += told.added;
    received.known += told.known;
    received.refused += told.refused;
    for (const Received::Fault& fault : told.faults) {
      if (received.faults.size() < faults_max) received.faults.push_back(fault);
    }
  }
  return received;
}

}  // namespace boai::ledger
