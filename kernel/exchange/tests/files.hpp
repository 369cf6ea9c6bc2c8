// Files made for a test: any bytes, and workbooks part by part, as no program would write them.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "kernel/exchange/rows.hpp"

namespace boai::exchange {

class Files : public testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    std::string place = "boai-rows-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
    folder_ = std::filesystem::temp_directory_path() / place;
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& text, const std::string& name = "file") {
    std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  using Parts = std::map<std::string, std::string>;
  std::string zip(const Parts& parts) {
    std::string path = folder_ + "/book.xlsx";
    std::filesystem::remove(path);
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, &code);
    for (const auto& [name, text] : parts) {
      zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
      zip_file_add(archive, name.c_str(), source, 0);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return path;
  }
  // A workbook of one sheet whose rows are given as XML.
  static Parts parts_of(const std::string& rows) {
    return {
        {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
  }
  std::string book(const std::string& rows, const Parts& others = {}) {
    Parts parts = parts_of(rows);
    parts.insert(others.begin(), others.end());
    return zip(parts);
  }

  struct Answer {
    std::string code = "ok";
    std::vector<Row> rows;
    // "1: a|b; 2: c" and the faults behind each row as "!column:code".
    std::string text() const {
      std::string all;
      for (const Row& row : rows) {
        all += (all.empty() ? "" : "; ") + std::to_string(row.number) + ": ";
        for (std::size_t at = 0; at < row.cells.size(); ++at) {
          all += (at ? "|" : "") + row.cells[at];
        }
        for (const CellFault& fault : row.faults) {
          all += " !" + std::to_string(fault.column) + ":" + fault.code;
        }
      }
      return all;
    }
  };
  static Answer read(const std::string& path, const Reading& reading = {}) {
    Answer answer;
    auto rows = open_rows(path, reading);
    if (!rows.ok()) return {rows.error().code, {}};
    for (Row row;;) {
      auto more = (*rows)->next(row);
      if (!more.ok()) {
        answer.code = more.error().code;
        return answer;
      }
      if (!*more) return answer;
      answer.rows.push_back(row);
    }
  }

  std::string folder_;
};

}  // namespace boai::exchange
