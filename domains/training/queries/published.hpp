// What everybody may keep to check certificates without us (docs/reference/certificate-qr.md).
#pragma once

#include "engines/certificate/lists.hpp"
#include "kernel/signing/keys.hpp"
#include "kernel/unit/unit.hpp"

namespace boai::training {

// As the store says now; edition numbers and days are the caller's. Decrees and revocations that
// no certificate needs any more are left out. Codes: certificate.too_many when a list would be
// larger than phones take.
Result<certificate::Revoked> revoked_now(store::Connection& connection, const unit::House& house,
                                         Day today);
Result<certificate::Keys> keys_now(store::Connection& connection, const unit::House& house,
                                   const signing::KeyFile& file);

}  // namespace boai::training
