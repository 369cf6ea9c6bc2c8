// Papers attached to records, kept by content hash: the same paper twice is stored once, and a
// changed byte is found. Kinds and sizes are the pack's code table `paper_kind`.
#pragma once

#include "kernel/command/command.hpp"

namespace boai::papers {

struct Paper {
  Id<Paper> id;
  std::int64_t version = 0;
  Id<branch::Branch> branch;  // of the record it belongs to
  std::string record_type;
  std::int64_t subject = 0;
  std::string name;
  std::string kind;  // paper_kind: pdf, png, jpeg, xlsx, docx, pptx
  std::int64_t bytes = 0;
  std::string sha256;  // of the content; its place in the store
  std::string account;
  Instant at;

  static const record::Type& type();
};

// By the first bytes, not by the name: "pdf", "png", "jpeg", "xlsx", "docx", "pptx", or "".
std::string kind_of(std::string_view head, std::string_view name);

struct Kept {
  std::string sha256;
  std::string kind;
  std::int64_t bytes = 0;
};
// Checks an uploaded file and moves it to its place, synced before it is named anywhere.
// Codes: papers.empty, papers.kind, papers.too_large.
Result<Kept> keep(const unit::House& house, const std::string& folder, const std::string& upload,
                  const std::string& name);

// Puts bytes of our own making to their place, synced; the same bytes twice are kept once.
// Codes: papers.store.
Outcome keep_bytes(const std::string& folder, std::string_view bytes);

// Where a content lies below the folder: "ab/abcdef…".
std::string place_of(const std::string& sha256);

void register_in(record::Registry& types);

}  // namespace boai::papers
