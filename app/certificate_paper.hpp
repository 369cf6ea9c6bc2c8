// One certificate and the pack's words into what is printed.
#pragma once

#include <boost/json/fwd.hpp>

#include "kernel/documents/certificate.hpp"

namespace boai::app {

// `row` as `boai certificate sign` writes it; `yaml` is training/certificate.yaml.
// Codes: certificate.field, certificate.words with what is missing.
Result<documents::CertificatePaper> paper_of(const boost::json::object& row,
                                             const std::string& yaml, bool demo);

}  // namespace boai::app
