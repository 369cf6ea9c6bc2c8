// Reads what is taught and asked online: training/exams.yaml, the admission rule in courses.yaml,
// and every book of lessons in training/lessons.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>

#include "domains/training/queries/learning.hpp"

namespace boai::training {

namespace {

Day since_in(const YAML::Node& node) {
  auto day = Day::parse(node["since"].as<std::string>());
  if (!day) throw YAML::Exception(node.Mark(), "not a day");
  return *day;
}

std::vector<std::string> texts_in(const YAML::Node& node) {
  std::vector<std::string> texts;
  for (const auto& each : node) texts.push_back(each.as<std::string>());
  return texts;
}

Blueprint blueprint_in(const YAML::Node& node) {
  Blueprint blueprint{.course = node["course"].as<std::string>(),
                      .version = node["version"].as<std::string>(),
                      .since = since_in(node),
                      .parts = {},
                      .minutes = node["minutes"].as<std::int64_t>(),
                      .window_hours = node["window_hours"].as<std::int64_t>(),
                      .retake_hours = node["retake_hours"].as<std::int64_t>()};
  for (const auto& part : node["parts"]) {
    blueprint.parts.push_back({part["topic"].as<std::string>(), part["kind"].as<std::string>(),
                               part["count"].as<std::int64_t>(),
                               part["points"].as<std::int64_t>()});
  }
  return blueprint;
}

Lesson lesson_in(const YAML::Node& node) {
  Lesson lesson{.code = node["code"].as<std::string>(),
                .title = node["title"].as<std::string>(),
                .en = node["en"].as<std::string>(),
                .minutes = node["minutes"].as<std::int64_t>(),
                .video = node["video"].as<std::string>(""),
                .picture = node["picture"].as<std::string>(""),
                .text = texts_in(node["text"]),
                .sources = texts_in(node["sources"]),
                .quiz = {}};
  for (const auto& each : node["quiz"]) {
    lesson.quiz.push_back({each["kind"].as<std::string>("single"), each["stem"].as<std::string>(),
                           texts_in(each["options"]), each["answer"].as<std::string>()});
  }
  return lesson;
}

// A lesson that names courses is for those alone.
bool is_for(const YAML::Node& lesson, const std::string& course) {
  if (!lesson["courses"]) return true;
  auto named = texts_in(lesson["courses"]);
  return std::ranges::find(named, course) != named.end();
}

// A book for each course the file is for.
void take_books(Curriculum& curriculum, const YAML::Node& node) {
  for (const std::string& course : texts_in(node["courses"])) {
    LessonBook book{.edition = node["edition"].as<std::string>(),
                    .since = since_in(node),
                    .course = course,
                    .syllabuses = texts_in(node["syllabuses"]),
                    .lessons = {}};
    for (const auto& lesson : node["lessons"]) {
      if (is_for(lesson, course)) book.lessons.push_back(lesson_in(lesson));
    }
    curriculum.books.push_back(std::move(book));
  }
}

void take_rules(Curriculum& curriculum, const YAML::Node& rules) {
  auto number = [&](const char* group, const char* name) {
    return rules[group][name].as<std::int64_t>();
  };
  curriculum.fairness = {.beat_s = number("connection", "beat_s"),
                         .lost_after_s = number("connection", "lost_after_s"),
                         .grant_s_max = number("connection", "grant_s_max"),
                         .late_s = number("connection", "late_s")};
  curriculum.study = {.beat_s = number("study", "beat_s"),
                      .beat_s_max = number("study", "beat_s_max"),
                      .keep_every_s = number("study", "keep_every_s")};
  const YAML::Node items = rules["items"];
  curriculum.suspicion = {.used_min = items["used_min"].as<std::int64_t>(),
                          .rate_min = items["rate_min"].as<double>(),
                          .rate_max = items["rate_max"].as<double>(),
                          .discrimination_min = items["discrimination_min"].as<double>()};
}

void take_online(Curriculum& curriculum, const YAML::Node& courses) {
  for (const auto& course : courses) {
    for (const auto& each : course["online"]) {
      curriculum.online.push_back({course["code"].as<std::string>(), since_in(each),
                                   each["minutes"].as<std::int64_t>(), each["quiz"].as<bool>()});
    }
  }
}

std::vector<std::string> books_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code none;
  for (const auto& each : std::filesystem::directory_iterator(folder, none)) {
    if (each.path().extension() == ".yaml") files.push_back(each.path().string());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

Result<Curriculum> read_curriculum(const std::string& folder) {
  Curriculum curriculum;
  try {
    YAML::Node exams = YAML::LoadFile(folder + "/exams.yaml");
    take_rules(curriculum, exams["rules"]);
    for (const auto& each : exams["blueprints"])
      curriculum.blueprints.push_back(blueprint_in(each));
    take_online(curriculum, YAML::LoadFile(folder + "/courses.yaml")["courses"]);
    for (const std::string& file : books_in(folder + "/lessons")) {
      take_books(curriculum, YAML::LoadFile(file));
    }
  } catch (const YAML::Exception& fault) {
    return invalid("pack.exams", folder, fault.what());
  }
  for (const Blueprint& each : curriculum.blueprints) TRY(check(each));
  for (const LessonBook& each : curriculum.books) TRY(check(each));
  return curriculum;
}

}  // namespace boai::training
