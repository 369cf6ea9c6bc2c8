// The code on a certificate's paper: signed once, when the paper is made, and kept as it is.
#pragma once

#include "domains/training/records.hpp"
#include "kernel/signing/keys.hpp"

namespace boai::training {

// Six digits: codes of two or four are filled up, longer ones cut: 32, 3201 and 320102003 are
// 320000, 320100 and 320102. Codes: training.region_code.
Result<int> region_of(const Branch& branch);

// Signs today what the certificate says and whom it names. The caller saves it. Codes:
// certificate.no_key with the place; certificate.name, certificate.field; training.editions_full.
Outcome sign_code(unit::Context& context, Certificate& certificate, const Branch& branch);
// The same for a paper made once more. A number from a list that no code can carry stays without.
Outcome sign_anew(unit::Context& context, Certificate& certificate);

// What only the paper shows: follows from the house's lookup key, number and edition, so that it
// can be printed again and is kept nowhere.
std::string comparison_code(const unit::House& house, const Certificate& certificate);

const signing::Keys& keys_of(const unit::House& house);

}  // namespace boai::training
