// The file fake. Several processes may write: the file is locked while it is looked through for the
// key and while the line is added.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "kernel/channels/channel.hpp"

namespace boai::channels {

namespace json = boost::json;

namespace {

class File {
 public:
  explicit File(const std::string& path)
      : handle_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}
  ~File() {
    if (handle_ >= 0) ::close(handle_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool lock() { return handle_ >= 0 && ::flock(handle_, LOCK_EX) == 0; }
  int handle() const { return handle_; }

 private:
  int handle_;
};

Error away(const std::string& path) {
  return unavailable("channel.unavailable", path + ": " + std::strerror(errno));
}

class FileChannel : public Channel {
 public:
  explicit FileChannel(std::string path) : path_(std::move(path)) {}

  Result<Receipt> send(const Message& message) override {
    File file(path_);
    if (!file.lock()) return away(path_);
    TRY(read_on(file));
    Receipt receipt{message.key};
    if (seen_.contains(message.key)) return receipt;
    std::string line = json::serialize(
        json::object{{"key", message.key}, {"to", message.to}, {"text", message.text}});
    // A line torn by a crash is closed first, so that it spoils no other.
    std::string text = (torn_ ? "\n" : "") + line + "\n";
    ssize_t written = ::write(file.handle(), text.data(), text.size());
    bool whole = written == static_cast<ssize_t>(text.size()) && ::fsync(file.handle()) == 0;
    if (!whole) return away(path_);
    TRY(read_on(file));
    return receipt;
  }

 private:
  // Keys of the lines that came since the last look; a torn line at the end has none.
  Outcome read_on(File& file) {
    std::string text;
    char buffer[1 << 16];
    std::int64_t at = read_;
    for (;;) {
      ssize_t got = ::pread(file.handle(), buffer, sizeof buffer, at);
      if (got < 0) return away(path_);
      if (got == 0) break;
      text.append(buffer, static_cast<std::size_t>(got));
      at += got;
    }
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         end = text.find('\n', begin)) {
      take_line(std::string_view(text).substr(begin, end - begin));
      begin = end + 1;
    }
    read_ += static_cast<std::int64_t>(begin);
    torn_ = begin < text.size();
    return Done{};
  }

  void take_line(std::string_view line) {
    boost::system::error_code fault;
    json::value value = json::parse(line, fault);
    if (fault || !value.is_object()) return;
    const auto* key = value.get_object().if_contains("key");
    if (key != nullptr && key->is_string()) seen_.emplace(key->get_string());
  }

  std::string path_;
  std::set<std::string> seen_;
  std::int64_t read_ = 0;
  bool torn_ = false;
};

}  // namespace

std::unique_ptr<Channel> file_channel(std::string path) {
  return std::make_unique<FileChannel>(std::move(path));
}

Result<Desk> open_desk(const std::map<std::string, std::string>& adaptors,
                       const std::string& folder) {
  Desk desk;
  for (const auto& [kind, adaptor] : adaptors) {
    if (adaptor == "off") continue;
    if (adaptor != "file") return invalid("channel.adaptor", kind, adaptor);
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
    if (fault) return unavailable("channel.unavailable", folder + ": " + fault.message());
    desk[kind] = file_channel(folder + "/" + kind + ".jsonl");
  }
  return desk;
}

}  // namespace boai::channels
