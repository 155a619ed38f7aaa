#include "study/gap_matching.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace todoku::study {

namespace {

/// Areas by the cells they hold; a cell on a border is in one of each municipality.
class AreasByCell {
public:
    explicit AreasByCell(std::span<const GapGround> areas) {
        for (std::size_t i = 0; i < areas.size(); ++i) {
            auto& held = by_service_[areas[i].service];
            for (const std::uint32_t cell : areas[i].cells) {
                held.emplace(cell, i);
            }
        }
    }

    template <class Visit>
    void holding(const std::string& service, std::uint32_t cell, const Visit& visit) const {
        const auto held = by_service_.find(service);
        if (held != by_service_.end()) {
            const auto range = held->second.equal_range(cell);
            for (auto at = range.first; at != range.second; ++at) {
                visit(at->second);
            }
        }
    }

private:
    std::map<std::string, std::unordered_multimap<std::uint32_t, std::size_t>> by_service_;
};

} // namespace

std::vector<GapLink> link_gaps(std::span<const GapGround> earlier,
                               std::span<const GapGround> present, const PeopleOfCell& people) {
    const AreasByCell by_cell(present);
    std::vector<GapLink> links;
    for (std::size_t e = 0; e < earlier.size(); ++e) {
        std::map<std::size_t, GapLink> shared; // by present area; cells rise, so sums are the same
        for (const std::uint32_t cell : earlier[e].cells) {
            by_cell.holding(earlier[e].service, cell, [&](std::size_t p) {
                const std::string& municipality = present[p].municipality;
                if (earlier[e].municipality.empty() || municipality.empty() ||
                    earlier[e].municipality == municipality) {
                    GapLink& link = shared.try_emplace(p, GapLink{e, p}).first->second;
                    link.people += people(cell, municipality);
                    ++link.cells;
                }
            });
        }
        for (const auto& [p, link] : shared) {
            links.push_back(link);
        }
    }
    std::sort(links.begin(), links.end(), [](const GapLink& a, const GapLink& b) {
        return std::tuple(-a.people, b.cells, a.earlier, a.present) <
               std::tuple(-b.people, a.cells, b.earlier, b.present);
    });
    std::vector<bool> earlier_taken(earlier.size(), false);
    std::vector<bool> present_taken(present.size(), false);
    for (GapLink& link : links) {
        link.same = !earlier_taken[link.earlier] && !present_taken[link.present];
        if (link.same) {
            earlier_taken[link.earlier] = true;
            present_taken[link.present] = true;
        }
    }
    return links;
}

} // namespace todoku::study
