#include "study/gap_place.hpp"

#include "domain/place_text.hpp"

namespace todoku::study {

Text place_of(const overlay::GapArea& gap,
              const std::vector<domain::Municipality>& municipalities) {
    return domain::place_text({gap.nearest_place, gap.nearest_place_m, gap.nearest_place_azimuth,
                               municipalities[gap.municipality].name},
                              gap.centre);
}

} // namespace todoku::study
