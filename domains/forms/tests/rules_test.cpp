#include "domains/forms/rules.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace boai::forms {

namespace {

std::vector<Form> pack() {
  auto forms = read_forms("packs/jiangsu/forms");
  EXPECT_TRUE(forms.ok()) << forms.error().field << forms.error().detail;
  return *forms;
}

std::string told(const std::vector<FieldFault>& faults) {
  std::string all;
  for (const FieldFault& fault : faults) all += fault.field + ":" + fault.code.substr(6) + " ";
  return all;
}

}  // namespace

TEST(AForm, IsBegunWhileItIsInForce) {
  struct Row {
    std::string form, period, level;
    int year;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {"rc-statistics", "2026", "county", 2026, "ok"},
           {"rc-statistics", "2026", "province", 2026, "ok"},
           {"rc-statistics", "2026", "grassroots", 2026, "forms.level"},
           {"guidance-evaluation", "2026", "province", 2026, "forms.level"},
           {"guidance-evaluation", "2026", "county", 2027, "forms.expired"},
           {"rc-statistics", "2026-01", "county", 2026, "forms.period"},
           {"rc-statistics", "年度", "county", 2026, "forms.period"},
           {"nothing", "2026", "county", 2026, "forms.unknown"},
       }) {
    SCOPED_TRACE(row.form + " " + row.period);
    EXPECT_EQ(answer_of(may_begin(pack(), {.form = row.form,
                                           .period = row.period,
                                           .level = row.level,
                                           .today = *Day::of(row.year, 6, 1)})),
              row.answer);
  }
}

TEST(Cells, AddUpOnlyWhenNothingIsMissing) {
  std::vector<Form> forms = pack();
  Form form = *form_on(forms, "rc-statistics", *Day::of(2026, 6, 1));
  Values values{{"C01", {"10", ""}}};
  add_up(form, values);
  EXPECT_EQ(values["C03"].value, "") << "missing is not zero";
  values["C02"] = {"0", ""};
  add_up(form, values);
  EXPECT_EQ(values["C03"].value, "10");
}

TEST(Cells, TakeNumbersWhereNumbersBelong) {
  std::vector<Form> forms = pack();
  const Form& form = *form_on(forms, "rc-statistics", *Day::of(2026, 6, 1));
  struct Row {
    std::string cell, value, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"C01", "12", "ok"},
           {"C01", "12.5", "ok"},
           {"C01", "", "ok"},
           {"C01", "十二", "forms.not_a_number"},
           {"C01", "1,200", "forms.not_a_number"},
           {"C01", "1e9", "forms.not_a_number"},
           {"C01", "99999999999999999999", "forms.not_a_number"},
           {"C01", "=1+1", "forms.not_a_number"},
           {"G01", "十二", "ok"},
           {"C03", "12", "forms.cell_computed"},
           {"Z99", "12", "forms.cell_unknown"},
       }) {
    SCOPED_TRACE(row.cell + " " + row.value);
    EXPECT_EQ(answer_of(may_fill(form, row.cell, row.value)), row.answer);
  }
}

TEST(ASignature, WaitsForMissingCellsAndCrossChecks) {
  std::vector<Form> forms = pack();
  const Form& form = *form_on(forms, "healthy-jiangsu", *Day::of(2026, 6, 1));
  Values values;
  for (const char* id : {"1", "2", "3", "4", "5", "6"}) values[id] = {"5", ""};
  EXPECT_EQ(told(obstacles(form, values)), "");
  values["1"].value.clear();
  EXPECT_EQ(told(obstacles(form, values)), "1:cell_missing ");
  values["1"].value = "0";
  values["2"].value = "6";
  EXPECT_EQ(told(obstacles(form, values)), "2:check ");
  values["2"].value = "5";
  values["6"].value = "6";
  EXPECT_EQ(told(obstacles(form, values)), "6:check_reason ");
  values["5"].reason = "跨年发证";
  EXPECT_EQ(told(obstacles(form, values)), "");
}

TEST(APacksForm, IsRefusedWhenItCannotWork) {
  std::string head =
      "code: x\nversion: 1\nname: x\nen: x\nfrom: 2021-01-01\nsuperior: s\nowner: o\nbasis: b\n"
      "period: year\nlevels: [county]\nsheet: s\n";
  struct Row {
    std::string name, yaml, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"good", head + "until: 2027-01-01\ncells: [{id: A, label: a}]\n", "ok"},
           {"no end", head + "cells: [{id: A, label: a}]\n", "pack.forms"},
           {"sum of nothing", head + "until: 2027-01-01\ncells: [{id: A, label: a, sum: [B]}]\n",
            "pack.forms"},
           {"check of nothing",
            head + "until: 2027-01-01\ncells: [{id: A, label: a}]\nchecks: [{code: c, left: A, op: "
                   "'<=', right: B}]\n",
            "pack.forms"},
           {"a day that is none", head + "until: tomorrow\ncells: []\n", "pack.forms"},
           {"no yaml", "{", "pack.forms"},
       }) {
    SCOPED_TRACE(row.name);
    std::string folder = ::testing::TempDir() + "forms-" + std::to_string(::getpid());
    std::filesystem::create_directory(folder);
    std::ofstream(folder + "/x.yaml") << row.yaml;
    EXPECT_EQ(answer_of(read_forms(folder)), row.answer);
    std::filesystem::remove_all(folder);
  }
}

}  // namespace boai::forms
