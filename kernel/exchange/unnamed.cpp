#include "kernel/exchange/unnamed.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace boai::exchange {

Result<std::shared_ptr<UnnamedFile>> UnnamedFile::create(const std::string& folder) {
  std::string name = folder + "/.unnamed-XXXXXX";
  int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return unavailable("file.not_made", folder);
  ::unlink(name.c_str());
  return std::shared_ptr<UnnamedFile>(new UnnamedFile(descriptor));
}

Result<std::shared_ptr<UnnamedFile>> UnnamedFile::take(const std::string& path) {
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return not_found("sheet.no_file", "file");
  ::unlink(path.c_str());
  return std::shared_ptr<UnnamedFile>(new UnnamedFile(descriptor));
}

UnnamedFile::~UnnamedFile() { ::close(descriptor_); }

std::int64_t UnnamedFile::size() const {
  struct stat about {};
  return ::fstat(descriptor_, &about) == 0 ? about.st_size : 0;
}

std::string UnnamedFile::piece(std::size_t bytes) {
  std::string piece(bytes, '\0');
  ssize_t got = ::pread(descriptor_, piece.data(), bytes, at_);
  piece.resize(static_cast<std::size_t>(got > 0 ? got : 0));
  at_ += static_cast<std::int64_t>(piece.size());
  return piece;
}

Outcome UnnamedFile::copy_to(int descriptor) {
  for (std::string text = piece(); !text.empty(); text = piece()) {
    for (std::size_t sent = 0; sent < text.size();) {
      ssize_t wrote = ::write(descriptor, text.data() + sent, text.size() - sent);
      if (wrote <= 0) return unavailable("file.not_written");
      sent += static_cast<std::size_t>(wrote);
    }
  }
  return Done{};
}

}  // namespace boai::exchange
