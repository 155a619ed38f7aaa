#include "io/asset_kind.hpp"

#include "core/japanese.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace todoku::io {

using domain::AssetKind;

namespace {

enum class Where { Ending, Anywhere };

struct Rule {
    AssetKind kind;
    Where where;
    std::vector<std::string_view> words;
};

// Rules in order; the first that fits decides. The order settles names that hold two kinds of
// words:
//   小学校グラウンド is land (its ending), 公園管理棟 a building (its ending is no land),
//   市役所子局 a pole (before 役所), 大橋公民館 a building (before 橋), 津波避難タワー a structure
//   (no building word in it).
const std::vector<Rule>& rules() {
    static const std::vector<Rule> table = {
        {AssetKind::Pole,
         Where::Anywhere,
         {"子局",   "同報無線", "防災無線",   "防災行政無線",   "屋外拡声",
          "拡声器", "拡声子局", "スピーカー", "パンザマスト",   "電柱",
          "街路灯", "街灯",     "防犯灯",     "照明灯",         "照明柱",
          "信号柱", "標識柱",   "鋼管柱",     "コンクリート柱", "スマートポール"}},
        {AssetKind::Pole, Where::Ending, {"柱", "ポール", "pole"}},
        {AssetKind::Mast,
         Where::Anywhere,
         {"鉄塔", "無線塔", "電波塔", "アンテナ塔", "中継局", "中継所", "無線局", "送信所",
          "基地局", "mast", "antenna"}},
        {AssetKind::Land,
         Where::Ending,
         {"グラウンド", "グランド",   "運動場", "校庭",   "園庭",   "広場",   "駐車場",
          "用地",       "跡地",       "予定地", "公園",   "緑地",   "緑道",   "空地",
          "空き地",     "更地",       "宅地",   "山林",   "原野",   "雑種地", "農地",
          "牧場",       "キャンプ場", "野球場", "球場",   "競技場", "庭球場", "テニスコート",
          "ヘリポート", "ヘリポ-ト",  "墓地",   "墓園",   "霊園",   "埋立地", "土地",
          "市有地",     "県有地",     "町有地", "村有地", "法面",   "land",   "park"}},
        {AssetKind::Structure,
         Where::Anywhere,
         {"避難タワ", "歩道橋", "横断橋",     "防火水そう", "防火水槽", "消火栓",       "消火せん",
          "配水池",   "配水塔", "給水塔",     "高架水槽",   "バス停",   "地下鉄出入口", "地下道",
          "水門",     "樋門",   "ダム",       "トンネル",   "擁壁",     "防潮堤",       "堤防",
          "看板",     "案内板", "監視カメラ", "カメラ",     "camera"}},
        {AssetKind::Building,
         Where::Anywhere,
         {"学校",       "学園",         "大学",       "高校",   "小学",     "中学",   "校舎",
          "分校",       "体育館",       "幼稚園",     "保育",   "こども園", "児童館", "児童クラブ",
          "公民館",     "公会堂",       "会館",       "集会",   "集議所",   "センタ", "庁舎",
          "役所",       "役場",         "支所",       "出張所", "分室",     "図書",   "博物",
          "美術",       "資料館",       "記念館",     "ホール", "病院",     "診療",   "医院",
          "医療",       "歯科",         "クリニック", "薬局",   "消防",     "分団",   "屯所",
          "詰所",       "器具庫",       "警察",       "交番",   "駐在",     "裁判所", "検察",
          "税務署",     "郵便局",       "農協",       "漁協",   "住宅",     "団地",   "アパート",
          "マンション", "寮",           "宿舎",       "官舎",   "棟",       "ビル",   "倉庫",
          "車庫",       "工場",         "事務所",     "営業所", "プラザ",   "館",     "会議所",
          "アリーナ",   "ドーム",       "武道",       "道場",   "プール",   "処理場", "浄水場",
          "ポンプ場",   "浄化",         "市場",       "給食",   "斎場",     "火葬",   "ホテル",
          "旅館",       "駅",           "トイレ",     "便所",   "老人",     "介護",   "福祉",
          "ホーム",     "デイサービス", "特養",       "作業所", "研究所",   "試験場", "教育会",
          "神社",       "寺",           "教会",       "店",     "庫",       "署",     "building",
          "school",     "hospital",     "office"}},
        {AssetKind::Structure, Where::Anywhere, {"タワ", "水槽", "tower"}},
        {AssetKind::Structure,
         Where::Ending,
         {"橋", "塔", "モニュメント", "bridge"}}, // not 前橋市, 板橋
        {AssetKind::Land,
         Where::Anywhere,
         {"公園", "緑地", "広場", "グラウンド", "グランド", "用地", "駐車場", "土地", "山林",
          "埠頭", "岸壁"}},
        {AssetKind::Building,
         Where::Ending,
         {"校", "園", "所", "院", "荘", "庁", "局", "家", "室", "苑"}},
    };
    return table;
}

struct Word {
    std::size_t rule = 0;
    std::string_view text;
};

/// The words that begin with the letter `text` begins with, by rule: a name is looked through once,
/// not once for each of two hundred words.
const std::vector<Word>& words_beginning_with(std::string_view text) {
    constexpr std::size_t kLetter = 3; // bytes of a kanji or kana
    const auto letter = [](std::string_view word) {
        return word.substr(0, static_cast<unsigned char>(word.front()) < 0x80 ? 1 : kLetter);
    };
    static const auto table = [&letter] {
        std::unordered_map<std::string_view, std::vector<Word>> words;
        for (std::size_t rule = 0; rule < rules().size(); ++rule) {
            for (const std::string_view word : rules()[rule].words) {
                words[letter(word)].push_back({rule, word});
            }
        }
        return words;
    }();
    static const std::vector<Word> none;
    const auto found = table.find(letter(text));
    return found == table.end() ? none : found->second;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

/// Without what stands in brackets at the end: "中央公園(旧小学校跡)" is a park.
std::string bare(std::string text) {
    const auto open = text.find('(');
    return open != std::string::npos && open > 0 && text.ends_with(')') ? text.substr(0, open)
                                                                        : text;
}

struct Stated {
    std::string_view word;
    AssetKind kind;
};

constexpr std::array<Stated, 17> kStated = {{
    {"建物", AssetKind::Building},
    {"建築物", AssetKind::Building},
    {"building", AssetKind::Building},
    {"家屋", AssetKind::Building},
    {"土地", AssetKind::Land},
    {"land", AssetKind::Land},
    {"用地", AssetKind::Land},
    {"工作物", AssetKind::Structure},
    {"構造物", AssetKind::Structure},
    {"structure", AssetKind::Structure},
    {"柱", AssetKind::Pole},
    {"電柱", AssetKind::Pole},
    {"ポール", AssetKind::Pole},
    {"pole", AssetKind::Pole},
    {"鉄塔", AssetKind::Mast},
    {"塔", AssetKind::Mast},
    {"mast", AssetKind::Mast},
}};

} // namespace

std::optional<AssetKind> stated_kind(std::string_view text) {
    const std::string whole = lower(comparable(text));
    std::string_view word = whole; // 事業用資産/建物, 1:土地
    word.remove_prefix(std::min(word.rfind('/') + 1, word.size()));
    const auto name = word.find_first_not_of("0123456789.:-_) ");
    word.remove_prefix(std::min(name, word.size()));
    for (const Stated& stated : kStated) {
        if (word == stated.word) {
            return stated.kind;
        }
    }
    return std::nullopt;
}

std::string_view word_of_poles(std::string_view list_name) {
    static constexpr std::array<std::string_view, 12> words = {
        "防災行政無線", "防災無線",     "同報無線",    "同報系",
        "子局",         "拡声器",       "屋外拡声",    "屋外スピーカ",
        "douhoumusen",  "douhou_musen", "bousaimusen", "bousaigyouseimusen"};
    const std::string text = lower(comparable(list_name));
    for (const std::string_view word : words) {
        if (text.find(word) != std::string::npos) {
            return word;
        }
    }
    return {};
}

std::optional<AssetKind> kind_spoken_of(std::string_view text) {
    if (const auto stated = stated_kind(text)) {
        return stated;
    }
    const std::string whole = bare(lower(comparable(text)));
    std::size_t best = rules().size();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        const std::string_view rest = std::string_view(whole).substr(at);
        for (const Word& word : words_beginning_with(rest)) {
            if (word.rule >= best) {
                break;
            }
            const bool fits = rules()[word.rule].where == Where::Ending
                                  ? rest == word.text
                                  : rest.starts_with(word.text);
            if (fits) {
                best = word.rule;
            }
        }
    }
    return best < rules().size() ? std::optional(rules()[best].kind) : std::nullopt;
}

} // namespace todoku::io
