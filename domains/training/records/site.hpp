// Sites 培训阵地: bases, experience halls and rooms, aid stations of scenic areas; and campaigns
// 竞赛评选. What the plan counts of them follows from their days (FA-04, FA-10 … FA-16).
#pragma once

#include "kernel/command/command.hpp"

namespace boai::training {

using branch::Branch;

// A graded scenic area 景区. Graded anew it is a second record: the first gets its last day.
struct ScenicArea {
  Id<ScenicArea> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string name;
  std::string grade;  // scenic_grade: 5a, 4a, …
  Day since, until;   // of the grade
  std::string account;

  static const record::Type& type();
};

// Registered at the society of the county it stands in, whoever runs it; the province's and the
// cities' own at theirs.
struct Site {
  Id<Site> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string level;  // of the society: province, city, county
  std::string name;
  std::string kind;     // site_kind: base, hall, room, station
  Id<ScenicArea> area;  // of a station
  std::string grade;    // of the area
  std::string place;    // the address
  std::string longitude, latitude;
  std::int64_t seats = 0;
  Day opened, closed;                   // the last day it was open
  Day graded_from, graded_until;        // a station: open in an area while it holds its grade
  Day recognised_on, recognised_until;  // as a demonstration base 示范基地
  std::string document;                 // that says so
  Day squad_since, squad_until;         // of a station's aid squad 救护队
  std::int64_t squad_members = 0;
  std::string reason;  // of what was done last
  std::string account;

  static const record::Type& type();
};

// A contest of instructors 师资竞赛 or a selection 评选, once it was held.
struct Campaign {
  Id<Campaign> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string level;  // of the society that held it
  std::string kind;   // campaign_kind: contest, selection
  std::string title;
  Day day;
  std::string partners;
  std::int64_t participants = 0, awarded = 0;
  std::string source;  // the document
  std::string state;   // campaign_state: held, struck
  std::string reason;
  std::string account;

  static const record::Type& type();
};

// The same society, name and grade again: only its days are changed.
struct RegisterArea {
  static constexpr std::string_view right = "training.sites";
  Id<Branch> branch;
  std::string name, grade;
  Day since, until;
  static constexpr auto subject = &RegisterArea::branch;
  static std::span<const record::Field> fields();
};
// The same open site of the society again changes nothing.
struct OpenSite {
  static constexpr std::string_view right = "training.sites";
  Id<Branch> branch;
  std::string name, kind;
  Id<ScenicArea> area;
  std::string place, longitude, latitude;
  std::int64_t seats = 0;
  Day opened;
  static constexpr auto subject = &OpenSite::branch;
  static std::span<const record::Field> fields();
};
// What is left empty stays.
struct CorrectSite {
  static constexpr std::string_view right = "training.sites";
  Id<Site> site;
  std::string name, place, longitude, latitude;
  std::int64_t seats = 0;
  Day opened;
  std::string reason;
  static constexpr auto subject = &CorrectSite::site;
  static std::span<const record::Field> fields();
};
// Its squad and its recognition end with it.
struct CloseSite {
  static constexpr std::string_view right = "training.sites";
  Id<Site> site;
  Day closed;  // the last day
  std::string reason;
  static constexpr auto subject = &CloseSite::site;
  static std::span<const record::Field> fields();
};
struct FormSquad {
  static constexpr std::string_view right = "training.sites";
  Id<Site> site;
  Day since;
  std::int64_t members = 0;
  static constexpr auto subject = &FormSquad::site;
  static std::span<const record::Field> fields();
};
struct EndSquad {
  static constexpr std::string_view right = "training.sites";
  Id<Site> site;
  Day until;
  std::string reason;
  static constexpr auto subject = &EndSquad::site;
  static std::span<const record::Field> fields();
};
// Not by the society whose base it is: the right stands above the county.
struct RecogniseSite {
  static constexpr std::string_view right = "training.recognise";
  Id<Site> site;
  Day on;
  std::string document;
  static constexpr auto subject = &RecogniseSite::site;
  static std::span<const record::Field> fields();
};
struct WithdrawRecognition {
  static constexpr std::string_view right = "training.recognise";
  Id<Site> site;
  Day until;
  std::string reason;
  static constexpr auto subject = &WithdrawRecognition::site;
  static std::span<const record::Field> fields();
};
// The same society, kind and day again: what is told anew stands.
struct RecordCampaign {
  static constexpr std::string_view right = "training.sites";
  Id<Branch> branch;
  std::string kind, title;
  Day day;
  std::string partners;
  std::int64_t participants = 0, awarded = 0;
  std::string source;
  static constexpr auto subject = &RecordCampaign::branch;
  static std::span<const record::Field> fields();
};
struct StrikeCampaign {
  static constexpr std::string_view right = "training.sites";
  Id<Campaign> campaign;
  std::string reason;
  static constexpr auto subject = &StrikeCampaign::campaign;
  static std::span<const record::Field> fields();
};

Result<ScenicArea> handle(unit::Context&, Branch, const RegisterArea&);
Result<Site> handle(unit::Context&, Branch, const OpenSite&);
Result<Site> handle(unit::Context&, Site, const CorrectSite&);
Result<Site> handle(unit::Context&, Site, const CloseSite&);
Result<Site> handle(unit::Context&, Site, const FormSquad&);
Result<Site> handle(unit::Context&, Site, const EndSquad&);
Result<Site> handle(unit::Context&, Site, const RecogniseSite&);
Result<Site> handle(unit::Context&, Site, const WithdrawRecognition&);
Result<Campaign> handle(unit::Context&, Branch, const RecordCampaign&);
Result<Campaign> handle(unit::Context&, Campaign, const StrikeCampaign&);

}  // namespace boai::training
