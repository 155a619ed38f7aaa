// Identifiers of gap areas that stay the same from run to run where the place does.
#pragma once

#include "overlay/gaps.hpp"
#include "study/read_results.hpp"
#include "study/study_file.hpp"

#include <span>
#include <vector>

namespace todoku::study {

/// Gap areas of the run that `[gaps] earlier` names.
struct EarlierGaps {
    domain::MeshLevel level = domain::MeshLevel::M250;
    bool cut_at_borders = true;
    std::vector<ListedGap> gaps;
};

/// @pre the study names an earlier run
/// @throws InputError where it is no output of a run, of another prefecture, or of a mesh that does
/// not nest with the study's
EarlierGaps read_earlier_gaps(const StudyFile& study);

/// Areas that are the same place as an earlier one (study/gap_matching.hpp) take its identifier;
/// the others keep their own, or that of the next fullest of their cells where an earlier place
/// holds it. Each identifier stands once for a carrier. Areas stay in their order: by falling
/// people within a carrier, ties by identifier.
/// @param cut_at_borders whether the present areas are
void keep_earlier_ids(std::vector<overlay::GapArea>& areas, const domain::StudyGrid& grid,
                      std::span<const domain::Municipality> municipalities,
                      const EarlierGaps& earlier, bool cut_at_borders = true);

} // namespace todoku::study
