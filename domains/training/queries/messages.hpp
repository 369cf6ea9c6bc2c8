// Messages that wait to leave, and what the desk and a certificate show of them.
#pragma once

#include <boost/json/fwd.hpp>
#include <vector>

#include "domains/training/queries.hpp"
#include "kernel/channels/channel.hpp"

namespace boai::training {

// One that is due: to be sent, or not any more for a reason.
struct Leaving {
  std::int64_t id = 0;
  std::string channel, drop;  // drop: message_reason, "" to send
  channels::Message message;
};
// Phones are opened here, and only here, for those that are due; nothing keeps them.
Result<std::vector<Leaving>> leaving_messages(store::Connection& connection,
                                              const unit::House& house, Instant now,
                                              std::int64_t limit);

// {"counts":[{"channel","state","count"}],"schedules":[…],"quiet","templates":[{"code","zh","en",
// "zh_segments","en_segments"}],"adaptors":{…}} of what the viewer may read.
Result<boost::json::object> message_desk(store::Connection& connection, const unit::House& house,
                                         const rights::Principal& viewer, Day today);

// Of one certificate, newest first: [{"id","days","last_day","channel","state","reason","sent_at",
// "due_at"}]. The caller has asked whether she may see the certificate.
Result<boost::json::array> messages_of(store::Connection& connection, std::int64_t certificate);

// Adaptors other than the pack's, by kind of channel; from the environment.
void use_adaptors(unit::House& house, const std::map<std::string, std::string>& adaptors);
const std::map<std::string, std::string>& adaptors_of(const unit::House& house);

// How many steps `training.write_notices` has on that day.
std::int64_t notice_steps_on(const unit::House& house, Day today);

}  // namespace boai::training
