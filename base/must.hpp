// Our own mistakes stop the program here. Never used on anything that came from outside.
#pragma once

namespace boai {

[[noreturn]] void broken(const char* what, const char* file, int line);

}  // namespace boai

// On in production too: a wrong invariant at night is better found than carried on.
#define must(condition) \
  ((condition) ? static_cast<void>(0) : ::boai::broken(#condition, __FILE__, __LINE__))
