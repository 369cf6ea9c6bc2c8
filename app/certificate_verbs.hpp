// `boai certificate …`: a certificate's code checked offline, and the keys and lists it is checked
// with made by hand. Opens no store; anybody runs `verify` with the two public files.
#pragma once

#include <string>
#include <vector>

namespace boai::app {

struct CertificateWords {
  bool json = false;
  std::string text, keys, revoked, on, root, seen, name_file;
  std::string file, key, out, name, address, words, form = "sheet", day;
  std::string from, until;
  std::vector<std::string> roots;
  bool demo = false;
};

// 0 good or done, 1 not, 2 usage, 3 unreadable.
int certificate_line(int count, char** letters);

int certificate_verify(const CertificateWords& words);
int certificate_keygen(const CertificateWords& words);
int certificate_sign_keys(const CertificateWords& words);
int certificate_sign_revoked(const CertificateWords& words);
int certificate_sign(const CertificateWords& words);
int certificate_draw(const CertificateWords& words);
// The house's own keys, in BOAI_CERTIFICATE_KEYS, else in BOAI_DATA/certificate-keys.
int certificate_key_new(const CertificateWords& words);
int certificate_key_list(const CertificateWords& words);
int certificate_key_withdraw(const CertificateWords& words);

}  // namespace boai::app
