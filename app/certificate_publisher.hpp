// The two signed lists that phones keep (docs/reference/certificate-qr.md), as files under
// BOAI_DATA/certificate: made anew when something was revoked, reissued, decreed or a key changed,
// and before they grow old. The number of an edition rises with the journal, so that several
// servers of one store agree which is newer.
#pragma once

#include <atomic>
#include <thread>

#include "app/wiring.hpp"

namespace boai::app {

struct PublishedLists {
  bool changed = false;
  std::int64_t keys = 0, revoked = 0;  // sequences
  std::size_t revocations = 0, decrees = 0;
};
// Codes: certificate.no_key, certificate.no_root when the root key is not on this machine,
// certificate.too_many, certificate.lists with the place when a file cannot be written.
Result<PublishedLists> publish_lists(App& app);

std::string lists_folder(const App& app);

// Looks at the journal and the key file now and then.
class Publishing {
 public:
  explicit Publishing(App& app);
  ~Publishing();

 private:
  void loop();
  bool due();

  App& app_;
  std::int64_t seen_ = -1;
  std::string keys_seen_;
  Day day_;
  std::string told_;  // the fault told last: each once
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace boai::app
