// A province with its pack in a fresh store, and people who act in it.
#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "app/wiring.hpp"
#include "base/crypto/digest.hpp"
#include "domains/plan/port.hpp"
#include "kernel/exchange/import.hpp"
#include "kernel/exchange/refused.hpp"
#include "kernel/lists/lists.hpp"
#include "tests/stories/prepared.hpp"

namespace boai::story {

namespace json = boost::json;

class Office : public testing::Test {
 protected:
  void SetUp() override {
    static const Prepared prepared([this](const std::string& folder, const std::string& address) {
      open(folder, address);
      good(app::migrate(*app_));
      good(app::load_pack(*app_, [](const std::string&) {}));
      person("planner", "planner", "32");
      person("nanjing", "city_planner", "3201");
      person("xuanwu", "county_clerk", "320102");
      person("gulou_xuzhou", "county_clerk", "320302");
      app_.reset();
    });
    static int number = 0;
    std::string place = "boai-story-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
    data_ = std::filesystem::temp_directory_path() / place;
    open(data_, prepared.again_in(data_, databases_));
  }
  void TearDown() override {
    app_.reset();
    std::filesystem::remove_all(data_);
  }

  static void good(const Outcome& outcome) {
    EXPECT_TRUE(outcome.ok()) << outcome.error().code << " " << outcome.error().detail;
  }
  std::int64_t at(const std::string& code) {
    auto branch = app::branch_by_code(*app_, code);
    return branch.ok() ? *branch : 0;
  }
  std::string here(const std::string& code) { return std::to_string(at(code)); }

  // "ok" or the code of the refusal.
  std::string act(const std::string& who, std::string_view command, json::object fields) {
    auto done = app::run(*app_, {who}, command, fields);
    if (done.ok()) last_ = *done;
    return answer_of(done);
  }

  json::object certificate(const std::string& branch, const std::string& number,
                           const std::string& name, const std::string& id,
                           const std::string& day = "2026-11-20") {
    return {{"branch", here(branch)},
            {"number", number},
            {"name", name},
            {"document_kind", "resident_id"},
            {"document_number", id},
            {"course", "first_aider"},
            {"setting", "school"},
            {"occupation", "teacher"},
            {"day", day}};
  }

  // One indicator of the running plan, as the board shows it.
  json::object indicator(const std::string& id, const std::string& region, int year = 2026,
                         const std::string& plan = "jiangsu-2026-2030", Day as_of = {}) {
    auto reader = app_->readers->borrow();
    auto board = plan::board(
        **reader, *app_->house,
        {.plan = plan, .region = region, .year = year, .as_of = as_of, .today = app_->today()});
    EXPECT_TRUE(board.ok()) << board.error().code;
    for (const auto& row : board->at("indicators").as_array()) {
      if (row.at("id").as_string() == id) return row.as_object();
    }
    return {};
  }

  std::int64_t difference() {
    auto reader = app_->readers->borrow();
    auto recount = measures::recount(**reader, app_->house->measures);
    EXPECT_TRUE(recount.ok());
    for (const std::string& example : recount->examples) ADD_FAILURE() << example;
    return recount->difference;
  }

  journal::Verdict verified() {
    auto reader = app_->readers->borrow();
    auto verdict = journal::verify(**reader, journal::kept_head(data_ + "/journal.head"));
    EXPECT_TRUE(verdict.ok());
    return *verdict;
  }

  std::vector<json::object> seen_by(const std::string& who, const std::string& type,
                                    lists::Parameters filters = {}) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto list =
        lists::list(**reader, *app_->house, *app_->house->types.find(type), *viewer, filters);
    std::vector<json::object> rows;
    EXPECT_TRUE(list.ok()) << list.error().code;
    if (!list.ok()) return rows;
    json::value page = json::parse(*list);
    for (const auto& row : page.at("items").as_array()) rows.push_back(row.as_object());
    return rows;
  }

  std::string file(const std::string& name, const std::string& text) {
    std::string path = data_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  Result<exchange::Report> import(const std::string& who, const std::string& path,
                                  bool preview = false) {
    const record::Type* type = app_->house->types.find("training.certificate");
    exchange::Order order{.type = type,
                          .command = app_->commands.find(type->import_command),
                          .path = path,
                          .name = "list.csv",
                          .account = who,
                          .os_user = {},
                          .batch = {},
                          .refused_path = data_ + "/refused.csv",
                          .mapping = {},
                          .reading = {},
                          .preview = preview};
    if (adjust_) adjust_(order);
    return exchange::run_import(app_->exchange_place(), order);
  }
  // The refused rows of the last import, as its sender gets them.
  std::string refused() {
    auto pieces = exchange::open_refused(data_ + "/refused.csv", app_->house->keys);
    std::string all;
    if (!pieces.ok()) return all;
    for (std::string piece = (*pieces)(); !piece.empty(); piece = (*pieces)()) all += piece;
    return all;
  }
  std::function<void(exchange::Order&)> adjust_;

  void person(const std::string& account, const std::string& role, const std::string& branch) {
    good(app::first_account(*app_, account, account, "", role, at(branch)));
  }

  // Where another store of the same kind may stand.
  std::string address_beside() {
    return databases_.any() ? databases_.make() : "sqlite:" + data_ + "/beside.sqlite";
  }

  Databases databases_;
  std::unique_ptr<app::App> app_;
  std::string data_;
  command::Done last_;

 private:
  void open(const std::string& folder, const std::string& address) {
    app::Settings settings = app::settings_from_environment();
    settings.data = folder;
    settings.now = "2026-11-23T02:00:00.000Z";
    settings.address = address;
    auto opened = app::open(settings);
    ASSERT_TRUE(opened.ok()) << opened.error().code << opened.error().detail;
    app_ = std::move(*opened);
  }
};

}  // namespace boai::story
