#include "engines/hla/packed.hpp"

#include <lzma.h>
#include <zlib.h>

#include <algorithm>

namespace boai::hla {

namespace {

constexpr std::size_t chunk = 1 << 20;
constexpr std::uint64_t lzma_memory_max = std::uint64_t{1} << 30;

Error broken_file(std::string_view name, const char* what) {
  return invalid("hla.input", {},
                 std::string(name) + " line 1 column 1: the compressed file " + what);
}

Result<std::string> from_gz(const std::string& bytes, std::string_view name, std::size_t most) {
  std::string out;
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return internal("hla.unpack");
  std::size_t taken = 0;
  int code = Z_OK;
  while (code == Z_OK || (code == Z_STREAM_END && taken < bytes.size())) {
    if (code == Z_STREAM_END) inflateReset(&stream);  // several members in one file
    std::size_t had = out.size();
    out.resize(had + chunk);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + taken));
    stream.avail_in = static_cast<uInt>(std::min(bytes.size() - taken, std::size_t{1} << 30));
    uInt offered = stream.avail_in;
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    stream.avail_out = chunk;
    code = inflate(&stream, Z_NO_FLUSH);
    taken += offered - stream.avail_in;
    out.resize(had + chunk - stream.avail_out);
    bool stuck = code == Z_BUF_ERROR || (offered == 0 && stream.avail_out == chunk);
    if (stuck || out.size() > most) break;
  }
  inflateEnd(&stream);
  if (code != Z_STREAM_END || out.size() > most)
    return broken_file(name, "is cut off, damaged or too large");
  return out;
}

Result<std::string> from_xz(const std::string& bytes, std::string_view name, std::size_t most) {
  std::string out;
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&stream, lzma_memory_max, LZMA_CONCATENATED) != LZMA_OK) {
    return internal("hla.unpack");
  }
  stream.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  stream.avail_in = bytes.size();
  lzma_ret code = LZMA_OK;
  while (code == LZMA_OK && out.size() <= most) {
    std::size_t had = out.size();
    out.resize(had + chunk);
    stream.next_out = reinterpret_cast<std::uint8_t*>(out.data() + had);
    stream.avail_out = chunk;
    code = lzma_code(&stream, stream.avail_in == 0 ? LZMA_FINISH : LZMA_RUN);
    out.resize(had + chunk - stream.avail_out);
  }
  lzma_end(&stream);
  if (code != LZMA_STREAM_END || out.size() > most)
    return broken_file(name, "is cut off, damaged or too large");
  return out;
}

}  // namespace

Result<std::string> unpacked(std::string bytes, std::string_view name, std::size_t most) {
  if (bytes.starts_with("\x1F\x8B")) return from_gz(bytes, name, most);
  if (bytes.starts_with(std::string("\xFD\x37\x7A\x58\x5A\x00", 6)))
    return from_xz(bytes, name, most);
  return bytes;
}

}  // namespace boai::hla
