#include "study/request_changes.hpp"

#include "domain/technology.hpp"
#include "study/coverage_changes.hpp"
#include "study/people_on_ground.hpp"

#include <limits>
#include <map>
#include <utility>

namespace todoku::study {

namespace {

/// People fewer than this are rounding.
constexpr double kNobody = 1e-6;

RequestState state_of(const RequestChange& request) {
    if (request.people < kNobody) {
        return RequestState::Nobody;
    }
    if (request.covered < kNobody) {
        return RequestState::NotMet;
    }
    return request.people - request.covered < kNobody ? RequestState::Met : RequestState::PartlyMet;
}

} // namespace

const char* name_of(RequestState state) {
    switch (state) {
    case RequestState::Met:
        return "met";
    case RequestState::PartlyMet:
        return "partly_met";
    case RequestState::NotMet:
        return "not_met";
    case RequestState::Nobody:
        return "nobody";
    case RequestState::Unknown:
        break;
    }
    return "unknown";
}

Text label_of(RequestState state) {
    switch (state) {
    case RequestState::Met:
        return {"実現", "met"};
    case RequestState::PartlyMet:
        return {"一部実現", "partly met"};
    case RequestState::NotMet:
        return {"未実現", "not met"};
    case RequestState::Nobody:
        return {"対象者なし", "nobody left"};
    case RequestState::Unknown:
        break;
    }
    return {"不明", "unknown"};
}

namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

/// @param asked places of a list up to this number
std::vector<RequestChange> changes_up_to(std::int64_t asked, const CommonGround& ground,
                                         const RunResults& earlier,
                                         const overlay::PopulationRule& rule) {
    const PeopleOnGround people(ground);
    std::vector<RequestChange> requests;
    for (std::size_t layer = 0; layer < ground.layers.size(); ++layer) {
        const auto& [carrier, technology] = ground.layers[layer];
        if (technology != domain::kAny5g || carrier == overlay::kAnyCarrier) {
            continue;
        }
        const auto count = [&](RequestChange& request, std::uint32_t cell, double those) {
            const CellVerdict verdict = verdict_of(ground, rule, layer, cell);
            request.people += those * (1.0 - verdict.earlier_at_most);
            request.covered += those * verdict.gained();
        };
        for (std::size_t i = 0; i < earlier.gaps.size(); ++i) {
            const ListedGap& gap = earlier.gaps[i];
            if (gap.carrier != carrier || gap.technology != technology || gap.number > asked) {
                continue;
            }
            RequestChange request{
                carrier,         true, gap.number, gap.id, gap.nearest_place, gap.municipality_code,
                gap.municipality};
            const std::string municipality = people.counted_as(gap.municipality_code, earlier.about,
                                                               ground.earlier.gap_cells[i]);
            for (const std::uint32_t cell : ground.earlier.gap_cells[i]) {
                count(request, cell, people.of(cell, municipality));
            }
            request.state = state_of(request);
            requests.push_back(std::move(request));
        }
        for (std::size_t i = 0; i < earlier.sites.size(); ++i) {
            const OfferedSite& site = earlier.sites[i];
            if (site.carrier != carrier) {
                continue;
            }
            RequestChange request{carrier,          false,     site.rank,
                                  site.asset_id,    site.name, site.municipality_code,
                                  site.municipality};
            const auto& cells = ground.earlier.site_cells[i];
            if (cells) {
                for (const auto& [cell, share] : *cells) {
                    count(request, cell, people.of(cell, "") * share);
                }
            }
            request.state = cells ? state_of(request) : RequestState::Unknown;
            requests.push_back(std::move(request));
        }
    }
    return requests;
}

} // namespace

std::vector<RequestChange> request_changes(const CommonGround& ground, const RunResults& earlier,
                                           const overlay::PopulationRule& rule) {
    return changes_up_to(earlier.about.asked ? static_cast<std::int64_t>(*earlier.about.asked)
                                             : kAll,
                         ground, earlier, rule);
}

std::vector<RegisterChange> register_changes(const CommonGround& ground, const RunResults& earlier,
                                             const overlay::PopulationRule& rule,
                                             const RequestRegister& requests) {
    std::map<std::pair<std::string, std::string>, RequestChange> places; // by carrier and id
    if (!requests.entries.empty()) {
        for (RequestChange& change : changes_up_to(kAll, ground, earlier, rule)) {
            if (change.place) {
                places.try_emplace({change.carrier, change.id}, std::move(change));
            }
        }
    }
    std::vector<RegisterChange> changes;
    for (const RegisterEntry& entry : requests.entries) {
        RegisterChange change{entry};
        const auto place = places.find({std::string(trimmed(entry.at(register_column::kCarrier))),
                                        std::string(trimmed(entry.at(register_column::kId)))});
        if (place != places.end()) {
            change.people = place->second.people;
            change.covered = place->second.covered;
            change.state = place->second.state;
        }
        changes.push_back(std::move(change));
    }
    return changes;
}

} // namespace todoku::study
