// Fills a template: place-holders in paragraphs, tables, slides and sheets, also where Office has
// cut one over several runs. A row (or a paragraph) that holds {{each LIST}} stands once an item.
// Formats stay as they are. Every fault is told at once with its place; a faulty template fills
// nothing.
#pragma once

#include "kernel/documents/package.hpp"
#include "kernel/documents/place_holder.hpp"

namespace boai::documents {

constexpr std::size_t rows_max = 500;          // of one {{each}}
constexpr std::size_t rows_whole_max = 5'000;  // of the document
constexpr std::size_t faults_max = 100;        // told at once
constexpr std::size_t place_holders_max = 5'000;

// Codes: document.place_holders, whose `fields` name place, code and text of each fault; those of
// one place-holder are document.place_holder (cannot be read), document.nested (a row repeated in a
// repeated row), document.rows, document.picture_place, document.formula_below and what the Answers
// refuse. document.xml (field: part) when a part is not sound XML, document.xml_entities.
Result<Package> fill(const Package& package, Answers& answers);

}  // namespace boai::documents
