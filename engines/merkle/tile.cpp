#include "engines/merkle/tile.hpp"

#include <bit>
#include <charconv>

namespace boai::merkle {

namespace {

std::string three_digits(std::uint64_t number) {
  std::string text = std::to_string(number);
  return std::string(3 - text.size(), '0') + text;
}

std::string index_text(std::uint64_t index) {
  std::string text = three_digits(index % 1000);
  for (index /= 1000; index > 0; index /= 1000)
    text = "x" + three_digits(index % 1000) + "/" + text;
  return text;
}

// Decimal without leading zeroes, within bounds.
std::optional<int> small_number(std::string_view text, int least, int most) {
  int number = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (number < least || number > most || std::to_string(number) != text) return std::nullopt;
  return number;
}

bool all_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<std::uint64_t> index_from(std::string_view text) {
  constexpr std::uint64_t most = std::uint64_t{1} << 55;
  std::uint64_t index = 0;
  std::string_view rest = text;
  while (!rest.empty()) {
    bool more = rest.front() == 'x';
    if (more) rest.remove_prefix(1);
    std::string_view digits = rest.substr(0, 3);
    if (digits.size() != 3 || !all_digits(digits) || index > most) return std::nullopt;
    index = index * 1000 + static_cast<std::uint64_t>(std::stoi(std::string(digits)));
    rest.remove_prefix(3);
    if (!more) break;
    if (rest.empty() || rest.front() != '/') return std::nullopt;
    rest.remove_prefix(1);
  }
  // The one right writing: no leading x000.
  return rest.empty() && index_text(index) == text ? std::optional(index) : std::nullopt;
}

}  // namespace

std::string path_of(const Tile& tile) {
  std::string path =
      "tile/" + (tile.level == entries_level ? "entries" : std::to_string(tile.level));
  path += "/" + index_text(tile.index);
  if (tile.width < tile_width) path += ".p/" + std::to_string(tile.width);
  return path;
}

std::optional<Tile> tile_at(std::string_view path) {
  Tile tile;
  if (!path.starts_with("tile/")) return std::nullopt;
  path.remove_prefix(5);
  std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::string_view level = path.substr(0, slash);
  path.remove_prefix(slash + 1);
  if (level == "entries") {
    tile.level = entries_level;
  } else if (auto number = small_number(level, 0, 63)) {
    tile.level = *number;
  } else {
    return std::nullopt;
  }
  if (std::size_t part = path.find(".p/"); part != std::string_view::npos) {
    auto width = small_number(path.substr(part + 3), 1, tile_width - 1);
    if (!width) return std::nullopt;
    tile.width = *width;
    path = path.substr(0, part);
  }
  auto index = index_from(path);
  if (!index) return std::nullopt;
  tile.index = *index;
  return tile;
}

int width_in(std::uint64_t size, int level, std::uint64_t index) {
  int shift = level == entries_level ? 0 : 8 * level;
  std::uint64_t hashes = shift > 63 ? 0 : size >> shift;
  if (index > hashes / tile_width) return 0;
  std::uint64_t left = hashes - index * tile_width;
  return left >= tile_width ? tile_width : static_cast<int>(left);
}

void add_entry(std::string& bundle, std::string_view entry) {
  must(entry.size() <= leaf_size_max);
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xff);
  bundle += entry;
}

Result<std::vector<std::string_view>> entries_of(std::string_view bundle) {
  std::vector<std::string_view> entries;
  while (!bundle.empty()) {
    if (bundle.size() < 2) return invalid("merkle.bundle_malformed", {}, "cut short");
    std::size_t size = static_cast<unsigned char>(bundle[0]) * std::size_t{256} +
                       static_cast<unsigned char>(bundle[1]);
    if (bundle.size() - 2 < size) return invalid("merkle.bundle_malformed", {}, "cut short");
    if (entries.size() == tile_width) return invalid("merkle.bundle_malformed", {}, "too many");
    entries.push_back(bundle.substr(2, size));
    bundle.remove_prefix(2 + size);
  }
  return entries;
}

namespace {

// A full bundle cut down to its first entries.
Result<std::string> first_entries(std::string bundle, int width) {
  auto entries = TRY(entries_of(bundle));
  if (entries.size() < static_cast<std::size_t>(width)) {
    return invalid("merkle.bundle_malformed", {}, "too few");
  }
  const std::string_view& last = entries[static_cast<std::size_t>(width) - 1];
  bundle.resize(static_cast<std::size_t>(last.data() + last.size() - bundle.data()));
  return bundle;
}

Result<std::string> checked(const Tile& tile, std::string bytes) {
  if (tile.level == entries_level) {
    auto entries = TRY(entries_of(bytes));
    if (entries.size() != static_cast<std::size_t>(tile.width)) {
      return invalid("merkle.bundle_malformed", path_of(tile), "not as many entries as named");
    }
    return bytes;
  }
  if (bytes.size() != static_cast<std::size_t>(tile.width) * 32) {
    return invalid("merkle.tile_length", path_of(tile));
  }
  return bytes;
}

}  // namespace

Result<std::string> read_tile(const Read& read, std::uint64_t size, int level,
                              std::uint64_t index) {
  Tile tile{level, index, width_in(size, level, index)};
  if (tile.width == 0) return not_found("merkle.no_such_tile", path_of({level, index}));
  auto bytes = read(path_of(tile));
  if (bytes.ok()) return checked(tile, std::move(*bytes));
  if (tile.width == tile_width || bytes.error().fault != Fault::not_found) return bytes;
  Tile full{level, index};
  auto grown = read(path_of(full));
  if (!grown.ok()) return bytes;
  std::string whole = TRY(checked(full, std::move(*grown)));
  if (level == entries_level) return first_entries(std::move(whole), tile.width);
  whole.resize(static_cast<std::size_t>(tile.width) * 32);
  return whole;
}

Result<Hash> TiledTree::node(Node node) {
  int within = node.level % 8;
  std::uint64_t first = node.index << within;  // in hashes of the tile's level
  std::pair key{node.level / 8, first / tile_width};
  auto found = kept_.find(key);
  if (found == kept_.end()) {
    std::string bytes = TRY(read_tile(read_, size_, key.first, key.second));
    found = kept_.emplace(key, std::move(bytes)).first;
  }
  std::size_t at = first % tile_width, count = std::size_t{1} << within;
  if ((at + count) * 32 > found->second.size()) return internal("merkle.beyond_tile");
  Hashes hashes(count);
  for (std::size_t each = 0; each < count; ++each) {
    hashes[each] = *hash_from(std::string_view(found->second).substr((at + each) * 32, 32));
  }
  return root_of(hashes.data(), count);
}

Result<std::string> TiledTree::entry(std::uint64_t index) {
  if (index >= size_) return invalid("merkle.index_beyond_size", "index");
  std::string bundle = TRY(read_tile(read_, size_, entries_level, index / tile_width));
  auto entries = TRY(entries_of(bundle));
  return std::string(entries[index % tile_width]);
}

Result<Growth> Growth::load(const Read& read, std::uint64_t size) {
  Growth growth;
  Hashes subtrees;
  int levels = size == 0 ? 0 : (static_cast<int>(std::bit_width(size)) + 7) / 8;
  growth.tiles_.resize(static_cast<std::size_t>(levels));
  for (int level = levels - 1; level >= 0; --level) {
    Open& open = growth.tiles_[static_cast<std::size_t>(level)];
    std::uint64_t hashes = size >> (8 * level);
    open.index = hashes / tile_width;
    auto width = static_cast<std::size_t>(hashes % tile_width);
    if (width == 0) continue;
    open.bytes = TRY(read_tile(read, size, level, open.index));
    // The open tile's hashes, grouped as the ones of its width: the edge's subtrees at this height.
    std::size_t at = 0;
    for (std::size_t part = tile_width / 2; part > 0; part /= 2) {
      if ((width & part) == 0) continue;
      Hashes group(part);
      for (std::size_t each = 0; each < part; ++each, ++at) {
        group[each] = *hash_from(std::string_view(open.bytes).substr(at * 32, 32));
      }
      subtrees.push_back(root_of(group.data(), part));
    }
  }
  growth.bundle_.index = size / tile_width;
  if (size % tile_width != 0) {
    growth.bundle_.bytes = TRY(read_tile(read, size, entries_level, growth.bundle_.index));
  }
  growth.edge_ = Edge(size, std::move(subtrees));
  return growth;
}

Outcome Growth::add(std::string_view leaf) {
  if (leaf.size() > leaf_size_max) return invalid("merkle.leaf_too_long", "leaf");
  add_entry(bundle_.bytes, leaf);
  bundle_.changed = true;
  edge_.add(leaf_hash(leaf), [this](int level, const Hash& hash) {
    if (level % 8 == 0) complete(level / 8, hash);
  });
  if (edge_.size() % tile_width == 0) {
    full_bundles_.push_back({path_of({entries_level, bundle_.index}), std::move(bundle_.bytes)});
    bundle_ = {bundle_.index + 1, {}, false};
  }
  return Done{};
}

void Growth::complete(int level, const Hash& hash) {
  auto at = static_cast<std::size_t>(level);
  if (at == tiles_.size()) tiles_.emplace_back();
  Open& open = tiles_[at];
  open.bytes += bytes_of(hash);
  open.changed = true;
  if (open.bytes.size() < tile_width * 32) return;
  full_tiles_.push_back({path_of({level, open.index}), std::move(open.bytes)});
  open = {open.index + 1, {}, false};
}

std::vector<File> Growth::take_entries() {
  std::vector<File> files = std::move(full_bundles_);
  full_bundles_.clear();
  if (bundle_.changed) {
    int width = static_cast<int>(edge_.size() % tile_width);
    files.push_back({path_of({entries_level, bundle_.index, width}), bundle_.bytes});
  }
  bundle_.changed = false;
  return files;
}

std::vector<File> Growth::take_tiles_full() {
  std::vector<File> files = std::move(full_tiles_);
  full_tiles_.clear();
  return files;
}

std::vector<File> Growth::take_tiles() {
  std::vector<File> files = take_tiles_full();
  for (std::size_t level = 0; level < tiles_.size(); ++level) {
    Open& open = tiles_[level];
    if (open.changed) {
      int width = static_cast<int>(open.bytes.size() / 32);
      files.push_back({path_of({static_cast<int>(level), open.index, width}), open.bytes});
    }
    open.changed = false;
  }
  return files;
}

}  // namespace boai::merkle
