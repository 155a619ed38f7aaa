// How the files of a study are brought to the ground: its datum grid and its own extent.
#pragma once

#include "io/placing.hpp"
#include "study/inputs.hpp"

namespace todoku::study {

/// @param inputs whose municipalities, where they are read, are the ground
/// @throws InputError where the study's datum grid cannot be used
io::Placing placing_of(const StudyFile& study, const Inputs& inputs);

/// The datum grid alone, for files that are not judged by the ground (terrain).
/// @throws InputError where it cannot be used
geo::DatumRules datum_rules_of(const StudyFile& study);

} // namespace todoku::study
