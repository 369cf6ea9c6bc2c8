// A file without a name: nobody else can open it, and it is gone with the process, however that
// ends. Libraries that want a path get the one of its descriptor.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"

namespace boai::exchange {

class UnnamedFile {
 public:
  // A new file on the disk of the folder.
  static Result<std::shared_ptr<UnnamedFile>> create(const std::string& folder);
  // Takes a file's name away and keeps the file.
  static Result<std::shared_ptr<UnnamedFile>> take(const std::string& path);
  ~UnnamedFile();
  UnnamedFile(const UnnamedFile&) = delete;
  UnnamedFile& operator=(const UnnamedFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  std::int64_t size() const;
  // The next piece from where the last one ended; empty at the end.
  std::string piece(std::size_t bytes = 64 * 1024);
  Outcome copy_to(int descriptor);

 private:
  explicit UnnamedFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
  std::int64_t at_ = 0;
};

}  // namespace boai::exchange
