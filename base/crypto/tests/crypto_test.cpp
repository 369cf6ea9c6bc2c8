#include <gtest/gtest.h>

#include "base/crypto/digest.hpp"
#include "base/crypto/password.hpp"
#include "base/crypto/seal.hpp"
#include "base/crypto/totp.hpp"

namespace boai::crypto {

TEST(Digests, AgreeWithTheStandards) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, case 2 and case 6 (a key longer than a block).
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(std::string(131, '\xaa'),
                            "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(TheSecondFactor, AgreesWithRfc6238) {
  std::string secret = base32("12345678901234567890");
  struct Row {
    std::int64_t seconds;
    std::string code;
  };
  for (const Row& row : std::vector<Row>{
           {59, "287082"},
           {1111111109, "081804"},
           {1234567890, "005924"},
           {20000000000, "353130"},
       }) {
    SCOPED_TRACE(row.seconds);
    EXPECT_EQ(totp_code(secret, row.seconds), row.code);
    auto step = totp_verify(secret, row.code, row.seconds, 0);
    ASSERT_TRUE(step.has_value());
    EXPECT_FALSE(totp_verify(secret, row.code, row.seconds, *step)) << "a code works once";
  }
}

TEST(ASealedValue, OpensOnlyInItsPlaceAndUnchanged) {
  KeyRing ring = KeyRing::from_word("test");
  std::string sealed = ring.seal("11010519491231002X", "people.person.document");
  EXPECT_EQ(sealed.find("1949"), std::string::npos);
  EXPECT_EQ(*ring.open(sealed, "people.person.document"), "11010519491231002X");
  EXPECT_FALSE(ring.open(sealed, "people.person.phone").ok());
  sealed.back() = sealed.back() == 'A' ? 'B' : 'A';
  EXPECT_FALSE(ring.open(sealed, "people.person.document").ok());
  EXPECT_EQ(ring.lookup_hash("a", "b"), ring.lookup_hash("a", "b"));
  EXPECT_NE(ring.lookup_hash("a", "b"), ring.lookup_hash("a", "c"));
}

TEST(APassword, IsKeptAsArgon2id) {
  std::string stored = hash_password("a long enough word");
  EXPECT_TRUE(stored.starts_with("$argon2id$"));
  EXPECT_TRUE(verify_password(stored, "a long enough word"));
  EXPECT_FALSE(verify_password(stored, "a long enough worD"));
  EXPECT_EQ(answer_of(check_password_rule("short", "x")), "identity.password_short");
  EXPECT_EQ(answer_of(check_password_rule("planner-12345", "planner")),
            "identity.password_is_account");
}

TEST(AUuid, IsTellable) {
  EXPECT_TRUE(is_uuid(uuid4()));
  EXPECT_FALSE(is_uuid("not-a-uuid"));
  EXPECT_FALSE(is_uuid("zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"));
}

}  // namespace boai::crypto
