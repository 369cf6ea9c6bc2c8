#include "base/result.hpp"

namespace boai {

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::invalid:
      return "invalid";
    case Fault::not_found:
      return "not_found";
    case Fault::forbidden:
      return "forbidden";
    case Fault::conflict:
      return "conflict";
    case Fault::unavailable:
      return "unavailable";
    case Fault::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace boai
