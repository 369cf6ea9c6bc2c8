#include "engines/hla/mini_release.hpp"

#include <random>

namespace boai::hla {

namespace {

constexpr std::array<std::string_view, 6> genes = {"A", "B", "C", "DRB1", "DQB1", "DPB1"};
constexpr int families = 6;          // first fields 91 to 96: nobody's real alleles
constexpr int proteins_of_each = 6;  // second fields

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string slashed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : "/") + name;
  return out;
}

class Inventing {
 public:
  explicit Inventing(std::uint64_t seed) : engine_(seed) {
    for (std::string_view name : release_files) files_[std::string(name)] = heading(name);
    files_["Allelelist.txt"] += "AlleleID,Allele\n";
    files_["Deleted_alleles.txt"] += "AlleleID,Allele,Description\n";
    files_["dpb_tce.csv"] += "Allele,Protein,V1_Assignment,V2_Assignment,Comments\n";
  }

  ReleaseFiles invent() {
    for (std::string_view gene : genes) {
      for (int family = 0; family < families; family++)
        invent_family(std::string(gene), 91 + family);
    }
    return std::move(files_);
  }

 private:
  static std::string heading(std::string_view name) {
    return "# file: " + std::string(name) + "\n# version: invented alleles of boai\n";
  }

  // Proteins in pairs share the recognition site, so they make a P group; each family has a null.
  void invent_family(const std::string& gene, int family) {
    std::string first = std::to_string(family);
    std::vector<std::string> shared, group_members, codes;
    for (int protein = 1; protein <= proteins_of_each; protein++) {
      std::string name = first + ":" + two_digits(protein);
      bool null = protein == proteins_of_each;
      std::vector<std::string> alleles;
      if (null) {
        alleles = {name + "N"};
      } else if (engine_() % 2) {
        alleles = {name + ":01:01", name + ":01:02", name + ":02"};
      } else {
        alleles = {name};
      }
      for (const std::string& each : alleles) add_allele(gene, each, family, null);
      bool grouped = protein <= 2;
      if (grouped) shared.insert(shared.end(), alleles.begin(), alleles.end());
      if (grouped || null)
        group_members.insert(group_members.end(), alleles.begin(), alleles.end());
      if (grouped || null) continue;
      for (const std::string& each : alleles) files_["hla_nom_g.txt"] += gene + "*;" + each + ";\n";
      std::string third = alleles.size() > 1 ? first + ":" + two_digits(protein) + "P" : "";
      files_["hla_nom_p.txt"] += gene + "*;" + slashed(alleles) + ";" + third + "\n";
    }
    files_["hla_nom_g.txt"] += gene + "*;" + slashed(group_members) + ";" + first + ":01:01G\n";
    files_["hla_nom_p.txt"] += gene + "*;" + slashed(shared) + ";" + first + ":01P\n";
    files_["Deleted_alleles.txt"] += "BOAI0," + gene + "*" + first + ":99,Sequence renamed " +
                                     gene + "*" + first + ":03 (invented)\n";
    files_["Nomenclature_2009.txt"] +=
        gene + "*" + first + "88          " + gene + "*" + first + ":04\n";
    if (family % 3 == 0) {
      std::string locus = gene == "C" ? "Cw" : gene == "DRB1" ? "DR" : gene == "DQB1" ? "DQ" : gene;
      files_["rel_ser_ser.txt"] += locus + ";" + first + ";" + std::to_string(family + 1) + ";\n";
    }
  }

  void add_allele(const std::string& gene, const std::string& name, int family, bool null) {
    std::string full = gene + "*" + name;
    files_["Allelelist.txt"] += "BOAI" + std::to_string(++count_) + "," + full + "\n";
    files_["rel_dna_ser.txt"] +=
        gene + "*;" + name + ";" + (null ? "0" : std::to_string(family)) + ";;;\n";
    if (gene != "DPB1") return;
    files_["dpb_tce.csv"] += full + "," + full.substr(0, gene.size() + 6) + ",," +
                             std::to_string(family % 4) + (family % 2 ? "$" : "") + ",\n";
  }

  std::mt19937_64 engine_;
  ReleaseFiles files_;
  int count_ = 0;
};

}  // namespace

ReleaseFiles mini_release(std::uint64_t seed) { return Inventing(seed).invent(); }

}  // namespace boai::hla
