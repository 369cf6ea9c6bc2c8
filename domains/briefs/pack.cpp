// Reads briefs/briefs.yaml of the pack.
#include <yaml-cpp/yaml.h>

#include "domains/briefs/rules.hpp"

namespace boai::briefs {

Result<Book> read_book(const std::string& pack, const std::string& papers) {
  Book book;
  book.folder = pack + "/briefs";
  book.papers = papers;
  book.maps = pack + "/map";
  std::string path = book.folder + "/briefs.yaml";
  try {
    YAML::Node root = YAML::LoadFile(path);
    for (const auto& level : root["steps"]) {
      auto& steps = book.steps[level.first.as<std::string>()];
      for (const auto& node : level.second) {
        steps.push_back({node["post"].as<std::string>(), node["at"].as<std::string>(),
                         node["days"].as<std::int64_t>()});
      }
    }
    for (const auto& node : root["templates"]) {
      book.shipped.push_back({node["code"].as<std::string>(), node["name"].as<std::string>(),
                              node["en"].as<std::string>(), node["file"].as<std::string>()});
    }
    book.summary = root["texts"]["summary"].as<std::string>();
    book.reasons = root["texts"]["reasons"].as<std::string>();
    book.requests = root["texts"]["requests"].as<std::string>();
  } catch (const YAML::Exception& fault) {
    return invalid("pack.briefs", path, fault.what());
  }
  for (const auto& [level, steps] : book.steps) {
    for (const Step& step : steps) {
      bool place = step.at == "self" || step.at == "above" || step.at == "province";
      if (!place || step.days < 1) return invalid("pack.briefs", path, "steps of " + level);
    }
  }
  return book;
}

const Book& book_of(const unit::House& house) {
  return *std::any_cast<std::shared_ptr<const Book>>(house.from_pack.at("briefs"));
}

}  // namespace boai::briefs
