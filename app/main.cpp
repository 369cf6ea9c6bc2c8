#include <sys/stat.h>

#include "app/wiring.hpp"

int main(int count, char** words) {
  ::umask(0077);  // whatever we write holds people's names: stores, backups, uploads, exports
  return boai::app::command_line(count, words);
}
