// The rows an import refused, as they came, to be mended and sent again. They hold what people
// wrote, identity numbers too, so the file is sealed with the house's key and read back only for
// the one who sent it.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>

#include "base/crypto/seal.hpp"
#include "kernel/exchange/rows.hpp"

namespace boai::exchange {

class RefusedRows {
 public:
  RefusedRows(std::string path, const crypto::KeyRing& keys, std::vector<std::string> header);
  ~RefusedRows();
  RefusedRows(const RefusedRows&) = delete;
  RefusedRows& operator=(const RefusedRows&) = delete;

  struct Reason {
    std::string columns, codes, words;
  };
  void add(const Row& row, const Reason& reason);
  void keep();  // what was added stands now
  void drop();  // the transaction it was added in came to nothing
  Outcome close();

 private:
  void add_line(std::vector<std::string> cells);

  std::string path_;
  const crypto::KeyRing& keys_;
  std::vector<std::string> header_;
  std::string pending_;
  std::FILE* file_ = nullptr;
  bool broken_ = false;
};

// Pieces of the CSV; an empty one ends it. Codes: import.no_errors.
Result<std::function<std::string()>> open_refused(const std::string& path,
                                                  std::shared_ptr<const crypto::KeyRing> keys);

}  // namespace boai::exchange
