#include "study/gap_changes.hpp"

#include "study/coverage_changes.hpp"
#include "study/gap_matching.hpp"
#include "study/people_on_ground.hpp"

#include <algorithm>
#include <iterator>

namespace todoku::study {

namespace {

using Cells = std::vector<std::uint32_t>;

/// People fewer than this are rounding.
constexpr double kNobody = 1e-6;

/// Areas of one run that can be compared.
struct Areas {
    std::vector<std::size_t> position; ///< in the run's list
    std::vector<std::size_t> layer;
    std::vector<GapGround> ground;
};

Areas areas_of(const CommonGround& ground, const RunResults& run, const RunSide& side,
               const PeopleOnGround& people) {
    Areas areas;
    for (std::size_t i = 0; i < run.gaps.size(); ++i) {
        const ListedGap& gap = run.gaps[i];
        if (const auto layer = ground.layer(gap.carrier, gap.technology)) {
            areas.position.push_back(i);
            areas.layer.push_back(*layer);
            const std::string& code = gap.municipality_code;
            areas.ground.push_back({std::to_string(*layer),
                                    &side == &ground.earlier
                                        ? people.counted_as(code, run.about, side.gap_cells[i])
                                        : people.counted_as(code, run.about),
                                    side.gap_cells[i]});
        }
    }
    return areas;
}

Cells united(const Cells& a, const Cells& b) {
    Cells both;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

class Judge {
public:
    Judge(const CommonGround& ground, const overlay::PopulationRule& rule)
        : ground_(ground), rule_(rule), people_(ground) {}

    struct Figures {
        double left_earlier = 0.0;
        double left_present = 0.0;
        double gained = 0.0;
        double lost = 0.0;
    };
    [[nodiscard]] Figures on(std::size_t layer, const Cells& cells,
                             const std::string& municipality) const {
        Figures figures;
        for (const std::uint32_t cell : cells) {
            const double people = people_.of(cell, municipality);
            const CellVerdict verdict = verdict_of(ground_, rule_, layer, cell);
            figures.left_earlier += people * (1.0 - verdict.earlier_at_most);
            figures.left_present += people * (1.0 - verdict.present_at_most);
            figures.gained += people * verdict.gained();
            figures.lost += people * verdict.lost();
        }
        return figures;
    }
    [[nodiscard]] const PeopleOnGround& people() const { return people_; }

private:
    const CommonGround& ground_;
    const overlay::PopulationRule& rule_;
    PeopleOnGround people_;
};

GapState continued(double gained, double lost) {
    if (std::abs(gained - lost) < kNobody) {
        return GapState::Stayed;
    }
    return gained > lost ? GapState::Shrunk : GapState::Grown;
}

GapState ended(const Judge::Figures& figures) {
    if (figures.gained < kNobody) {
        return figures.lost < kNobody ? GapState::Unlisted : GapState::Grown;
    }
    return figures.left_present < kNobody ? GapState::Closed
                                          : continued(figures.gained, figures.lost);
}

} // namespace

const char* name_of(GapState state) {
    switch (state) {
    case GapState::Closed:
        return "closed";
    case GapState::Shrunk:
        return "shrunk";
    case GapState::Stayed:
        return "stayed";
    case GapState::Grown:
        return "grown";
    case GapState::Appeared:
        return "appeared";
    case GapState::Merged:
        return "merged";
    case GapState::Divided:
        return "divided";
    case GapState::Listed:
        return "listed";
    case GapState::Unlisted:
        break;
    }
    return "unlisted";
}

Text label_of(GapState state) {
    switch (state) {
    case GapState::Closed:
        return {"解消", "closed"};
    case GapState::Shrunk:
        return {"縮小", "shrunk"};
    case GapState::Stayed:
        return {"変化なし", "stayed"};
    case GapState::Grown:
        return {"拡大", "grown"};
    case GapState::Appeared:
        return {"新たに発生", "appeared"};
    case GapState::Merged:
        return {"他と一つに", "merged"};
    case GapState::Divided:
        return {"他から分離", "divided"};
    case GapState::Listed:
        return {"一覧に追加", "listed"};
    case GapState::Unlisted:
        break;
    }
    return {"一覧から除外", "unlisted"};
}

std::vector<GapChange> gap_changes(const CommonGround& ground, const RunResults& earlier,
                                   const RunResults& present, const overlay::PopulationRule& rule) {
    const Judge judge(ground, rule);
    const Areas before = areas_of(ground, earlier, ground.earlier, judge.people());
    const Areas after = areas_of(ground, present, ground.present, judge.people());
    const auto links = link_gaps(before.ground, after.ground,
                                 [&](std::uint32_t cell, const std::string& municipality) {
                                     return judge.people().of(cell, municipality);
                                 });
    // The first link of an area tells what it mostly shares ground with.
    std::vector<const GapLink*> of_earlier(before.ground.size(), nullptr);
    std::vector<const GapLink*> of_present(after.ground.size(), nullptr);
    for (const GapLink& link : links) {
        const GapLink*& first = of_earlier[link.earlier];
        first = first == nullptr || link.same ? &link : first;
        const GapLink*& second = of_present[link.present];
        second = second == nullptr || link.same ? &link : second;
    }

    std::vector<GapChange> changes;
    for (std::size_t p = 0; p < after.ground.size(); ++p) {
        const GapGround& own = after.ground[p];
        const GapLink* link = of_present[p];
        GapChange change;
        change.layer = after.layer[p];
        change.present = after.position[p];
        change.cells_present = present.gaps[after.position[p]].cells.size();
        change.people_present = judge.on(change.layer, own.cells, own.municipality).left_present;
        Cells cells = own.cells;
        if (link != nullptr) {
            change.earlier = before.position[link->earlier];
        }
        if (link != nullptr && link->same) {
            const GapGround& past = before.ground[link->earlier];
            change.cells_earlier = earlier.gaps[before.position[link->earlier]].cells.size();
            change.people_earlier =
                judge.on(change.layer, past.cells, past.municipality).left_earlier;
            cells = united(cells, past.cells);
        }
        const Judge::Figures figures = judge.on(change.layer, cells, own.municipality);
        change.gained = figures.gained;
        change.lost = figures.lost;
        if (link == nullptr) {
            change.state = figures.lost < kNobody ? GapState::Listed : GapState::Appeared;
        } else {
            change.state = link->same ? continued(figures.gained, figures.lost) : GapState::Divided;
        }
        changes.push_back(change);
    }
    for (std::size_t e = 0; e < before.ground.size(); ++e) {
        const GapLink* link = of_earlier[e];
        if (link != nullptr && link->same) {
            continue;
        }
        const GapGround& own = before.ground[e];
        const Judge::Figures figures = judge.on(before.layer[e], own.cells, own.municipality);
        GapChange change;
        change.layer = before.layer[e];
        change.earlier = before.position[e];
        change.cells_earlier = earlier.gaps[before.position[e]].cells.size();
        change.people_earlier = figures.left_earlier;
        change.gained = figures.gained;
        change.lost = figures.lost;
        if (link == nullptr) {
            change.state = ended(figures);
        } else {
            change.state = GapState::Merged;
            change.present = after.position[link->present];
        }
        changes.push_back(change);
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const GapChange& a, const GapChange& b) { return a.layer < b.layer; });
    return changes;
}

} // namespace todoku::study
