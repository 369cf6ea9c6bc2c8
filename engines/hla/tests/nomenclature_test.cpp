#include "engines/hla/nomenclature.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "engines/hla/people.hpp"
#include "engines/hla/tce.hpp"
#include "engines/hla/tests/vectors.hpp"

namespace boai::hla {

namespace {

// One reading for all tests; null when the release is not there.
const Nomenclature* release() {
  static const auto made = []() -> std::optional<Nomenclature> {
    auto folder = vectors("hla/imgt-3.58.0");
    if (!folder) return {};
    ReleaseFiles files;
    for (std::string_view name : release_files) {
      files[std::string(name)] = unpacked_file(*folder / (std::string(name) + ".xz"));
    }
    auto read = Nomenclature::create(files);
    EXPECT_TRUE(read.ok()) << read.error().detail;
    return std::move(*read);
  }();
  return made ? &*made : nullptr;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : "/") + name;
  return out;
}

std::string meaning(const Reduction& reduction, Locus locus, std::string_view name) {
  Meaning made = reduction.of(locus, name);
  if (made.kind == Meaning::Kind::unknown) return "unknown";
  if (made.kind == Meaning::Kind::any) return "any";
  if (made.kind == Meaning::Kind::fresh) return "new";
  return joined(made.classes) + (made.nulls.empty() ? "" : " null " + joined(made.nulls));
}

}  // namespace

TEST(ARelease, KnowsEveryNameItLists) {
  const Nomenclature* names = release();
  if (!names) GTEST_SKIP();
  EXPECT_EQ(names->release(), "IPD-IMGT/HLA 3.58.0");
  ASSERT_EQ(names->names().size(), 41433u);
  for (AlleleNumber each = 0; each < names->names().size(); each++) {
    auto resolved = names->resolve(names->names()[each]);
    ASSERT_EQ(resolved.alleles, std::vector<AlleleNumber>{each}) << names->names()[each];
    // Every short form holds the allele it was cut from.
    std::string shorter = names->names()[each];
    while (shorter.find(':') != shorter.rfind(':')) {
      shorter.resize(shorter.rfind(':'));
      auto range = names->resolve(shorter);
      ASSERT_TRUE(std::ranges::count(range.alleles, each) || names->find(shorter)) << shorter;
    }
  }
}

TEST(ARelease, ExpandsAndReducesEveryGroup) {
  const Nomenclature* names = release();
  if (!names) GTEST_SKIP();
  for (Level level : {Level::g, Level::p, Level::lg, Level::lgx}) {
    std::size_t grouped = 0;
    for (AlleleNumber each = 0; each < names->names().size(); each++) {
      GroupNumber group = names->group(level, each);
      bool matched =
          locus_named(names->names()[each].substr(0, names->names()[each].find('*'))).has_value();
      if (matched && level != Level::p) {
        EXPECT_NE(group, no_group) << names->names()[each];
      }
      if (matched && level == Level::p) {
        EXPECT_EQ(group == no_group, names->null(each)) << names->names()[each];
      }
      if (group == no_group) continue;
      auto members = names->members(level, names->group_name(level, group));
      EXPECT_TRUE(std::ranges::count(members, each)) << names->names()[each];
      grouped += members.size() > 1;
    }
    EXPECT_GT(grouped, 10000u);
  }
}

TEST(AName, MeansItsGroups) {
  const Nomenclature* names = release();
  if (!names) GTEST_SKIP();
  auto codes = read_allele_codes("*\tAB\t01/02\n*\tSPEC\t02:01/03:01\nNEST\tAB/05\n", "codes");
  ASSERT_TRUE(codes.ok()) << codes.error().detail;
  struct Row {
    Level level;
    Locus locus;
    std::string name, answer;
  };
  for (const Row& row : std::vector<Row>{
           {Level::p, Locus::a, "01:01:01:01", "A*01:01P"},
           {Level::p, Locus::a, "01:01", "A*01:01P"},
           {Level::p, Locus::a, "01:01:01G", "A*01:01P"},
           {Level::p, Locus::a, "01:01P", "A*01:01P"},
           {Level::p, Locus::a, "01:06", "A*01:06"},
           {Level::p, Locus::a, "01:147Q", "A*01:147Q"},
           {Level::p, Locus::a, "24:09N", " null A*24:09N"},
           {Level::p, Locus::a, "24:09N", " null A*24:09N"},
           {Level::p, Locus::a, "01:01:01:02N", " null A*01:01N"},
           {Level::p, Locus::dqb1, "02:02", "DQB1*02:01P"},
           {Level::g, Locus::a, "01:01:01:01", "A*01:01:01G"},
           {Level::lgx, Locus::a, "01:01:01:01", "A*01:01"},
           {Level::lg, Locus::a, "01:01:01:01", "A*01:01g"},
           {Level::lg, Locus::a, "01:01g", "A*01:01g"},
           {Level::p, Locus::a, "02:AB", "A*02:01P/A*02:02P"},
           {Level::p, Locus::a, "02:SPEC", "A*02:01P/A*03:01P"},
           {Level::p, Locus::a, "02:NEST", "A*02:01P/A*02:02P/A*02:05P"},
           {Level::p, Locus::a, "03:SPEC", "unknown"},  // full names go with their first field
           {Level::p, Locus::a, "02:ZZZ", "unknown"},
           {Level::p, Locus::a, "99:99", "unknown"},
           {Level::p, Locus::a, "0101", "A*01:01P"},
           {Level::p, Locus::a, "01010102N", " null A*01:01N"},
           {Level::p, Locus::a, "9202", "A*02:102"},
           {Level::p, Locus::a, "01:34N", "A*01:01P"},    // deleted: renamed A*01:01:38L
           {Level::p, Locus::a, "02:01:08", "A*02:01P"},  // deleted: renamed A*02:1040
           {Level::p, Locus::a, "NEW", "new"},
           {Level::p, Locus::a, "UUUU", "any"},
       }) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(meaning(ByGroups(*names, row.level, *codes), row.locus, row.name), row.answer);
  }
}

TEST(AnAntigen, CoversItselfItsBroadItsSplitsAndItsAssociates) {
  const Nomenclature* names = release();
  if (!names) GTEST_SKIP();
  auto holds = [&](Locus locus, std::string_view antigen, std::string_view name) {
    auto resolved = names->resolve(locus, antigen);
    return std::ranges::count(resolved.alleles, *names->find(name)) > 0;
  };
  EXPECT_TRUE(holds(Locus::a, "A2", "A*02:01:01:01"));
  EXPECT_TRUE(holds(Locus::a, "A2", "A*02:03:01:01"));  // 203 is associated
  EXPECT_TRUE(holds(Locus::a, "A9", "A*24:02:01:01"));  // 24 is a split of 9
  EXPECT_FALSE(holds(Locus::a, "A23", "A*24:02:01:01"));
  EXPECT_TRUE(holds(Locus::c, "Cw3", "C*03:03:01:01"));
  EXPECT_TRUE(holds(Locus::drb1, "DR2", "DRB1*15:01:01:01"));
  EXPECT_FALSE(holds(Locus::drb1, "DR4", "DRB1*15:01:01:01"));
  EXPECT_TRUE(holds(Locus::dqb1, "DQ7", "DQB1*03:01:01:01"));
}

// Every row of rel_ser_ser: the broad one covers what its splits and associates are, and they may
// stand as the broad one; two splits never cover each other.
TEST(AnAntigen, CoversWhatTheTableOfSplitsSays) {
  const Nomenclature* names = release();
  if (!names) GTEST_SKIP();
  std::istringstream rows(unpacked_file(*vectors("hla/imgt-3.58.0") / "rel_ser_ser.txt.xz"));
  int checked = 0;
  for (std::string line; std::getline(rows, line);) {
    std::istringstream fields(line);
    std::string locus, antigen, splits, associates, gene;
    std::getline(fields, locus, ';') && std::getline(fields, antigen, ';') &&
        std::getline(fields, splits, ';') && std::getline(fields, associates, '\r');
    if (line.starts_with('#') || locus == "Dw") continue;
    gene = locus == "Cw" ? "C" : locus == "DR" ? "DRB1" : locus == "DQ" ? "DQB1" : locus;
    auto covers = [&](const std::string& one, const std::string& other) {
      auto list = names->related(gene, one);
      return std::ranges::find(list, other) != list.end();
    };
    std::vector<std::string> members;
    for (const std::string& list : {splits, associates}) {
      std::istringstream words(list);
      for (std::string each; std::getline(words, each, '/');) members.push_back(each);
    }
    for (const auto& each : members) {
      EXPECT_TRUE(covers(antigen, each)) << line;
      EXPECT_TRUE(covers(each, antigen)) << line;
      for (const auto& other : members) EXPECT_EQ(covers(each, other), each == other) << line;
      checked++;
    }
  }
  EXPECT_GT(checked, 50);
  EXPECT_EQ(joined(names->related("B", "5")), "5/51/52/5102/5103");
}

TEST(ARelease, FollowsEveryOldAndRenamedName) {
  const Nomenclature* names = release();
  if (!names) GTEST_SKIP();
  auto folder = *vectors("hla/imgt-3.58.0");
  std::istringstream old(unpacked_file(folder / "Nomenclature_2009.txt.xz"));
  int read = 0, known = 0;
  for (std::string line, before, now; std::getline(old, line);) {
    std::istringstream words(line);
    before.clear(), now.clear();
    words >> before >> now;
    if (before.find('*') == before.npos || now.find('*') == now.npos) continue;
    read++;
    auto today = names->resolve(now),
         then = names->resolve(before.starts_with("Cw*") ? "C" + before.substr(2) : before);
    known += !then.alleles.empty();
    EXPECT_TRUE(today.alleles.empty() || !then.alleles.empty()) << before << " " << now;
  }
  EXPECT_GT(read, 4000);
  EXPECT_GT(known, read - 60);
  std::istringstream gone(unpacked_file(folder / "Deleted_alleles.txt.xz"));
  int renamed = 0;
  for (std::string line; std::getline(gone, line);) {
    std::size_t first = line.find(','), second = line.find(',', first + 1);
    if (line.find("renamed A*") == line.npos && line.find("renamed B*") == line.npos) continue;
    std::string name = line.substr(first + 1, second - first - 1);
    EXPECT_FALSE(names->resolve(name).alleles.empty()) << line;
    renamed++;
  }
  EXPECT_GT(renamed, 50);
}

TEST(ARelease, ReadsBothShapesOfSerologyAndTellsFaults) {
  ReleaseFiles small = {{"Allelelist.txt", "AlleleID,Allele\nX1,A*02:01\nX2,A*02:02\n"},
                        {"hla_nom_g.txt", "A*;02:01/02:02;02:01:01G\n"},
                        {"hla_nom_p.txt", "A*;02:01;\nA*;02:02;\n"},
                        {"rel_dna_ser.txt", "A*;02:01;2;;;\nA*;02:02;0;202;;\n"}};
  auto antigens = [](const ReleaseFiles& files) {
    auto read = Nomenclature::create(files);
    if (!read.ok()) return read.error().detail;
    return joined(read->antigens(0)) + " " + joined(read->antigens(1));
  };
  EXPECT_EQ(antigens(small), "2 202");
  struct Row {
    std::string file, bytes, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"rel_dna_ser.txt", "A*;02:01;2;;;;\nA*;02:02;0;;202;;2\n", "2 202/2"},
           {"rel_dna_ser.txt", "A*;02:01;2;;\n",
            "rel_dna_ser.txt line 1 column 1: six or seven fields are wanted"},
           {"rel_dna_ser.txt", ";A*02:01;2;;;\n",
            "rel_dna_ser.txt line 1 column 1: a locus with its star is wanted first"},
           {"rel_ser_ser.txt", "A;2;\n",
            "rel_ser_ser.txt line 1 column 1: four fields are wanted: locus, antigen, splits, "
            "associated"},
           {"hla_nom_p.txt", "A*;02:01\n",
            "hla_nom_p.txt line 1 column 1: three fields are wanted: locus, alleles, group"},
           {"hla_nom_g.txt", "A*;;x\n", "hla_nom_g.txt line 1 column 1: a group without members"},
           {"Allelelist.txt", "X1,A*02:01\nX2,A*02:01\n",
            "Allelelist.txt line 2 column 4: A*02:01 twice"},
           {"Allelelist.txt", "X1,A*2x\n", "Allelelist.txt line 1 column 4: odd name A*2x"},
           {"dpb_tce.csv", "A,B\n", "dpb_tce.csv line 1 column 1: four fields are wanted at least"},
       }) {
    SCOPED_TRACE(row.bytes);
    ReleaseFiles files = small;
    files[row.file] = row.bytes;
    EXPECT_EQ(antigens(files), row.answer);
  }
  for (std::string_view wanted : {"Allelelist.txt", "hla_nom_g.txt", "hla_nom_p.txt"}) {
    ReleaseFiles files = small;
    files.erase(std::string(wanted));
    EXPECT_EQ(antigens(files), "the release has no " + std::string(wanted));
  }
}

TEST(AListOfCodes, TellsWhereItStopsMakingSense) {
  struct Row {
    std::string bytes, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"LAST UPDATED: 1 May\n\n*\tCODE\tSUBTYPE\n\tAB\t01/02\n", "ok"},
           {"AB\tAC/01\nAC\tAB\n", "f line 1 column 1: code AB stands for itself"},
           {"AB\t01/AB\n", "f line 1 column 1: code AB stands for itself"},
           {"AB\t01/QQ\n", "f line 1 column 7: unknown code QQ"},
           {"AB\t01\nAB\t02\n", "f line 2 column 1: code \"AB\" twice"},
           {"AB\t01//02\n", "f line 1 column 7: \"\" is no member of a code"},
           {"A1\t01\n", "f line 1 column 1: \"A1\" is no code"},
       }) {
    SCOPED_TRACE(row.bytes);
    auto read = read_allele_codes(row.bytes, "f");
    EXPECT_EQ(read.ok() ? "ok" : read.error().detail, row.answer);
  }
}

TEST(Permissiveness, IsEqualLevelsInAll36CellsAndBothDirections) {
  std::vector<TceGroups> pairs = {{1, 1}, {1, 2}, {1, 3}, {2, 2}, {2, 3}, {3, 3}};
  // A row a patient, a column a donor: = permissive, > against the patient's graft (GvH), < HvG.
  std::vector<std::string> cells = {"===>>>", "===>>>", "===>>>", "<<<==>", "<<<==>", "<<<<<="};
  auto letter = [](Permissiveness each) {
    return each == Permissiveness::permissive        ? '='
           : each == Permissiveness::against_patient ? '>'
           : each == Permissiveness::against_donor   ? '<'
                                                     : '?';
  };
  for (std::size_t patient = 0; patient < 6; patient++) {
    for (std::size_t donor = 0; donor < 6; donor++) {
      SCOPED_TRACE(patient * 10 + donor);
      TceGroups mine = pairs[patient], theirs = pairs[donor];
      EXPECT_EQ(letter(permissiveness(mine, theirs)), cells[patient][donor]);
      EXPECT_EQ(letter(permissiveness({mine.second, mine.first}, theirs)), cells[patient][donor]);
      EXPECT_EQ(letter(permissiveness(mine, {theirs.second, theirs.first})), cells[patient][donor]);
    }
  }
  EXPECT_EQ(permissiveness({0, 3}, {3, 3}), Permissiveness::unknown);
  EXPECT_EQ(permissiveness({1, 3}, {0, 1}), Permissiveness::unknown);
}

TEST(Permissiveness, IsReadFromTheRelease) {
  const Nomenclature* names = release();
  if (!names) GTEST_SKIP();
  ByGroups reduction(*names, Level::p, {});
  Catalogue catalogue;
  auto typing = [&](const std::string& text) {
    return (*read_typing(text, reduction, catalogue))[at(Locus::dpb1)];
  };
  struct Row {
    std::string patient, donor, answer;
  };
  std::vector<Row> rows = {
      {"DPB1*04:01+DPB1*04:02", "DPB1*04:01+DPB1*02:01", "permissive"},
      {"DPB1*09:01+DPB1*04:01", "DPB1*04:01+DPB1*04:02", "nonpermissive_gvh"},
      {"DPB1*04:01+DPB1*04:02", "DPB1*10:01+DPB1*04:02", "nonpermissive_hvg"},
      {"DPB1*04:01+DPB1*NEW", "DPB1*04:01+DPB1*04:02", "unknown"},
      {"DPB1*09:01/DPB1*04:01+DPB1*04:01", "DPB1*04:01+DPB1*04:02", "unknown"},
  };
  for (const Row& row : rows) {
    auto patient = typing(row.patient), donor = typing(row.donor);
    TceTable table(*names, catalogue);
    EXPECT_EQ(name_of(table.of(catalogue.typing(Locus::dpb1, patient),
                               catalogue.typing(Locus::dpb1, donor))),
              row.answer)
        << row.patient << " " << row.donor;
  }
}

}  // namespace boai::hla
