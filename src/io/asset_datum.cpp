// The way from a ledger's coordinates to JGD2011: by the study's CRS, else by the datum that
// headers or a column name.
#include "core/error.hpp"
#include "core/text.hpp"
#include "io/asset_rows.hpp"
#include "io/datum_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::io {

namespace {

/// The way from Tokyo datum, which a header or a cell of the ledger names.
geo::ToJgd2011 from_tokyo(const AssetSource& request, std::string_view said_by) {
    try {
        return geo::ToJgd2011("EPSG:4301", request.placing.datum);
    } catch (const InputError& error) {
        const Text& why = error.message();
        throw InputError({fmt::format("{} の「{}」: {}", request.shown_as, said_by, why.ja),
                          fmt::format("{}, \"{}\": {}", request.shown_as, said_by, why.en)});
    }
}

} // namespace

/// The CRS of the columns of coordinates: the study's, else what headers or a column say.
void AssetRows::settle_datum(const AssetTable& table) {
    const std::vector<std::string>& headers = table.headers;
    if (request_.crs) {
        convert_.emplace(*request_.crs, request_.placing.datum);
    }
    const bool apart = columns_.at("lat") && columns_.at("lon");
    const std::string first = columns_.shown(apart ? "lat" : "lat_lon");
    const std::string second = columns_.shown(apart ? "lon" : "lat_lon");
    const bool tokyo =
        said_datum(first) == SaidDatum::Tokyo || said_datum(second) == SaidDatum::Tokyo;
    const bool world =
        said_datum(first) == SaidDatum::World || said_datum(second) == SaidDatum::World;
    if ((tokyo && world) || (world && convert_ && convert_->is_tokyo())) {
        throw InputError(
            {fmt::format("{} の座標の列「{}」「{}」の見出しが言う測地系が、互いに、または crs "
                         "と食い違います。fields の lat、lon（または lat_lon）と crs "
                         "を確かめてください。",
                         request_.shown_as, first, second),
             fmt::format("{}: the datums that the headers \"{}\" and \"{}\" name differ, or "
                         "differ from crs. Check lat and lon (or lat_lon) in fields, and crs.",
                         request_.shown_as, first, second)});
    }
    if (request_.crs || world) {
        return;
    }
    if (tokyo) {
        convert_ = from_tokyo(request_, first);
        return;
    }
    for (std::size_t i = 0; i < headers.size() && !datum_column_; ++i) {
        if (is_datum_header(headers[i])) {
            datum_column_ = i;
        }
    }
    if (datum_column_) {
        return;
    }
    // 座標は日本測地系 in a title holds for all rows.
    const auto of_title = [&](SaidDatum datum) {
        return std::find_if(table.titles.begin(), table.titles.end(),
                            [&](const std::string& title) { return said_datum(title) == datum; });
    };
    const auto world_title = of_title(SaidDatum::World);
    const auto tokyo_title = of_title(SaidDatum::Tokyo);
    if (tokyo_title != table.titles.end() && world_title == table.titles.end()) {
        convert_ = from_tokyo(request_, *tokyo_title);
        return;
    }
    assumed_ = world_title == table.titles.end();
}

/// The way of the row's coordinates to JGD2011; null where they are on it. @throws InputError for
/// Tokyo datum without a grid
const geo::ToJgd2011* AssetRows::way_of(const AssetRow& row) {
    if (datum_column_) {
        const std::string_view word = row.cell(*datum_column_);
        const SaidDatum said = said_datum_in_cell(word);
        if (said != SaidDatum::Tokyo) {
            if (said == SaidDatum::None && !trimmed(word).empty()) {
                ++unknown_datums_[std::string(trimmed(word))];
            } else {
                assumed_ = assumed_ || said == SaidDatum::None;
            }
            return nullptr;
        }
        if (!convert_) {
            convert_ = from_tokyo(request_, row.cell(*datum_column_));
        }
    }
    return convert_ ? &*convert_ : nullptr;
}

} // namespace todoku::io
