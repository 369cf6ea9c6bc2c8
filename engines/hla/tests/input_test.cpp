#include <gtest/gtest.h>
#include <zlib.h>

#include "engines/hla/frequencies.hpp"
#include "engines/hla/packed.hpp"
#include "engines/hla/people.hpp"

namespace boai::hla {

namespace {

std::string people_fault(const std::string& bytes) {
  AsWritten as_written;
  Catalogue catalogue;
  auto people = read_people({bytes, "f"}, as_written, catalogue);
  return people.ok() ? "ok" : people.error().detail;
}

std::string frequency_fault(const std::string& bytes) {
  auto read = read_frequencies({bytes, "f"}, AsWritten(), Loci().set(), false);
  return read.ok() ? "ok" : read.error().detail;
}

}  // namespace

TEST(APeopleFile, TellsWhereItStopsMakingSense) {
  struct Row {
    std::string bytes, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"D1%A*01:01+A*02:01\n", "ok"},
           {"D1,HLA-A*01:01/HLA-A*01:02+HLA-A*02:01^B*07:02+B*08:01\r\n\nD2%\n", "ok"},
           {"D1%hla#3.58.0#A*01:01+A*02:01|A*03:01+A*11:01", "ok"},
           {"\xEF\xBB\xBF# made today\nD1%DRB3*01:01+DRB3*02:02^DPB1*04:01+DPB1*NEW", "ok"},
           {"D1%A*01:01~B*08:01+A*02:01~B*07:02^DRB1*15:01+DRB1*03:01", "ok"},
           {"D1%DRB1*15:01~DRB5*01:01+DRB1*03:01~DRB3*01:01", "ok"},
           {"D1%DRB3*01:01?DRB4*01:01+DRB5*01:01^DRBX*NNNN", "ok"},
           {"D1%DRB3*01:01+DRB4*01:01+DRB5*01:01", "f line 1 column 26: three copies of DRB3"},
           {"D1%DR15+DR4^DR51+DR53^Cw*01:02+Cw3", "ok"},
           {"D1%A*01:01~B*08:01+A*02:01",
            "f line 1 column 4: locus B is missing in a copy or a genotype of a phased block"},
           {"D1%A*01:01~A*02:01", "f line 1 column 12: locus A twice in a copy"},
           {"D1%A*01:01?B*08:01",
            "f line 1 column 4: a mark that is not read at this locus in "
            "\"A*01:01?B*08:01\""},
           {"D1 A*01:01", "f line 1 column 1: no % or , between id and typing"},
           {"%A*01:01", "f line 1 column 1: the id is missing"},
           {"D1%A*01:01\nD1%A*01:01", "f line 2 column 1: id \"D1\" twice"},
           {"D1%A*01:01+A*02:01+A*03:01", "f line 1 column 20: three copies of A"},
           {"D1%A*01:01^A*02:01", "f line 1 column 12: locus A twice"},
           {"D1%A*01:01+B*07:02", "f line 1 column 12: \"B*07:02\" stands among names of A"},
           {"D1%KIR*01:01", "f line 1 column 4: unknown locus in \"KIR*01:01\""},
           {"D1%A*01:01//A*02:01", "f line 1 column 12: a name is missing"},
           {"D1%A*01:01+", "f line 1 column 12: a name is missing"},
           {"D1%A*", "f line 1 column 4: a name is missing"},
           {std::string("D1%A*01:0\0", 10), "f line 1 column 10: a letter no typing holds: \"?\""},
           {"D1%A*01:01 A*02:01", "f line 1 column 11: a letter no typing holds: \" \""},
           {std::string("D\x01%A*01", 7), "f line 1 column 2: a control character in the id"},
       }) {
    SCOPED_TRACE(row.bytes);
    EXPECT_EQ(people_fault(row.bytes), row.answer);
  }
}

TEST(ATypingInPhase, MeansItsLoci) {
  AsWritten as_written;
  Catalogue catalogue;
  auto phased =
      read_typing("A*01:01~B*08:01/B*08:02+A*02:01~B*07:02|A*03:01~B*07:02+A*02:01~B*08:01",
                  as_written, catalogue);
  auto plain = read_typing(
      "A*01:01+A*02:01|A*03:01+A*02:01^"
      "B*08:01/B*08:02+B*07:02|B*07:02+B*08:01",
      as_written, catalogue);
  ASSERT_TRUE(phased.ok() && plain.ok());
  EXPECT_EQ(*phased, *plain);
}

TEST(AttributesFile, TellsWhereItStopsMakingSense) {
  struct Row {
    std::string bytes, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"id,population,status,age,sex,cmv,abo,weight\nD1,X,available,30,f,neg,A,60.5\n", "ok"},
           {"id,age\nD1,\n", "ok"},
           {"", "f line 1 column 1: the file is empty"},
           {"age\n30\n", "f line 1 column 1: the header names no column id"},
           {"id,age,age\n", "f line 1 column 8: column \"age\" twice"},
           {"id,age\nD1,old\n", "f line 2 column 4: an age that is no number"},
           {"id,weight\nD1,inf\n", "f line 2 column 4: a weight that is no number"},
           {"id,age\nD1\n", "f line 2 column 3: the number of fields differs from the header"},
           {"id,age\nD1,3\nD1,4\n", "f line 3 column 1: id \"D1\" twice"},
       }) {
    SCOPED_TRACE(row.bytes);
    auto read = read_attributes({row.bytes, "f"});
    EXPECT_EQ(read.ok() ? "ok" : read.error().detail, row.answer);
  }
}

TEST(AFrequencyFile, TellsWhereItStopsMakingSense) {
  std::string head = "Haplo,Count,Freq\n";
  std::string one = "A*01:01~C*07:01~B*08:01~DRB1*03:01~DQB1*02:01";
  struct Row {
    std::string bytes, answer;
  };
  for (const Row& row : std::vector<Row>{
           {head + one + ",1,1\n", "ok"},
           {"freq,hap,pop\n0.5," + one + ",X\n0.5," + one +
                ",X\n0,B*07:02~A*02:01~C*07:02~"
                "DQB1*06:02~DRB1*15:01,X\n",
            "ok"},
           {"", "f line 1 column 1: the file is empty"},
           {"Count,Freq\n", "f line 1 column 1: the header names no column Haplo or hap"},
           {"hap,Count\n", "f line 1 column 1: the header names no column Freq or freq"},
           {head + one + ",1,-0.1\n", "f line 2 column 49: a negative frequency"},
           {head + one + ",1,nan\n", "f line 2 column 49: a frequency that is not a number"},
           {head + one + ",1,inf\n", "f line 2 column 49: a frequency that is not a number"},
           {head + one + ",1,often\n", "f line 2 column 49: \"often\" is not a frequency"},
           {head + one + ",1\n", "f line 2 column 48: 2 fields where the header names 3"},
           {head + "A*01:01~B*08:01,1,1\n", "f line 2 column 1: the haplotype lacks C"},
           {head + "A*01:01~KIR*1,1,1\n", "f line 2 column 9: unknown locus in \"KIR*1\""},
           {head + one + ",1,0.5\n",
            "f line 2 column 1: the frequencies sum to 0.500000, not to 1; --normalise scales "
            "them"},
           {head + one + ",1,0\n", "f line 2 column 1: no haplotype has a frequency"},
       }) {
    SCOPED_TRACE(row.bytes);
    EXPECT_EQ(frequency_fault(row.bytes), row.answer);
  }
}

TEST(APackedFile, IsReadOrRefused) {
  std::string text = "D1%A*01:01+A*02:01\n";
  std::string packed(200, 0);
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  ASSERT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  EXPECT_EQ(*unpacked(packed, "f"), text);
  EXPECT_EQ(*unpacked(packed + packed, "f"), text + text);
  EXPECT_EQ(*unpacked(text, "f"), text);
  auto cut = unpacked(packed.substr(0, packed.size() / 2), "f");
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().detail,
            "f line 1 column 1: the compressed file is cut off, damaged or too large");
  EXPECT_FALSE(unpacked(std::string("\xFD\x37\x7A\x58\x5A\x00xx", 8), "f").ok());
}

}  // namespace boai::hla
