#include "study/coverage_changes.hpp"

#include "domain/government_code.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace todoku::study {

namespace {

constexpr double kNoDifference = 1e-9;

double above(double difference) {
    return difference > kNoDifference ? difference : 0.0;
}

double ratio(double covered, double people) {
    return people > 0.0 ? covered / people : std::numeric_limits<double>::quiet_NaN();
}

/// What a cell may be judged that was measured on a part of it: nothing of the rest is covered, or
/// all of it.
struct Verdicts {
    double least = 0.0;
    double most = 0.0;

    [[nodiscard]] double nearest(double other) const { return std::clamp(other, least, most); }
    [[nodiscard]] bool differ() const { return above(most - least) > 0.0; }
};

Verdicts verdicts_on_part(const overlay::PopulationRule& rule, double share, double part) {
    return {rule.covered(share * part), rule.covered(std::min(1.0, share * part + 1.0 - part))};
}

RunMunicipality prefecture_of(const std::string& municipality) {
    const auto code = domain::GovernmentCode::parse(municipality);
    const int prefecture = code ? code->prefecture() : 0;
    return {domain::GovernmentCode(prefecture, 0).five_digits(),
            std::string(domain::prefecture_name(prefecture).ja)};
}

} // namespace

double CellVerdict::gained() const {
    return in_both ? above(present - earlier_at_most) : 0.0;
}
double CellVerdict::lost() const {
    return in_both ? above(earlier - present_at_most) : 0.0;
}

CellVerdict verdict_of(const CommonGround& ground, const overlay::PopulationRule& rule,
                       std::size_t layer, std::uint32_t cell) {
    const double earlier = ground.earlier.shares[layer][cell];
    const double present = ground.present.shares[layer][cell];
    const double earlier_most = ground.earlier.most(layer, cell);
    const double present_most = ground.present.most(layer, cell);
    CellVerdict verdict{rule.covered(earlier), rule.covered(present), rule.covered(earlier_most),
                        rule.covered(present_most), ground.in_both(cell)};
    if (!verdict.in_both) {
        return verdict;
    }
    if (const double part = ground.earlier.part_of(cell); part < 1.0) {
        verdict.earlier = verdicts_on_part(rule, earlier, part).nearest(verdict.present);
        verdict.earlier_at_most =
            verdicts_on_part(rule, earlier_most, part).nearest(verdict.present_at_most);
    }
    if (const double part = ground.present.part_of(cell); part < 1.0) {
        verdict.present = verdicts_on_part(rule, present, part).nearest(verdict.earlier);
        verdict.present_at_most =
            verdicts_on_part(rule, present_most, part).nearest(verdict.earlier_at_most);
    }
    return verdict;
}

bool hangs_on_missing_ground(const CommonGround& ground, const overlay::PopulationRule& rule,
                             std::size_t layer, std::uint32_t cell) {
    const auto hangs = [&](const RunSide& side) {
        const double part = side.part_of(cell);
        return part < 1.0 && (verdicts_on_part(rule, side.shares[layer][cell], part).differ() ||
                              verdicts_on_part(rule, side.most(layer, cell), part).differ());
    };
    return ground.in_both(cell) && (hangs(ground.earlier) || hangs(ground.present));
}

void Change::add(const Change& other) {
    population_earlier += other.population_earlier;
    population_present += other.population_present;
    covered_earlier += other.covered_earlier;
    covered_present += other.covered_present;
    gained += other.gained;
    lost += other.lost;
    unknown_earlier += other.unknown_earlier;
    unknown_present += other.unknown_present;
}

double Change::ratio_earlier() const {
    return ratio(covered_earlier, population_earlier);
}
double Change::ratio_present() const {
    return ratio(covered_present, population_present);
}

std::vector<MunicipalityChange> coverage_changes(const CommonGround& ground,
                                                 std::span<const overlay::PopulationRule> rules) {
    const std::size_t layers = ground.layers.size();
    // [municipality][layer][rule]
    std::vector<std::vector<Change>> sums(ground.municipalities.size(),
                                          std::vector<Change>(layers * rules.size()));
    const auto each = [&](const RunSide& side, const auto& add) {
        for (const CellPeople& part : side.people) {
            for (std::size_t layer = 0; layer < layers; ++layer) {
                for (std::size_t rule = 0; rule < rules.size(); ++rule) {
                    add(part, verdict_of(ground, rules[rule], layer, part.cell),
                        sums[part.municipality][layer * rules.size() + rule]);
                }
            }
        }
    };
    each(ground.earlier, [](const CellPeople& part, const CellVerdict& verdict, Change& change) {
        change.population_earlier += part.people;
        change.covered_earlier += part.people * verdict.earlier;
        change.unknown_earlier += part.people * above(verdict.earlier_at_most - verdict.earlier);
    });
    each(ground.present, [](const CellPeople& part, const CellVerdict& verdict, Change& change) {
        change.population_present += part.people;
        change.covered_present += part.people * verdict.present;
        change.unknown_present += part.people * above(verdict.present_at_most - verdict.present);
        change.gained += part.people * verdict.gained();
        change.lost += part.people * verdict.lost();
    });

    std::map<std::string, std::pair<RunMunicipality, std::vector<Change>>> prefectures;
    std::vector<MunicipalityChange> rows;
    const auto add_rows = [&](const RunMunicipality& municipality, bool prefecture,
                              const std::vector<Change>& changes) {
        for (std::size_t i = 0; i < changes.size(); ++i) {
            rows.push_back({municipality, prefecture, ground.layers[i / rules.size()],
                            rules[i % rules.size()].name(), changes[i]});
        }
    };
    for (std::size_t m = 0; m < ground.municipalities.size(); ++m) {
        const bool anybody = std::ranges::any_of(
            sums[m], [](const Change& change) { return change.population_earlier > 0.0; });
        if (ground.gone[m] != 0 && !anybody) {
            continue; // all its people count for those that have its ground now
        }
        add_rows(ground.municipalities[m], false, sums[m]);
        const RunMunicipality prefecture = prefecture_of(ground.municipalities[m].code);
        auto& total = prefectures[prefecture.code];
        total.first = prefecture;
        total.second.resize(sums[m].size());
        for (std::size_t i = 0; i < sums[m].size(); ++i) {
            total.second[i].add(sums[m][i]);
        }
    }
    for (const auto& [code, total] : prefectures) {
        add_rows(total.first, true, total.second);
    }
    return rows;
}

std::vector<CellChange> cell_changes(const CommonGround& ground,
                                     const overlay::PopulationRule& rule) {
    std::vector<double> people(ground.cells.size(), 0.0);
    for (const CellPeople& part : ground.present.people) {
        people[part.cell] += part.people;
    }
    std::vector<CellChange> changes;
    for (std::size_t layer = 0; layer < ground.layers.size(); ++layer) {
        for (std::uint32_t cell = 0; cell < ground.cells.size(); ++cell) {
            const CellVerdict verdict = verdict_of(ground, rule, layer, cell);
            const double gained = verdict.gained();
            const double lost = verdict.lost();
            if (gained > 0.0 || lost > 0.0) {
                changes.push_back({cell, layer, ground.earlier.shares[layer][cell],
                                   ground.present.shares[layer][cell], gained > 0.0,
                                   people[cell] * (gained + lost)});
            }
        }
    }
    return changes;
}

} // namespace todoku::study
