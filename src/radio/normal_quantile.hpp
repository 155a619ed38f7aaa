// Quantiles of the standard normal distribution to double precision, for the models that ask for a
// share of locations or of buildings.
#pragma once

namespace todoku::radio {

/// The value x that a standard normal variable exceeds with probability `share` (Q(x) = share).
/// Relative error under 1e-14 for shares from 1e-300 to 1/2; above, what 1 - share leaves of it.
/// P.1812 has its own approximation (inverse_complementary_normal), which its cases are made with.
/// @param share in (0, 1). @pre within it
/// Source: starting value Abramowitz and Stegun, 26.2.23, improved by Halley's method on erfc.
double upper_normal_quantile(double share);

} // namespace todoku::radio
