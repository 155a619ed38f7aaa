// The way from a ledger's coordinates to JGD2011: by the study's CRS, else by the datum that
// headers or a column name.
#include "core/error.hpp"
#include "io/asset_rows.hpp"
#include "io/datum_words.hpp"

#include <fmt/format.h>

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
void AssetRows::settle_datum(const std::vector<std::string>& headers) {
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
    assumed_ = !datum_column_;
}

/// The way of the row's coordinates to JGD2011; null where they are on it. @throws InputError for
/// Tokyo datum without a grid
const geo::ToJgd2011* AssetRows::way_of(const AssetRow& row) {
    if (datum_column_) {
        const SaidDatum said = said_datum(row.cell(*datum_column_));
        if (said != SaidDatum::Tokyo) {
            assumed_ = assumed_ || said == SaidDatum::None;
            return nullptr;
        }
        if (!convert_) {
            convert_ = from_tokyo(request_, row.cell(*datum_column_));
        }
    }
    return convert_ ? &*convert_ : nullptr;
}

} // namespace todoku::io
