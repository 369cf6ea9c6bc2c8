// A log on a disk: entries first, then tiles, then, when both are durable, the checkpoint. Whatever
// a crash leaves behind, opening and adding the same leaves gives the same bytes.
#pragma once

#include "engines/merkle/checkpoint.hpp"
#include "kernel/disclosure/disk.hpp"

namespace boai::disclosure {

struct Keys {
  std::string origin;
  std::vector<merkle::Signer> signers;  // Ed25519 first; an SM2 one may follow
};

class Log {
 public:
  // A new log of size 0. Codes: log.exists.
  static Outcome create(Disk& disk, const Keys& keys);
  // Codes: log.none, log.root_differs (somebody touched the files), those of reading.
  static Result<Log> open(Disk& disk, Keys keys);

  // Entries and tiles, durable; nobody is told before publish(). The first one's index.
  // Codes: merkle.leaf_too_long and the disk's. After a failure the log is opened again.
  Result<std::uint64_t> append(std::span<const std::string> leaves);
  Outcome publish();

  // The same in two halves, so that the disk may settle one batch while the next is hashed: what
  // is staged must be settled in its order.
  struct Staged {
    std::vector<merkle::File> files;
    std::string checkpoint;
    std::uint64_t size = 0;
  };
  Result<Staged> stage(std::span<const std::string> leaves);
  Outcome settle(const Staged& staged);

  std::uint64_t size() const { return growth_.size(); }
  std::uint64_t published() const { return published_; }
  merkle::Hash root() const { return growth_.root(); }
  const std::string& checkpoint() const { return checkpoint_; }

  // Remembers what was appended and is not published yet, for a log without another source.
  Outcome remember();

 private:
  Log(Disk& disk, Keys keys) : disk_(&disk), keys_(std::move(keys)) {}
  Outcome load();

  Disk* disk_;
  Keys keys_;
  merkle::Growth growth_;
  std::uint64_t published_ = 0;
  std::string checkpoint_;
};

constexpr const char* checkpoint_path = "checkpoint";
constexpr const char* appended_path = ".boai/appended";

// The proof file of a published entry. Codes: merkle.index_beyond_size.
Result<merkle::Proof> prove(const merkle::Read& read, const std::string& checkpoint,
                            std::uint64_t index);

}  // namespace boai::disclosure
