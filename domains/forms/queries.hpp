// Where the cells of a return come from; no other domain includes this.
#pragma once

#include "domains/forms/port.hpp"
#include "domains/forms/records.hpp"
#include "domains/forms/rules.hpp"

namespace boai::forms {

const std::vector<Form>& forms_of(const unit::House& house);
// The form as it was when the return was begun. Codes: forms.unknown.
Result<const Form*> form_of(const unit::House& house, const std::string& code,
                            std::int64_t version);

// What the plan's board says for every prefilled cell, as text; "" where it says nothing.
Result<std::map<std::string, std::string>> prefilled(store::Connection& connection,
                                                     const unit::House& house, const Form& form,
                                                     const std::string& region,
                                                     const std::string& period, Day today);

// Typed cells added up over the checked returns of the societies directly below, and who is still
// missing among them.
struct Below {
  std::map<std::string, std::string> sums;
  std::vector<std::string> missing;
};
Result<Below> from_below(store::Connection& connection, const Form& form, std::int64_t branch,
                         const std::string& period);

}  // namespace boai::forms
