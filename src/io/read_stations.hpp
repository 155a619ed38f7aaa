// Base stations of one carrier, from a file that may hold those of several.
#pragma once

#include "io/readers.hpp"

#include <string>
#include <vector>

namespace todoku::io {

/// Reads as read_places() does. Where a column tells carriers (事業者, 免許人, operator; of a table
/// also what `fields` names as owner), rows of others than `carrier` are left out and told; a row
/// with an empty cell counts. Names fit where one holds the other (NTTドコモ: ドコモ), and other
/// names of one operator (KDDI: au), where no other of the study's `carriers` is of it. Where
/// `where` asks for that column, its rows are taken as they are.
/// @throws InputError where every row is another carrier's, with the `where` to write
LoadedPlaces read_stations(const PlaceSource& request, const std::string& carrier,
                           const std::vector<std::string>& carriers = {});

} // namespace todoku::io
