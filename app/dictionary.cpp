#include "app/dictionary.hpp"

#include <boost/json.hpp>

namespace boai::app {

namespace json = boost::json;
using record::Field;
using record::Kind;

namespace {

std::string kind_of(const Field& field) {
  if (field.kind == Kind::text && !field.traits.codes.empty())
    return field.traits.many ? "codes" : "code";
  return std::string(record::name_of(field.kind));
}

json::object field_json(const Field& field) {
  json::object object{{"name", field.name},
                      {"label", field.traits.label},
                      {"en", record::english_of(field.name)},
                      {"kind", kind_of(field)},
                      {"required", field.traits.required},
                      {"natural_key", field.traits.natural_key},
                      {"personal", field.traits.personal},
                      {"secret", field.traits.secret},
                      {"derived", field.traits.derived},
                      {"filter", !field.traits.personal && !field.traits.many &&
                                     (field.traits.indexed || !field.traits.codes.empty() ||
                                      field.kind == Kind::day)}};
  if (!field.traits.sealed.empty()) object["sealed"] = true;
  if (!field.traits.unit.empty()) object["unit"] = field.traits.unit;
  if (!field.traits.codes.empty()) object["codes"] = field.traits.codes;
  if (!field.traits.target.empty()) object["target"] = field.traits.target;
  if (field.kind == Kind::text) object["max_length"] = field.traits.max_length;
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  if (field.traits.min != lowest) object["min"] = field.traits.min;
  if (field.traits.max != highest) object["max"] = field.traits.max;
  return object;
}

json::array fields_json(std::span<const Field> fields, bool with_secrets) {
  json::array array;
  for (const Field& field : fields) {
    bool shown = with_secrets || !field.traits.secret || !field.traits.sealed.empty();
    if (shown) array.push_back(field_json(field));
  }
  return array;
}

json::object type_json(const App& app, const record::Type& type) {
  json::array commands;
  for (const command::Type& command : app.commands.all()) {
    if (command.result == type.name) commands.push_back(json::value(command.name));
  }
  std::string_view word = type.name.substr(type.name.find('.') + 1);
  return {{"name", type.name},
          {"label", type.label},
          {"en", record::english_of(word)},
          {"group", type.name.substr(0, type.name.find('.'))},
          {"right", type.right},
          {"fields", fields_json(type.fields, false)},
          {"commands", std::move(commands)},
          {"importable", !type.import_command.empty()},
          {"import_command", type.import_command},
          {"title", type.title},
          {"default_sort", type.sort}};
}

}  // namespace

json::object dictionary_of(const App& app) {
  json::array types, commands;
  for (const record::Type* type : app.house->types.all()) types.push_back(type_json(app, *type));
  for (const command::Type& command : app.commands.all()) {
    std::string_view word = command.name.substr(command.name.find('.') + 1);
    std::string subject;
    for (const Field& field : command.fields) {
      if (field.traits.target == command.subject->name && subject.empty()) subject = field.name;
    }
    commands.push_back(json::object{{"name", command.name},
                                    {"label", command.label},
                                    {"en", record::english_of(word)},
                                    {"right", command.right},
                                    {"type", command.result},
                                    {"subject", subject},
                                    {"subject_type", command.subject->name},
                                    {"fields", fields_json(command.fields, true)}});
  }
  json::object codes;
  for (const auto& [table, rows] : app.house->codes) {
    json::array list;
    for (const unit::Code& code : rows) {
      json::object row{{"code", code.code}, {"name", code.name}, {"en", code.en}};
      auto right = code.attributes.find("right");
      if (right != code.attributes.end()) row["right"] = right->second;
      list.push_back(std::move(row));
    }
    codes[table] = std::move(list);
  }
  json::array measures;
  for (const auto& measure : app.house->measures.measures) {
    measures.push_back(json::object{
        {"code", measure.code}, {"label", measure.label}, {"type", measure.type->name}});
  }
  return {{"types", std::move(types)},
          {"commands", std::move(commands)},
          {"codes", std::move(codes)},
          {"measures", std::move(measures)}};
}

namespace {

json::object schema_of(const Field& field) {
  json::object schema;
  switch (field.kind) {
    case Kind::integer:
    case Kind::money:
      schema = {{"type", "integer"}, {"format", "int64"}};
      break;
    case Kind::boolean:
      schema = {{"type", "boolean"}};
      break;
    case Kind::day:
      schema = {{"type", "string"}, {"format", "date"}};
      break;
    case Kind::instant:
      schema = {{"type", "string"}, {"format", "date-time"}};
      break;
    default:
      schema = {{"type", "string"}};
  }
  schema["description"] = field.traits.label;
  return schema;
}

json::object object_schema(std::span<const Field> fields, json::object properties) {
  json::array required;
  for (const Field& field : fields) {
    properties[field.name] = schema_of(field);
    if (field.traits.required) required.push_back(json::value(field.name));
  }
  json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

json::object answer_with(const std::string& schema) {
  return {
      {"200",
       json::object{
           {"description", "done"},
           {"content",
            json::object{{"application/json",
                          json::object{{"schema", json::object{{"$ref", "#/components/schemas/" +
                                                                            schema}}}}}}}}}};
}

}  // namespace

json::object openapi_of(const App& app) {
  json::object paths, schemas;
  for (const record::Type* type : app.house->types.all()) {
    std::string name(type->name);
    json::object own{{"id", json::object{{"type", "string"}}},
                     {"version", json::object{{"type", "integer"}}}};
    schemas[name] = object_schema(type->fields, std::move(own));
    paths["/api/records/" + name] =
        json::object{{"get", json::object{{"summary", type->label},
                                          {"x-right", type->right},
                                          {"responses", answer_with(name)}}}};
  }
  for (const command::Type& command : app.commands.all()) {
    std::string name(command.name);
    json::object envelope{{"id", json::object{{"type", "string"}, {"format", "uuid"}}},
                          {"version", json::object{{"type", "integer"}}}};
    schemas[name] = object_schema(command.fields, std::move(envelope));
    json::object body{
        {"content",
         json::object{
             {"application/json",
              json::object{{"schema", json::object{{"$ref", "#/components/schemas/" + name}}}}}}}};
    paths["/api/commands/" + name] =
        json::object{{"post", json::object{{"summary", command.label},
                                           {"x-right", command.right},
                                           {"requestBody", std::move(body)},
                                           {"responses", answer_with("done")}}}};
  }
  schemas["done"] = json::object{{"type", "object"}};
  return {{"openapi", "3.0.3"},
          {"info", json::object{{"title", "boai 博爱"}, {"version", "1"}}},
          {"paths", std::move(paths)},
          {"components", json::object{{"schemas", std::move(schemas)}}}};
}

}  // namespace boai::app
