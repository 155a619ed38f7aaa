#include "study/request_changes.hpp"

#include "core/japanese.hpp"
#include "domain/technology.hpp"
#include "study/asked_ground.hpp"
#include "study/coverage_changes.hpp"
#include "study/people_on_ground.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace todoku::study {

namespace {

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
            RequestChange request{carrier,         true,           gap.number,
                                  gap.id,          gap.place_name, gap.municipality_code,
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

namespace {

/// An entry whose ground the register keeps, asked for by the earlier run's day.
std::optional<RequestChange> change_on_ground(const RegisterEntry& entry,
                                              const CommonGround& ground,
                                              const PeopleOnGround& people,
                                              const RunResults& earlier,
                                              const overlay::PopulationRule& rule) {
    const auto& [carrier, id] = key_of(entry);
    const auto layer = ground.layer(carrier, domain::kAny5g);
    const auto asked = date_in(trimmed(entry.at(register_column::kAsked)));
    if (!layer || carrier == overlay::kAnyCarrier ||
        (asked && iso_date(*asked) > earlier.about.as_of)) {
        return std::nullopt;
    }
    const auto find = [&](domain::MeshCell cell) -> std::optional<std::uint32_t> {
        const auto at = std::lower_bound(ground.cells.begin(), ground.cells.end(), cell);
        return at != ground.cells.end() && *at == cell
                   ? std::optional(static_cast<std::uint32_t>(at - ground.cells.begin()))
                   : std::nullopt;
    };
    const std::vector<std::uint32_t> cells = cells_on_ground(
        ground_in(entry.at(register_column::kGround), earlier.about.level), ground.level, find);
    if (cells.empty()) {
        return std::nullopt;
    }
    const std::string municipality =
        people.counted_as(municipality_of_id(id), earlier.about, cells);
    RequestChange change;
    double there = 0.0;
    for (const std::uint32_t cell : cells) {
        const double those = people.of(cell, municipality);
        const CellVerdict verdict = verdict_of(ground, rule, *layer, cell);
        there += those;
        change.people += those * (1.0 - verdict.earlier_at_most);
        change.covered += those * verdict.gained();
    }
    change.state = state_of(change);
    // Nobody was left out even then, and people live there: it came before the earlier run.
    if (change.state == RequestState::Nobody && there >= kNobody) {
        change.state = RequestState::Met;
    }
    return change;
}

} // namespace

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
    const PeopleOnGround people(ground);
    std::vector<RegisterChange> changes;
    for (const RegisterEntry& entry : requests.entries) {
        RegisterChange change{entry};
        if (const auto own = change_on_ground(entry, ground, people, earlier, rule)) {
            change.people = own->people;
            change.covered = own->covered;
            change.state = own->state;
            changes.push_back(std::move(change));
            continue;
        }
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
