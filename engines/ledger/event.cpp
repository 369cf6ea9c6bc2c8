#include "engines/ledger/event.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace boai::ledger {

namespace json = boost::json;

namespace {

// Which fields an event may have, `!` before those it must have.
struct OpForm {
  std::string_view name;
  Op op;
  std::string_view fields;
};
constexpr std::string_view gift_fields =
    "!id !amt !restrict expiry unit date book fund place channel campaign agreement cap named "
    "agency value basis imported";
constexpr auto forms = std::to_array<OpForm>({
    {"donate", Op::donate, gift_fields},
    {"micro", Op::micro, "!id !amt !campaign !channel !hour restrict unit date book fund imported"},
    {"spend", Op::spend, "!id !amt !tags !date unit book place purpose channel lots reason second"},
    {"fee", Op::fee, "!id !donation !amt !payer !date book channel"},
    {"refund", Op::refund, "!id !donation !amt date book receipt_open reason second"},
    {"reverse_use", Op::reverse_use, "id !spend date book reason"},
    {"reverse_fee", Op::reverse_fee, "id !fee date book reason"},
    {"redesignate", Op::redesignate, "!id !lot !amt !restrict date book fund place reason second"},
    {"transfer", Op::transfer, "!id !amt !tags !date !to unit book fund place reason second"},
    {"settle", Op::settle, "!id !amt !date unit book to channel"},
    {"kit", Op::kit, "!id !amt !into !parts !tags !date book place fund"},
    {"loss", Op::loss, "!id !lot !amt !date !reason !second book"},
    {"pledge", Op::pledge,
     "!id !amt !until !restrict expiry unit date book fund place channel campaign agreement cap "
     "named agency value basis"},
    {"reserve", Op::reserve,
     "!id !amt !tags !date !until unit book place purpose lots reason second"},
    {"post", Op::post, "!id !pending amt date book"},
    {"void", Op::void_, "!id !pending date book"},
    {"expire", Op::expire, "!id !pending date book"},
    {"close", Op::close, "!id !date book carry"},
    {"reopen", Op::reopen, "!id !date !reason !second book"},
    {"linked", Op::linked, "!events"},
});

const OpForm* form_of(std::string_view name) {
  auto at = std::ranges::find(forms, name, &OpForm::name);
  return at == forms.end() ? nullptr : &*at;
}
const OpForm& form_of(Op op) { return *std::ranges::find(forms, op, &OpForm::op); }

struct TextField {
  std::string_view name;
  std::string Event::*member;
};
constexpr auto texts = std::to_array<TextField>({
    {"id", &Event::id},           {"book", &Event::book},         {"unit", &Event::unit},
    {"donation", &Event::about},  {"lot", &Event::about},         {"spend", &Event::about},
    {"fee", &Event::about},       {"pending", &Event::about},     {"payer", &Event::payer},
    {"fund", &Event::fund},       {"place", &Event::place},       {"purpose", &Event::purpose},
    {"channel", &Event::channel}, {"campaign", &Event::campaign}, {"agreement", &Event::agreement},
    {"to", &Event::to},           {"into", &Event::into},         {"hour", &Event::hour},
    {"basis", &Event::basis},     {"reason", &Event::reason},     {"second", &Event::second},
});
struct NumberField {
  std::string_view name;
  std::int64_t Event::*member;
  std::int64_t least;
};
constexpr auto numbers = std::to_array<NumberField>(
    {{"amt", &Event::amount, 1}, {"cap", &Event::cap, 0}, {"value", &Event::value, 0}});
struct DayField {
  std::string_view name;
  Day Event::*member;
};
constexpr auto days = std::to_array<DayField>({{"date", &Event::date}, {"expiry", &Event::expiry}});
struct FlagField {
  std::string_view name;
  bool Event::*member;
};
constexpr auto flags = std::to_array<FlagField>({{"named", &Event::named},
                                                 {"agency", &Event::agency},
                                                 {"imported", &Event::imported},
                                                 {"carry", &Event::carry},
                                                 {"receipt_open", &Event::receipt_open}});

class Reader {
 public:
  explicit Reader(Event& event) : event_(event) {}

  // False when the value does not fit the field.
  bool read(std::string_view name, const json::value& value) {
    for (const TextField& field : texts) {
      if (field.name == name) return word(value, event_.*field.member);
    }
    for (const NumberField& field : numbers) {
      if (field.name != name) continue;
      if (!value.is_int64() || value.get_int64() < field.least) return false;
      event_.*field.member = value.get_int64();
      return true;
    }
    for (const DayField& field : days) {
      if (field.name != name) continue;
      auto day =
          value.is_string() ? Day::parse(std::string_view(value.get_string())) : Day::of(0, 0, 0);
      event_.*field.member = day.value_or(Day{});
      return day.has_value();
    }
    for (const FlagField& field : flags) {
      if (field.name != name) continue;
      if (!value.is_bool()) return false;
      event_.*field.member = value.get_bool();
      return true;
    }
    return read_list(name, value);
  }

 private:
  static bool word(const json::value& value, std::string& into) {
    if (!value.is_string()) return false;
    into = std::string(value.get_string());
    return is_word(into);
  }
  bool read_list(std::string_view name, const json::value& value) {
    if (name == "until") {
      auto until =
          value.is_string() ? parse_instant(std::string_view(value.get_string())) : std::nullopt;
      event_.until = until.value_or(Instant{});
      return until.has_value();
    }
    if (name == "parts") return read_parts(value);
    if (!value.is_array() || value.get_array().size() > tags_max) return false;
    for (const json::value& each : value.get_array()) {
      std::string text;
      if (!word(each, text)) return false;
      if (name == "lots") {
        event_.lots.push_back(std::move(text));
      } else {
        event_.tags.insert(std::move(text));
      }
    }
    return true;
  }
  bool read_parts(const json::value& value) {
    auto* parts = value.if_object();
    if (parts == nullptr || parts->empty() || parts->size() > parts_max) return false;
    for (const auto& part : *parts) {
      bool good = is_word(part.key()) && part.value().is_int64() && part.value().get_int64() > 0;
      if (!good) return false;
      event_.parts.push_back({std::string(part.key()), part.value().get_int64()});
    }
    return true;
  }

  Event& event_;
};

Result<std::vector<Event>> chain_of(const json::value* value, const std::string& place) {
  auto* list = value ? value->if_array() : nullptr;
  bool good = list != nullptr && !list->empty() && list->size() <= linked_max;
  if (!good) return invalid("ledger.form", place + ".events");
  std::vector<Event> chain;
  for (std::size_t at = 0; at < list->size(); ++at) {
    std::string here = place + ".events[" + std::to_string(at) + "]";
    Event event = TRY(event_of((*list)[at], here));
    if (event.op == Op::linked) return invalid("ledger.form", here + ".op");
    chain.push_back(std::move(event));
  }
  return chain;
}

// What no single field can say.
Outcome check_whole(const Event& event, const std::string& place) {
  auto wrong = [&](const char* field) { return invalid("ledger.form", place + "." + field); };
  if (event.op == Op::fee && event.payer != "lot" && event.payer != "pool" &&
      event.payer != "channel") {
    return wrong("payer");
  }
  if (event.cap > 1000) return wrong("cap");
  if (event.op == Op::settle && event.to.empty() == event.channel.empty()) return wrong("to");
  if (event.op == Op::micro && (event.hour.size() != 13 || event.hour[10] != 'T' ||
                                !Day::parse(std::string_view(event.hour).substr(0, 10)))) {
    return wrong("hour");
  }
  return Done{};
}

}  // namespace

std::string_view name_of(Op op) { return form_of(op).name; }

bool is_word(std::string_view text) {
  if (text.empty() || text.size() > id_max) return false;
  return std::ranges::none_of(text, [](char letter) {
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
  });
}

Result<Event> event_of(const json::value& value, const std::string& place) {
  auto* object = value.if_object();
  if (object == nullptr) return invalid("ledger.form", place, "an event is an object");
  auto* op = object->if_contains("op");
  const OpForm* form =
      op && op->is_string() ? form_of(std::string_view(op->get_string())) : nullptr;
  if (form == nullptr) return invalid("ledger.form", place + ".op", "no such event");
  Event event;
  event.op = form->op;
  if (form->op == Op::linked) {
    event.linked = TRY(chain_of(object->if_contains("events"), place));
    return event;
  }
  Reader reader(event);
  for (std::string_view rest = form->fields; !rest.empty();) {
    std::size_t end = std::min(rest.find(' '), rest.size());
    std::string_view name = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    bool required = name.starts_with('!');
    if (required) name.remove_prefix(1);
    auto* given = object->if_contains(name);
    bool missing = given == nullptr || given->is_null();
    if (missing && !required) continue;
    std::string here = place + "." + std::string(name);
    if (missing) return invalid("ledger.form", here, "missing");
    if (!reader.read(name, *given)) return invalid("ledger.form", here, json::serialize(*given));
  }
  TRY(check_whole(event, place));
  return event;
}

namespace {

// The fields an op may have, in the order its text has them; found once.
struct Written {
  std::vector<const TextField*> texts;
  std::vector<const NumberField*> numbers;
  std::vector<const DayField*> days;
  std::vector<const FlagField*> flags;
  std::string_view tags_name;
  bool tags_always = false;  // "none" is said, never meant by silence
};

Written written_by(const OpForm& form) {
  Written written;
  std::string all = " " + std::string(form.fields) + " ";
  std::ranges::replace(all, '!', ' ');
  auto has = [&](std::string_view name) {
    return all.find(" " + std::string(name) + " ") != std::string::npos;
  };
  for (const TextField& field : texts) {
    if (has(field.name)) written.texts.push_back(&field);
  }
  for (const NumberField& field : numbers) {
    if (has(field.name)) written.numbers.push_back(&field);
  }
  for (const DayField& field : days) {
    if (has(field.name)) written.days.push_back(&field);
  }
  for (const FlagField& field : flags) {
    if (has(field.name)) written.flags.push_back(&field);
  }
  written.tags_name = has("tags") ? "tags" : "restrict";
  written.tags_always = form.fields.find("!" + std::string(written.tags_name)) != form.fields.npos;
  return written;
}

const Written& written_by(Op op) {
  static const std::vector<Written> all = [] {
    std::vector<Written> made;
    for (const OpForm& form : forms) made.push_back(written_by(form));
    return made;
  }();
  return all[static_cast<std::size_t>(&form_of(op) - forms.data())];
}

void quote(std::string& text, std::string_view word) {
  bool plain =
      std::ranges::none_of(word, [](char letter) { return letter == '"' || letter == '\\'; });
  text += plain ? '"' + std::string(word) + '"' : json::serialize(json::string(word));
}

class Writer {
 public:
  explicit Writer(std::string& text) : text_(text) {}
  void field(std::string_view name) {
    text_ += ",\"";
    text_ += name;
    text_ += "\":";
  }
  void word(std::string_view name, std::string_view value) {
    field(name);
    quote(text_, value);
  }
  template <typename Words>
  void list(std::string_view name, const Words& words) {
    field(name);
    char before = '[';
    for (const std::string& each : words) {
      text_ += before;
      quote(text_, each);
      before = ',';
    }
    text_ += words.empty() ? "[]" : "]";
  }

 private:
  std::string& text_;
};

void write(std::string& text, const Event& event) {
  static const Event plain;
  Writer writer(text);
  text += "{\"op\":\"";
  text += form_of(event.op).name;
  text += '"';
  const Written& written = written_by(event.op);
  for (const TextField* field : written.texts) {
    const std::string& word = event.*field->member;
    if (word != plain.*field->member) writer.word(field->name, word);
  }
  for (const NumberField* field : written.numbers) {
    if (event.*field->member == plain.*field->member) continue;
    writer.field(field->name);
    text += std::to_string(event.*field->member);
  }
  for (const DayField* field : written.days) {
    if (event.*field->member) writer.word(field->name, to_text(event.*field->member));
  }
  for (const FlagField* field : written.flags) {
    if (!(event.*field->member)) continue;
    writer.field(field->name);
    text += "true";
  }
  bool tagged = written.tags_always || !event.tags.empty();
  if (tagged) writer.list(written.tags_name, event.tags);
  if (!event.lots.empty()) writer.list("lots", event.lots);
  if (event.until) writer.word("until", to_text(event.until));
  char before = '{';
  if (!event.parts.empty()) writer.field("parts");
  for (const Component& part : event.parts) {
    text += before;
    quote(text, part.unit);
    text += ':' + std::to_string(part.per);
    before = ',';
  }
  if (!event.parts.empty()) text += '}';
  before = '[';
  if (!event.linked.empty()) writer.field("events");
  for (const Event& each : event.linked) {
    text += before;
    write(text, each);
    before = ',';
  }
  text += event.linked.empty() ? "}" : "]}";
}

}  // namespace

std::string text_of(const Event& event) {
  std::string text;
  text.reserve(200);
  write(text, event);
  return text;
}

Result<Event> event_of_text(std::string_view text) {
  boost::system::error_code fault;
  json::value value = json::parse(text, fault);
  if (fault) return internal("ledger.input", fault.message());
  return event_of(value, "event");
}

}  // namespace boai::ledger
