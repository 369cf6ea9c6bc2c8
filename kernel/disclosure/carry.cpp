#include "kernel/disclosure/carry.hpp"

#include "kernel/disclosure/log.hpp"

namespace boai::disclosure {

namespace {

constexpr std::size_t files_at_once = 256;

Outcome carry_below(Folder& from, Folder& to, const std::string& folder) {
  std::vector<merkle::File> files;
  for (const std::string& path : TRY(from.files_below(folder))) {
    if (path.ends_with(".unfinished")) continue;
    files.push_back({path, TRY(from.read(path)), true});
    if (files.size() < files_at_once) continue;
    TRY(to.write(files));
    files.clear();
  }
  return to.write(files);
}

}  // namespace

Outcome carry(Folder& from, Folder& to) {
  std::string checkpoint = TRY(from.read(checkpoint_path));
  TRY(carry_below(from, to, "tile"));
  TRY(carry_below(from, to, "daily"));
  return to.replace(checkpoint_path, checkpoint);
}

}  // namespace boai::disclosure
