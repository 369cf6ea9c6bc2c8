#include "app/disclosing.hpp"

#include <spdlog/spdlog.h>
#include <yaml-cpp/yaml.h>

#include <cstdlib>

#include "kernel/http/client.hpp"
#include "kernel/ledger/telling.hpp"

namespace boai::app {

namespace {

std::string folder_of(const App& app) { return app.settings.data + "/log"; }

std::string origin() {
  const char* told = std::getenv("BOAI_ORIGIN");
  return told && *told ? told : "boai.localhost/disclosure";
}

void tell_log(const Error& error) {
  spdlog::error("disclosure {} {} {}", error.code, error.field, error.detail);
  for (const FieldFault& fault : error.fields) {
    spdlog::error("disclosure {} {} {}", fault.code, fault.field, fault.detail);
  }
}

Result<disclosure::Answer> posted(const std::string& url, const std::string& body) {
  http::Answered answered = TRY(http::post(url, body));
  return disclosure::Answer{answered.status, std::move(answered.body)};
}

}  // namespace

Result<Witnessing> read_witnessing(const std::string& file) {
  try {
    YAML::Node root = YAML::LoadFile(file);
    std::string without = root["without_quorum"].as<std::string>();
    if (without != "publish" && without != "wait") {
      return invalid("pack.disclosure", file, "without_quorum: publish or wait");
    }
    return Witnessing{root["witnesses"].as<std::string>(), without == "wait"};
  } catch (const YAML::Exception& fault) {
    return invalid("pack.disclosure", file, fault.what());
  }
}

Disclosing::Disclosing(App& app) : app_(app), folder_(folder_of(app)) {}

Result<std::unique_ptr<Disclosing>> Disclosing::start(App& app) {
  return start(app, TRY(read_witnessing(app.pack() + "/disclosure.yaml")));
}

Result<std::unique_ptr<Disclosing>> Disclosing::start(App& app, const Witnessing& witnessing) {
  std::unique_ptr<Disclosing> disclosing(new Disclosing(app));
  disclosure::Running::Options options;
  options.address = app.settings.address;
  options.folder = folder_of(app);
  options.keys = TRY(disclosure::keys_under(app.settings.data, origin()));
  options.alarm = tell_log;
  std::string log = vkey_of(merkle::verifier_of(options.keys.signers.at(0)));
  auto policy = TRY(merkle::Policy::parse("log " + log + "\n" + witnessing.policy));
  if (policy.asks_witnesses()) {
    disclosing->cosigning_.emplace(disclosing->folder_, std::move(policy), posted);
  }
  disclosing->wait_ = witnessing.wait;
  disclosing->running_ = TRY(disclosure::Running::start(std::move(options)));
  disclosing->thread_ = std::thread([self = disclosing.get()] { self->loop(); });
  return disclosing;
}

Disclosing::~Disclosing() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

Outcome Disclosing::end_of_day(Instant now) {
  std::lock_guard guard(lock_);
  Day day = day_in_shanghai(now).plus_days(-1);
  std::string kept = "daily/" + to_text(day);
  if (folder_.read(kept).ok()) return Done{};
  auto connection = TRY(store::open(app_.settings.address));
  TRY(statements_.state(*connection, day, now, ledger::held_by));
  auto last = static_cast<std::uint64_t>(
      TRY(connection->number("SELECT coalesce(max(seq), 0) FROM disclosure_outbox")));
  if (last == 0) return Done{};
  running_->wake();
  constexpr int patience = 200;  // of 50 ms
  for (int time = 0; time < patience && running_->published() < last; ++time) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  if (running_->published() < last) return unavailable("disclosure.behind");
  std::string checkpoint = TRY(folder_.read(disclosure::checkpoint_path));
  return folder_.replace(kept, TRY(cosigned(checkpoint)));
}

// With the lines of those who signed. Too few: an alarm, and then on or not, as the pack says.
Result<std::string> Disclosing::cosigned(const std::string& checkpoint) {
  if (!cosigning_) return checkpoint;
  disclosure::Cosigned done = TRY(cosigning_->cosign(checkpoint));
  for (const Error& failure : done.failures) tell_log(failure);
  if (done.quorum) return std::move(done.checkpoint);
  Error few = unavailable("disclosure.no_quorum", "too few witnesses signed");
  if (wait_) return few;
  tell_log(few);
  return std::move(done.checkpoint);
}

void Disclosing::loop() {
  Day stated;
  int wait = 0;  // of 200 ms
  while (!stopping_) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    Day yesterday = day_in_shanghai(app_.clock->now()).plus_days(-1);
    if (stated == yesterday || --wait > 0) continue;
    Outcome done = end_of_day(app_.clock->now());
    if (done.ok()) {
      stated = yesterday;
    } else {
      wait = 50;
      tell_log(done.error());
    }
  }
}

}  // namespace boai::app
