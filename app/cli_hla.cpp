// The words of `boai hla …`. Opens no store.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <new>

#include "app/hla_verbs.hpp"

namespace boai::app {

namespace {

class HlaLine {
 public:
  HlaLine() : root_("boai hla: donor search and match prediction") {
    root_.require_subcommand(1);
    root_.fallthrough();
    root_.add_flag("--json", words_.json, "one JSON document on standard output");
    CLI::App* impute = verb("impute", "haplotype pairs with posteriors", hla_impute);
    impute->add_option("--subjects", words_.subjects)->required();
    model(impute, true);
    table(verb("search", "donors that may match within k mismatches", hla_search), false);
    table(verb("predict", "every pair with a chance of at most two mismatches", hla_predict), true);
    CLI::App* reduce = verb("reduce", "names to their groups", hla_reduce);
    reduce->add_option("--nomenclature", words_.nomenclature)->required();
    reduce->add_option("--to", words_.to)->check(CLI::IsMember({"p", "g", "lg", "lgx"}));
    reduce->add_option("names", words_.names)->required();
    CLI::App* explain = verb("explain", "why a pair counts as it does", hla_explain);
    explain->add_option("--donor", words_.donor, "id")->required();
    explain->add_option("--patient", words_.patient, "id")->required();
    explain->add_option("--donors", words_.donors)->required();
    explain->add_option("--patients", words_.patients)->required();
    reading(explain);
    explain->add_option("--frequencies", words_.frequencies);
    CLI::App* frequencies = verb("frequencies", "estimate from typings", hla_frequencies);
    frequencies->add_option("--subjects", words_.subjects)->required();
    frequencies->add_option("--out", words_.out)->required();
    frequencies->add_option("--iterations", words_.iterations)->check(CLI::Range(1, 1'000'000));
    frequencies->add_option("--tolerance", words_.tolerance, "of the log-likelihood, relative");
    reading(frequencies);
    CLI::App* mini = verb("mini", "a small release of invented alleles", hla_mini);
    mini->add_option("--out", words_.out, "folder")->required();
    mini->add_option("--seed", words_.seed);
    CLI::App* bench = verb("bench", "figures on this machine", hla_bench);
    bench->add_option("--donors", words_.donor_count)->check(CLI::Range(1000, 100'000'000));
    bench->add_option("--number-of-patients", words_.patient_count)->check(CLI::Range(1, 100'000));
    bench->add_option("--seed", words_.seed);
    bench->add_option("--frequencies", words_.frequencies)->required();
    bench->add_option("--nomenclature", words_.nomenclature);
    bench->add_option("--reduce", words_.reduce);
    bench->add_option("--threads", words_.threads)->check(CLI::NonNegativeNumber);
  }

  int run(int count, char** letters) {
    Words telling;
    telling.json =
        std::find(letters, letters + count, std::string_view("--json")) != letters + count;
    try {
      root_.parse(count, letters);
    } catch (const CLI::ParseError& fault) {
      if (fault.get_exit_code() == 0) return root_.exit(fault);
      if (telling.json) {
        tell(telling, invalid("usage", {}, fault.what()));
      } else {
        root_.exit(fault);
      }
      return 2;
    }
    for (const auto& [command, act] : verbs_) {
      if (!command->parsed()) continue;
      try {
        auto done = act(words_);
        return done.ok() ? *done : tell(telling, done.error());
      } catch (const std::bad_alloc&) {
        return tell(telling, unavailable("hla.memory", "the files need more memory than there is"));
      }
    }
    return 2;
  }

 private:
  using Act = Result<int> (*)(const HlaWords&);

  CLI::App* verb(const char* name, const char* help, Act act) {
    CLI::App* made = root_.add_subcommand(name, help);
    made->fallthrough();
    verbs_.emplace_back(made, act);
    return made;
  }

  // What a run that reads typings may be told.
  void model(CLI::App* at, bool frequencies_needed) {
    CLI::Option* frequencies = at->add_option("--frequencies", words_.frequencies);
    if (frequencies_needed) frequencies->required();
    reading(at);
    at->add_option("--out", words_.out)->required();
  }

  void reading(CLI::App* at) {
    at->add_option("--nomenclature", words_.nomenclature, "folder of an IPD-IMGT/HLA release");
    at->add_option("--mac", words_.mac, "list of multiple allele codes");
    at->add_option("--reduce", words_.reduce)
        ->check(CLI::IsMember({"none", "p", "g", "lg", "lgx"}));
    at->add_option("--loci", words_.loci);
    at->add_option("--attributes", words_.attributes);
    at->add_option("--threads", words_.threads)->check(CLI::NonNegativeNumber);
    at->add_flag("--normalise", words_.normalise, "scale the frequencies to sum to 1");
    at->add_option("--default-population", words_.default_population);
  }

  void table(CLI::App* at, bool frequencies_needed) {
    at->add_option("--donors", words_.donors)->required();
    at->add_option("--patients", words_.patients)->required();
    at->add_option("--max-mismatches", words_.mismatches_max)->check(CLI::Range(0, 4));
    at->add_option("--order", words_.order, "mismatches,certain,p0,age,weight,sex,cmv,abo,id");
    at->add_option("--filter", words_.filters, "status=available age<=40 weight>=60");
    at->add_option("--limit", words_.limit, "rows a patient");
    model(at, frequencies_needed);
  }

  HlaWords words_;
  CLI::App root_;
  std::vector<std::pair<CLI::App*, Act>> verbs_;
};

}  // namespace

int hla_line(int count, char** letters) { return HlaLine().run(count, letters); }

}  // namespace boai::app
