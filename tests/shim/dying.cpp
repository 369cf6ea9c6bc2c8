// Loaded before a program: at its nth write, flush, cut or rename of a file below DYING_BELOW the
// process ends as a power cut would end it (DYING_HOW=before), after half of the bytes (torn), or
// the disk is full from then on (full). DYING_AT=0 only counts, into the file DYING_COUNT.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long> seen{0};

template <typename Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

const char* word(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool below(int file) {
  char link[64], path[4096];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = ::readlink(link, path, sizeof path - 1);
  if (length <= 0) return false;
  path[length] = 0;
  const char* folder = word("DYING_BELOW");
  return *folder && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

// True when this boundary is the one, or past it on a full disk.
bool at_boundary() {
  long number = ++seen;
  if (const char* count = word("DYING_COUNT"); *count) {
    if (FILE* file = std::fopen(count, "w")) {
      std::fprintf(file, "%ld\n", number);
      std::fclose(file);
    }
  }
  long wanted = std::atol(word("DYING_AT"));
  bool full = std::strcmp(word("DYING_HOW"), "full") == 0;
  return wanted > 0 && (full ? number >= wanted : number == wanted);
}

bool how(const char* name) { return std::strcmp(word("DYING_HOW"), name) == 0; }

}  // namespace

extern "C" {

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
  auto own = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  if (!below(file) || !at_boundary()) return own(file, bytes, count, at);
  if (how("full")) return errno = ENOSPC, -1;
  if (how("torn")) own(file, bytes, count / 2, at);
  ::_exit(137);
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  return pwrite64(file, bytes, count, at);
}
ssize_t write(int file, const void* bytes, size_t count) {
  auto own = real<ssize_t (*)(int, const void*, size_t)>("write");
  if (!below(file) || !at_boundary()) return own(file, bytes, count);
  if (how("full")) return errno = ENOSPC, -1;
  if (how("torn")) static_cast<void>(own(file, bytes, count / 2));
  ::_exit(137);
}
int fsync(int file) {
  auto own = real<int (*)(int)>("fsync");
  if (!below(file) || !at_boundary() || how("full")) return own(file);
  ::_exit(137);
}
int fdatasync(int file) {
  auto own = real<int (*)(int)>("fdatasync");
  if (!below(file) || !at_boundary() || how("full")) return own(file);
  ::_exit(137);
}
int ftruncate64(int file, off64_t size) noexcept {
  auto own = real<int (*)(int, off64_t)>("ftruncate64");
  if (!below(file) || !at_boundary() || how("full")) return own(file, size);
  ::_exit(137);
}
int ftruncate(int file, off_t size) noexcept { return ftruncate64(file, size); }

}  // extern "C"
