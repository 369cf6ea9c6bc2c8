#include "base/must.hpp"

#include <cstdio>
#include <cstdlib>

namespace boai {

void broken(const char* what, const char* file, int line) {
  std::fprintf(stderr, "boai: must(%s) failed at %s:%d\n", what, file, line);
  std::abort();
}

}  // namespace boai
