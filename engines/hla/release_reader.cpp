// Reads the files of a release.
#include <algorithm>
#include <charconv>

#include "engines/hla/nomenclature.hpp"
#include "engines/hla/text_file.hpp"

namespace boai::hla {

namespace {

constexpr std::size_t alleles_max = 10'000'000;

// Calls each(line, fields) for lines that are not comments; stops at the first fault.
template <typename Each>
Outcome each_line(const ReleaseFiles& files, const std::string& name, char mark, Each each) {
  auto found = files.find(name);
  if (found == files.end()) return Done{};
  Lines lines(found->second);
  Line line;
  std::vector<std::string_view> fields;
  while (lines.next(line)) {
    if (line.text.empty() || line.text.starts_with('#')) continue;
    fields.clear();
    for (std::size_t from = 0; from <= line.text.size();) {
      std::size_t to = std::min(line.text.find(mark, from), line.text.size());
      fields.push_back(line.text.substr(from, to - from));
      from = to + 1;
    }
    const char* fault = each(fields);
    if (fault) return fault_at(name, line, 0, fault);
  }
  return Done{};
}

std::vector<std::string_view> split_members(std::string_view text) {
  std::vector<std::string_view> members;
  for (std::size_t from = 0; from < text.size();) {
    std::size_t to = std::min(text.find('/', from), text.size());
    members.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return members;
}

// "A*01:01:01G" → "A*01:01".
std::string two_fields(const std::string& name) {
  std::size_t first = name.find(':');
  std::size_t second = first == name.npos ? first : name.find(':', first + 1);
  std::string out = name.substr(0, second);
  while (!out.empty() && out.back() >= 'A' && out.back() <= 'Z' && out.back() != 'N')
    out.pop_back();
  return out;
}

}  // namespace

class ReleaseReader {
 public:
  ReleaseReader(const ReleaseFiles& files, Nomenclature& made) : files_(files), made_(made) {}

  Outcome read() {
    for (std::size_t each = 0; each < 3; each++) {
      if (files_.contains(std::string(release_files[each]))) continue;
      return invalid("hla.nomenclature", "nomenclature",
                     "the release has no " + std::string(release_files[each]));
    }
    TRY(read_names());
    TRY(read_groups("hla_nom_g.txt", Level::g));
    TRY(read_groups("hla_nom_p.txt", Level::p));
    make_small_groups();
    TRY(read_antigens());
    TRY(read_kin());
    TRY(read_old_names());
    return read_tce();
  }

 private:
  Outcome read_names() {
    bool header = true;
    const std::string& bytes = files_.at("Allelelist.txt");
    if (std::size_t at = bytes.find("# version: "); at != bytes.npos) {
      std::size_t end = bytes.find_first_of("\r\n", at);
      made_.release_ = bytes.substr(at + 11, end - at - 11);
    }
    TRY(each_line(files_, "Allelelist.txt", ',', [&](auto& fields) -> const char* {
      bool names_columns = header && fields.size() == 2 && fields[1] == "Allele";
      header = false;
      if (names_columns) return nullptr;
      if (fields.size() != 2) return "two fields are wanted: id and allele";
      if (fields[1].find('*') == fields[1].npos) return "no allele name";
      if (made_.names_.size() >= alleles_max) return "too many alleles";
      made_.names_.emplace_back(fields[1]);
      return nullptr;
    }));
    for (AlleleNumber each = 0; each < made_.names_.size(); each++) {
      const std::string& name = made_.names_[each];
      if (!made_.by_name_.emplace(name, each).second) {
        return fault_in_list(name, name + " twice");
      }
      std::size_t star = name.find('*');
      std::string locus = name.substr(0, star);
      if (made_.loci_.empty() || made_.loci_.back() != locus) {
        if (std::ranges::find(made_.loci_, locus) == made_.loci_.end())
          made_.loci_.push_back(locus);
      }
      auto fields = fields_of(std::string_view(name).substr(star + 1));
      if (!fields) return fault_in_list(name, "odd name " + name);
      std::uint64_t key = made_.locus_number(locus);
      for (std::uint16_t field : fields->fields) key = key << 14 | field;
      made_.keys_.emplace_back(key, each);
    }
    std::ranges::sort(made_.keys_);
    for (auto& each : made_.group_of_) each.assign(made_.names_.size(), no_group);
    made_.antigens_.resize(made_.names_.size());
    made_.tce_.assign(made_.names_.size(), 0);
    return Done{};
  }

  // Where a name stands in the list of alleles, the last time if it is there twice.
  Error fault_in_list(const std::string& name, const std::string& what) const {
    Lines lines(files_.at("Allelelist.txt"));
    Line line, last;
    while (lines.next(line)) {
      bool here = line.text.ends_with("," + name);
      if (here) last = line;
    }
    return fault_at("Allelelist.txt", last, last.text.find(',') + 1, what);
  }

  GroupNumber group_named(Level level, const std::string& name) {
    auto at = static_cast<std::size_t>(level);
    auto [found, fresh] = made_.group_numbers_[at].try_emplace(name, made_.groups_[at].size());
    if (fresh) {
      made_.groups_[at].push_back(name);
      made_.members_[at].emplace_back();
    }
    return found->second;
  }

  void join(Level level, AlleleNumber allele, GroupNumber group) {
    auto at = static_cast<std::size_t>(level);
    made_.group_of_[at][allele] = group;
    made_.members_[at][group].push_back(allele);
  }

  // locus*;members;group: an empty third field is a group of one, named as its member.
  Outcome read_groups(const std::string& file, Level level) {
    return each_line(files_, file, ';', [&](auto& fields) -> const char* {
      if (fields.size() != 3) return "three fields are wanted: locus, alleles, group";
      std::string locus(fields[0]);
      if (!locus.ends_with('*')) return "a locus with its star is wanted first";
      auto members = split_members(fields[1]);
      if (members.empty()) return "a group without members";
      std::string name = locus + std::string(fields[2].empty() ? members[0] : fields[2]);
      GroupNumber group = group_named(level, name);
      std::string full;
      for (std::string_view member : members) {
        full.assign(locus).append(member);
        if (auto allele = made_.find(full)) {
          join(level, *allele, group);
          continue;
        }
        // Groups of one are written short in hla_nom_p: "02:293Q", "01:06".
        std::vector<AlleleNumber> range;
        made_.add_range(std::string_view(locus).substr(0, locus.size() - 1), member, range);
        for (AlleleNumber each : range) {
          if (!made_.null(each)) join(level, each, group);
        }
      }
      return nullptr;
    });
  }

  // lg, lgx: the members of a P group and the nulls of the G groups under it; nulls on their own by
  // two fields.
  void make_small_groups() {
    const auto& g = made_.group_of_[static_cast<std::size_t>(Level::g)];
    const auto& p = made_.group_of_[static_cast<std::size_t>(Level::p)];
    std::vector<GroupNumber> p_of_g(made_.groups_[static_cast<std::size_t>(Level::g)].size(),
                                    no_group);
    for (AlleleNumber each = 0; each < made_.names_.size(); each++) {
      if (g[each] != no_group && p[each] != no_group && p_of_g[g[each]] == no_group) {
        p_of_g[g[each]] = p[each];
      }
    }
    for (AlleleNumber each = 0; each < made_.names_.size(); each++) {
      GroupNumber group = p[each];
      if (group == no_group && g[each] != no_group) group = p_of_g[g[each]];
      std::string name =
          two_fields(group == no_group ? made_.names_[each] : made_.group_name(Level::p, group));
      if (group == no_group && made_.null(each) && name.back() != 'N') name += "N";
      join(Level::lgx, each, group_named(Level::lgx, name));
      join(Level::lg, each, group_named(Level::lg, name + "g"));
    }
  }

  // locus;allele;unambiguous;possible;assumed;expert — and one more column since 3.64.
  Outcome read_antigens() {
    return each_line(files_, "rel_dna_ser.txt", ';', [&](auto& fields) -> const char* {
      if (fields.size() != 6 && fields.size() != 7) return "six or seven fields are wanted";
      std::string locus(fields[0]);
      if (!locus.ends_with('*')) return "a locus with its star is wanted first";
      auto allele = made_.find(locus + std::string(fields[1]));
      if (!allele) return nullptr;
      locus.pop_back();
      for (std::size_t column = 2; column < fields.size(); column++) {
        for (std::string_view antigen : split_members(fields[column])) {
          bool number = std::ranges::all_of(antigen, [](char c) { return c >= '0' && c <= '9'; });
          if (!number || antigen == "0") continue;
          auto& list = made_.antigens_[*allele];
          if (std::ranges::find(list, antigen) != list.end()) continue;
          list.emplace_back(antigen);
          made_.by_antigen_[{locus, std::string(antigen)}].push_back(*allele);
        }
      }
      return nullptr;
    });
  }

  static std::string gene_of(std::string_view locus) {
    if (locus == "Cw") return "C";
    if (locus == "DR") return "DRB1";
    if (locus == "DQ") return "DQB1";
    return std::string(locus);
  }

  // locus;antigen;splits;associated.
  Outcome read_kin() {
    return each_line(files_, "rel_ser_ser.txt", ';', [&](auto& fields) -> const char* {
      if (fields.size() != 4) return "four fields are wanted: locus, antigen, splits, associated";
      std::string locus = gene_of(fields[0]), antigen(fields[1]);
      for (std::size_t column : {2, 3}) {
        for (std::string_view each : split_members(fields[column])) {
          made_.below_[{locus, antigen}].emplace_back(each);
          made_.above_[{locus, std::string(each)}].emplace_back(antigen);
        }
      }
      return nullptr;
    });
  }

  Outcome read_old_names() {
    TRY(each_line(files_, "Deleted_alleles.txt", ',', [&](auto& fields) -> const char* {
      if (fields.size() < 3 || fields[1] == "Allele") return nullptr;
      std::string_view line(fields[2].data(),
                            fields.back().data() + fields.back().size() - fields[2].data());
      for (std::string_view phrase :
           {"renamed as ", "renamed ", "identical to ", "partial of newly named "}) {
        std::size_t at = line.find(phrase);
        if (at == line.npos) continue;
        std::string_view name = line.substr(at + phrase.size());
        name = name.substr(0, name.find_first_of(" ,;"));
        if (name.find('*') == name.npos) continue;
        made_.renamed_.emplace(today(fields[1]), name);
        break;
      }
      return nullptr;
    }));
    return each_line(files_, "Nomenclature_2009.txt", ' ', [&](auto& fields) -> const char* {
      std::vector<std::string_view> words;
      for (std::string_view each : fields) {
        if (!trimmed(each).empty()) words.push_back(trimmed(each));
      }
      if (words.size() == 1) words = split_tabs(words[0]);
      bool names = words.size() == 2 && words[0].find('*') != words[0].npos &&
                   words[1].find('*') != words[1].npos;
      if (names) made_.old_names_.emplace(today(words[0]), words[1]);
      return nullptr;
    });
  }

  // C was Cw before 2010.
  static std::string today(std::string_view name) {
    return name.starts_with("Cw*") ? "C" + std::string(name.substr(2)) : std::string(name);
  }

  static std::vector<std::string_view> split_tabs(std::string_view text) {
    std::size_t tab = text.find('\t');
    if (tab == text.npos) return {text};
    return {text.substr(0, tab), trimmed(text.substr(tab))};
  }

  // Allele,Protein,V1,V2,Comments: "1$", "2a" are 1 and 2; 0 and nothing are unknown.
  Outcome read_tce() {
    return each_line(files_, "dpb_tce.csv", ',', [&](auto& fields) -> const char* {
      if (fields.size() < 4) return "four fields are wanted at least";
      auto allele = made_.find(fields[0]);
      if (!allele || fields[3].empty()) return nullptr;
      int group = fields[3][0] - '0';
      if (group >= 1 && group <= 3) made_.tce_[*allele] = static_cast<std::uint8_t>(group);
      return nullptr;
    });
  }

  const ReleaseFiles& files_;
  Nomenclature& made_;
};

Result<Nomenclature> Nomenclature::create(const ReleaseFiles& files) {
  Nomenclature made;
  TRY(ReleaseReader(files, made).read());
  return made;
}

}  // namespace boai::hla
