// The generator's own tables of names, by hand: what sounds or looks alike here owes nothing to the
// table of sounds that the scorer reads.
#include <algorithm>
#include <array>

#include "engines/linkage/generator_parts.hpp"

namespace boai::linkage::made {

namespace {

// By falling frequency (reports on names of the public-security ministry).
constexpr std::string_view single_surnames =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
    "严覃武戴莫孔向汤仇单解查纪葛章倪施翁柏嵇缪芮祁";
constexpr std::array<std::string_view, 14> double_surnames = {
    "欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "东方",
    "慕容", "司徒", "令狐", "夏侯", "公孙", "端木", "宇文"};

// Characters of given names that sound alike, the commonest first; m, f or b(oth).
struct Group {
  char sex;
  std::string_view characters;
};
constexpr Group groups[] = {
    {'m', "伟玮炜纬苇"},   {'m', "强"},       {'m', "军君钧均"},   {'m', "勇永泳咏"},
    {'m', "杰捷洁"},       {'m', "涛韬滔"},   {'b', "明铭鸣茗"},   {'m', "超"},
    {'m', "辉晖徽"},       {'m', "鹏"},       {'b', "华桦骅"},     {'m', "飞非"},
    {'m', "刚钢"},         {'b', "平萍苹"},   {'m', "波博渤"},     {'m', "斌彬宾滨"},
    {'b', "宇雨羽禹"},     {'m', "浩昊皓灏"}, {'m', "凯恺楷"},     {'m', "健建剑鉴"},
    {'m', "俊峻骏竣珺"},   {'m', "帆凡"},     {'m', "旭绪"},       {'b', "宁"},
    {'m', "龙隆"},         {'b', "林琳霖麟"}, {'m', "志智治致"},   {'b', "文雯闻"},
    {'m', "海"},           {'m', "国"},       {'b', "金锦瑾晋"},   {'m', "成诚程承"},
    {'m', "东冬栋"},       {'b', "春"},       {'m', "祥翔"},       {'b', "新欣鑫昕歆馨心"},
    {'b', "子梓紫"},       {'m', "轩萱宣"},   {'m', "泽择"},       {'b', "晨辰宸忱"},
    {'m', "睿瑞锐"},       {'b', "嘉佳家"},   {'m', "豪毫"},       {'m', "天添"},
    {'b', "毅翼亦奕逸义"}, {'b', "晓小"},     {'m', "峰锋丰枫"},   {'b', "雷蕾磊"},
    {'m', "亮"},           {'b', "阳洋扬"},   {'m', "兵"},         {'b', "清青庆"},
    {'m', "立力"},         {'f', "丽莉俐"},   {'b', "红宏洪鸿虹"}, {'b', "敏民"},
    {'f', "静婧靖"},       {'f', "艳燕雁"},   {'f', "娟涓"},       {'f', "芳"},
    {'f', "霞"},           {'f', "秀绣"},     {'f', "英瑛颖莹盈"}, {'f', "玉钰裕"},
    {'f', "兰岚"},         {'f', "梅"},       {'b', "珍真臻"},     {'f', "婷亭"},
    {'f', "慧惠卉"},       {'f', "丹"},       {'f', "雪"},         {'f', "倩茜"},
    {'f', "娜"},           {'f', "悦月玥"},   {'f', "怡宜贻依伊"}, {'f', "涵晗函"},
    {'f', "雅"},           {'f', "诗"},       {'f', "琪琦淇"},     {'f', "妍言岩研"},
    {'b', "思斯"},         {'f', "梦孟"},     {'f', "彤桐童"},     {'b', "安"},
    {'b', "乐"},           {'b', "一"},       {'f', "可"},         {'b', "然"},
    {'b', "桂贵"},         {'f', "凤"},       {'b', "兴星"},       {'m', "才财"},
    {'m', "福富"},         {'m', "生胜盛升"}, {'b', "荣容蓉"},     {'m', "根"},
    {'b', "顺"},           {'f', "连莲廉"},   {'f', "巧"},         {'b', "云芸昀"},
    {'f', "琴勤"},         {'f', "美"},       {'m', "德"},         {'b', "学"},
    {'m', "正政"},         {'m', "光"},       {'m', "长昌"},       {'m', "喜希曦熙"},
    {'m', "宝保"},         {'m', "来"},       {'m', "友有"},       {'m', "岳悦"},
    {'m', "坤昆"},         {'m', "哲喆"},     {'b', "淼渺"},       {'m', "𬀩𬱖"},
    {'f', "𬍛"},         {'b', "𬘡𬤇"}, {'m', "𬭎"},       {'m', "𫖯"}};

// Surnames that are mistaken by ear.
constexpr std::string_view surname_groups[] = {"张章", "李黎", "徐许", "吴武伍", "于余", "江姜",
                                               "石史", "付傅", "肖萧", "闫严",   "汤唐", "邹周",
                                               "邱仇", "沈申", "孔空", "程成",   "任仁", "俞余"};
// Heard alike where zh and z, n and l, in and ing, h and w are not kept apart.
constexpr std::string_view accents[] = {"黄王", "陈程", "林凌", "胡吴", "邹周", "金京", "曾郑",
                                        "刘牛", "文温", "宁林", "英音", "兰南", "新星", "静进",
                                        "清亲", "志字", "春村", "诗思", "龙农", "芳方"};
// Mistaken by the eye or by the hand at the keyboard.
constexpr std::string_view lookalikes[] = {
    "天夭", "未末", "土士", "日曰", "千干", "己已", "大太", "王玉", "田由", "申甲", "木本",
    "风凤", "青清", "静净", "杨扬", "伟佛", "明朋", "晨展", "峰蜂", "娟捐", "芳苏", "玲铃",
    "霞露", "宇字", "斌赋", "勇男", "晓晚", "雪雷", "丽两", "军车", "鹏鸟", "辉挥", "浩洁",
    "强弱", "俊梭", "海梅", "国园", "波坡", "欣砍", "悦说", "思恩", "云去", "建健", "成咸"};
// The same character in another form: simplified first, then the one an old list may have.
constexpr std::string_view variants[] = {
    "岳嶽", "张張",    "陈陳", "刘劉", "杨楊",    "黄黃",    "赵趙",    "吴吳",    "孙孫",
    "马馬", "罗羅",    "郑鄭", "谢謝", "许許",    "韩韓",    "冯馮",    "邓鄧",    "萧蕭",
    "叶葉", "苏蘇",    "吕呂", "卢盧", "钟鍾",    "谭譚",    "陆陸",    "贾賈",    "韦韋",
    "邹鄒", "龙龍",    "贺賀", "顾顧", "龚龔",    "万萬",    "钱錢",    "严嚴",    "汤湯",
    "伟偉", "强強",    "军軍", "杰傑", "涛濤",    "铭銘",    "辉輝",    "鹏鵬",    "华華",
    "飞飛", "刚剛",    "红紅", "丽麗", "艳艷",    "静靜",    "兰蘭",    "云雲",    "凤鳳",
    "贵貴", "国國",    "东東", "晓曉", "锋鋒",    "阳陽",    "庆慶",    "莲蓮",    "义義",
    "学學", "长長",    "宝寶", "来來", "荣榮",    "兴興",    "胜勝",    "升昇",    "哲喆",
    "坤堃", "峰峯",    "群羣", "梦夢", "泽澤",    "锐銳",    "怀懷",    "凯凱",    "剑劍",
    "鸿鴻", "颖穎",    "莹瑩", "梁樑", "𬀩暐", "𬍛瓅", "𬘡絪", "𬤇諲", "𬭎鋐",
    "𫖯頫", "𬱖頠", "乐樂", "应應", "欢歡",    "贤賢",    "连連",    "财財",    "顺順"};
constexpr std::string_view dotted_given[] = {
    "阿依古丽",   "买买提", "古丽娜尔", "艾力", "迪丽热巴",   "吐尔逊", "热依汗", "阿卜杜拉",
    "帕提古丽",   "库尔班", "阿迪力",   "米热", "努尔古丽",   "玉素甫", "阿里木", "凯丽比努尔",
    "阿布都热合", "卡德尔", "西热娜依", "再努", "萨比尔江",   "肉孜",   "马合木", "阿曼古丽",
    "塔依尔",     "亚森",   "伊力亚斯", "祖农", "麦麦提艾力", "托合提"};

double sum_up(std::vector<double>& sums, double weight) {
  sums.push_back((sums.empty() ? 0 : sums.back()) + weight);
  return sums.back();
}

template <typename Groups>
std::string other_of(Chance& chance, const Groups& all, const std::string& character) {
  std::vector<std::string> found;
  for (std::string_view group : all) {
    if (group.find(character) == group.npos) continue;
    for (std::string& each : characters_of(group)) {
      if (each != character) found.push_back(std::move(each));
    }
  }
  return found.empty() ? "" : found[chance.below(found.size())];
}

}  // namespace

std::size_t Chance::weighted(const std::vector<double>& sums) {
  double at = static_cast<double>(engine_() >> 11) * 0x1p-53 * sums.back();
  auto place = std::ranges::upper_bound(sums, at) - sums.begin();
  return std::min<std::size_t>(place, sums.size() - 1);
}

Characters characters_of(std::string_view text) {
  Characters characters;
  for (std::size_t at = 0; at < text.size();) {
    auto lead = static_cast<unsigned char>(text[at]);
    std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    characters.emplace_back(text.substr(at, size));
    at += size;
  }
  return characters;
}

std::string text_of(const TrueName& name) {
  std::string text;
  for (const std::string& each : name.surname) text += each;
  for (const std::string& each : name.given) text += each;
  return text;
}

Names::Names() {
  double weight = 70;
  for (std::string& each : characters_of(single_surnames)) {
    surnames_.push_back(std::move(each));
    double rank = static_cast<double>(surnames_.size());
    sum_up(surname_sums_, rank <= 4 ? weight : 240 / (rank + 1.5));
  }
  for (std::string_view each : double_surnames) {
    surnames_.emplace_back(each);
    sum_up(surname_sums_, 0.6);
  }
  std::size_t number = 0;
  for (const Group& group : groups) {
    // Some sounds are in fashion, most are not; characters outside the BMP are rare.
    double base = 30.0 / static_cast<double>(3 + number++ % 17);
    auto characters = characters_of(group.characters);
    for (std::size_t rank = 0; rank < characters.size(); ++rank) {
      double share = base / static_cast<double>(1 + rank);
      if (characters[rank].size() == 4) share = 0.15;
      for (Given* given : {&male_, &female_}) {
        char sex = given == &male_ ? 'm' : 'f';
        if (group.sex != 'b' && group.sex != sex) continue;
        given->characters.push_back(characters[rank]);
        sum_up(given->sums, share);
      }
    }
  }
}

std::string Names::given_character(Chance& chance, Sex sex) const {
  const Given& given = sex == Sex::male ? male_ : female_;
  return given.characters[chance.weighted(given.sums)];
}

Characters Names::surname(Chance& chance) const {
  return characters_of(surnames_[chance.weighted(surname_sums_)]);
}

// One character was the fashion of those born about 1965 to 1995.
Characters Names::given(Chance& chance, Sex sex, int year) const {
  double single = year > 1965 && year < 1995 ? 0.35 : 0.12;
  Characters given = {given_character(chance, sex)};
  if (!chance.with(single)) given.push_back(given_character(chance, sex));
  return given;
}

TrueName Names::name(Chance& chance, Sex sex, int year) const {
  if (chance.with(0.006)) {
    std::string text(dotted_given[chance.below(std::size(dotted_given))]);
    text += "·";
    text += dotted_given[chance.below(std::size(dotted_given))];
    return {.surname = {}, .given = characters_of(text), .dotted = true};
  }
  return {.surname = surname(chance), .given = given(chance, sex, year)};
}

std::string homophone_of(Chance& chance, const std::string& character) {
  std::vector<std::string_view> all;
  for (const Group& group : groups) all.push_back(group.characters);
  for (std::string_view group : surname_groups) all.push_back(group);
  return other_of(chance, all, character);
}

std::string lookalike_of(Chance& chance, const std::string& character) {
  return other_of(chance, lookalikes, character);
}

std::string accent_of(Chance& chance, const std::string& character) {
  return other_of(chance, accents, character);
}

std::string variant_of(const std::string& character) {
  for (std::string_view pair : variants) {
    if (pair.starts_with(character)) return std::string(pair.substr(character.size()));
  }
  return "";
}

}  // namespace boai::linkage::made
