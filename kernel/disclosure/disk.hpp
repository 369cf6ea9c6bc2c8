// Where a log's files lie. What write() or replace() has acknowledged is there after a power cut;
// before that a file may be there or not, and be torn under a name nobody reads yet: a passing one,
// or its own when it is fresh. The next writer puts the whole bytes there.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engines/merkle/tile.hpp"

namespace boai::disclosure {

class Disk {
 public:
  virtual ~Disk() = default;
  // not_found("disk.no_file") when there is none; unavailable("disk.…") when it cannot be read.
  virtual Result<std::string> read(const std::string& path) = 0;
  // All of them, durable together; they get their names in this order.
  virtual Outcome write(std::span<const merkle::File> files) = 0;
  // The old content or the new, never anything between.
  virtual Outcome replace(const std::string& path, std::string_view bytes) = 0;

  merkle::Read reader() {
    return [this](const std::string& path) { return read(path); };
  }
};

// A folder. Its files are public: anybody on the machine may read them.
class Folder : public Disk {
 public:
  explicit Folder(std::string root) : root_(std::move(root)) {}

  Result<std::string> read(const std::string& path) override;
  Outcome write(std::span<const merkle::File> files) override;
  Outcome replace(const std::string& path, std::string_view bytes) override;

  // "tile/…", every file below that folder, in no order.
  Result<std::vector<std::string>> files_below(const std::string& folder) const;
  const std::string& root() const { return root_; }

 private:
  std::string root_;
};

// One writer of a folder at a time, also among processes; the others wait.
class FolderLock {
 public:
  static Result<FolderLock> take(const std::string& root);
  FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  ~FolderLock();

 private:
  explicit FolderLock(int file) : file_(file) {}
  int file_;
};

}  // namespace boai::disclosure
