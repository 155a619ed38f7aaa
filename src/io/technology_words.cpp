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
const Names kTechnologyNames = {"方式",     "通信方式", "技術",       "世代", "システム",
                                "電波種別", "tech",     "technology", "rat",  "network"};

bool holds_any(const std::string& text, const Names& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return text.find(part) != std::string::npos; });
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

std::string without_technology(std::string key) {
    for (const Names* parts :
         {&kMmwaveParts, &kSub6Parts, &kConvertedParts, &k5gParts, &k4gParts, &k3gParts}) {
        for (const std::string_view part : *parts) {
            for (auto at = key.find(part); at != std::string::npos; at = key.find(part)) {
                key.erase(at, part.size());
            }
        }
    }
    return key;
}

bool is_technology_header(const std::string& key) {
    return std::find(kTechnologyNames.begin(), kTechnologyNames.end(), key) !=
           kTechnologyNames.end();
}

} // namespace todoku::io
