// The command line: opens the store itself and may run beside a server. Exit 0 done; 1 refused,
// not proven or a difference found; 2 usage; 3 unavailable or internal.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <iostream>

#include "app/brief_verbs.hpp"
#include "app/certificate_verbs.hpp"
#include "app/dictionary.hpp"
#include "app/hla_verbs.hpp"
#include "app/ledger_verbs.hpp"
#include "app/log_verbs.hpp"
#include "app/messaging.hpp"
#include "app/people_verbs.hpp"
#include "app/plan_verbs.hpp"
#include "app/verbs.hpp"
#include "kernel/schema/schema.hpp"

namespace boai::app {

namespace json = boost::json;

namespace {

// Every command as one row: its sub-command and what it does.
struct Verb {
  CLI::App* command;
  std::function<Result<int>(App&, const Words&)> act;
};

class Line {
 public:
  Line() : root_("boai 博爱: the information platform of a Red Cross society") {
    root_.require_subcommand(1);
    root_.fallthrough();
    root_.add_flag("--json", words_.json, "one JSON document on standard output");
    root_.add_option("--as", words_.as, "the account to act as");
    store_commands();
    data_commands();
    other_commands();
  }

  int run(int count, char** letters) {
    try {
      root_.parse(count, letters);
    } catch (const CLI::ParseError& fault) {
      if (fault.get_exit_code() == 0) return root_.exit(fault);
      if (std::find(letters, letters + count, std::string("--json")) != letters + count) {
        words_.json = true;
        tell(words_, invalid("usage", {}, fault.what()));
      } else {
        root_.exit(fault);
      }
      return 2;
    }
    return act();
  }

 private:
  int act() {
    Settings settings = settings_from_environment();
    if (restore_->parsed()) {
      auto done = do_restore(settings, words_);
      return done.ok() ? *done : tell(words_, done.error());
    }
    if (replay_->parsed() && !ledger_.into) return ledger_replay(ledger_.file, words_);
    auto app = open(settings);
    if (!app.ok()) return tell(words_, app.error());
    bool storeless = std::ranges::any_of(storeless_, [](CLI::App* each) { return each->parsed(); });
    if (!storeless) {
      auto ready = check_schema(**app);
      if (!ready.ok()) return tell(words_, ready.error());
    }
    for (const Verb& verb : verbs_) {
      if (!verb.command->parsed()) continue;
      auto done = verb.act(**app, words_);
      return done.ok() ? *done : tell(words_, done.error());
    }
    return 2;
  }

  static Outcome check_schema(App& app) {
    auto connection = TRY(store::open(app.settings.address));
    auto state = TRY(schema::state_of(*connection, app.schema()));
    if (state.applied > state.newest) return unavailable("schema.newer", "written by a newer boai");
    if (state.applied < state.newest) return unavailable("schema.older", "run: boai migrate");
    return Done{};
  }

  CLI::App* verb(CLI::App& at, const char* name, const char* help,
                 std::function<Result<int>(App&, const Words&)> act) {
    CLI::App* made = at.add_subcommand(name, help);
    made->fallthrough();
    verbs_.push_back({made, std::move(act)});
    return made;
  }

  void store_commands() {
    CLI::App* serve =
        verb(root_, "serve", "serve the browser", [](App& app, const Words& words) -> Result<int> {
          TRY(app::migrate(app));
          return app::serve(app, words.port);
        });
    serve->add_option("--port", words_.port)->envname("BOAI_PORT");
    CLI::App* migrate = verb(root_, "migrate", "bring the schema up to date",
                             [](App& app, const Words&) -> Result<int> {
                               TRY(app::migrate(app));
                               auto connection = TRY(store::open(app.settings.address));
                               auto state = TRY(schema::state_of(*connection, app.schema()));
                               return print(json::object{{"applied", state.applied}});
                             });
    CLI::App* setup =
        verb(root_, "setup", "first start: schema, pack, demo or first administrator", do_setup);
    setup->add_option("kind", words_.setup)
        ->check(CLI::IsMember({"demo", "demo-full", "demo-small", "empty"}))
        ->required();
    setup->add_option("--account", words_.account)->envname("BOAI_ADMIN");
    setup->add_option("--password", words_.password)->envname("BOAI_ADMIN_PASSWORD");
    storeless_ = {serve, migrate, setup};
    verb(root_, "messages", "write the notices that are due and hand all to their channels",
         [](App& app, const Words&) { return do_messages_send(app); });
    verb(root_, "backup", "copy the store into an empty folder", do_backup)
        ->add_option("dir", words_.folder)
        ->required();
    restore_ = root_.add_subcommand("restore", "bring a backup back into an empty BOAI_DATA");
    restore_->fallthrough();
    restore_->add_option("dir", words_.folder)->required();
  }

  void data_commands() {
    CLI::App* in = verb(root_, "import", "import a CSV or XLSX file", do_import);
    in->add_option("type", words_.type, "record type, e.g. training.certificate")->required();
    in->add_option("file", words_.file, "CSV or XLSX");
    in->add_flag("--preview", words_.preview, "check every row, change nothing");
    in->add_option("--chunk", words_.chunk, "rows a transaction (5000), or file: all or nothing");
    in->add_flag("--template", words_.template_only, "the empty table to fill in");
    in->add_option("--format", words_.format)->check(CLI::IsMember({"csv", "xlsx"}));
    in->add_option("--out", words_.out, "where the template goes");
    in->add_option("--mapping", words_.mapping, "column=field,… or a JSON object");
    in->add_option("--encoding", words_.encoding, "auto, utf-8, gb18030, utf-16");
    in->add_option("--sheet", words_.sheet, "of a workbook; else the first that is shown");
    in->add_option("--errors", words_.errors, "where the refused rows go, to be mended");
    CLI::App* out = verb(root_, "export", "export what the account may see", do_export);
    out->add_option("type", words_.type, "record type, e.g. training.certificate")->required();
    out->add_option("filters", words_.filters, "field=value, as lists take them");
    out->add_option("--format", words_.format)->check(CLI::IsMember({"csv", "xlsx"}));
    out->add_option("--out", words_.out, "file; else standard output");
    out->add_option("--labels", words_.labels, "Chinese headers and words instead of codes: 0, 1");
    CLI::App* measures = root_.add_subcommand("measures", "measures")->require_subcommand(1);
    measures->fallthrough();
    verb(*measures, "recount", "rebuild every cell from the records and compare", do_recount)
        ->add_option("--measure", words_.measure, "one code only");
    CLI::App* journal = root_.add_subcommand("journal", "the journal")->require_subcommand(1);
    journal->fallthrough();
    verb(*journal, "verify", "walk the hash chain",
         [](App& app, const Words&) { return do_verify(app); });
  }

  CLI::App* account_verb(CLI::App& at, const char* name, const char* help) {
    return verb(at, name, help,
                [name](App& app, const Words& words) { return do_account(app, words, name); });
  }

  void account_commands() {
    CLI::App* account = root_.add_subcommand("account", "accounts")->require_subcommand(1);
    account->fallthrough();
    account_verb(*account, "list", "accounts the asker may see");
    CLI::App* add = account_verb(*account, "add", "invite an account");
    CLI::App* grant = account_verb(*account, "grant", "give a role at a society");
    CLI::App* end =
        account_verb(*account, "end-role", "end a role, today unless --until says when");
    CLI::App* reset = account_verb(*account, "reset", "a new first password; ends all sessions");
    CLI::App* disable = account_verb(*account, "disable", "close an account; ends all sessions");
    CLI::App* enable = account_verb(*account, "enable", "open a closed account again");
    CLI::App* why =
        account_verb(*account, "why", "whether and why an account may; exit 1 when not");
    for (CLI::App* each : {add, grant, end, reset, disable, enable, why}) {
      each->add_option("account", words_.account, "the word one logs in with")->required();
    }
    why->add_option("right", words_.right, "as in: boai rights")->required();
    add->add_option("--name", words_.name, "of the person")->required();
    for (CLI::App* each : {add, reset}) {
      each->add_option("--password", words_.password,
                       "for the first log-in; else made and shown once")
          ->envname("BOAI_PASSWORD");
    }
    for (CLI::App* each : {add, grant, end}) each->add_option("--role", words_.role)->required();
    for (CLI::App* each : {add, why}) each->add_option("--branch", words_.branch, "code; else 32");
    for (CLI::App* each : {grant, end})
      each->add_option("--branch", words_.branch, "code")->required();
    for (CLI::App* each : {grant, end}) each->add_option("--until", words_.until, "the last day");
    grant->add_option("--since", words_.since, "the first day; else today");
    reset->add_flag("--second-factor", words_.remove_second_factor,
                    "take the second factor off too");
  }

  void other_commands() {
    CLI::App* plan = root_.add_subcommand("plan", "plans")->require_subcommand(1);
    plan->fallthrough();
    CLI::App* status = verb(*plan, "status", "where a region stands", do_status);
    status->add_option("plan", words_.plan, "e.g. jiangsu-2021-2025")->required();
    status->add_option("--region", words_.region, "code; else 32");
    status->add_option("--year", words_.year, "else the plan's last year begun");
    status->add_option("--as-of", words_.as_of, "what was recorded by the end of that day");
    target_commands(*plan);
    account_commands();
    storeless_.push_back(
        verb(root_, "dictionary", "the data dictionary",
             [](App& app, const Words&) -> Result<int> { return print(dictionary_of(app)); }));
    storeless_.push_back(
        verb(root_, "openapi", "the API description",
             [](App& app, const Words&) -> Result<int> { return print(openapi_of(app)); }));
    storeless_.push_back(verb(root_, "routes", "every route and the right it asks for",
                              [](App& app, const Words&) -> Result<int> {
                                print_routes(app);
                                return 0;
                              }));
    storeless_.push_back(verb(root_, "rights", "the matrix of roles and rights",
                              [](App& app, const Words&) -> Result<int> {
                                for (const auto& role : app.house->roles.roles) {
                                  for (const auto& [right, span] : role.rights) {
                                    std::cout << role.code << " " << right << " "
                                              << (span == rights::Span::self ? "self" : "below")
                                              << "\n";
                                  }
                                }
                                return 0;
                              }));
    storeless_.push_back(verb(
        root_, "schema", "SQL the records still lack", [](App& app, const Words&) -> Result<int> {
          std::cout << TRY(schema::missing_step(app.house->types, app.schema()));
          return 0;
        }));
    ledger_commands();
    brief_commands();
    people_commands();
    root_.add_subcommand("log", "the transparency log as a folder: boai log --help");
    root_.add_subcommand("verify", "proofs and logs, ours and others': boai verify --help");
    root_.add_subcommand("certificate", "check one offline: boai certificate --help");
    root_.add_subcommand("witness", "cosign a log that only grows: boai witness --help");
    root_.add_subcommand("hla", "donor search and match prediction: boai hla --help");
    CLI::App* demo = root_.add_subcommand("demo", "demo data")->require_subcommand(1);
    demo->fallthrough();
    verb(*demo, "remove", "empty a demo store and begin anew",
         [](App& app, const Words&) -> Result<int> {
           TRY(remove_demo(app));
           return print(json::object{{"demo", "removed"}});
         });
  }

  void target_commands(CLI::App& plan) {
    auto verb_of = [&](const char* name, const char* help, auto deed) {
      CLI::App* made = verb(plan, name, help, [this, deed](App& app, const Words& words) {
        return deed(app, words, plan_);
      });
      made->add_option("plan", words_.plan, "e.g. jiangsu-2026-2030")->required();
      made->add_option("--region", words_.region, "code; else 32");
      return made;
    };
    CLI::App* split = verb_of("split", "divide a target; --dry-run shows it first", do_split);
    split->add_option("--axes", plan_.axes, "years, regions, departments, joined by +");
    split->add_option("--depth", plan_.depth)->check(CLI::IsMember({"cities", "counties"}));
    split->add_option("--method", plan_.method, "population, base, equal, weights, manual");
    split->add_option("--curve", plan_.curve, "linear, s_curve, front_loaded");
    split->add_option("--total", plan_.total, "else the target that stands");
    split->add_option("--reserve", plan_.reserve, "handed out beyond the total on purpose");
    split->add_option("--reserve-name", plan_.reserve_name);
    split->add_option("--weights", plan_.weights, "3201=5,3202=3");
    split->add_option("--departments", plan_.departments, "rescue=2,training=1; else all alike");
    split->add_option("--cells", plan_.cells, "by hand: 3201/2026=120,…");
    split->add_option("--basis", plan_.basis, "what was seen; refused when it changed since");
    split->add_flag("--dry-run", plan_.dry_run, "change nothing");
    CLI::App* targets = verb_of("targets", "targets, how they are divided, gaps", do_targets);
    CLI::App* lock = verb_of("lock-year", "divide the years up to this never again", do_lock_year);
    CLI::App* own = verb_of("own-target", "what a city or county set itself", do_own_target);
    CLI::App* forecast = verb_of("forecast", "the end of the year, and how sure", do_forecast);
    own->add_option("--value", plan_.value)->required();
    own->add_option("--document", plan_.document)->required();
    lock->add_option("--year", words_.year)->required();
    for (CLI::App* each : {own, forecast}) each->add_option("--year", words_.year);
    for (CLI::App* each : {split, lock, own}) each->add_option("--reason", plan_.reason);
    targets->add_option("--indicator", plan_.indicator, "one, whole");
    for (CLI::App* each : {split, own, forecast}) {
      each->add_option("--indicator", plan_.indicator)->required();
    }
  }

  void ledger_commands() {
    CLI::App* ledger = root_.add_subcommand("ledger", "gifts followed to their use");
    ledger->require_subcommand(1)->fallthrough();
    auto verb_of = [&](const char* name, const char* help, auto deed) {
      return verb(*ledger, name, help,
                  [this, deed](App& app, const Words& words) { return deed(app, words, ledger_); });
    };
    replay_ = verb_of("replay", "scenarios of events; with --into into the store", do_ledger_into);
    replay_->add_option("file", ledger_.file)->required();
    replay_->add_flag("--into", ledger_.into, "write into the store");
    CLI::App* receive = verb_of("receive", "a channel's settlement file", do_ledger_receive);
    receive->add_option("file", ledger_.file)->required();
    receive->add_option("--channel", ledger_.channel)->required();
    receive->add_option("--name", ledger_.name, "what the channel calls the file");
    CLI::App* check = verb_of("check", "the invariants over everything", do_ledger_check);
    check->add_flag("--quick", ledger_.quick, "without replaying every entry");
    CLI::App* balance = verb_of("balance", "balances of accounts and funds", do_ledger_balance);
    balance->add_option("--fund", ledger_.fund);
    balance->add_option("--on", ledger_.on, "as of the end of this day");
    CLI::App* trace = verb_of("trace", "from a gift to its uses, or back", do_ledger_trace);
    trace->add_option("gift", ledger_.gift);
    trace->add_option("--use", ledger_.use, "a use: which gifts paid for it");
    CLI::App* out = verb_of("export", "every posting, for others to re-add", do_ledger_export);
    out->add_option("--format", ledger_.format)
        ->check(CLI::IsMember({"beancount", "csv", "xlsx"}))
        ->required();
    out->add_option("--out", ledger_.out);
    for (CLI::App* each : {replay_, receive, balance, trace, out}) {
      each->add_option("--book", ledger_.book, "a society's book");
    }
    storeless_.push_back(replay_);  // an empty store is brought up to date first
  }

  void people_commands() {
    CLI::App* people = root_.add_subcommand("people", "what is kept of one person; keys and seals");
    people->require_subcommand(1)->fallthrough();
    auto verb_of = [&](const char* name, const char* help, auto deed) {
      return verb(*people, name, help,
                  [this, deed](App& app, const Words& words) { return deed(app, words, people_); });
    };
    CLI::App* out = verb_of("export", "everything kept of a person, for her", do_people_export);
    out->add_option("person", people_.person)->required();
    out->add_option("--out", people_.out, "file; else to the screen");
    CLI::App* retain = verb_of("retain", "minimise whose time is over", do_people_retain);
    retain->add_flag("--dry-run", people_.dry_run, "only count");
    verb_of("duplicates", "persons who may be one", do_people_duplicates)
        ->add_option("--branch", words_.branch, "code of a society; else all in reach");
    verb_of("new-key", "a fresh key for sealed fields", do_people_new_key);
    verb_of("seal-anew", "seal everything with the newest key", do_people_seal_anew);
  }
  void brief_commands() {
    CLI::App* brief = root_.add_subcommand("brief", "one page, monthly brief, slides");
    brief->require_subcommand(1)->fallthrough();
    auto verb_of = [&](const char* name, const char* help, auto deed) {
      return verb(*brief, name, help,
                  [this, deed](App& app, const Words& words) { return deed(app, words, brief_); });
    };
    CLI::App* draft = verb_of("draft", "figures and documents at once", do_brief_draft);
    draft->add_option("--templates", brief_.templates, "codes with a comma between");
    draft->add_option("--title", brief_.title);
    draft->add_option("--plan", words_.plan);
    draft->add_option("--region", words_.region, "code; else 32");
    draft->add_option("--branch", words_.branch, "the society it belongs to; else the region's");
    draft->add_option("--year", words_.year, "else this year, or the last of the plan");
    draft->add_option("--month", brief_.month, "up to the end of this month");
    draft->add_option("--as-of", words_.as_of, "what was recorded by the end of that day");
    CLI::App* out = verb_of("export", "its documents as files", do_brief_export);
    out->add_option("--out", brief_.folder, "folder; else here");
    CLI::App* check =
        verb_of("check", "its figures against the board, or a template file", do_brief_check);
    check->add_option("--template", brief_.file, "look at this file as a template instead");
    check->add_option("brief", brief_.id);
    CLI::App* submit = verb_of("submit", "send it to be approved", do_brief_submit);
    for (CLI::App* each : {out, submit}) each->add_option("brief", brief_.id)->required();
    CLI::App* bring = verb_of("template", "bring a template's next edition", do_brief_template);
    bring->add_option("file", brief_.file)->required();
    bring->add_option("--code", brief_.code)->required();
    bring->add_option("--name", brief_.name)->required();
    bring->add_option("--branch", words_.branch, "code of the society; else 32");
  }

  Words words_;
  LedgerWords ledger_;
  PlanWords plan_;
  BriefWords brief_;
  PeopleWords people_;
  CLI::App* replay_ = nullptr;
  CLI::App root_;
  std::vector<CLI::App*> storeless_;  // verbs that need no store, or bring it up to date
  CLI::App* restore_ = nullptr;
  std::vector<Verb> verbs_;
};

}  // namespace

int command_line(int count, char** letters) {
  if (count > 1 && std::string_view(letters[1]) == "hla") return hla_line(count - 1, letters + 1);
  if (count > 1 && std::string_view(letters[1]) == "log") return log_line(count - 1, letters + 1);
  if (count > 1 && std::string_view(letters[1]) == "verify") {
    return verify_line(count - 1, letters + 1);
  }
  if (count > 1 && std::string_view(letters[1]) == "witness") {
    return witness_line(count - 1, letters + 1);
  }
  if (count > 1 && std::string_view(letters[1]) == "certificate") {
    return certificate_line(count - 1, letters + 1);
  }
  return Line().run(count, letters);
}

}  // namespace boai::app
