#include "domains/training/commands/code.hpp"

#include "base/crypto/digest.hpp"
#include "base/crypto/seal.hpp"
#include "domains/training/rules/certificate.hpp"
#include "engines/certificate/payload.hpp"

namespace boai::training {

namespace {

constexpr std::string_view comparison_place = "training.certificate.comparison_code";
constexpr std::int64_t editions_max = 255;  // what one byte of the code counts

std::int64_t paper_of(const Certificate& certificate) {
  return certificate.edition.value_or(0) + 1;
}

bool fits_code(std::string_view number) {
  bool good = !number.empty() && number.size() <= certificate::number_size_max;
  for (char each : number) {
    good = good && ((each >= '0' && each <= '9') || (each >= 'A' && each <= 'Z'));
  }
  return good;
}

}  // namespace

Result<int> region_of(const Branch& branch) {
  std::string code = branch.region.empty() ? branch.code : branch.region;
  code.resize(6, '0');
  auto region = parse_id_number(code);
  if (!region) return invalid("training.region_code", "branch");
  return static_cast<int>(*region);
}

const signing::Keys& keys_of(const unit::House& house) {
  auto found = house.from_pack.find("training.keys");
  must(found != house.from_pack.end());
  return *std::any_cast<const std::shared_ptr<const signing::Keys>&>(found->second);
}

std::string comparison_code(const unit::House& house, const Certificate& certificate) {
  std::string hash = house.keys->lookup_hash(
      certificate.number + ":" + std::to_string(paper_of(certificate)), comparison_place);
  auto bytes = crypto::from_base64url(hash.substr(hash.rfind('.') + 1));
  must(bytes && bytes->size() >= 8);
  return certificate::comparison_code(bytes->substr(0, 8));
}

Outcome sign_code(unit::Context& context, Certificate& certificate, const Branch& branch) {
  if (paper_of(certificate) > editions_max) return conflict("training.editions_full");
  const unit::House& house = context.house();
  merkle::Signer signer = TRY(keys_of(house).signer_on(context.today()));
  const Course* course = TRY(course_of(house, certificate.course));
  std::string name = TRY(people::name_of(context, certificate.person));
  std::string comparison = comparison_code(house, certificate);
  certificate::Certificate paper{
      .number = certificate.number,
      .name_mask = TRY(certificate::mask_of(name)),
      .name_seal = TRY(certificate::seal_of({certificate.number, name, comparison})),
      .region = TRY(region_of(branch)),
      .kind = std::atoi(course->number.c_str()),
      .edition = static_cast<int>(paper_of(certificate)),
      .issued = certificate.day,
      .valid_until = as_issued(certificate),
      .signed_on = context.today()};
  certificate.code = TRY(certificate::sign(paper, signer));
  certificate.signed_on = paper.signed_on;
  certificate.signed_by = signing::id_text(merkle::verifier_of(signer).id);
  return Done{};
}

Outcome sign_anew(unit::Context& context, Certificate& certificate) {
  if (!fits_code(certificate.number)) return Done{};
  Branch branch = TRY(context.load(certificate.branch));
  return sign_code(context, certificate, branch);
}

}  // namespace boai::training
