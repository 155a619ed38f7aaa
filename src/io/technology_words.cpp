#include "io/technology_words.hpp"

#include <algorithm>

namespace todoku::io {

namespace {

using Names = std::vector<std::string_view>;

const Names kMmwaveParts = {"mmwave", "ミリ波", "28ghz"};
const Names kSub6Parts = {"sub6", "sub-6", "サブ6"};
const Names kConvertedParts = {"転用", "converted"};
const Names k4gParts = {"4g", "lte"};
const Names k5gParts = {"5gnr", "5g"};
const Names k3gParts = {"3g"};
const Names kTechnologyNames = {"方式",     "通信方式", "技術",      "世代",       "通信世代",
                                "システム", "電波種別", "tech",      "technology", "rat",
                                "network",  "gen",      "generation"};

/// Beside technologies in a value that names nothing else; longer words first.
const Names kBesideParts = {
    "周波数帯", "周波数", "新しい", "既存",   "専用", "電波",   "瞬速",     "の",   "サービス",
    "提供中",   "提供",   "対応",   "エリア", "圏内", "バンド", "プラチナ", "band", "帯",
    "advanced", "nsa",    "sa",     "nr",     "・",   "、",     "(",        ")",    "[",
    "]",        "「",     "」",     "/",      "_",    "-",      "+",        ",",    ":"};
// 総務省: 3.7 and 4.5 GHz are the Sub6 bands that 5G was given; 28 GHz is a word for mmwave above.
const Names kSub6Bands = {"3.7ghz", "4.5ghz"};
const Names kBandUnits = {"ghz", "mhz"};
// Bands of NR (3GPP TS 38.101-1 table 5.2-1, 38.101-2): 総務省 gave n77, n78, n79 and n257 to 5G
// anew; every other one had been 4G's.
const Names kSub6Numbers = {"n77", "n78", "n79"};
const Names kMmwaveNumbers = {"n257", "n258"};
const Names kConvertedNumbers = {"n1", "n3", "n8", "n18", "n28", "n40", "n41", "n42"};

bool holds_any(const std::string& text, const Names& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

void remove_all(std::string& text, const Names& parts) {
    for (const std::string_view part : parts) {
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) {
            text.erase(at, part.size());
        }
    }
}

/// Of a band by its number (n78), or of several (n78/n79): nothing for any other text.
std::optional<int> band_rank(std::string_view key, domain::Technology technology) {
    using domain::Technology;
    int rank = -1;
    while (!key.empty()) {
        const auto end = std::min(key.find_first_of("/,+"), key.size());
        const std::string_view band = key.substr(0, end);
        const auto is_one_of = [&](const Names& names) {
            return std::find(names.begin(), names.end(), band) != names.end();
        };
        const bool sub6 = is_one_of(kSub6Numbers);
        const bool mmwave = is_one_of(kMmwaveNumbers);
        if (!sub6 && !mmwave && !is_one_of(kConvertedNumbers)) {
            return std::nullopt;
        }
        const bool this_one = technology == (sub6     ? Technology::Nr5gSub6
                                             : mmwave ? Technology::Nr5gMmwave
                                                      : Technology::Nr5gConverted);
        rank = this_one ? 2 : rank;
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return rank;
}

} // namespace

int technology_rank(const std::string& key, domain::Technology technology) {
    using domain::Technology;
    const bool mmwave = holds_any(key, kMmwaveParts);
    const bool sub6 = holds_any(key, kSub6Parts);
    const bool converted = holds_any(key, kConvertedParts);
    if (mmwave || sub6 || converted) {
        return (mmwave && technology == Technology::Nr5gMmwave) ||
                       (sub6 && technology == Technology::Nr5gSub6) ||
                       (converted && technology == Technology::Nr5gConverted)
                   ? 2
                   : -1;
    }
    const bool fourth = holds_any(key, k4gParts);
    const bool fifth = holds_any(key, k5gParts);
    if ((fifth && is_5g(technology)) || (fourth && !is_5g(technology))) {
        return 1;
    }
    return fourth || fifth || holds_any(key, k3gParts) ? -1 : 0;
}

std::optional<int> technology_value(const std::string& key, domain::Technology technology) {
    using domain::Technology;
    constexpr std::size_t kLongest = 60; // bytes: longer text is no name of a technology
    if (key.size() > kLongest) {
        return std::nullopt;
    }
    if (const auto of_band = band_rank(key, technology); of_band && !key.empty()) {
        return of_band;
    }
    int rank = technology_rank(key, technology);
    const bool platinum = key.find("プラチナ") != std::string::npos; // 700 to 900 MHz, 4G's
    const bool band = holds_any(key, kBandUnits);
    if (rank == 0 && (key == "nr" || key == "nsa")) {
        rank = is_5g(technology) ? 1 : -1;
    } else if (rank == 0 && (platinum || (band && key.find_first_of("0123456789") == 0))) {
        const bool sub6 = holds_any(key, kSub6Bands);
        const bool shared =
            technology == Technology::Lte4g || technology == Technology::Nr5gConverted;
        rank = sub6 == (technology == Technology::Nr5gSub6) && (sub6 || shared) ? 1 : -1;
    }
    if (rank == 0) {
        return std::nullopt;
    }
    std::string rest = without_technology(key);
    if (band) {
        remove_all(rest, kBandUnits);
        std::erase_if(rest, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    }
    remove_all(rest, kBesideParts);
    return rest.empty() ? std::optional(rank) : std::nullopt;
}

int named_technology_rank(const std::string& key, domain::Technology technology) {
    const bool generation = key == "3" || key == "4" || key == "5";
    const std::string name = generation ? key + "g" : key;
    return technology_value(name, technology).value_or(technology_rank(name, technology));
}

std::string without_technology(std::string key) {
    for (const Names* parts :
         {&kMmwaveParts, &kSub6Parts, &kConvertedParts, &k5gParts, &k4gParts, &k3gParts}) {
        remove_all(key, *parts);
    }
    return key;
}

bool is_technology_header(const std::string& key) {
    return std::find(kTechnologyNames.begin(), kTechnologyNames.end(), key) !=
           kTechnologyNames.end();
}

} // namespace todoku::io
