#include "core/name_variants.hpp"

#include "core/japanese.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <utility>
#include <vector>

namespace todoku {

namespace {

struct Variant {
    std::string_view from;
    std::string_view to;
};

// Old and other forms that stand in place names and names of schools, and the form of 常用漢字表
// (2010, 康熙字典体 in brackets there) or 人名用漢字. Sorted at first use.
constexpr std::array<Variant, 82> kKanji = {{
    {"亞", "亜"}, {"惡", "悪"}, {"壓", "圧"}, {"圍", "囲"}, {"爲", "為"}, {"醫", "医"},
    {"壹", "壱"}, {"隱", "隠"}, {"榮", "栄"}, {"營", "営"}, {"衞", "衛"}, {"驛", "駅"},
    {"圓", "円"}, {"應", "応"}, {"櫻", "桜"}, {"奧", "奥"}, {"橫", "横"}, {"溫", "温"},
    {"假", "仮"}, {"會", "会"}, {"繪", "絵"}, {"擴", "拡"}, {"覺", "覚"}, {"學", "学"},
    {"嶽", "岳"}, {"樂", "楽"}, {"瀧", "滝"}, {"關", "関"}, {"觀", "観"}, {"巖", "巌"},
    {"氣", "気"}, {"舊", "旧"}, {"據", "拠"}, {"峽", "峡"}, {"區", "区"}, {"勳", "勲"},
    {"莖", "茎"}, {"螢", "蛍"}, {"縣", "県"}, {"廣", "広"}, {"黃", "黄"}, {"國", "国"},
    {"齋", "斎"}, {"齊", "斉"}, {"澤", "沢"}, {"實", "実"}, {"壽", "寿"}, {"稱", "称"},
    {"條", "条"}, {"狀", "状"}, {"眞", "真"}, {"圖", "図"}, {"數", "数"}, {"瀨", "瀬"},
    {"靜", "静"}, {"攝", "摂"}, {"莊", "荘"}, {"藏", "蔵"}, {"臺", "台"}, {"瀆", "涜"},
    {"擔", "担"}, {"團", "団"}, {"鑛", "鉱"}, {"晝", "昼"}, {"鐵", "鉄"}, {"轉", "転"},
    {"點", "点"}, {"傳", "伝"}, {"當", "当"}, {"燈", "灯"}, {"德", "徳"}, {"濱", "浜"},
    {"邊", "辺"}, {"邉", "辺"}, {"寶", "宝"}, {"豐", "豊"}, {"萬", "万"}, {"餘", "余"},
    {"來", "来"}, {"龍", "竜"}, {"嶋", "島"}, {"﨑", "崎"},
}};

// Letters of which several are in use for one sound.
constexpr std::array<Variant, 23> kKana = {{
    {"ヶ", "が"}, {"ヵ", "が"}, {"ケ", "が"}, {"ガ", "が"}, {"之", "の"}, {"ノ", "の"},
    {"乃", "の"}, {"ツ", "つ"}, {"ッ", "つ"}, {"っ", "つ"}, {"ァ", "ア"}, {"ィ", "イ"},
    {"ゥ", "ウ"}, {"ェ", "エ"}, {"ォ", "オ"}, {"ャ", "ヤ"}, {"ュ", "ユ"}, {"ョ", "ヨ"},
    {"ゃ", "や"}, {"ゅ", "ゆ"}, {"ょ", "よ"}, {"ヱ", "エ"}, {"ヰ", "イ"},
}};

constexpr std::size_t kLetter = 3; // bytes of a kanji or kana
static_assert(std::ranges::all_of(kKanji,
                                  [](const Variant& v) { return v.from.size() == kLetter; }));
static_assert(std::ranges::all_of(kKana,
                                  [](const Variant& v) { return v.from.size() == kLetter; }));

std::size_t length_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

const std::vector<Variant>& sorted_variants() {
    static const std::vector<Variant> table = [] {
        std::vector<Variant> all(kKanji.begin(), kKanji.end());
        all.insert(all.end(), kKana.begin(), kKana.end());
        std::sort(all.begin(), all.end(),
                  [](const Variant& a, const Variant& b) { return a.from < b.from; });
        return all;
    }();
    return table;
}

/// The last two bytes of a kanji or kana as one number.
std::size_t ending(std::string_view letter) {
    return static_cast<std::size_t>(static_cast<unsigned char>(letter[1])) << 8U |
           static_cast<unsigned char>(letter[2]);
}

/// False where no variant ends as this letter does, which almost none does.
bool may_be_variant(std::string_view letter) {
    static const auto endings = [] {
        std::bitset<1U << 16U> of_variants;
        for (const Variant& variant : sorted_variants()) {
            of_variants.set(ending(variant.from));
        }
        return of_variants;
    }();
    return letter.size() == kLetter && endings.test(ending(letter));
}

std::string_view one_form(std::string_view letter) {
    if (!may_be_variant(letter)) {
        return letter;
    }
    const auto& table = sorted_variants();
    const auto found =
        std::lower_bound(table.begin(), table.end(), letter,
                         [](const Variant& known, std::string_view l) { return known.from < l; });
    return found != table.end() && found->from == letter ? found->to : letter;
}

bool is_dash(std::string_view letter) {
    static constexpr std::array<std::string_view, 6> dashes = {"-", "―", "ー", "─", "〜", "の"};
    return std::find(dashes.begin(), dashes.end(), letter) != dashes.end();
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

std::string one_spelling(std::string_view text) {
    const std::string whole = comparable(text);
    std::string out;
    out.reserve(whole.size());
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t length = length_at(whole, at);
        const std::string_view letter = std::string_view(whole).substr(at, length);
        const std::string_view form = length == 1 ? letter : one_form(letter);
        at += length;
        const bool between_digits =
            !out.empty() && is_digit(out.back()) && at < whole.size() && is_digit(whole[at]);
        if (between_digits && is_dash(form)) {
            out += '-';
        } else {
            out += form;
        }
    }
    return out;
}

} // namespace todoku
