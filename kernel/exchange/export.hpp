// Lists leave the house as files: the list's own filters and rights, and the right to export on
// top. Taking records out is an act, so every export stands in the journal before a byte is given.
#pragma once

#include "kernel/exchange/sheet.hpp"
#include "kernel/exchange/unnamed.hpp"
#include "kernel/lists/lists.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::exchange {

struct Export {
  Id<Export> id;
  std::int64_t version = 0;
  Id<branch::Branch> branch;
  std::string record_type;
  std::string format;
  std::string filters;
  std::int64_t rows = 0;
  std::string account;
  Instant at;

  static const record::Type& type();
};

struct Outgoing {
  const record::Type* type = nullptr;
  lists::Parameters filters;
  std::string format = "csv";  // csv, xlsx, json
  bool labels = false;         // Chinese headers and words for codes, instead of names and codes
  bool marked = false;         // CSV with the byte-order mark, for spreadsheets
  rights::Principal who;
  std::string folder;  // where the file lies, without a name
};

struct Exported {
  std::int64_t id = 0;
  std::int64_t rows = 0;
  std::shared_ptr<UnnamedFile> file;
};

// Codes: export.format, export.too_many_rows, rights.not_held, and those of lists.
Result<Exported> run_export(unit::Writer& writer, store::Connection& connection,
                            const unit::House& house, const Outgoing& order);

// The place an account's act belongs to: the first branch where it holds the right.
Result<std::int64_t> branch_of_act(const unit::House& house, const rights::Principal& who,
                                   std::string_view right);

}  // namespace boai::exchange
