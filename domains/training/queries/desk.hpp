// The certificate desk: certificates found by number, by name, by state; what is printed of one.
#pragma once

#include <boost/json/fwd.hpp>

#include "domains/training/queries.hpp"

namespace boai::training {

// `text` is the beginning of a number or of a name; one page, inside the viewer's reach. {"items":
// [{"id","number","name" masked,"course","society","day","valid_until","state","edition"}],
// "next":…, "more":true when more are called so and no page follows, "stopped":true when the time
// for a list was over before everything was looked at}. Codes: those of lists, certificate.state.
struct DeskAsk {
  std::string text, state, branch, cursor;
  std::int64_t limit = 50;
  Day today;
};
Result<boost::json::object> certificates_found(store::Connection& connection,
                                               const unit::House& house,
                                               const rights::Principal& viewer, const DeskAsk& ask);

// The viewer's own, newest first: the same rows, with "text" of the code and "address" before it.
// Codes: people.no_person.
Result<boost::json::array> own_certificates(store::Connection& connection, const unit::House& house,
                                            const rights::Principal& viewer, Day today);

// What stands on the paper: rows as app/certificate_paper.hpp takes them, whole names in them. The
// viewer's right to issue reaches the certificate, or it is the viewer's own. Codes:
// record.not_found, training.not_signed, training.no_certificates.
struct PaperAsk {
  std::int64_t id = 0;
  bool of_class = false, own = false, masked = false;
};
Result<std::vector<boost::json::object>> papers_of(store::Connection& connection,
                                                   const unit::House& house,
                                                   const rights::Principal& viewer,
                                                   const PaperAsk& ask);

// How many certificates a decree would speak of, as far as the viewer's right to decree reaches.
struct DecreeAsk {
  std::int64_t branch = 0;
  std::string courses;
  Day ends_from, ends_until;
};
Result<boost::json::object> decree_reach(store::Connection& connection, const unit::House& house,
                                         const rights::Principal& viewer, const DecreeAsk& ask);

}  // namespace boai::training
