#include "kernel/exchange/import.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/crypto/digest.hpp"
#include "kernel/exchange/export.hpp"
#include "kernel/exchange/refused.hpp"
#include "kernel/exchange/row_form.hpp"
#include "kernel/exchange/table.hpp"
#include "kernel/exchange/touched.hpp"

namespace boai::exchange {

namespace {

std::size_t bytes_of(const Row& row) {
  std::size_t bytes = sizeof row;
  for (const std::string& cell : row.cells) bytes += sizeof cell + cell.size();
  return bytes;
}

std::int64_t hash_of(const Row& row) {
  std::uint64_t hash = 0;
  for (const std::string& cell : row.cells) {
    hash = hash * 1099511628211ULL + std::hash<std::string>{}(cell) + 1;
  }
  return static_cast<std::int64_t>((hash ^ (hash >> 29)) | 1);
}

class Run {
 public:
  Run(const Place& place, const Order& order, std::unique_ptr<Table> table)
      : place_(place),
        order_(order),
        table_(std::move(table)),
        form_(*order.command, place.house, table_->header()),
        refused_(order.preview ? "" : order.refused_path, *place.house.keys, headers()) {
    form_.reads(table_->rows());
    batch_id_ = order.batch.empty() ? crypto::uuid4() : order.batch;
    report_.columns = table_->header().columns;
    report_.header_row = table_->header_row();
    report_.encoding = table_->rows().encoding();
    report_.sheets = table_->rows().sheets();
  }

  Result<Report> preview() {
    auto reader = TRY(place_.readers.borrow());
    TRY(reader->begin_read());
    Outcome outcome = all_parts([&](const std::vector<Row>& part, bool) -> Outcome {
      unit::Batch batch(*reader, place_.house, place_.clock.now());
      TRY(batch.open());
      return take_all(batch, part);
    });
    TRY(reader->rollback());
    TRY(std::move(outcome));
    return report_;
  }

  Result<Report> commit(std::int64_t total) {
    total_ = total;
    TRY(begin());
    Outcome outcome =
        order_.chunk == 0
            ? whole_file()
            : all_parts([&](const auto& part, bool last) { return committed(part, last); });
    if (outcome.ok()) {
      if (report_.tally.rows == 0) outcome = finish("done");
    } else {
      report_.stopped = outcome.error();
      const std::string& code = outcome.error().code;
      report_.state = code == "import.cancelled"      ? "cancelled"
                      : code == "import.rows_refused" ? "refused"
                                                      : "failed";
      // Where even this cannot be written, the next start marks the import interrupted.
      static_cast<void>(finish(report_.state).ok());
    }
    Outcome closed = refused_.close();
    if (!closed.ok() && !report_.stopped) report_.stopped = closed.error();
    return report_;
  }

 private:
  std::vector<std::string> headers() const {
    std::vector<std::string> words;
    for (const Column& column : table_->header().columns) words.push_back(column.header);
    return words;
  }

  // Hands the rows over in parts that fit into memory whatever stands in them.
  template <typename Take>
  Outcome all_parts(const Take& take) {
    constexpr std::size_t part_bytes = 16 << 20;
    constexpr std::int64_t usual = 5000;
    std::int64_t part_rows = order_.chunk > 0 ? order_.chunk : usual;
    std::vector<Row> part;
    std::size_t bytes = 0;
    Row row, ahead;
    bool more = TRY(table_->next(ahead));
    while (more) {
      std::swap(row, ahead);
      bytes += bytes_of(row);
      part.push_back(std::move(row));
      more = TRY(table_->next(ahead));
      bool full = static_cast<std::int64_t>(part.size()) >= part_rows || bytes >= part_bytes;
      if (more && !full) continue;
      if (order_.cancel && order_.cancel->load()) return conflict("import.cancelled");
      TRY(take(part, !more));
      if (order_.progress)
        order_.progress(report_.tally.rows, std::max(total_, report_.tally.rows));
      part.clear();
      bytes = 0;
    }
    return Done{};
  }

  Outcome begin() {
    return place_.writer.run([&](unit::Batch& batch) -> Outcome {
      const rights::Principal* who = TRY(batch.principal(order_.account));
      at_ = TRY(branch_of_act(place_.house, *who, "exchange.import"));
      report_.import = 0;
      return save(batch, "running");
    });
  }

  Outcome finish(const std::string& state) {
    return place_.writer.run([&](unit::Batch& batch) { return save(batch, state); });
  }

  Outcome save(unit::Batch& batch, const std::string& state) {
    rights::Principal who = *TRY(batch.principal(order_.account));
    who.os_user = order_.os_user;
    unit::Context context(batch, who);
    TRY(context.require("exchange.import", at_));
    Import import{.branch = {at_},
                  .record_type = std::string(order_.type->name),
                  .file = order_.name,
                  .batch = batch_id_,
                  .account = order_.account,
                  .state = state,
                  .rows = report_.tally.rows,
                  .created = report_.tally.created,
                  .changed = report_.tally.changed,
                  .unchanged = report_.tally.unchanged,
                  .refused = report_.tally.refused,
                  .day = day_in_shanghai(batch.now())};
    import.id = {report_.import};
    TRY(context.save(import));
    TRY(batch.accept(context.changes(), who, batch_id_, "exchange.import"));
    report_.import = import.id.number;
    return Done{};
  }

  // A part and the import's own numbers in one transaction: what it says is what is there. A store
  // that is away for a while is waited for; a part whose commit was not confirmed is looked up.
  Outcome committed(const std::vector<Row>& part, bool last) {
    const Report before = report_;
    Report tried = before;
    auto job = [&](unit::Batch& batch) -> Outcome {
      bool there = TRY(already_there(batch, before.tally));
      report_ = there ? tried : before;
      if (there) return Done{};
      TRY(take_all(batch, part));
      tried = report_;
      return save(batch, last ? "done" : "running");
    };
    Outcome outcome = place_.writer.run(job);
    constexpr int patience_s = 60;
    for (int waited = 0; waited < patience_s; ++waited) {
      bool away = !outcome.ok() && outcome.error().fault == Fault::unavailable;
      bool cancelled = order_.cancel && order_.cancel->load();
      if (!away || cancelled) break;
      std::this_thread::sleep_for(std::chrono::seconds(1));
      outcome = place_.writer.run(job);
    }
    if (outcome.ok()) {
      settle();
      return outcome;
    }
    report_ = before;
    unsettle();
    return outcome;
  }

  Result<bool> already_there(unit::Batch& batch, const Tally& before) {
    auto stored = TRY(batch.load(Import::type(), report_.import));
    if (!stored) return internal("import.record_gone");
    return record::from_row<Import>(*stored).rows != before.rows;
  }

  // All or nothing: many parts inside one transaction of its own, rolled back when a row is
  // refused.
  Outcome whole_file() {
    const Report before = report_;
    Outcome outcome = place_.writer.run_alone([&](unit::Batch& batch) -> Outcome {
      Outcome inside = all_inside(batch);
      if (inside.ok()) return inside;
      // Only a fault of the house itself takes back what the parts have written.
      Error error = inside.error();
      if (error.fault != Fault::unavailable) error.fault = Fault::internal;
      return error;
    });
    if (outcome.ok()) return outcome;
    Tally seen = report_.tally;
    report_.tally = before.tally;
    report_.tally.rows = seen.rows;
    report_.tally.refused = seen.refused;
    return outcome;
  }

  Outcome all_inside(unit::Batch& batch) {
    TRY(all_parts([&](const std::vector<Row>& part, bool) -> Outcome {
      unit::Batch inner(batch.connection(), batch.house(), batch.now());
      TRY(inner.open());
      TRY(take_all(inner, part));
      settle();
      return inner.flush();
    }));
    TRY(batch.open());  // the parts moved the journal's head
    if (report_.tally.refused > 0) return internal("import.rows_refused");
    return save(batch, "done");
  }

  Outcome take_all(unit::Batch& batch, const std::vector<Row>& part) {
    unsettle();
    form_.forget();
    who_ = *TRY(batch.principal(order_.account));
    who_.os_user = order_.os_user;
    TRY(batch.foresee([&] {
      for (const Row& row : part) try_out(batch, row);
    }));
    for (const Row& row : part) TRY(take(batch, row));
    return Done{};
  }

  void try_out(unit::Batch& batch, const Row& row) {
    auto command = form_.command_of(batch, row);
    if (!command.ok()) return;
    unit::Context context(batch, who_);
    static_cast<void>(order_.command->apply(context, command->get(), std::nullopt).ok());
    batch.foresee_counts(context.changes());
  }

  Outcome take(unit::Batch& batch, const Row& row) {
    ++report_.tally.rows;
    constexpr std::size_t sample_max = 20;
    if (order_.preview && report_.sample.size() < sample_max) {
      report_.sample.push_back(row.cells);
      report_.sample.back().resize(report_.columns.size());
    }
    // A preview's parts do not see each other; what came before in the same words is known by them.
    std::int64_t words = order_.preview ? hash_of(row) : 0;
    if (order_.preview && met_.row_of(words) != 0) {
      ++report_.tally.unchanged;
      return Done{};
    }
    Outcome outcome = apply(batch, row);
    if (outcome.ok()) {
      if (order_.preview) met_.add(words, row.number);
      return outcome;
    }
    const Error& error = outcome.error();
    if (error.fault == Fault::unavailable || error.fault == Fault::internal) return outcome;
    refuse(row, error);
    return Done{};
  }

  Outcome apply(unit::Batch& batch, const Row& row) {
    auto command = TRY(form_.command_of(batch, row));
    unit::Context context(batch, who_);
    auto saved = TRY(order_.command->apply(context, command.get(), std::nullopt));
    auto mine = std::ranges::find(context.changes(), order_.type, &unit::Change::type);
    bool moves = mine != context.changes().end();
    std::int64_t met = first_row_of(saved.id);
    // Two rows that make two things of one record: whichever came last would win, and the file
    // sent again would change it twice more.
    if (met != 0 && moves) return conflict("import.duplicate", "", "row " + std::to_string(met));
    TRY(batch.accept(context.changes(), who_, batch_id_, order_.command->name));
    if (met == 0) met_now_.emplace(saved.id, row.number);
    std::int64_t& count = !moves         ? report_.tally.unchanged
                          : mine->before ? report_.tally.changed
                                         : report_.tally.created;
    ++count;
    return Done{};
  }

  std::int64_t first_row_of(std::int64_t record) const {
    auto now = met_now_.find(record);
    if (now != met_now_.end()) return now->second;
    return order_.preview ? 0 : met_.row_of(record);
  }

  // The part stands: its records are remembered and its refused rows kept.
  void settle() {
    for (const auto& [record, row] : met_now_) met_.add(record, row);
    met_now_.clear();
    refused_.keep();
  }
  void unsettle() {
    met_now_.clear();
    refused_.drop();
  }

  void refuse(const Row& row, const Error& error) {
    ++report_.tally.refused;
    std::vector<FieldFault> faults = error.fields;
    if (faults.empty()) faults.push_back({error.field, error.code, error.detail});
    RefusedRows::Reason reason;
    for (const FieldFault& fault : faults) {
      std::string column = column_of(fault.field);
      std::string words = spoken(place_.house, fault.code);
      if (!fault.detail.empty()) words += ": " + safe_to_tell(fault.detail);
      reason.columns += (reason.columns.empty() ? "" : "；") + column;
      reason.codes += (reason.codes.empty() ? "" : "；") + fault.code;
      reason.words += (reason.words.empty() ? "" : "；") + words;
      if (report_.faults.size() < errors_max) {
        report_.faults.push_back({row.number, column, fault.code, words});
      }
    }
    refused_.add(row, reason);
  }

  std::string column_of(const std::string& field) const {
    auto found = std::ranges::find(report_.columns, field, &Column::field);
    bool known = !field.empty() && found != report_.columns.end();
    if (known) return found->header;
    auto lacking = std::ranges::find(order_.command->fields, field, &record::Field::name);
    return lacking == order_.command->fields.end() ? field : std::string(lacking->traits.label);
  }

  const Place& place_;
  const Order& order_;
  std::unique_ptr<Table> table_;
  RowForm form_;
  RefusedRows refused_;
  Report report_;
  std::string batch_id_;
  std::int64_t at_ = 0, total_ = 0;
  rights::Principal who_;
  Touched met_;
  std::unordered_map<std::int64_t, std::int64_t> met_now_;
};

}  // namespace

Result<Report> run_import(const Place& place, const Order& order) {
  auto open = [&] { return Table::open(*order.command, order.path, order.reading, order.mapping); };
  if (order.preview) return Run(place, order, TRY(open())).preview();
  // Read to its end first: what cannot be read is found before anything is written.
  std::int64_t total = TRY(TRY(open())->count_rows(order.cancel));
  return Run(place, order, TRY(open())).commit(total);
}

Outcome mark_interrupted(unit::Writer& writer, const std::string& batch_id) {
  return writer.run([&](unit::Batch& batch) -> Outcome {
    std::int64_t id = 0;
    store::Value values[] = {batch_id};
    TRY(batch.connection().each(
        "SELECT id FROM exchange_import WHERE batch = ? AND state = 'running'", values,
        [&](const store::RowView& row) {
          id = row.number(0);
          return false;
        }));
    if (id == 0) return Done{};
    rights::Principal service{
        .account = 0, .name = "boai", .os_user = {}, .grants = {}, .service = true};
    unit::Context context(batch, service);
    Import import = TRY(context.load(Id<Import>{id}));
    import.state = "interrupted";
    TRY(context.save(import));
    return batch.accept(context.changes(), service, crypto::uuid4(), "exchange.interrupt");
  });
}

}  // namespace boai::exchange
