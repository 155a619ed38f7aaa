// What became of an earlier request: places asked for and assets offered, by who has 5G there now.
#pragma once

#include "core/text.hpp"
#include "study/common_ground.hpp"
#include "study/request_register.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace todoku::study {

enum class RequestState {
    Met,       ///< everybody it was made for has 5G of that carrier now
    PartlyMet, ///< some
    NotMet,    ///< nobody
    Nobody,    ///< nobody is left to serve there by the present people and rule
    Unknown,   ///< the earlier run did not keep whom the asset was to serve
};

inline constexpr RequestState kRequestStates[] = {RequestState::Met, RequestState::PartlyMet,
                                                  RequestState::NotMet, RequestState::Nobody,
                                                  RequestState::Unknown};

/// "met" "partly_met" "not_met" "nobody" "unknown".
const char* name_of(RequestState state);
/// 実現, 一部実現, 未実現, 対象者なし, 不明.
Text label_of(RequestState state);

struct RequestChange {
    std::string carrier;
    bool place = true;       ///< a place asked for, else an asset offered
    std::int64_t number = 0; ///< in the list; rank of an asset
    std::string id;          ///< of the gap area, of the asset
    std::string name;        ///< what the place is called, the asset's name
    std::string municipality_code;
    std::string municipality;
    double people = 0.0;  ///< left out earlier whom the request was made for, of the present people
    double covered = 0.0; ///< of these, covered now
    RequestState state = RequestState::NotMet;
};

/// Of carriers that both runs know, by carrier in order of the common layers: places of its list,
/// then its assets.
std::vector<RequestChange> request_changes(const CommonGround& ground, const RunResults& earlier,
                                           const overlay::PopulationRule& rule);

/// An entry of the register and what became of its place, by the ground that the register keeps of
/// what was asked for by the earlier run's day; else by the earlier run's gap area of the same
/// carrier and id, unknown where it has none.
struct RegisterChange {
    RegisterEntry entry;
    double people = 0.0; ///< as in RequestChange
    double covered = 0.0;
    RequestState state = RequestState::Unknown;
};
std::vector<RegisterChange> register_changes(const CommonGround& ground, const RunResults& earlier,
                                             const overlay::PopulationRule& rule,
                                             const RequestRegister& requests);

} // namespace todoku::study
