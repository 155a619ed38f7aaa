// What a card says of an asset's criteria and scores, and of how firm its ranks are.
#pragma once

#include "study/explain.hpp"

#include <functional>
#include <string>

namespace todoku::study {

/// Takes one line of a card.
using Line = std::function<void(const std::string&)>;

/// For one carrier: each criterion against the field, the score with its rank's stability, and the
/// rank by people reached alone under other assumptions.
void tell_scores(const CarrierCard& carrier, Language language, const Line& line);
/// What holds for the scores and orders of all carriers, said once.
void tell_of_scores(const AssetCard& card, Language language, const Line& line);

} // namespace todoku::study
