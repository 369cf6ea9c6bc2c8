// Daily statements, and their re-adding by somebody who has only the public leaves: what a book's
// funds held, took in, gave out and hold, over a range of leaves without gap or overlap.
#pragma once

#include <map>

#include "engines/merkle/leaf.hpp"

namespace boai::merkle {

// What leaves up to here add up to. Fed with every leaf of the log in order.
class Adding {
 public:
  // Codes: leaf.* for what is not a leaf of ours, statement.* for what does not add up.
  Outcome add(std::uint64_t index, std::string_view leaf);

  // The statement of a day over the leaves of the book not yet stated, up to before `end`.
  Result<Leaf> statement(const std::string& book, Day day, std::uint64_t end) const;

  // What the book's funds hold by every leaf met so far, since its last statement.
  Result<std::vector<Line>> standing(const std::string& book) const;

  struct Told {
    std::uint64_t index = 0;
    std::uint64_t first = 0;
    std::uint64_t end = 0;
    std::vector<Line> lines;
    std::string fault;  // "" when it adds up
  };
  // Statements of the book for that day, as met so far.
  std::vector<Told> told(const std::string& book, Day day) const;
  std::vector<std::string> books() const;
  std::uint64_t size() const { return size_; }

 private:
  using Key = std::pair<std::string, std::string>;  // fund, unit
  struct Flow {
    std::uint64_t index = 0;
    Key key;
    std::int64_t in = 0, out = 0;
  };
  struct Book {
    std::map<Key, std::int64_t> held;  // by the last statement
    std::vector<Flow> flows;           // since then
    std::uint64_t stated = 0;          // the end of its range
    std::map<int, std::vector<Told>> days;
  };
  // What a leaf moved, for corrections of it later.
  struct Moved {
    std::string book;
    Key key;
    std::int64_t amount = 0;
    bool in = true;
  };
  Outcome move(std::uint64_t index, const Leaf& leaf);
  Outcome correct(std::uint64_t index, const Leaf& leaf);
  Outcome state(std::uint64_t index, const Leaf& leaf);
  void flow(std::uint64_t index, const Moved& moved, std::int64_t amount);
  Result<std::vector<Line>> lines_of(const Book& book, std::uint64_t end) const;

  std::uint64_t size_ = 0;
  std::map<std::string, Book> books_;
  std::map<std::uint64_t, Moved> moved_;
};

}  // namespace boai::merkle
