// Messages to people outside the house: that a certificate ends, that a class moved. Each is a row
// written with what caused it; it leaves by a channel afterwards (kernel/channels).
#pragma once

#include "domains/training/records/enrolment.hpp"

namespace boai::training {

// The text is made when it leaves, from the template; no phone and no name stand here.
struct Message {
  Id<Message> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  Id<people::Person> person;
  Id<Certificate> certificate;  // either its end …
  Day last_day;                 // of the certificate, as it stood
  std::int64_t days = 0;        // from the last day: −30, 1
  Id<Telling> telling;          // … or news of a class
  std::string template_code;
  std::string channel;  // message_channel
  std::string state;    // message_state: waiting, sent, dead, skipped, dropped
  std::string reason;   // message_reason
  std::string key;      // by which the channel knows it
  Instant due_at;       // not before
  std::int64_t tries = 0;
  std::int64_t segments = 0;  // of an SMS
  std::string receipt;
  Instant sent_at;

  static const record::Type& type();
};

// Writes messages that are due, some hundred certificates a time; the result is the last one
// written, or none when nothing of that step is due. A step is one offset of one course; within
// it the next batch begins after the last message's certificate, so that none is looked at twice.
struct WriteNotices {
  static constexpr std::string_view right = "training.notify";
  Id<Branch> branch;
  std::int64_t step = 0;
  Day after_day;
  Id<Certificate> after;
  static constexpr auto subject = &WriteNotices::branch;
  static std::span<const record::Field> fields();
};
// What became of an attempt; told twice it counts once.
struct NoteDelivery {
  static constexpr std::string_view right = "training.notify";
  Id<Message> message;
  std::string outcome;  // delivery_outcome: sent, failed, refused, dropped
  std::string reason;   // message_reason
  std::string receipt;
  std::int64_t segments = 0;
  static constexpr auto subject = &NoteDelivery::message;
  static std::span<const record::Field> fields();
};
// One that was put aside is tried again, under the same key.
struct Resend {
  static constexpr std::string_view right = "training.resend";
  Id<Message> message;
  static constexpr auto subject = &Resend::message;
  static std::span<const record::Field> fields();
};

Result<Message> handle(unit::Context&, Branch, const WriteNotices&);
Result<Message> handle(unit::Context&, Message, const NoteDelivery&);
Result<Message> handle(unit::Context&, Message, const Resend&);

}  // namespace boai::training
