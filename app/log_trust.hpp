// Whom a verification believes, and the sentences its answers share.
#pragma once

#include <optional>

#include "app/log_verbs.hpp"

namespace boai::app {

inline constexpr const char* truth =
    "that what the leaf says is true: only that it was said to everybody";
inline constexpr const char* omission = "that nothing was left out of the log";

Verdict misused(std::string detail);
std::string size_text(const merkle::Checkpoint& checkpoint);

// One key or a policy.
struct Trust {
  std::optional<merkle::Verifier> key;
  std::optional<merkle::Policy> policy;

  Result<merkle::Opened> open(const std::string& checkpoint) const;
};

// Nothing, with the verdict filled, when the words name no trust that can be used.
std::optional<Trust> trust_in(const LogWords& words, Verdict& verdict);
void note_witnesses(const Trust& trust, Verdict& verdict);

}  // namespace boai::app
