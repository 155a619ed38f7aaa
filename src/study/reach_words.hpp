// How reach was predicted, in the words of documents and screens.
#pragma once

#include "study/result_tables.hpp"

#include <string>

namespace todoku::study {

/// That reach was predicted without terrain; empty where it was not, and in free space.
Text flat_ground_text(const StudyFile& study, const Reached& reached);
/// Model, band and threshold of the reach, in one sentence.
std::string radio_sentence(const Results& results);
/// In short, in English, for the page.
std::string radio_sentence_en(const Results& results);
/// The model a preset's reach is predicted with, as a part of a sentence.
Text reach_model_text(const StudyFile& study, const radio::BandPreset& preset);
/// The ground that the model takes into account, as a part of a sentence.
Text reach_ground_text(const Results& results, const radio::BandPreset& preset);

} // namespace todoku::study
