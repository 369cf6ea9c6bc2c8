// Believable records of a province, generated with seed 1 and marked 示例 on every screen. The
// society "went live" on 2026-07-01: rows from that day, opening figures by month before.
#include <boost/json.hpp>
#include <random>

#include "app/demo_accounts.hpp"
#include "app/demo_classes.hpp"
#include "app/demo_figures.hpp"
#include "app/demo_learning.hpp"
#include "app/demo_people.hpp"
#include "app/demo_sites.hpp"
#include "app/wiring.hpp"
#include "base/crypto/digest.hpp"
#include "domains/network/records.hpp"
#include "domains/plan/records.hpp"
#include "domains/plan/rules.hpp"
#include "domains/training/records.hpp"
#include "kernel/exchange/import.hpp"

namespace boai::app {

namespace json = boost::json;
using branch::Branch;

namespace {

constexpr std::int64_t certificates_a_year = 300'000;
constexpr std::int64_t attendances_a_year = 1'000'000;
constexpr int rows_a_batch = 20'000;
constexpr int live_from = 2026 * 12 + 6;  // July 2026, months counted from 0
constexpr const char* ledger = "2021—2026年上半年历史台账（示例）";

class Demo {
 public:
  Demo(App& app, Volume volume, const std::function<void(const std::string&)>& say)
      : app_(app), volume_(volume), say_(say), clock_(Instant{0}) {
    set_clock(*Day::of(2026, 7, 1));
    writer_ = std::make_unique<unit::Writer>(
        unit::Writer::Options{.address = app.settings.address,
                              .head_file = app.settings.data + "/journal.head",
                              .house = app.house.get(),
                              .clock = &clock_});
  }

  Outcome all() {
    TRY(read_counties());
    TRY(open_demo_accounts(app_));
    say_("grass-roots societies");
    TRY(grassroots());
    say_("opening figures");
    if (volume_ != Volume::full) TRY(openings());
    TRY(baselines());
    say_("figures of 2021-2025");
    TRY(figures());
    TRY(records());
    TRY(sites());
    TRY(classes_.now(counties_, app_.today()));
    return still_open();
  }

 private:
  void set_clock(Day day) {
    clock_.set({end_of_day_in_shanghai(day).milliseconds - 6 * 3'600'000});
  }

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(random_() % 100'000) / 100'000.0;
  }

  Outcome read_counties() {
    auto reader = TRY(app_.readers->borrow());
    double all = 0;
    TRY(reader->each(
        "SELECT s.id, s.code, s.name, p.persons FROM network_society s JOIN "
        "network_population p ON "
        "p.region = s.region WHERE s.level = 'county' AND p.series = 'registered' AND "
        "p.year = 2025 "
        "ORDER BY s.code",
        {}, [&](const store::RowView& row) {
          // Some counties lag, a few run ahead.
          double pace = counties_.size() % 11 == 3 ? 0.62 : between(0.85, 1.15);
          double share = static_cast<double>(row.number(3)) * pace;
          counties_.push_back(
              {{row.number(0)}, std::string(row.text(1)), std::string(row.text(2)), share});
          all += share;
          return true;
        }));
    for (DemoCounty& county : counties_) county.share /= all;
    return Done{};
  }

  // Handlers straight in batches: the same rules, journal and measures as any command.
  template <typename Subject, typename Command>
  void give(Id<Subject> at, Command command, std::string_view name) {
    jobs_.push_back([this, at, command = std::move(command), name](unit::Batch& batch) -> Outcome {
      unit::Context context(batch, who_);
      Subject subject = TRY(context.load(at));
      TRY(handle(context, std::move(subject), command));
      return batch.accept(context.changes(), who_, batch_id_, name);
    });
  }

  Outcome flush() {
    if (jobs_.empty()) return Done{};
    Outcome outcome = writer_->run([&](unit::Batch& batch) -> Outcome {
      if (who_.account == 0) who_ = *TRY(batch.principal("operator"));
      for (const auto& job : jobs_) TRY(job(batch));
      return Done{};
    });
    jobs_.clear();
    return outcome;
  }

  Outcome flush_when_full() {
    return static_cast<int>(jobs_.size()) >= rows_a_batch ? flush() : Outcome(Done{});
  }

  Outcome grassroots() {
    constexpr const char* kinds[] = {"township", "village", "school", "hospital", "enterprise"};
    constexpr const char* names[] = {"街道", "社区", "中学", "卫生院", "企业"};
    int serial = 0;
    for (const DemoCounty& county : counties_) {
      double part = volume_ == Volume::small ? 0.05 : 1;
      int before = static_cast<int>(8306 * county.share * part + 0.5);
      int after = static_cast<int>(13'000 * county.share * part + 0.5);
      for (int number = 1; number <= after; ++number) {
        int kind = number % 10 == 0  ? 3
                   : number % 7 == 0 ? 4
                   : number % 3 == 0 ? 2
                   : number % 9 == 1 ? 0
                                     : 1;
        Day since = number <= before ? *Day::of(2008 + number % 12, 1 + number % 12, 1)
                                     : *Day::of(2021 + number % 5, 1 + number % 12, 10);
        network::OpenSociety open{.parent = county.id,
                                  .code = county.code + "J" + std::to_string(1000 + number),
                                  .name = county.name.substr(0, county.name.size() - 15) + "第" +
                                          std::to_string(number) + names[kind] + "红十字会（示例）",
                                  .level = "grassroots",
                                  .kind = kinds[kind],
                                  .region = county.code,
                                  .since = since};
        give(county.id, std::move(open), "network.open_society");
        ++serial;
        TRY(flush_when_full());
      }
    }
    return flush();
  }

  void opening(const DemoCounty& county, std::string series, int year, int month,
               std::int64_t value) {
    if (value == 0) return;
    give(county.id,
         plan::EnterOpening{.branch = county.id,
                            .series = std::move(series),
                            .day = *Day::of(year, month, 1),
                            .value = value,
                            .document = ledger,
                            .reporter = "示例统计员"},
         "plan.enter_opening");
  }

  Outcome openings() {
    constexpr int parts[] = {38, 24, 14, 9, 15};
    for (const DemoCounty& county : counties_) {
      int first = volume_ == Volume::small ? 48 : 0;
      for (int month_number = first; month_number < 66; ++month_number) {
        int year = 2021 + month_number / 12, month = 1 + month_number % 12;
        std::int64_t attended = month_count(attendances_a_year, county.share, year, month);
        std::int64_t certified = month_count(certificates_a_year, county.share, year, month);
        opening(county, "training.attendances", year, month, attended);
        for (int part = 0; part < 5; ++part) {
          opening(county, std::string("training.attendances|setting=") + demo_settings[part], year,
                  month, attended * parts[part] / 100);
        }
        opening(county, "training.people_trained#year", year, month, attended * 94 / 100);
        opening(county, "training.people_trained#ever", year, month, attended * 32 / 100);
        opening(county, "training.certificates", year, month, certified);
        opening(county, "training.holders#year", year, month, certified * 98 / 100);
        opening(county, "training.holders#plan", year, month, certified * 96 / 100);
        opening(county, "training.holders#ever", year, month, certified * 95 / 100);
        opening(county, "training.valid_holders", year, month, certified);
        opening(county, "training.valid_holders", year + 3, month, -certified);
      }
      TRY(flush_when_full());
    }
    return flush();
  }

  // What stood at the end of 2020: 21 % trained, 10.1 % certified of the registered people.
  Outcome baselines() {
    for (const DemoCounty& county : counties_) {
      auto of_people = [&](double percent) {
        return static_cast<std::int64_t>(78'660'000.0 * county.share * percent / 100);
      };
      opening(county, "training.people_trained#ever", 2020, 12, of_people(21));
      opening(county, "training.holders#ever", 2020, 12, of_people(10.1));
      opening(county, "training.valid_holders", 2020, 12, of_people(0.9));
      opening(county, "training.valid_holders", 2022, 7, -of_people(0.9));
      opening(county, "training.school_staff#ever", 2025, 12, of_people(0.18));
      opening(county, "training.school_health_holders", 2025, 12, of_people(0.024));
    }
    return flush();
  }

  // Manual figures of the main indicators, confirmed by the province; two still on their way.
  Outcome figures() {
    const auto& book =
        *std::any_cast<std::shared_ptr<const plan::Book>>(app_.house->from_pack.at("plan"));
    std::map<std::string, double> shares;
    for (const DemoCounty& county : counties_) shares[county.code] = county.share;
    DemoFigures figures(*book.find("jiangsu-2021-2025"), std::move(shares),
                        volume_ == Volume::small ? 2025 : 2021, random_);
    std::map<std::string, std::int64_t> branches;
    for (const DemoReport& report : figures.all()) {
      auto [at, added] = branches.try_emplace(report.region);
      if (added) at->second = TRY(branch_by_code(app_, report.region));
      figure({at->second}, report);
    }
    TRY(flush());
    // Two looks for a county's figure, one for a city's.
    TRY(approve_all());
    return approve_all();
  }

  Outcome sites() {
    say_("sites and campaigns");
    set_clock(app_.today().plus_days(-1));
    DemoSites sites(counties_, {TRY(branch_by_code(app_, "32"))});
    return sites.all(*writer_, who_);
  }

  // Two counties have just reported; their cities have yet to look.
  Outcome still_open() {
    set_clock(app_.today());
    for (const auto& [region, value] : {std::pair{"320102", "24"}, std::pair{"320302", "19"}}) {
      figure({TRY(branch_by_code(app_, region))}, {region, "VO-01", "2025", value, {}, {}});
    }
    figure({TRY(branch_by_code(app_, "3205"))}, {"3205", "OG-13", "2025", "46", {}, {}});
    return flush();
  }

  void figure(Id<Branch> at, const DemoReport& report) {
    give(at,
         plan::ReportFigure{.branch = at,
                            .plan = "jiangsu-2021-2025",
                            .indicator = report.indicator,
                            .period = report.period,
                            .value = report.value,
                            .numerator = report.numerator,
                            .denominator = report.denominator,
                            .document = "年度工作总结（示例）",
                            .note = {},
                            .reason = "示例数据"},
         "plan.report_figure");
  }

  Outcome approve_all() {
    return writer_->run([&](unit::Batch& batch) -> Outcome {
      std::vector<std::int64_t> open;
      TRY(batch.connection().each("SELECT id FROM matters_matter WHERE state = 'open' ORDER BY id",
                                  {}, [&](const store::RowView& row) {
                                    open.push_back(row.number(0));
                                    return true;
                                  }));
      for (std::int64_t id : open) {
        unit::Context context(batch, who_);
        auto matter = TRY(context.load(Id<matters::Matter>{id}));
        matters::Approve approve{.matter = matter.id, .remark = "示例"};
        TRY(matters::handle(context, matter, approve));
        TRY(batch.accept(context.changes(), who_, batch_id_, "matters.approve"));
      }
      return Done{};
    });
  }

  Outcome records() {
    int first = volume_ == Volume::full ? 2021 * 12 : live_from;
    constexpr int last = 2026 * 12 + 9;  // October 2026
    for (int number = first; number <= last; ++number) {
      int year = number / 12, month = number % 12 + 1;
      say_("records of " + std::to_string(year) + "-" + std::to_string(month));
      if (number >= live_from) TRY(classes_.month(counties_, year, month));
      set_clock(Day::of(year, month, 1)->last_of_month());
      for (const DemoCounty& county : counties_) TRY(month_of(county, year, month));
      TRY(flush());
    }
    return Done{};
  }

  Outcome month_of(const DemoCounty& county, int year, int month) {
    double part = volume_ == Volume::small ? 0.01 : 1;
    std::int64_t attended = month_count(attendances_a_year * part, county.share, year, month);
    std::int64_t certified = month_count(certificates_a_year * part, county.share, year, month);
    for (std::int64_t number = 0; number < attended; ++number) {
      training::Attend attend{.branch = county.id,
                              .name = people_.name(),
                              .document_number = people_.identity_number(county.code),
                              .course = number < certified ? "first_aider" : "talk",
                              .setting = demo_settings[below(5)],
                              .occupation = demo_occupations[below(9)],
                              .day = *Day::of(year, month, 1 + below(28))};
      if (number < certified) {
        char serial[24];
        std::snprintf(serial, sizeof serial, "%07lld", static_cast<long long>(++certificate_));
        give(county.id,
             training::Certify{
                 .branch = county.id,
                 .number = "示例" + county.code + "-" + std::to_string(year) + "-" + serial,
                 .name = attend.name,
                 .document_number = attend.document_number,
                 .course = "first_aider",
                 .setting = attend.setting,
                 .occupation = attend.occupation,
                 .day = attend.day},
             "training.certify");
      }
      give(county.id, std::move(attend), "training.attend");
      TRY(flush_when_full());
    }
    return Done{};
  }

  App& app_;
  Volume volume_;
  const std::function<void(const std::string&)>& say_;
  FixedClock clock_;
  std::unique_ptr<unit::Writer> writer_;
  std::mt19937_64 random_{1};
  std::vector<DemoCounty> counties_;
  std::vector<std::function<Outcome(unit::Batch&)>> jobs_;
  rights::Principal who_;
  std::string batch_id_ = crypto::uuid4();
  DemoPeople people_{random_};
  DemoClasses classes_{people_, random_, [this](Day day) -> unit::Writer& {
                         set_clock(day);
                         return *writer_;
                       }};
  std::int64_t certificate_ = 0;
};

Outcome set_demo(App& app, const std::string& value) {
  return app.writer->run([&](unit::Batch& batch) {
    store::Value values[] = {value};
    return batch.connection().run(
        "INSERT INTO setting (name, value) VALUES ('demo', ?) ON CONFLICT (name) DO UPDATE SET "
        "value = excluded.value",
        values);
  });
}

}  // namespace

Outcome load_demo(App& app, Volume volume, const std::function<void(const std::string&)>& say) {
  TRY(set_demo(app, "loading"));
  TRY(Demo(app, volume, say).all());
  TRY(settle_demo_member(app));
  TRY(settle_demo_staff(app));
  TRY(fill_question_bank(app));
  TRY(settle_demo_class(app));
  return set_demo(app, "1");
}

}  // namespace boai::app
