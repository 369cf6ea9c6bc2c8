// A small chart for tests: the same words as a pack's, fewer names. The pack's own is read and
// checked in kernel/ledger.
#pragma once

#include "engines/ledger/ledger.hpp"

namespace boai::ledger {

inline Profile small_chart() {
  Profile profile;
  profile.code = "test";
  profile.from = *Day::of(2000, 1, 1);
  profile.accounts = {{"assets", "1", "", Class::asset, Bound::debit},
                      {"due", "2", "", Class::liability, Bound::none},
                      {"agency", "3", "", Class::liability, Bound::credit},
                      {"income", "4", "", Class::income, Bound::none},
                      {"expense", "5", "", Class::expense, Bound::none},
                      {"net", "6", "", Class::net, Bound::none},
                      {"service", "9", "", Class::memo, Bound::none}};
  auto both = [&](const std::string& kind, const std::string& fund_side, bool in) {
    const std::string tail = "/{nature}/{fund}";
    std::pair<std::string, std::string> sides[] = {{"money", "assets/{till}"},
                                                   {"goods", "assets/stock/{place}"},
                                                   {"service", "service/available"},
                                                   {"value", "assets/worth/{place}"}};
    for (const auto& [unit, asset] : sides) {
      std::string fund = fund_side + tail;
      profile.postings[kind + "." + unit] =
          in ? PostingRule{asset, fund} : PostingRule{fund, asset};
      if (unit == "service") continue;
      std::string kept = unit == "money" ? "assets/agency" : asset;
      profile.postings[kind + ".agency." + unit] =
          in ? PostingRule{kept, "agency/{fund}"} : PostingRule{"agency/{fund}", kept};
    }
  };
  both("gift", "income", true);
  both("use", "expense/{purpose}", false);
  both("fee", "expense/fee", false);
  both("refund", "income", false);
  both("redesignate", "net/reclass", false);
  both("kit", "net/kit", false);
  both("loss", "expense/loss", false);
  both("transfer_out", "net/transfer", false);
  both("transfer_in", "net/transfer", true);
  profile.postings["transfer_out.money"].credit = "due/to/{other}";
  profile.postings["transfer_in.money"].debit = "due/from/{other}";
  profile.postings["settle.money"] = {"assets/bank", "assets/{till}"};
  profile.postings["settle_out.money"] = {"due/to/{other}", "assets/bank"};
  profile.postings["settle_in.money"] = {"assets/bank", "due/from/{other}"};
  profile.postings["carry.money"] = {"income", "net/{nature}/{fund}"};
  profile.units = {
      {"CNY", UnitClass::money}, {"SKU:", UnitClass::goods}, {"HOUR", UnitClass::service}};
  profile.units.push_back({"SKU", UnitClass::goods});
  return profile;
}

inline const Profiles& charts() {
  static const Profiles profiles({small_chart()});
  return profiles;
}

}  // namespace boai::ledger
