#include "io/landslide_codes.hpp"

#include <map>
#include <utility>

namespace todoku::io {

namespace {

/// Areas of a place by code: 1 and 3 (before designation), 2 and 4.
struct Place {
    double odd_m2 = 0.0;
    double even_m2 = 0.0;
};

bool clear(std::int64_t won, std::int64_t lost) {
    return won + lost == 0 || won * 20 >= (won + lost) * 19;
}

} // namespace

LandslideCodes find_special_code(const std::vector<LandslideRow>& rows) {
    std::map<std::string, Place> places;
    std::int64_t even_is_special = 0; // by areas
    std::int64_t odd_is_special = 0;
    std::int64_t flags_on_odd = 0; // no special zone: odd is the other, even the special code
    std::int64_t flags_on_even = 0;
    for (const LandslideRow& row : rows) {
        const bool odd = row.code == "1" || row.code == "3";
        if (!odd && row.code != "2" && row.code != "4") {
            continue;
        }
        if (!row.place.empty()) {
            Place& place = places[row.place];
            (odd ? place.odd_m2 : place.even_m2) += row.area_m2;
        }
        if (row.no_special) {
            ++(odd ? flags_on_odd : flags_on_even);
        }
    }
    for (const auto& [name, place] : places) {
        if (place.odd_m2 > 0.0 && place.even_m2 > 0.0 && place.odd_m2 != place.even_m2) {
            ++(place.even_m2 < place.odd_m2 ? even_is_special : odd_is_special);
        }
    }
    const auto decided = [&](const char* code, std::int64_t areas_for, std::int64_t areas_against,
                             std::int64_t flags_for, std::int64_t flags_against) {
        return LandslideCodes{code, areas_for, areas_against, flags_for, flags_against};
    };
    const bool any = even_is_special + odd_is_special + flags_on_odd + flags_on_even > 0;
    if (any && clear(even_is_special, odd_is_special) && clear(flags_on_odd, flags_on_even)) {
        return decided("2", even_is_special, odd_is_special, flags_on_odd, flags_on_even);
    }
    if (any && clear(odd_is_special, even_is_special) && clear(flags_on_even, flags_on_odd)) {
        return decided("1", odd_is_special, even_is_special, flags_on_even, flags_on_odd);
    }
    return decided("", even_is_special, odd_is_special, flags_on_odd, flags_on_even);
}

} // namespace todoku::io
