// How the files of a study are brought to the ground: its datum grid and its own extent.
#pragma once

#include "io/placing.hpp"
#include "study/inputs.hpp"

namespace todoku::study {

/// @param inputs whose municipalities, where they are read, are the ground
io::Placing placing_of(const StudyFile& study, const Inputs& inputs);

/// The datum grid alone, for files that are not judged by the ground (terrain). A grid that cannot
/// be read matters only to files that need it.
geo::DatumRules datum_rules_of(const StudyFile& study);

inline constexpr const char* kDatumGridUnusable = "datum_grid_unusable"; ///< code of an issue

/// Says once why the study's datum grid cannot be read, if it cannot.
void tell_datum_grid(const StudyFile& study, Inputs& inputs);

} // namespace todoku::study
