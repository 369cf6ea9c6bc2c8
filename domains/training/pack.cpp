// Reads training/courses.yaml of the pack.
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "domains/training/rules/course.hpp"

namespace boai::training {

namespace {

Day day_in(const YAML::Node& node) {
  if (!node) return {};
  auto day = Day::parse(node.as<std::string>());
  if (!day) throw YAML::Exception(node.Mark(), "not a day");
  return *day;
}

std::int64_t number_in(const YAML::Node& node, std::int64_t otherwise = 0) {
  return node ? node.as<std::int64_t>() : otherwise;
}

Station station_in(const YAML::Node& node) {
  Station station{node["code"].as<std::string>(), node["name"].as<std::string>(),
                  node["en"].as<std::string>()};
  for (const auto& step : node["steps"]) {
    station.steps.push_back({step["name"].as<std::string>(), step["en"].as<std::string>(),
                             step["must"] && step["must"].as<bool>()});
  }
  return station;
}

Syllabus syllabus_in(const YAML::Node& node) {
  Syllabus syllabus{.version = node["version"].as<std::string>(),
                    .from = day_in(node["valid_from"]),
                    .until = day_in(node["valid_until"]),
                    .hours_theory = number_in(node["hours_theory"]),
                    .hours_practice = number_in(node["hours_practice"]),
                    .half_days = number_in(node["half_days"]),
                    .items = {},
                    .stations = {}};
  for (const auto& item : node["items"]) syllabus.items.push_back(item.as<std::string>());
  for (const auto& each : node["stations"]) syllabus.stations.push_back(station_in(each));
  return syllabus;
}

Course course_in(const YAML::Node& node) {
  Course course;
  course.code = node["code"].as<std::string>();
  course.name = node["name"].as<std::string>();
  course.en = node["en"].as<std::string>();
  course.number = node["number"].as<std::string>();
  course.certificate = node["certificate"].as<bool>();
  course.validity_months = number_in(node["validity_months"]);
  course.renewal_days = number_in(node["renewal_days"]);
  course.grace_days = number_in(node["grace_days"]);
  course.minimum_age = number_in(node["minimum_age"]);
  course.class_size = number_in(node["class_size"]);
  course.practice_ratio = number_in(node["practice_ratio"]);
  course.theory_pass = number_in(node["theory_pass"]);
  if (const YAML::Node attempts = node["attempts"]) {
    course.theory_attempts = number_in(attempts["theory"], 1);
    course.station_attempts = number_in(attempts["station"], 1);
  }
  course.missed_half_days = number_in(node["missed_half_days"]);
  course.excused_half_days = number_in(node["excused_half_days"]);
  for (const auto& renewed : node["renews"]) course.renews.push_back(renewed.as<std::string>());
  for (const auto& each : node["syllabuses"]) course.syllabuses.push_back(syllabus_in(each));
  return course;
}

// The certificate's own file names each course's number and windows for the paper and the code.
Outcome check_agrees(const Courses& courses, const YAML::Node& kind) {
  std::string code = kind["kind"].as<std::string>();
  const Course* course = courses.find(code);
  bool agrees = course != nullptr && course->certificate &&
                course->number == kind["code"].as<std::string>() &&
                course->renewal_days == number_in(kind["due"]) &&
                course->grace_days == number_in(kind["grace"]);
  if (!agrees) return invalid("pack.courses", code, "differs from certificate.yaml");
  return Done{};
}

Outcome take_certificate(Courses& courses, const YAML::Node& file) {
  for (const auto& form : file["forms"]) {
    courses.forms.push_back({day_in(form["since"]), TRY(certificate::NumberForm::parse(
                                                        form["number"].as<std::string>()))});
  }
  std::ranges::sort(courses.forms, {}, &DatedForm::since);
  for (const auto& kind : file["kinds"]) TRY(check_agrees(courses, kind));
  return Done{};
}

}  // namespace

Result<Courses> read_courses(const std::string& folder) {
  Courses courses;
  try {
    YAML::Node file = YAML::LoadFile(folder + "/courses.yaml");
    courses.clock_skew_s_max = number_in(file["rules"]["clock_skew_s_max"]);
    for (const auto& rung : file["rules"]["escalation"]) {
      courses.escalation.push_back({number_in(rung["days"]), rung["to"].as<std::string>()});
    }
    for (const auto& node : file["courses"]) courses.courses.push_back(course_in(node));
    TRY(take_certificate(courses, YAML::LoadFile(folder + "/certificate.yaml")));
  } catch (const YAML::Exception& fault) {
    return invalid("pack.courses", folder, fault.what());
  }
  TRY(check(courses));
  return courses;
}

}  // namespace boai::training
