#include "kernel/disclosure/log.hpp"

#include "engines/merkle/number.hpp"

namespace boai::disclosure {

using merkle::Checkpoint;

namespace {

std::string signed_checkpoint(const Keys& keys, std::uint64_t size, const merkle::Hash& root) {
  merkle::Note note{to_text(Checkpoint{keys.origin, size, root, {}}), {}};
  for (const merkle::Signer& signer : keys.signers) {
    note.signatures.push_back(merkle::sign(signer, note.text));
  }
  return to_text(note);
}

Result<Checkpoint> own_checkpoint(const Keys& keys, const std::string& bytes) {
  std::vector<merkle::Verifier> known = {merkle::verifier_of(keys.signers.at(0))};
  auto opened = TRY(merkle::open_checkpoint(bytes, known));
  if (opened.checkpoint.origin != keys.origin) {
    return conflict("log.another_origin", "origin", opened.checkpoint.origin);
  }
  return opened.checkpoint;
}

}  // namespace

Outcome Log::create(Disk& disk, const Keys& keys) {
  auto there = disk.read(checkpoint_path);
  if (there.ok()) return conflict("log.exists", "dir");
  if (there.error().fault != Fault::not_found) return there.error();
  return disk.replace(checkpoint_path, signed_checkpoint(keys, 0, merkle::empty_root()));
}

Result<Log> Log::open(Disk& disk, Keys keys) {
  Log log(disk, std::move(keys));
  TRY(log.load());
  return log;
}

Outcome Log::load() {
  auto bytes = disk_->read(checkpoint_path);
  if (!bytes.ok()) {
    bool none = bytes.error().fault == Fault::not_found;
    return none ? not_found("log.none", "dir") : bytes.error();
  }
  checkpoint_ = std::move(*bytes);
  Checkpoint checkpoint = TRY(own_checkpoint(keys_, checkpoint_));
  published_ = checkpoint.size;
  auto appended = disk_->read(appended_path);
  if (appended.ok()) {
    // What was appended after the last checkpoint, "size root".
    std::string_view rest = *appended;
    auto line = merkle::take_line(rest);
    std::size_t space = line ? line->find(' ') : std::string_view::npos;
    auto size = space == std::string_view::npos ? std::nullopt
                                                : merkle::parse_number(line->substr(0, space));
    if (size && *size > published_) {
      auto grown = TRY(merkle::Growth::load(disk_->reader(), *size));
      if (crypto::hex(grown.root()) != line->substr(space + 1)) {
        return conflict("log.root_differs", "appended");
      }
      growth_ = std::move(grown);
      return Done{};
    }
  } else if (appended.error().fault != Fault::not_found) {
    return appended.error();
  }
  growth_ = TRY(merkle::Growth::load(disk_->reader(), published_));
  bool same = growth_.root() == checkpoint.root;
  return same ? Outcome(Done{}) : Outcome(conflict("log.root_differs", "checkpoint"));
}

namespace {

Outcome add_all(merkle::Growth& growth, std::span<const std::string> leaves) {
  for (const std::string& leaf : leaves) {
    if (leaf.size() > merkle::leaf_size_max) return invalid("merkle.leaf_too_long", "leaf");
  }
  for (const std::string& leaf : leaves) TRY(growth.add(leaf));
  return Done{};
}

// Entries get their names first, then tiles, and nobody is told of either yet.
std::vector<merkle::File> take_files(merkle::Growth& growth, std::uint64_t before) {
  std::vector<merkle::File> files = growth.take_entries();
  std::vector<merkle::File> tiles = growth.take_tiles();
  files.insert(files.end(), std::make_move_iterator(tiles.begin()),
               std::make_move_iterator(tiles.end()));
  for (merkle::File& file : files) {
    merkle::Tile tile = *merkle::tile_at(file.path);
    file.fresh =
        tile.width == merkle::tile_width && merkle::width_in(before, tile.level, tile.index) == 0;
  }
  return files;
}

}  // namespace

Result<std::uint64_t> Log::append(std::span<const std::string> leaves) {
  std::uint64_t first = growth_.size();
  TRY(add_all(growth_, leaves));
  TRY(disk_->write(take_files(growth_, first)));
  return first;
}

Outcome Log::publish() {
  if (growth_.size() == published_) return Done{};
  return settle({{}, signed_checkpoint(keys_, growth_.size(), growth_.root()), growth_.size()});
}

Result<Log::Staged> Log::stage(std::span<const std::string> leaves) {
  std::uint64_t before = growth_.size();
  TRY(add_all(growth_, leaves));
  std::vector<merkle::File> files = take_files(growth_, before);
  return Staged{std::move(files), signed_checkpoint(keys_, growth_.size(), growth_.root()),
                growth_.size()};
}

Outcome Log::settle(const Staged& staged) {
  TRY(disk_->write(staged.files));
  TRY(disk_->replace(checkpoint_path, staged.checkpoint));
  checkpoint_ = staged.checkpoint;
  published_ = staged.size;
  return Done{};
}

Outcome Log::remember() {
  return disk_->replace(appended_path,
                        std::to_string(growth_.size()) + " " + crypto::hex(growth_.root()) + "\n");
}

Result<merkle::Proof> prove(const merkle::Read& read, const std::string& checkpoint,
                            std::uint64_t index) {
  merkle::Note note = TRY(merkle::parse_note(checkpoint));
  Checkpoint at = TRY(merkle::parse_checkpoint(note.text));
  merkle::TiledTree tree(read, at.size);
  merkle::Hashes hashes = TRY(merkle::prove_inclusion(tree.nodes(), at.size, index));
  return merkle::Proof{{}, index, std::move(hashes), checkpoint};
}

}  // namespace boai::disclosure
