// The words of `boai certificate …`. Opens no store.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>

#include "app/certificate_verbs.hpp"
#include "app/verbs.hpp"

namespace boai::app {

namespace {

class CertificateLine {
 public:
  CertificateLine() : root_("boai certificate: exit 0 good or done, 1 not, 2 usage, 3 unreadable") {
    root_.fallthrough();
    root_.require_subcommand(1);
    root_.add_flag("--json", words_.json, "one JSON document on standard output");
    verify_words();
    making_words();
    key_words();
  }

  int run(int count, char** letters) {
    words_.json =
        std::find(letters, letters + count, std::string_view("--json")) != letters + count;
    try {
      root_.parse(count, letters);
    } catch (const CLI::ParseError& fault) {
      if (fault.get_exit_code() == 0) return root_.exit(fault);
      Words telling;
      telling.json = words_.json;
      if (words_.json) tell(telling, invalid("usage", {}, fault.what()));
      if (!words_.json) root_.exit(fault);
      return 2;
    }
    for (const auto& [command, act] : verbs_) {
      if (command->parsed()) return act(words_);
    }
    return 2;
  }

 private:
  using Act = int (*)(const CertificateWords&);

  void verify_words() {
    CLI::App* verify = verb("verify", "what is this code worth?", certificate_verify);
    verify->add_option("text", words_.text, "the code's text, or a file that holds it")->required();
    verify->add_option("--keys", words_.keys, "the society's keys file")->required();
    verify->add_option("--revoked", words_.revoked, "its file of revocations and decrees");
    verify->add_option("--on", words_.on, "the day asked about, else today");
    verify->add_option("--root", words_.root, "the root key you trust, or a file that holds it");
    verify->add_option("--seen", words_.seen, "keeps which editions were seen; older are refused");
    verify->add_option("--holder", words_.name_file,
                       "a file of two lines: whole name, comparison code");
  }

  void making_words() {
    CLI::App* keygen = verb("keygen", "a new key; prints its open half", certificate_keygen);
    keygen->add_option("--name", words_.name, "e.g. jiangsu-2026")->required();
    keygen->add_option("--out", words_.out)->required();
    CLI::App* keys = verb("sign-keys", "sign a keys file", certificate_sign_keys);
    CLI::App* revoked = verb("sign-revoked", "sign a revoked file", certificate_sign_revoked);
    for (CLI::App* each : {keys, revoked}) {
      each->add_option("file", words_.file, "the text to sign")->required();
      each->add_option("--root", words_.roots, "the society's root key")->required();
      each->add_option("--out", words_.out)->required();
    }
    CLI::App* sign = verb("sign", "certificates as JSON, one a line, to codes", certificate_sign);
    sign->add_option("file", words_.file)->required();
    sign->add_option("--key", words_.key)->required();
    sign->add_option("--address", words_.address, "stands before the code; ends in #");
    CLI::App* draw = verb("draw", "a certificate as PDF or card picture", certificate_draw);
    draw->add_option("file", words_.file, "lines as `sign` wrote them: a page each")->required();
    draw->add_option("--words", words_.words, "certificate.yaml of the pack")->required();
    draw->add_option("--form", words_.form)->check(CLI::IsMember({"sheet", "card"}));
    draw->add_flag("--demo", words_.demo, "marked as a sample");
    draw->add_option("--out", words_.out)->required();
  }

  void key_words() {
    CLI::App* key = root_.add_subcommand("key", "the keys this house signs certificates with");
    key->require_subcommand(1)->fallthrough();
    CLI::App* made =
        verb("new", "one more key; the first comes with a root", certificate_key_new, key);
    made->add_option("--from", words_.from, "the first day it signs; else today");
    made->add_option("--until", words_.until, "the last day; else two years on");
    verb("list", "root and keys, their open halves", certificate_key_list, key);
    CLI::App* gone = verb("withdraw", "a secret got out: what it signed counts no longer",
                          certificate_key_withdraw, key);
    gone->add_option("key", words_.key, "its id, 8 digits")->required();
    gone->add_option("--on", words_.on, "the day; else today");
  }

  CLI::App* verb(const char* name, const char* help, Act act, CLI::App* at = nullptr) {
    CLI::App* made = (at ? *at : root_).add_subcommand(name, help);
    made->fallthrough();
    verbs_.emplace_back(made, act);
    return made;
  }

  CertificateWords words_;
  CLI::App root_;
  std::vector<std::pair<CLI::App*, Act>> verbs_;
};

}  // namespace

int certificate_line(int count, char** letters) { return CertificateLine().run(count, letters); }

}  // namespace boai::app
