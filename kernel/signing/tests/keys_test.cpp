// The file of keys: what is read and refused, and which key signs on a day.
#include "kernel/signing/keys.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace boai::signing {

namespace {

Day day(const char* text) { return *Day::parse(text); }

std::string secret_named(const std::string& name, char letter) {
  std::string text =
      text_of(merkle::Signer{name, merkle::Algorithm::ed25519, std::string(32, letter)});
  return text.substr(0, text.find('\n'));
}

KeyFile file_of_two() {
  KeyFile file;
  EXPECT_TRUE(add_key(file, {day("2026-01-01"), day("2026-12-31")}).ok());
  EXPECT_TRUE(add_key(file, {day("2026-06-01"), day("2027-06-01")}).ok());
  return file;
}

}  // namespace

TEST(KeysOfTwoTerms, SignEachInItsTime) {
  KeyFile file = file_of_two();
  struct Row {
    const char* on;
    int key;  // its place, -1: none
  };
  for (const Row& row : std::vector<Row>{{"2025-12-31", -1},
                                         {"2026-01-01", 0},
                                         {"2026-05-31", 0},
                                         {"2026-06-01", 1},  // both may, the newer does
                                         {"2026-06-02", 1},
                                         {"2027-06-01", 1},
                                         {"2027-06-02", -1}}) {
    SCOPED_TRACE(row.on);
    const Key* key = file.on(day(row.on));
    EXPECT_EQ(key == nullptr ? -1 : static_cast<int>(key - file.keys.data()), row.key);
  }
  EXPECT_EQ(to_text(file.keys[0].until), "2026-06-01") << "what it signed that morning stays good";
}

TEST(KeysOfTwoTerms, AreReadAsTheyWereWritten) {
  KeyFile file = file_of_two();
  ASSERT_TRUE(withdraw_key(file, id_text(file.keys[0].verifier.id), day("2026-03-01")).ok());
  auto again = parse_key_file(to_text(file));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(to_text(*again), to_text(file));
  EXPECT_EQ(again->keys[0].secret, "");
  EXPECT_EQ(again->on(day("2026-02-01")), nullptr) << "a withdrawn key signs no more";
  EXPECT_EQ(withdraw_key(file, "00000000", day("2026-03-01")).error().code,
            "certificate.key_unknown");
}

TEST(AFileOfKeys, IsRefusedWithItsLine) {
  std::string head = "boai/certificate-secrets/v1\n";
  std::string key = secret_named("certificate-1", 'k'),
              root = secret_named("certificate-root", 'r');
  struct Row {
    std::string text, answer;
  };
  for (const Row& row : std::vector<Row>{
           {head, ""},
           {head + "root " + root + "\n\nkey " + key + " 2026-01-01 2026-12-31\n", ""},
           {"", "line 1"},
           {"boai/certificate-secrets/v2\n", "line 1"},
           {head + "key " + key + "\n", "line 2"},
           {head + "key " + key + " 2026-12-31 2026-01-01\n", "line 2"},
           {head + "key " + key + " 2026-01-01 2026-12-31 withdrawn 2026-05-01\n", "line 2"},
           {head + "key nonsense 2026-01-01 2026-12-31\n", "line 2"},
           {head + "root " + root + "\nroot nonsense\n", "line 3"},
           {head + "root " + root + "\nroot " + root + "\nroot " + root + "\n", "line 4"},
           {head + "lock x\n", "line 2"},
       }) {
    SCOPED_TRACE(row.text);
    auto read = parse_key_file(row.text);
    EXPECT_EQ(read.ok() ? "" : read.error().field, row.answer);
  }
}

TEST(AFileOfKeys, IsReadAnewWhenItChangesAndKeptFromOthers) {
  std::string path =
      std::filesystem::temp_directory_path() / ("boai-keys-" + std::to_string(::getpid()));
  std::filesystem::remove(path);
  Keys keys(path);
  EXPECT_EQ(keys.signer_on(day("2026-11-23")).error().code, "certificate.no_key");
  ASSERT_TRUE(make_where_missing(path, {day("2026-11-23"), day("2027-11-23")}).ok());
  auto first = keys.signer_on(day("2026-11-23"));
  ASSERT_TRUE(first.ok());
  ASSERT_TRUE(make_where_missing(path, {day("2026-11-24"), day("2027-11-24")}).ok());
  EXPECT_EQ(keys.signer_on(day("2026-11-24"))->secret, first->secret) << "nothing was missing";
  EXPECT_EQ(keys.signer_on(day("2028-01-01")).error().code, "certificate.no_key");
  struct stat about {};
  ASSERT_EQ(::stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  std::ofstream(path) << "nonsense";
  EXPECT_EQ(keys.signer_on(day("2026-11-23")).error().code, "certificate.keys_file");
  EXPECT_EQ(make_where_missing(path, {day("2026-11-23"), day("2027-11-23")}).error().code,
            "certificate.keys_file")
      << "a file that cannot be read is never written over";
  std::filesystem::remove(path);
}

}  // namespace boai::signing
