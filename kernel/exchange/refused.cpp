#include "kernel/exchange/refused.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "kernel/exchange/columns.hpp"
#include "kernel/exchange/sheet.hpp"

namespace boai::exchange {

namespace {

constexpr std::string_view place = "exchange.refused";
constexpr std::size_t block = 256 * 1024;

}  // namespace

RefusedRows::RefusedRows(std::string path, const crypto::KeyRing& keys,
                         std::vector<std::string> header)
    : path_(std::move(path)), keys_(keys), header_(std::move(header)) {}

RefusedRows::~RefusedRows() { static_cast<void>(close().ok()); }

void RefusedRows::add(const Row& row, const Reason& reason) {
  if (path_.empty()) return;
  std::vector<std::string> cells = row.cells;
  cells.resize(header_.size());
  cells.push_back(std::to_string(row.number));
  cells.push_back(reason.columns);
  cells.push_back(reason.codes);
  cells.push_back(reason.words);
  add_line(std::move(cells));
}

void RefusedRows::add_line(std::vector<std::string> cells) {
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (at > 0) pending_ += ',';
    pending_ += csv_cell(cells[at]);
  }
  pending_ += "\r\n";
}

void RefusedRows::keep() {
  if (pending_.empty()) return;
  std::string text = std::move(pending_);
  pending_.clear();
  if (file_ == nullptr) {
    int made = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    file_ = made < 0 ? nullptr : ::fdopen(made, "w");
    if (file_ == nullptr) {
      broken_ = true;
      return;
    }
    std::vector<std::string> head = header_;
    for (std::string_view word : fault_columns) head.emplace_back(word);
    add_line(std::move(head));
    text = "\xef\xbb\xbf" + pending_ + text;
    pending_.clear();
  }
  for (std::size_t from = 0; from < text.size(); from += block) {
    std::string line = keys_.seal(text.substr(from, block), place) + "\n";
    broken_ = broken_ || std::fwrite(line.data(), 1, line.size(), file_) != line.size();
  }
  broken_ = broken_ || std::fflush(file_) != 0;
}

void RefusedRows::drop() { pending_.clear(); }

Outcome RefusedRows::close() {
  if (file_ != nullptr) broken_ = std::fclose(file_) != 0 || broken_;
  file_ = nullptr;
  return broken_ ? Outcome(unavailable("file.not_written", path_)) : Done{};
}

Result<std::function<std::string()>> open_refused(const std::string& path,
                                                  std::shared_ptr<const crypto::KeyRing> keys) {
  auto file = std::make_shared<std::ifstream>(path);
  if (!*file) return not_found("import.no_errors");
  return std::function<std::string()>([file, keys] {
    std::string line;
    if (!std::getline(*file, line)) return std::string();
    auto text = keys->open(line, place);
    return text.ok() ? std::move(*text) : std::string();
  });
}

}  // namespace boai::exchange
