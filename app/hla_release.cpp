// Nomenclature of the HLA command line: a release folder as it is published, plain or `.xz`.
#include <boost/json.hpp>
#include <filesystem>
#include <iostream>

#include "app/hla_verbs.hpp"
#include "engines/hla/packed.hpp"
#include "engines/hla/typing.hpp"

namespace boai::app {

Result<hla::Nomenclature> read_release(const std::string& folder) {
  hla::ReleaseFiles files;
  for (std::string_view name : hla::release_files) {
    for (const char* inside : {"", "wmda/", "tce/"}) {
      for (const char* packing : {"", ".xz", ".gz"}) {
        std::string path = folder + "/" + inside + std::string(name) + packing;
        if (files.contains(std::string(name)) || !std::filesystem::exists(path)) continue;
        files[std::string(name)] = TRY(read_whole(path));
      }
    }
  }
  if (files.empty()) {
    return invalid("hla.nomenclature", "nomenclature", "no release files in " + folder);
  }
  return hla::Nomenclature::create(files);
}

namespace {

// "A*01:01", or an antigen, which bears no star: "A2", "DR4".
hla::Nomenclature::Resolved resolved_name(const hla::Nomenclature& release,
                                          const std::string& name) {
  hla::Blocks blocks;
  bool antigen = name.find('*') == name.npos && !hla::split(name, blocks);
  if (antigen && blocks.blocks.size() == 1) {
    return release.resolve(blocks.blocks[0].locus, blocks.blocks[0].text);
  }
  return release.resolve(name);
}

}  // namespace

Result<int> hla_reduce(const HlaWords& words) {
  auto release = TRY(read_release(words.nomenclature));
  auto level = hla::level_named(words.to);
  boost::json::array list;
  int unknown = 0;
  if (!words.json) std::cout << "name\t" << words.to << "\n";
  for (const std::string& name : words.names) {
    auto resolved = resolved_name(release, name);
    std::vector<std::string> groups;
    auto put = [&](const std::string& group) {
      if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
    };
    for (hla::AlleleNumber each : resolved.alleles) {
      hla::GroupNumber group = release.group(*level, each);
      if (group != hla::no_group) put(release.group_name(*level, group));
    }
    // A null allele has no P group: it stays what it is.
    if (groups.empty()) {
      for (hla::AlleleNumber each : resolved.alleles) put(hla::null_name(release.names()[each]));
    }
    unknown += groups.empty();
    std::string joined;
    for (const std::string& group : groups) joined += (joined.empty() ? "" : "/") + group;
    if (words.json) {
      list.push_back(boost::json::object{{"name", name}, {"to", words.to}, {"groups", joined}});
    } else {
      std::cout << name << "\t" << (joined.empty() ? "unknown" : joined) << "\n";
    }
  }
  if (words.json) print(list);
  return unknown ? 1 : 0;
}

}  // namespace boai::app
