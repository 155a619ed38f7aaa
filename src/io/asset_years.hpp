// Years of building that lie in the future of a study.
#pragma once

#include "io/readers.hpp"

namespace todoku::io {

/// Takes from the assets every year of building after `last`, and lists each.
void drop_years_after(LoadedAssets& loaded, const AssetSource& source, int last);

} // namespace todoku::io
