#include "study/explain_scores.hpp"

#include "core/counted.hpp"
#include "study/reach_alternatives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace todoku::study {

namespace {

std::string figure_text(double number, siting::Criterion criterion, Language language) {
    const bool length =
        criterion == siting::Criterion::Road || criterion == siting::Criterion::EmergencyRoad;
    const bool part = criterion == siting::Criterion::Safety;
    return (length || part ? fixed(number, 1) : with_thousands(std::round(number))) +
           siting::unit_of(criterion).in(language);
}

std::string range_text(const siting::Range& range, siting::Criterion criterion, Language language) {
    const std::string low = figure_text(range.low, criterion, language);
    const std::string high = figure_text(range.high, criterion, language);
    return low == high ? low : low + (language == Language::Japanese ? "から" : " to ") + high;
}

Text meaning_of(siting::Criterion criterion) {
    switch (criterion) {
    case siting::Criterion::Cost:
        return {"1が安く5が高い、", "1 cheap, 5 dear; "};
    case siting::Criterion::Procedures:
        return {"0は手続なし、", "0 none; "};
    case siting::Criterion::Safety:
        return {"1が安全、", "1 safe; "};
    default:
        return {};
    }
}

void criteria_lines(const CarrierCard& carrier, Language language, const Line& line) {
    if (carrier.criteria.empty()) {
        return;
    }
    const bool ja = language == Language::Japanese;
    line(ja ? fmt::format("  項目ごとの値（だれかに新たに届く資産{}件の中央値と、その中の順位）:",
                          with_thousands(static_cast<double>(carrier.field)))
            : fmt::format("  By criterion (median of the {} assets that newly reach anybody, and "
                          "the rank among them):",
                          with_thousands(static_cast<double>(carrier.field))));
    std::string unknown;
    for (const CriterionFigure& figure : carrier.criteria) {
        const std::string label = siting::label_of(figure.criterion).in(language);
        if (!figure.figure) {
            unknown += (unknown.empty() ? "" : (ja ? "、" : ", ")) + label;
            continue;
        }
        const std::string meaning = meaning_of(figure.criterion).in(language);
        const std::string own = range_text(*figure.figure, figure.criterion, language);
        const std::string median = figure_text(figure.median, figure.criterion, language);
        // Nobody asks for the rank of those that have none of it.
        const bool none = meaning.empty() && own == figure_text(0.0, figure.criterion, language);
        const std::string rank =
            none ? "" : (ja ? "、" : ", rank ") + counted(figure.rank) + (ja ? "番目" : "");
        line(ja ? fmt::format("    {} {}（{}中央値 {}{}）", label, own, meaning, median, rank)
                : fmt::format("    {}: {} ({}median {}{})", label, own, meaning, median, rank));
    }
    if (!unknown.empty()) {
        line((ja ? "    資料がなく分からないもの: " : "    Not known, for want of data: ") +
             unknown);
    }
}

/// "behind the hundredth" where ranks are not told apart.
std::string rank_text(std::uint32_t rank, Language language) {
    const bool ja = language == Language::Japanese;
    if (rank > siting::kRanksTold) {
        return ja ? fmt::format("{}番目より後", siting::kRanksTold)
                  : fmt::format("behind {}", siting::kRanksTold);
    }
    return ja ? fmt::format("{}番目", rank) : fmt::format("{}", rank);
}

void stability_lines(const CarrierCard& carrier, Language language, const Line& line) {
    const bool ja = language == Language::Japanese;
    const siting::RankStability& stability = *carrier.stability;
    const std::string draws = with_thousands(static_cast<double>(siting::kDraws));
    if (carrier.score_rank > siting::kRanksTold) {
        return;
    }
    const double share = std::floor(100.0 * stability.share_at_rank_or_better);
    const std::string low = rank_text(stability.low, language);
    const std::string high = rank_text(stability.high, language);
    line(ja ? fmt::format(
                  "  項目の重みを半分から2倍まで{}通りに変えてみると、{:.0f} %の場合に{}{}、"
                  "10回に9回は{}、最も低いときで{}です。",
                  draws, share, rank_text(static_cast<std::uint32_t>(carrier.score_rank), language),
                  carrier.score_rank > 1 ? "以内" : "", low == high ? low : low + "から" + high,
                  rank_text(stability.worst, language))
            : fmt::format(
                  "  With the weights halved to doubled in {} ways it is {}{} in {:.0f} % of "
                  "cases, {} in nine of ten, {} at the lowest.",
                  draws, rank_text(static_cast<std::uint32_t>(carrier.score_rank), language),
                  carrier.score_rank > 1 ? " or better" : "", share,
                  low == high ? low : low + " to " + high, rank_text(stability.worst, language)));
    if (stability.weight_change) {
        const std::string label = siting::label_of(*stability.weight_changed).in(language);
        const double percent = 100.0 * *stability.weight_change;
        line(
            ja ? fmt::format("  「{}」の重みを、重み全体の{:.2g} %だけ{}と、順位が一つ下がります。",
                             label, percent, stability.weight_rises ? "増やす" : "減らす")
               : fmt::format("  It falls by a rank where the weight of \"{}\" {} by {:.2g} % of "
                             "all weight.",
                             label, stability.weight_rises ? "rises" : "falls", percent));
    }
}

/// Where it would stand by people reached alone under other assumptions, and what is not varied.
void otherwise_lines(const CarrierCard& carrier, Language language, const Line& line) {
    if (carrier.otherwise.empty()) {
        return;
    }
    const bool ja = language == Language::Japanese;
    std::string list;
    std::string open; // too far down to be among those whose reach was predicted again
    for (const PlaceOtherwise& other : carrier.otherwise) {
        std::string& to = other.place ? list : open;
        to += (to.empty() ? "" : (ja ? "、" : "; ")) + other.what.in(language);
        if (other.place) {
            to += ja ? fmt::format("と{}番目", counted(*other.place))
                     : fmt::format(": {}", counted(*other.place));
        }
    }
    line(ja ? fmt::format("  単独で届く人の多い順（いま{}番目）は、{}。",
                          counted(carrier.order_alone), list)
            : fmt::format("  By people reached alone (now {}) it would be: {}.",
                          counted(carrier.order_alone), list));
    if (!open.empty()) {
        line(ja ? fmt::format("  上位{}件に入らないため、次の場合の順は計算していません: {}。",
                              kComparedCandidates, open)
                : fmt::format("  It is not among the first {}, so its place was not computed for: "
                              "{}.",
                              kComparedCandidates, open));
    }
}

void score_lines(const CarrierCard& carrier, Language language, const Line& line) {
    if (carrier.score_rank == 0) {
        return;
    }
    const bool ja = language == Language::Japanese;
    const std::string compared = with_thousands(static_cast<double>(carrier.compared));
    if (carrier.score) {
        const std::string low = fixed(carrier.score->low, 2);
        const std::string high = fixed(carrier.score->high, 2);
        const std::string open = low == high ? ""
                                             : (ja ? "（分からない項目しだいで" + high + "まで）"
                                                   : " (up to " + high + " by what is not known)");
        line(ja ? fmt::format("  総合点は1点満点で{}{}、使える資産{}件中{}番目です。", low, open,
                              compared, counted(carrier.score_rank))
                : fmt::format("  Its score is {} of 1{}, rank {} of {} usable assets.", low, open,
                              counted(carrier.score_rank), compared));
    } else {
        line(ja ? fmt::format("  重んじる順に比べると、使える資産{}件中{}番目です。", compared,
                              carrier.score_rank)
                : fmt::format("  By the order of criteria it is {} of {} usable assets.",
                              carrier.score_rank, compared));
    }
    if (carrier.stability) {
        stability_lines(carrier, language, line);
    }
}

} // namespace

void tell_scores(const CarrierCard& carrier, Language language, const Line& line) {
    criteria_lines(carrier, language, line);
    score_lines(carrier, language, line);
    otherwise_lines(carrier, language, line);
}

void tell_of_scores(const AssetCard& card, Language language, const Line& line) {
    const bool ja = language == Language::Japanese;
    const auto& carriers = card.carriers;
    if (std::any_of(carriers.begin(), carriers.end(),
                    [](const CarrierCard& carrier) { return carrier.score_rank > 0; })) {
        line(ja ? "  総合点は資産一つずつの点です。計画は、届く人の重なりを除いて組で選んでいます。"
                : "  The score is of single assets; the plan is chosen as a set, counting nobody "
                  "twice.");
    }
    if (std::any_of(carriers.begin(), carriers.end(),
                    [](const CarrierCard& carrier) { return !carrier.otherwise.empty(); })) {
        line(ja ? "  順位を見るのに変えていないもの: 周波数帯と出力、アンテナの高さ、国勢調査の年、"
                  "費用。重み・人口の数え方・電波の計算は一つずつ変えていて、同時には変えていません"
                  "。"
                : "  Not varied for these ranks: band and power, antenna heights, the census year, "
                  "costs. Weights, the counting of people and the prediction of reach are varied "
                  "one by one, not together.");
    }
}

} // namespace todoku::study
