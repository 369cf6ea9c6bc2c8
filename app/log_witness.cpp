// `boai witness`: a server that signs a log's checkpoint only when it grew from the one before.
// One row a log; checked and stored in one transaction, so two requests never pass each other.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <thread>

#include "app/log_verbs.hpp"
#include "app/signals.hpp"
#include "app/verbs.hpp"
#include "base/crypto/digest.hpp"
#include "engines/merkle/witness.hpp"
#include "kernel/http/server.hpp"
#include "kernel/store/store.hpp"

namespace boai::app {

namespace {

class Witness {
 public:
  Witness(merkle::Signer signer, std::vector<merkle::Verifier> logs, std::string store)
      : signer_(std::move(signer)), logs_(std::move(logs)), store_("sqlite:" + std::move(store)) {}

  Outcome prepare() {
    connection_ = TRY(store::open(store_));
    return connection_->script(
        "CREATE TABLE IF NOT EXISTS seen (origin TEXT PRIMARY KEY, size TEXT NOT NULL, "
        "root TEXT NOT NULL, note TEXT NOT NULL)");
  }

  http::Response answer(const http::Request& request) {
    std::lock_guard guard(lock_);
    auto judgement = decide(request.body);
    http::Response response;
    response.type = "text/plain; charset=utf-8";
    if (!judgement.ok()) {
      static_cast<void>(connection_->rollback().ok());
      response.status = 503;
      response.body = judgement.error().code + "\n";
      return response;
    }
    response.status = judgement->status;
    response.body = judgement->body;
    if (judgement->body_is_size) response.type = "text/x.tlog.size";
    return response;
  }

  std::string vkey() const { return vkey_of(merkle::verifier_of(signer_)); }

 private:
  // The signature is made after the row is durable: what was signed was remembered before.
  Result<merkle::Judgement> decide(const std::string& body) {
    TRY(connection_->begin_write());
    auto recall = [this](const std::string& origin) { return seen(origin); };
    merkle::Judgement judgement = TRY(merkle::judge(body, logs_, recall));
    if (judgement.status != 200) {
      TRY(connection_->rollback());
      return judgement;
    }
    const merkle::Checkpoint& at = judgement.checkpoint;
    store::Value values[] = {at.origin, std::to_string(at.size), crypto::hex(at.root), body};
    TRY(connection_->run(
        "INSERT INTO seen (origin, size, root, note) VALUES (?, ?, ?, ?) ON CONFLICT (origin) DO "
        "UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note",
        values));
    TRY(connection_->commit());
    auto now = std::chrono::duration_cast<std::chrono::seconds>(
                   std::chrono::system_clock::now().time_since_epoch())
                   .count();
    judgement.body =
        to_text(merkle::sign(signer_, judgement.text, static_cast<std::uint64_t>(now)));
    return judgement;
  }

  Result<merkle::Seen> seen(const std::string& origin) {
    store::Value values[] = {origin};
    auto row = TRY(connection_->first("SELECT size, root FROM seen WHERE origin = ?", values));
    if (row.empty()) return merkle::Seen{};
    auto root = crypto::from_hex(store::text_of(row[1]));
    auto hash = root ? merkle::hash_from(*root) : std::nullopt;
    if (!hash) return internal("witness.store", origin);
    return merkle::Seen{std::stoull(store::text_of(row[0])), *hash};
  }

  merkle::Signer signer_;
  std::vector<merkle::Verifier> logs_;
  std::string store_;
  std::unique_ptr<store::Connection> connection_;
  std::mutex lock_;
};

Result<merkle::Signer> witness_key(const LogWords& words) {
  std::string path = words.key.empty() ? words.store + "/witness.key" : words.key;
  std::error_code fault;
  if (!std::filesystem::exists(path, fault)) {
    if (!merkle::is_key_name(words.name))
      return invalid("witness.name", "name", "--name is needed");
    merkle::Signer made{words.name, merkle::Algorithm::cosignature, crypto::random_bytes(32)};
    disclosure::Folder folder(std::filesystem::path(path).parent_path().string());
    std::string name = std::filesystem::path(path).filename();
    TRY(folder.replace(name, text_of(made)));
    std::filesystem::permissions(path, std::filesystem::perms(0600), fault);
    return made;
  }
  auto signer = TRY(merkle::parse_signer(TRY(read_bytes(path))));
  if (signer.algorithm != merkle::Algorithm::cosignature) {
    return invalid("witness.key", "key", "not a cosignature key");
  }
  return signer;
}

}  // namespace

int witness(const LogWords& words) {
  Words telling;
  telling.json = words.json;
  std::error_code fault;
  std::filesystem::create_directories(words.store, fault);
  std::vector<merkle::Verifier> logs;
  for (const std::string& text : words.logs) {
    auto key = verifier_in(text);
    if (!key.ok()) return app::tell(telling, key.error()), 2;
    logs.push_back(std::move(*key));
  }
  auto signer = witness_key(words);
  if (!signer.ok()) return app::tell(telling, signer.error());
  Witness witness(std::move(*signer), std::move(logs), words.store + "/witness.sqlite");
  Outcome ready = witness.prepare();
  if (!ready.ok()) return app::tell(telling, ready.error());
  http::Router router;
  router.add({"POST", "/add-checkpoint",
              [&](const http::Request& request, http::Respond respond) {
                respond(witness.answer(request));
              },
              http::Where::worker, "public"});
  http::Options options;
  options.port = words.port;
  options.body_max = 1 << 16;
  auto server = http::Server::start(std::move(options), std::move(router));
  if (!server.ok()) return app::tell(telling, server.error());
  listen_for_stop();
  std::cout << "boai witness: http://127.0.0.1:" << (*server)->port() << " " << witness.vkey()
            << std::endl;
  while (!asked_to_stop()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  (*server)->stop();
  (*server)->wait();
  return 0;
}

}  // namespace boai::app
