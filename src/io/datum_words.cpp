#include "io/datum_words.hpp"

#include "io/text_table.hpp"

#include <algorithm>
#include <array>

namespace todoku::io {

namespace {

struct Word {
    std::string_view key; ///< as header_key() makes it
    SaidDatum datum;
};

// Longer words go before those they hold: 日本測地系2011 is JGD2011 (測量法施行令, GSI), 日本測地系
// alone is the old datum that Japan left on 1 April 2002.
constexpr std::array<Word, 17> kWords = {{{"日本測地系2011", SaidDatum::World},
                                          {"日本測地系2000", SaidDatum::World},
                                          {"世界測地系", SaidDatum::World},
                                          {"新測地系", SaidDatum::World},
                                          {"jgd2011", SaidDatum::World},
                                          {"jgd2000", SaidDatum::World},
                                          {"wgs84", SaidDatum::World},
                                          {"jgd", SaidDatum::World},
                                          {"旧日本測地系", SaidDatum::Tokyo},
                                          {"日本測地系", SaidDatum::Tokyo},
                                          {"旧測地系", SaidDatum::Tokyo},
                                          {"東京測地系", SaidDatum::Tokyo},
                                          {"tokyodatum", SaidDatum::Tokyo},
                                          {"(旧)", SaidDatum::Tokyo},
                                          {"(日本)", SaidDatum::Tokyo},
                                          {"(世界)", SaidDatum::World},
                                          {"tokyo", SaidDatum::Tokyo}}};

/// Of a cell as a whole: the ellipsoids are Bessel's of the old datum and GRS 80 of the new ones.
constexpr std::array<Word, 14> kShortWords = {{{"日本", SaidDatum::Tokyo},
                                               {"旧日本", SaidDatum::Tokyo},
                                               {"日本測地", SaidDatum::Tokyo},
                                               {"旧測地", SaidDatum::Tokyo},
                                               {"bessel", SaidDatum::Tokyo},
                                               {"ベッセル", SaidDatum::Tokyo},
                                               {"ベッセル楕円体", SaidDatum::Tokyo},
                                               {"世界", SaidDatum::World},
                                               {"世界測地", SaidDatum::World},
                                               {"新測地", SaidDatum::World},
                                               {"新", SaidDatum::World},
                                               {"wgs", SaidDatum::World},
                                               {"wgs-84", SaidDatum::World},
                                               {"grs80", SaidDatum::World}}};

} // namespace

SaidDatum said_datum_in_cell(std::string_view text) {
    const SaidDatum said = said_datum(text);
    if (said != SaidDatum::None) {
        return said;
    }
    const std::string key = header_key(text);
    const auto found = std::find_if(kShortWords.begin(), kShortWords.end(),
                                    [&](const Word& word) { return word.key == key; });
    return found == kShortWords.end() ? SaidDatum::None : found->datum;
}

SaidDatum said_datum(std::string_view text) {
    const std::string key = header_key(text);
    if (key == "旧") {
        return SaidDatum::Tokyo;
    }
    for (const Word& word : kWords) {
        if (key.find(word.key) != std::string::npos) {
            return word.datum;
        }
    }
    return SaidDatum::None;
}

std::string without_datum(const std::string& key) {
    for (const Word& word : kWords) {
        const auto at = key.find(word.key);
        if (at == std::string::npos) {
            continue;
        }
        std::string rest = key.substr(0, at) + key.substr(at + word.key.size());
        if (rest.ends_with("()") || rest.ends_with("[]")) {
            rest.resize(rest.size() - 2);
        }
        const auto first = rest.find_first_not_of("_-:/");
        const auto last = rest.find_last_not_of("_-:/");
        rest = first == std::string::npos ? std::string() : rest.substr(first, last + 1 - first);
        const bool bracketed = rest.size() > 2 && rest.front() == '(' && rest.back() == ')';
        return bracketed ? rest.substr(1, rest.size() - 2) : rest;
    }
    return key;
}

bool is_datum_header(std::string_view header) {
    std::string key = header_key(header);
    key.resize(std::min(key.find('('), key.size()));
    return key == "測地系" || key == "測地系区分" || key == "測地系種別" || key == "座標系" ||
           key == "datum";
}

} // namespace todoku::io
