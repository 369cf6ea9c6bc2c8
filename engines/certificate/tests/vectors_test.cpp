// The vectors that C++ and the page share, written by a third hand (make_vectors.mjs).
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "base/tests/tree.hpp"
#include "engines/certificate/check.hpp"

namespace boai::certificate {
namespace {

namespace json = boost::json;

std::string folder() { return in_tree("engines/certificate/tests"); }

const json::object& vectors() {
  static const json::object read = [] {
    std::ifstream file(folder() + "/vectors.json");
    return json::parse(std::string{std::istreambuf_iterator<char>(file), {}}).as_object();
  }();
  return read;
}

std::string text(const json::value& value) {
  return value.is_null() ? std::string() : std::string(value.as_string());
}
std::string text(const char* name) { return text(vectors().at(name)); }

Day day(const json::value& value) { return Day::parse(text(value)).value(); }

merkle::Verifier key(const char* name) { return merkle::parse_vkey(text(name)).value(); }

Keys keys() { return open_keys(text("keys"), nullptr, {}).value(); }
Revoked revoked() { return open_revoked(text("revoked"), keys(), {}).value(); }

merkle::Signer signer_of(const std::string& name, char seed) {
  return {.name = name, .secret = std::string(32, seed)};
}

TEST(TheVectors, EachCodeHasItsState) {
  Keys trusted = keys();
  Revoked known = revoked();
  int count = 0;
  for (const json::value& each : vectors().at("cases").as_array()) {
    const json::object& row = each.as_object();
    SCOPED_TRACE(text(row.at("name")));
    bool told = row.at("revoked").as_bool();
    Finding found =
        check(text(row.at("text")), trusted, told ? &known : nullptr, day(row.at("on")));
    EXPECT_EQ(name_of(found.state), text(row.at("state")));
    if (!row.at("why").is_null()) {
      EXPECT_EQ(found.why, text(row.at("why")));
    }
    if (row.contains("ends")) {
      EXPECT_EQ(to_text(found.ends), text(row.at("ends")));
    }
    if (row.contains("decree")) {
      ASSERT_NE(found.decree, nullptr);
      EXPECT_EQ(found.decree->code, text(row.at("decree")));
    }
    EXPECT_EQ(found.signature, found.state >= State::not_yet_valid);
    ++count;
  }
  EXPECT_GE(count, 58);
}

TEST(TheVectors, OurSigningWritesTheSameBytes) {
  const json::object& good = vectors().at("good").as_object();
  std::string number = text(good.at("number")), name = text(good.at("name"));
  std::string code = text(good.at("code"));
  Certificate made{.number = number,
                   .name_mask = mask_of(name).value(),
                   .name_seal = seal_of({number, name, code}).value(),
                   .region = static_cast<int>(good.at("region").as_int64()),
                   .kind = static_cast<int>(good.at("kind").as_int64()),
                   .edition = static_cast<int>(good.at("edition").as_int64()),
                   .issued = day(good.at("issued")),
                   .valid_until = day(good.at("valid_until")),
                   .signed_on = day(good.at("signed"))};
  auto signer =
      signer_of(text(good.at("key_name")), static_cast<char>(good.at("key_seed").as_int64()));
  EXPECT_EQ(sign(made, signer).value(), text(good.at("text")));
  auto read = parse(text(good.at("text")));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->certificate, made);
}

TEST(TheVectors, AWholeNameIsComparedAndNothingElse) {
  Certificate good = parse(text(vectors().at("good").as_object().at("text")))->certificate;
  for (const json::value& each : vectors().at("names").as_array()) {
    const json::object& row = each.as_object();
    std::string name = text(row.at("name")), code = text(row.at("code"));
    SCOPED_TRACE(name + " " + code);
    auto found = is_holder(good, {name, code});
    EXPECT_EQ(found.ok(), !row.at("same").is_null());
    if (found.ok()) {
      EXPECT_EQ(*found, row.at("same").as_bool());
    }
  }
}

TEST(TheVectors, ListsThatAreNotQuiteRightAreRefused) {
  for (const auto& [name, note] : vectors().at("bad").as_object().at("keys").as_object()) {
    EXPECT_FALSE(open_keys(text(note), nullptr, {}).ok()) << name;
  }
  for (const auto& [name, note] : vectors().at("bad").as_object().at("revoked").as_object()) {
    EXPECT_FALSE(open_revoked(text(note), keys(), {}).ok()) << name;
  }
}

TEST(TheVectors, OldFilesPutBackAreNoticed) {
  EXPECT_EQ(answer_of(open_keys(text("keys"), nullptr, {.keys = 7})), "ok");
  EXPECT_EQ(answer_of(open_keys(text("keys"), nullptr, {.keys = 8})), "certificate.rolled_back");
  EXPECT_EQ(answer_of(open_revoked(text("revoked"), keys(), {.revoked = 12})), "ok");
  EXPECT_EQ(answer_of(open_revoked(text("revoked"), keys(), {.revoked = 13})),
            "certificate.rolled_back");
}

TEST(TheVectors, APhoneThatTrustsTheOldRootLearnsTheNewOne) {
  merkle::Verifier old = key("root"), next = key("root_next"), stranger = key("stranger");
  EXPECT_EQ(answer_of(open_keys(text("keys"), &old, {})), "ok");
  EXPECT_EQ(answer_of(open_keys(text("keys"), &next, {})), "ok");
  EXPECT_EQ(answer_of(open_keys(text("keys"), &stranger, {})), "certificate.root_wrong");
}

TEST(TheVectors, SigningListsGivesTheNoteOthersMade) {
  std::string note = text("keys");
  std::string body = note.substr(0, note.rfind("\n\n") + 1);
  std::vector<merkle::Signer> roots = {signer_of("jiangsu-root", 1),
                                       signer_of("jiangsu-root-2", 2)};
  EXPECT_EQ(sign_keys(body, roots).value(), note);
  std::vector<merkle::Signer> strangers = {signer_of("jiangsu-root", 3)};
  EXPECT_EQ(answer_of(sign_keys(body, strangers)), "certificate.root_unnamed");
  std::string revoked_note = text("revoked");
  std::string revoked_body = revoked_note.substr(0, revoked_note.rfind("\n\n") + 1);
  EXPECT_EQ(sign_revoked(revoked_body, roots[1]).value(), revoked_note);
}

TEST(TheVectors, EveryBentBitIsRefused) {
  Keys trusted = keys();
  Revoked known = revoked();
  std::string good = text(vectors().at("good").as_object().at("text"));
  Day on = *Day::of(2026, 11, 24);
  ASSERT_EQ(check(good, trusted, &known, on).state, State::valid);
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  for (std::size_t at = 3; at < good.size(); ++at) {
    for (char other : letters + "089.a #\n") {
      if (other == good[at]) continue;
      std::string bent = good;
      bent[at] = other;
      EXPECT_FALSE(is_good(check(bent, trusted, &known, on).state)) << at << other;
    }
    EXPECT_FALSE(is_good(check(good.substr(0, at), trusted, &known, on).state)) << at;
  }
}

TEST(Warnings, TellOldFilesAndWrongClocks) {
  Keys trusted = keys();
  Revoked known = revoked();
  std::string good = text(vectors().at("good").as_object().at("text"));
  struct Row {
    const char* on;
    bool told;
    std::vector<std::string> answer;
  };
  for (const Row& row : std::vector<Row>{
           {"2026-11-24", true, {}},
           {"2026-12-10", true, {}},
           {"2026-12-11", true, {"revoked_old"}},
           {"2027-05-01", false, {"revoked_missing"}},
           {"2027-05-02", true, {"keys_old", "revoked_old"}},
           {"2026-11-09", true, {"clock"}},
           {"2026-10-31", false, {"revoked_missing", "clock"}},
       }) {
    SCOPED_TRACE(row.on);
    Day on = Day::parse(row.on).value();
    const Revoked* list = row.told ? &known : nullptr;
    EXPECT_EQ(warnings(trusted, list, check(good, trusted, list, on), on), row.answer);
  }
}

}  // namespace
}  // namespace boai::certificate
