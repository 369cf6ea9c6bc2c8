// What a certificate's code is worth on a day: one state, the first that applies of the table in
// docs/reference/certificate-qr.md, and why.
#pragma once

#include "engines/certificate/lists.hpp"
#include "engines/certificate/payload.hpp"

namespace boai::certificate {

enum class State {
  foreign,
  malformed,
  unknown_key,
  forged,
  not_yet_valid,
  superseded,
  revoked,
  valid,
  due,
  extended,
  grace,
  expired
};
std::string_view name_of(State state);
bool is_good(State state);  // valid, due, extended

struct Finding {
  State state = State::foreign;
  std::string why;         // a code: "key_withdrawn", "fraud"; "" when the state says it all
  bool signature = false;  // holds: only then is anything below to be shown
  Certificate certificate;
  std::uint32_t key = 0;
  Day ends;                        // the last day it counts, decrees included
  const Decree* decree = nullptr;  // the one that gave that day
  const Revocation* revocation = nullptr;
};

// `revoked` may be missing; points into both lists.
Finding check(std::string_view text, const Keys& keys, const Revoked* revoked, Day on);

// The latest end that a decree gives the printed day, in whatever order they stand.
struct End {
  Day day;
  const Decree* decree = nullptr;
};
End end_of(const Certificate& certificate, const Revoked& revoked);

// What is to be told beside the state: keys_old, revoked_old, revoked_missing, clock.
std::vector<std::string> warnings(const Keys& keys, const Revoked* revoked, const Finding& finding,
                                  Day on);

// Is this the name that was sealed? Codes: those of seal_of.
struct Claim {
  std::string_view name, code;
};
Result<bool> is_holder(const Certificate& certificate, const Claim& claim);

}  // namespace boai::certificate
