// The store every story begins with, made once and copied for each: a migration and a pack cost
// more than most stories.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "kernel/store/store.hpp"

namespace boai::story {

// Databases in the PostgreSQL that BOAI_TEST_DB names, or nothing where the stories run on SQLite.
class Databases {
 public:
  Databases() {
    const char* wanted = std::getenv("BOAI_TEST_DB");
    if (wanted != nullptr && std::string_view(wanted).starts_with("postgresql")) base_ = wanted;
  }
  ~Databases() {
    for (const std::string& name : made_) run("DROP DATABASE " + name + " WITH (FORCE)");
  }
  Databases(const Databases&) = delete;

  bool any() const { return !base_.empty(); }
  // The address of a new one.
  std::string make(const std::string& like = "template1", const std::string& with = {}) {
    static int number = 0;
    std::string name = "story_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
    run("CREATE DATABASE " + name + " TEMPLATE " + like + " STRATEGY file_copy " + with);
    made_.push_back(name);
    return base_ + "&dbname=" + name;
  }
  const std::string& first() const { return made_.front(); }

 private:
  void run(const std::string& sql) {
    auto connection = store::open(base_);
    bool done = connection.ok() && (*connection)->script(sql).ok();
    EXPECT_TRUE(done) << sql;
  }
  std::string base_;
  std::vector<std::string> made_;
};

// A folder and a store in which `begin` has done its work; closed, so that they can be copied.
class Prepared {
 public:
  using Begin = std::function<void(const std::string& folder, const std::string& address)>;

  explicit Prepared(const Begin& begin) {
    namespace files = std::filesystem;
    folder_ = files::temp_directory_path() / ("boai-stories-" + std::to_string(::getpid()));
    files::create_directories(folder_);
    begin(folder_, databases_.any() ? databases_.make() : sqlite_in(folder_));
  }
  ~Prepared() { std::filesystem::remove_all(folder_); }
  Prepared(const Prepared&) = delete;

  static std::string sqlite_in(const std::string& folder) {
    return "sqlite:" + folder + "/boai.sqlite";
  }
  // The same once more in `folder`; the address of its store, which lives in `databases`.
  std::string again_in(const std::string& folder, Databases& databases) const {
    std::filesystem::copy(folder_, folder, std::filesystem::copy_options::recursive);
    return databases.any() ? databases.make(databases_.first()) : sqlite_in(folder);
  }

 private:
  std::string folder_;
  Databases databases_;
};

}  // namespace boai::story
