#include "synth/census.hpp"

#include "synth/random.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace todoku::synth {

namespace {

/// About share * n of n, the fraction decided by chance; in [0, n].
std::int64_t part_of(std::int64_t n, double share, Random& random) {
    const auto part = static_cast<std::int64_t>(static_cast<double>(n) * share + random.uniform());
    return std::clamp<std::int64_t>(part, 0, n);
}

/// People by age band and sex.
struct Band {
    std::int64_t all = 0;
    std::int64_t male = 0;
};

enum AgeBand : std::size_t { Under15, To17, To19, To64, To74, To84, To94, Over94, kBands };

// Shares of men by age band, about those of Japan in 2020 (令和2年国勢調査 人口等基本集計,
// rounded).
constexpr std::array<double, kBands> kMale = {0.51, 0.51, 0.51, 0.50, 0.48, 0.43, 0.32, 0.18};

std::array<Band, kBands> draw_ages(std::int64_t people, double share_65plus, Random& random) {
    std::array<Band, kBands> bands{};
    const std::int64_t old = part_of(people, share_65plus, random);
    const std::int64_t over74 = part_of(old, 0.53, random);
    const std::int64_t over84 = part_of(over74, 0.34, random);
    bands[Over94].all = part_of(over84, 0.08, random);
    bands[To94].all = over84 - bands[Over94].all;
    bands[To84].all = over74 - over84;
    bands[To74].all = old - over74;
    const std::int64_t rest = people - old;
    bands[Under15].all = part_of(rest, 0.168, random);
    bands[To17].all = part_of(rest - bands[Under15].all, 0.047, random);
    bands[To19].all = part_of(rest - bands[Under15].all - bands[To17].all, 0.032, random);
    bands[To64].all = rest - bands[Under15].all - bands[To17].all - bands[To19].all;
    for (std::size_t band = 0; band < kBands; ++band) {
        bands[band].male = part_of(bands[band].all, kMale[band], random);
    }
    return bands;
}

/// Writes all, men and women of the bands from `first` to `last` into three columns.
void write_bands(const std::array<Band, kBands>& bands, std::size_t first, std::size_t last,
                 std::size_t column, std::array<std::int64_t, kCensusColumns>& figures) {
    for (std::size_t band = first; band <= last; ++band) {
        figures[column] += bands[band].all;
        figures[column + 1] += bands[band].male;
        figures[column + 2] += bands[band].all - bands[band].male;
    }
}

} // namespace

std::vector<std::int64_t> apportion(const std::vector<double>& weights, std::int64_t total) {
    std::vector<std::int64_t> shares(weights.size(), 0);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(sum > 0.0)) {
        return shares;
    }
    std::vector<std::pair<double, std::size_t>> remainders;
    remainders.reserve(weights.size());
    std::int64_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double exact = static_cast<double>(total) * (weights[i] / sum);
        shares[i] = static_cast<std::int64_t>(exact);
        given += shares[i];
        remainders.emplace_back(static_cast<double>(shares[i]) - exact, i); // most negative first
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t k = 0; given < total; ++k, ++given) {
        ++shares[remainders[k % remainders.size()].second];
    }
    return shares;
}

const std::array<std::string_view, kCensusColumns>& census_labels() {
    static constexpr std::array<std::string_view, kCensusColumns> labels = {
        "　人口（総数）",
        "　人口（総数）　男",
        "　人口（総数）　女",
        "　０～１４歳人口　総数",
        "　０～１４歳人口　男",
        "　０～１４歳人口　女",
        "　１５歳以上人口　総数",
        "　１５歳以上人口　男",
        "　１５歳以上人口　女",
        "　１５～６４歳人口　総数",
        "　１５～６４歳人口　男",
        "　１５～６４歳人口　女",
        "　１８歳以上人口　総数",
        "　１８歳以上人口　男",
        "　１８歳以上人口　女",
        "　２０歳以上人口　総数",
        "　２０歳以上人口　男",
        "　２０歳以上人口　女",
        "　６５歳以上人口　総数",
        "　６５歳以上人口　男",
        "　６５歳以上人口　女",
        "　７５歳以上人口　総数",
        "　７５歳以上人口　男",
        "　７５歳以上人口　女",
        "　８５歳以上人口　総数",
        "　８５歳以上人口　男",
        "　８５歳以上人口　女",
        "　９５歳以上人口　総数",
        "　９５歳以上人口　男",
        "　９５歳以上人口　女",
        "　外国人人口　総数",
        "　外国人人口　男",
        "　外国人人口　女",
        "　世帯総数",
        "　一般世帯数",
        "　１人世帯数　一般世帯数",
        "　２人世帯数　一般世帯数",
        "　３人世帯数　一般世帯数",
        "　４人世帯数　一般世帯数",
        "　５人世帯数　一般世帯数",
        "　６人世帯数　一般世帯数",
        "　７人以上世帯数　一般世帯数",
        "　親族のみの世帯数　一般世帯数",
        "　核家族世帯数　一般世帯数",
        "　核家族以外の世帯数　一般世帯数",
        "　６歳未満世帯員のいる世帯数　一般世帯数",
        "　６５歳以上世帯員のいる世帯数　一般世帯数",
        "　世帯主の年齢が２０～２９歳の１人世帯数　一般世帯数",
        "　高齢単身世帯数　一般世帯数",
        "　高齢夫婦世帯数　一般世帯数",
    };
    return labels;
}

CensusCell enumerate(domain::MeshCell cell, std::size_t area, std::int64_t people,
                     const Character& character, std::uint64_t seed) {
    Random random(hashed(seed, static_cast<std::uint64_t>(cell.row()),
                         static_cast<std::uint64_t>(cell.column())),
                  "census");
    CensusCell result{cell, area, {}};
    auto& figures = result.figures;
    const auto bands = draw_ages(people, character.share_65plus, random);
    write_bands(bands, Under15, Over94, kTotal, figures);
    write_bands(bands, Under15, Under15, 3, figures);
    write_bands(bands, To17, Over94, 6, figures);
    write_bands(bands, To17, To64, 9, figures);
    write_bands(bands, To19, Over94, 12, figures);
    write_bands(bands, To64, Over94, 15, figures);
    write_bands(bands, To74, Over94, k65Plus, figures);
    write_bands(bands, To84, Over94, k75Plus, figures);
    write_bands(bands, To94, Over94, 24, figures);
    write_bands(bands, Over94, Over94, 27, figures);
    figures[30] = part_of(people, 0.028, random);
    figures[31] = std::min(part_of(figures[30], 0.5, random), figures[1]);
    figures[32] = figures[30] - figures[31];

    const auto households =
        people == 0
            ? 0
            : std::clamp<std::int64_t>(
                  std::llround(static_cast<double>(people) / character.household_size), 1, people);
    figures[kHouseholds] = households;
    figures[kGeneralHouseholds] = households;
    // One person each, then the others join a household at random.
    std::vector<std::int64_t> members(static_cast<std::size_t>(households), 1);
    for (std::int64_t k = households; k < people; ++k) {
        ++members[random.below(members.size())];
    }
    for (const std::int64_t count : members) {
        ++figures[34 + static_cast<std::size_t>(std::min<std::int64_t>(count, 7))];
    }
    const std::int64_t single = figures[35];
    const std::int64_t shared = households - single;
    figures[42] = part_of(shared, 0.985, random);
    figures[43] = part_of(figures[42], 0.88, random);
    figures[44] = figures[42] - figures[43];
    figures[45] = std::min(part_of(shared, 0.11, random), figures[3]);
    figures[46] = std::min(households, part_of(figures[k65Plus], 0.68, random));
    figures[48] = std::min({single, figures[46], part_of(figures[k65Plus], 0.18, random)});
    figures[47] = part_of(single - figures[48], 0.16, random);
    figures[49] = std::min(
        {figures[36], figures[46] - figures[48], part_of(figures[k65Plus] / 2, 0.32, random)});
    return result;
}

} // namespace todoku::synth
