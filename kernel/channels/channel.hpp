// Where messages leave the house: one port, an adaptor for each kind of channel. Delivery is at
// least once; a message carries a key, and a channel that has seen the key answers as before
// without sending again.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boai::channels {

struct Message {
  std::string key;   // names the message for ever
  std::string to;    // a phone, "+8613812345678"; WeChat finds its user by it too
  std::string text;  // as it is read
};

struct Receipt {
  std::string reference;  // by which the channel knows it
};

class Channel {
 public:
  virtual ~Channel() = default;
  // Codes: channel.unavailable, tried again later; channel.refused, never accepted.
  virtual Result<Receipt> send(const Message& message) = 0;
};

// A fake for a society without a contract: one JSON line a message in a file only we may read.
std::unique_ptr<Channel> file_channel(std::string path);

// Kind of channel → its adaptor; a kind without one is off.
using Desk = std::map<std::string, std::unique_ptr<Channel>, std::less<>>;
// Adaptors by name: "file" or "off". Codes: channel.adaptor.
Result<Desk> open_desk(const std::map<std::string, std::string>& adaptors,
                       const std::string& folder);

// How many messages an SMS of this text is billed as: 70 UTF-16 units, or pieces of 67.
int sms_segments(std::string_view text);

}  // namespace boai::channels
