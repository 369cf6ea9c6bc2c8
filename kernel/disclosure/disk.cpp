#include "kernel/disclosure/disk.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

namespace boai::disclosure {

namespace files = std::filesystem;

namespace {

constexpr std::string_view unfinished = ".unfinished";
// Up to here each file and folder is flushed by itself; above, the whole file system at once.
constexpr std::size_t flushed_singly = 16;

Error failed(const char* what, const std::string& path) {
  return unavailable(std::string("disk.") + what, path + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

enum class Flush { now, later };

Outcome put(const std::string& path, std::string_view bytes, Flush flush) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file) return failed("open", path);
  ::fchmod(file.number(), 0644);
  while (!bytes.empty()) {
    ssize_t count = ::write(file.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return failed("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  if (flush == Flush::now && ::fdatasync(file.number()) != 0) return failed("flush", path);
  // The disk may begin while the next files are written; the flush that counts comes after.
  if (flush == Flush::later) ::sync_file_range(file.number(), 0, 0, SYNC_FILE_RANGE_WRITE);
  return Done{};
}

Outcome flush_folder(const std::string& path) {
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.number()) != 0) return failed("flush", path);
  return Done{};
}

Outcome flush_everything(const std::string& root) {
  Descriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::syncfs(folder.number()) != 0) return failed("flush", root);
  return Done{};
}

// Makes the folders of a path that are not there; what changed is added to `touched`.
Outcome make_folders(const files::path& path, std::set<std::string>& touched) {
  struct stat found;
  if (::stat(path.c_str(), &found) == 0) return Done{};
  if (path.has_parent_path()) TRY(make_folders(path.parent_path(), touched));
  if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) return failed("folder", path);
  ::chmod(path.c_str(), 0755);
  touched.insert(path.has_parent_path() ? path.parent_path().string() : ".");
  return Done{};
}

// A full tile where a part of it is about to stand is what a crash left, torn perhaps, of leaves
// that never stood. Readers of the part, and those who check the folder, must not find it.
Outcome clear_way(const std::string& path) {
  std::size_t part = path.find(".p/");
  if (part == std::string::npos) return Done{};
  std::string whole = path.substr(0, part);
  bool gone = ::unlink(whole.c_str()) == 0 || errno == ENOENT;
  return gone ? Outcome(Done{}) : failed("unlink", whole);
}

Outcome put_in_place(const std::string& path) {
  std::string from = path + std::string(unfinished);
  return ::rename(from.c_str(), path.c_str()) == 0 ? Outcome(Done{}) : failed("rename", path);
}

}  // namespace

Result<std::string> Folder::read(const std::string& path) {
  std::string whole = root_ + "/" + path;
  Descriptor file(::open(whole.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) {
    bool missing = errno == ENOENT || errno == ENOTDIR;
    return missing ? not_found("disk.no_file", path) : failed("read", whole);
  }
  struct stat found;
  if (::fstat(file.number(), &found) != 0) return failed("read", whole);
  std::string bytes(static_cast<std::size_t>(found.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    ssize_t count = ::read(file.number(), bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed("read", whole);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  bytes.resize(done);
  return bytes;
}

// Few files: each by itself under a passing name, flushed, renamed. Many: the fresh ones at once
// under their own names, the others as before, and one flush of the file system for all.
Outcome Folder::write(std::span<const merkle::File> all) {
  if (all.empty()) return Done{};
  bool singly = all.size() <= flushed_singly;
  std::set<std::string> touched;
  std::string last;
  auto at_once = [&](const merkle::File& file) { return file.fresh && !singly; };
  for (const merkle::File& file : all) {
    std::string path = root_ + "/" + file.path;
    std::string folder = path.substr(0, path.rfind('/'));
    if (folder != last) {
      TRY(make_folders(folder, touched));
      touched.insert(folder);
      last = folder;
    }
    TRY(clear_way(path));
    TRY(at_once(file) ? put(path, file.bytes, Flush::later)
                      : put(path + std::string(unfinished), file.bytes, Flush::now));
  }
  for (const merkle::File& file : all) {
    if (!at_once(file)) TRY(put_in_place(root_ + "/" + file.path));
  }
  if (!singly) return flush_everything(root_);
  for (const std::string& folder : touched) TRY(flush_folder(folder));
  return Done{};
}

Outcome Folder::replace(const std::string& path, std::string_view bytes) {
  merkle::File file{path, std::string(bytes)};
  return write(std::span(&file, 1));
}

Result<std::vector<std::string>> Folder::files_below(const std::string& folder) const {
  std::vector<std::string> paths;
  std::error_code fault;
  files::path base = root_;
  auto walk = files::recursive_directory_iterator(base / folder, fault);
  if (fault == std::errc::no_such_file_or_directory) return paths;
  for (; !fault && walk != files::recursive_directory_iterator(); walk.increment(fault)) {
    if (!walk->is_directory(fault)) paths.push_back(walk->path().lexically_relative(base));
  }
  if (fault) return unavailable("disk.list", root_ + ": " + fault.message());
  return paths;
}

Result<FolderLock> FolderLock::take(const std::string& root) {
  std::string path = root + "/.boai/lock";
  int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return failed("lock", path);
  while (::flock(file, LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    Error fault = failed("lock", path);
    ::close(file);
    return fault;
  }
  return FolderLock(file);
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace boai::disclosure
