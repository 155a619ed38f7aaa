#include "report/source_lines.hpp"

#include "report/printable.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace todoku::report {

namespace {

constexpr std::string_view kOpen = "（";
constexpr std::string_view kClose = "）";

void add_once(std::vector<std::string>& list, std::string text) {
    if (!text.empty() && std::ranges::find(list, text) == list.end()) {
        list.push_back(std::move(text));
    }
}

/// What inputs of one origin are: 施設 with its details 学校, 避難所.
struct Origin {
    std::string date;
    std::string credit;
    std::string licence;
    std::vector<std::pair<std::string, std::vector<std::string>>> whats;

    void add(const std::string& what) {
        const std::size_t open = what.find(kOpen);
        const bool detailed = open != std::string::npos && what.ends_with(kClose);
        const std::string base = detailed ? what.substr(0, open) : what;
        auto found = std::ranges::find(whats, base, [](const auto& entry) { return entry.first; });
        if (found == whats.end()) {
            found = whats.insert(found, {base, {}});
        }
        if (detailed) {
            add_once(found->second, what.substr(open + kOpen.size(),
                                                what.size() - open - kOpen.size() - kClose.size()));
        }
    }
};

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
    std::string out;
    for (const std::string& text : texts) {
        out.append(out.empty() ? "" : separator).append(text);
    }
    return out;
}

std::string line_of(const Origin& origin) {
    std::vector<std::string> whats;
    for (const auto& [base, details] : origin.whats) {
        whats.push_back(details.empty() ? base
                                        : base + std::string(kOpen) + joined(details, "、") +
                                              std::string(kClose));
    }
    std::vector<std::string> terms;
    add_once(terms, date_words(origin.date));
    add_once(terms, origin.licence);
    const std::string bracket = joined(terms, "、");
    std::string line = joined(whats, "、");
    if (origin.credit.empty()) {
        return bracket.empty() ? line : line + "：" + bracket;
    }
    line += "：" + origin.credit;
    return bracket.empty() ? line : line + std::string(kOpen) + bracket + std::string(kClose);
}

} // namespace

std::string date_words(const std::string& date) {
    const auto day = date_in(date);
    return day ? era_date(*day) + "現在" : date;
}

std::vector<std::string> source_lines(const std::vector<SourceNote>& sources) {
    std::vector<Origin> origins;
    for (const SourceNote& source : sources) {
        auto found = std::ranges::find_if(origins, [&](const Origin& origin) {
            return std::tie(origin.date, origin.credit, origin.licence) ==
                   std::tie(source.date, source.credit, source.licence);
        });
        if (found == origins.end()) {
            found = origins.insert(found, {source.date, source.credit, source.licence, {}});
        }
        found->add(source.what);
    }
    std::vector<std::string> lines;
    for (const Origin& origin : origins) {
        lines.push_back(printable(line_of(origin)));
    }
    return lines;
}

} // namespace todoku::report
