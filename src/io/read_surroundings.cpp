// Places and roads: what gaps are counted by.
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/asset_fields.hpp"
#include "io/asset_table.hpp"
#include "io/carrier_rows.hpp"
#include "io/layer_ground.hpp"
#include "io/name_fields.hpp"
#include "io/read_stations.hpp"
#include "io/readers.hpp"
#include "io/road_kinds.hpp"
#include "io/row_issues.hpp"
#include "io/shapefile_set.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"
#include "io/zip_workbook.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>
#include <variant>

namespace todoku::io {

namespace {

/// Which attributes a layer's names stand in: the one the study names, else those known.
class Names {
public:
    Names(const VectorSource& source, const LayerInfo& layer, const std::string& name_field) {
        if (name_field.empty()) {
            fields_ = name_fields(layer);
            return;
        }
        const auto field = layer.field(name_field);
        if (!field) {
            throw InputError({shown_name(source) + " に項目「" + name_field +
                                  "」（name_field）がありません。ある項目: " + field_list(layer),
                              shown_name(source) + " has no field \"" + name_field +
                                  "\" (name_field). Fields: " + field_list(layer)});
        }
        chosen_ = field;
    }

    /// Headers of those attributes, likeliest first.
    [[nodiscard]] std::string headers(const LayerInfo& layer) const {
        std::string headers;
        for (const std::size_t field : chosen_ ? std::vector{*chosen_} : fields_) {
            headers += (headers.empty() ? "" : "・") + layer.fields[field].name;
        }
        return headers;
    }

    [[nodiscard]] std::string of(const Feature& feature) const {
        if (chosen_) {
            return *chosen_ < feature.values.size() ? to_text(feature.values[*chosen_]) : "";
        }
        return name_among(feature.values, fields_);
    }

private:
    std::optional<std::size_t> chosen_;
    std::vector<std::size_t> fields_;
};

/// All points at one place.
bool is_a_point(const geo::Line& line) {
    return std::ranges::all_of(line,
                               [&](const geo::LatLng& point) { return point == line.front(); });
}

void note_empty(const VectorSource& source, const ReadCounts& counts, std::vector<Issue>& issues) {
    if (counts.read == 0) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "no_rows", "",
                 {"行が一つもありません。", "There is not a single row."},
                 {"空のまま使います。", "taken as empty."});
    }
}

/// True where the file is a table with columns of latitude and longitude (or of both in one), such
/// as a municipality's list of facilities; or of names and addresses, where these are of use.
bool is_ledger(const VectorSource& source, bool by_address) {
    if (holds_workbook(source.file, shown_name(source))) {
        return true;
    }
    if (!holds_text_tables(source.file, shown_name(source)) ||
        !std::filesystem::is_regular_file(source.file)) {
        return false;
    }
    std::vector<Issue> told_later;
    for (const TextTable& table :
         open_text_tables(source.file, shown_name(source), source.encoding, told_later)) {
        CsvReader reader = table.reader();
        for (int row = 0; row < 10 && reader.next(); ++row) { // titles may stand above
            const std::vector<std::string> headers(reader.fields().begin(), reader.fields().end());
            const AssetColumns columns = find_asset_columns(
                headers, {}, source.shown_as,
                {[](std::size_t) { return true; }, [](std::size_t) { return false; }});
            const bool addresses = columns.at("name") &&
                                   (columns.at("address") || columns.address_parts.tell_a_place());
            if ((columns.at("lat") && columns.at("lon")) || columns.at("lat_lon") ||
                (by_address && addresses)) {
                return true;
            }
        }
    }
    return false;
}

/// True where the study has picked the rows by this column itself.
bool chosen_by_study(const VectorSource& source, const std::string& carrier_header) {
    return source.where.find(carrier_header) != std::string::npos;
}

/// Of the columns that the reader of ledgers knows, a place takes these alone; the others are not
/// used.
void tell_columns(const LoadedAssets& assets, bool with_carrier, bool with_address,
                  LoadedPlaces& loaded) {
    loaded.unused_headers = assets.unused_headers;
    for (const auto& [field, header] : assets.mapping) {
        const bool of_places = field == "name" || field == "lat" || field == "lon" ||
                               field == "lat_lon" || (with_carrier && field == "owner") ||
                               (with_address && field == "address");
        if (of_places) {
            loaded.mapping.emplace(field, header);
        } else {
            loaded.unused_headers.push_back(header);
        }
    }
}

/// Says of a place what was said of an asset.
void speak_of_places(Issue& issue) {
    constexpr std::string_view asset = "asset_";
    if (issue.code.starts_with(asset)) {
        issue.code = "place_" + issue.code.substr(asset.size());
    }
    if (issue.kind == IssueKind::Rejected) {
        issue.action = {"この施設は使いませんでした。", "The place was not used."};
    }
}

/// Through the reader of ledgers, which knows headers, coordinates and troubles of such tables. A
/// column of carriers is read as that of the owner.
LoadedPlaces places_of_ledger(const PlaceSource& request, CarrierRows carrier) {
    AssetSource ledger;
    ledger.file = request.source.file;
    ledger.shown_as = shown_name(request.source);
    ledger.layer = request.source.layer;
    ledger.crs = request.source.crs;
    ledger.placing = request.source.placing;
    ledger.encoding = request.source.encoding;
    ledger.fields = request.fields;
    ledger.where = request.source.where;
    if (!request.name_field.empty()) {
        ledger.fields["name"] = request.name_field;
    }
    LoadedAssets assets = read_assets(ledger);
    if (carrier.asks() && !ledger.fields.contains("owner")) {
        const auto header = CarrierRows::column_among(assets.unused_headers);
        if (header && !chosen_by_study(request.source, *header)) {
            ledger.fields["owner"] = *header;
            assets = read_assets(ledger);
        }
    }
    const bool told =
        ledger.fields.contains("owner") && !chosen_by_study(request.source, ledger.fields["owner"]);
    const auto kept = [&](const domain::Asset& asset) {
        return carrier.keep(asset.row, told ? std::string_view(asset.owner) : std::string_view());
    };
    LoadedPlaces loaded;
    loaded.counts = assets.counts;
    loaded.encoding = assets.encoding;
    tell_columns(assets, told, request.by_address, loaded);
    GroundTally ground(request.source.placing);
    for (const domain::Asset& asset : assets.value) {
        const geo::LatLng at = asset.place;
        if (!kept(asset)) {
            --loaded.counts.used;
            continue;
        }
        if (!ground.take(geo::Geometry(at), {at.lng(), at.lat()}, asset.row)) {
            --loaded.counts.used; // off the study's ground: told once for the file
            ++loaded.counts.rejected;
            ++loaded.counts.outside;
            continue;
        }
        loaded.value.push_back({request.kind, asset.name, at});
        loaded.rows.push_back(asset.row);
    }
    if (ground.all_elsewhere()) {
        throw lies_elsewhere(ground, ledger.shown_as, ledger.crs.value_or("JGD2011"));
    }
    loaded.counts.unplaced = 0; // places are not kept without knowing where they are
    for (std::size_t i = 0; i < assets.unplaced.assets.size(); ++i) {
        domain::Asset& asset = assets.unplaced.assets[i];
        if (!kept(asset)) {
            --loaded.counts.rejected;
            continue;
        }
        Issue why = issue_of(asset, assets.unplaced.why[i]);
        if (request.by_address && !asset.address.empty()) {
            speak_of_places(why);
            loaded.unplaced.push_back({std::move(asset), std::move(why)});
        } else {
            assets.issues.push_back(std::move(why));
        }
    }
    std::stable_sort(
        assets.issues.begin(), assets.issues.end(),
        [](const Issue& a, const Issue& b) { return a.row.value_or(0) < b.row.value_or(0); });
    for (Issue& issue : assets.issues) {
        constexpr std::string_view asset = "asset_";
        if (issue.row && carrier.left_out(*issue.row)) {
            loaded.counts.repaired -= issue.kind == IssueKind::Repaired ? 1 : 0;
            continue;
        }
        // A place has no kind, figures or number of its own to be wrong.
        const bool of_places = issue.kind == IssueKind::Rejected ||
                               issue.code == "asset_lat_lon_swapped" ||
                               !issue.code.starts_with(asset);
        if (!of_places) {
            continue;
        }
        speak_of_places(issue);
        loaded.issues.push_back(std::move(issue));
    }
    if (ground.outside() > 0) {
        loaded.issues.push_back(outside_issue(ground, ledger.shown_as, ledger.layer));
    }
    if (told) {
        carrier.tell(request.source, ledger.fields["owner"], loaded.counts, loaded.issues);
    }
    return loaded;
}

std::optional<geo::LatLng> point_of(const geo::Geometry& geometry) {
    if (const auto* point = std::get_if<geo::LatLng>(&geometry)) {
        return *point;
    }
    const auto* shape = std::get_if<geo::MultiPolygon>(&geometry);
    return shape != nullptr ? geo::label_point(*shape) : std::nullopt;
}

/// The attribute that tells roads apart, where the study gives no kind for all.
class Kinds {
public:
    Kinds(const VectorSource& source, const LayerInfo& layer, const RoadSource& request) {
        if (!request.kind_field.empty()) {
            const auto field = layer.field(request.kind_field);
            if (!field) {
                throw InputError(
                    {shown_name(source) + " に項目「" + request.kind_field +
                         "」（kind_field）がありません。ある項目: " + field_list(layer),
                     shown_name(source) + " has no field \"" + request.kind_field +
                         "\" (kind_field). Fields: " + field_list(layer)});
            }
            field_ = RoadKindField{*field, request.kind_field};
        } else if (request.kind.empty()) {
            field_ = road_kind_field(layer);
        }
    }

    [[nodiscard]] const std::optional<RoadKindField>& field() const { return field_; }

    /// Of the row; where its value is not known, the value itself, else "road".
    [[nodiscard]] std::string of(const Feature& feature, const std::string& given) const {
        if (!field_ || field_->field >= feature.values.size()) {
            return given.empty() ? "road" : given;
        }
        const std::string value(to_text(feature.values[field_->field]));
        if (auto kind = road_kind(field_->name, value)) {
            return *kind;
        }
        return !given.empty() ? given : comparable(value).empty() ? "road" : value;
    }

private:
    std::optional<RoadKindField> field_;
};

/// Empty where no field tells carriers.
std::string carrier_header_of(const LayerInfo& layer) {
    std::vector<std::string> headers;
    for (const Field& field : layer.fields) {
        headers.push_back(field.name);
    }
    return CarrierRows::column_among(headers).value_or("");
}

/// A table whose rows have no place at all: no columns of coordinates.
InputError without_coordinates(const VectorSource& source, const LayerInfo& layer,
                               bool may_be_placed) {
    const Text or_addresses =
        may_be_placed
            ? Text{"もらうか、[inputs] addresses に位置参照情報を書いて住所から置いてください",
                   ", or give places of addresses by addresses in [inputs]"}
            : Text{"もらってください", ""};
    return InputError(
        {shown_name(source) +
             " に緯度・経度の列がありません。住所だけの表では数えられないので、「緯度」「経度」の列"
             "を足して" +
             or_addresses.ja +
             "（名前の違う列は fields の lat、lon で指定できます）。ある列: " + field_list(layer),
         shown_name(source) +
             " has no columns of latitude and longitude. Addresses alone tell no place to count: "
             "ask for columns 緯度 and 経度 (name others by lat and lon in fields)" +
             or_addresses.en + ". Columns: " + field_list(layer)});
}

LoadedPlaces places_of(const PlaceSource& request, CarrierRows carrier) {
    if (!request.fields.empty() || is_ledger(request.source, request.by_address)) {
        return places_of_ledger(request, std::move(carrier));
    }
    VectorSource source = request.source;
    source.needs_attributes = !request.name_field.empty();
    source.shapes = Shapes::Places;
    LoadedPlaces loaded;
    std::optional<Names> names;
    std::optional<std::size_t> carrier_field;
    std::string carrier_header;
    bool drawn = false; // some row has a geometry
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& layer, Feature&& feature) {
            if (!names) {
                names.emplace(source, layer, request.name_field);
                carrier_header = carrier.asks() ? carrier_header_of(layer) : std::string();
                if (chosen_by_study(source, carrier_header)) {
                    carrier_header.clear();
                }
                carrier_field = carrier_header.empty() ? std::nullopt : layer.field(carrier_header);
                if (std::string headers = names->headers(layer); !headers.empty()) {
                    loaded.mapping.emplace("name", std::move(headers));
                }
                if (carrier_field) {
                    loaded.mapping.emplace("owner", carrier_header);
                }
            }
            ++loaded.counts.read;
            if (carrier_field && *carrier_field < feature.values.size() &&
                !carrier.keep(feature.row, to_text(feature.values[*carrier_field]))) {
                return;
            }
            if (is_outside(feature, loaded.counts)) {
                return;
            }
            drawn = drawn || !std::holds_alternative<std::monostate>(feature.geometry);
            const std::string name = names->of(feature);
            const auto at = point_of(feature.geometry);
            if (!at) {
                ++loaded.counts.rejected;
                reject_row(loaded.issues, source, feature.row, "no_place", name,
                           {"位置が決まりません（点でもポリゴンでもありません）。",
                            "No place: neither a point nor a polygon."});
                return;
            }
            ++loaded.counts.used;
            loaded.value.push_back({request.kind, name, *at});
            loaded.rows.push_back(feature.row);
        },
        loaded.issues);
    if (!drawn && loaded.counts.rejected > loaded.counts.outside &&
        holds_text_tables(source.file, shown_name(source))) {
        throw without_coordinates(source, info, !carrier.asks());
    }
    loaded.encoding = info.encoding;
    count_left_out(info, loaded.counts);
    count_exchanged(info, loaded.counts);
    note_empty(source, loaded.counts, loaded.issues);
    carrier.tell(source, carrier_header, loaded.counts, loaded.issues);
    return loaded;
}

} // namespace

LoadedPlaces read_places(const PlaceSource& request) {
    return places_of(request, CarrierRows(""));
}

LoadedPlaces read_stations(const PlaceSource& request, const std::string& carrier,
                           const std::vector<std::string>& carriers) {
    return places_of(request, CarrierRows(carrier, carriers));
}

LoadedRoads read_roads(const RoadSource& request) {
    VectorSource source = request.source;
    source.needs_attributes = !request.name_field.empty() || !request.kind_field.empty();
    source.shapes = Shapes::Lines;
    require_shapes(source);
    LoadedRoads loaded;
    std::optional<Names> names;
    std::optional<Kinds> kinds;
    const LayerInfo info = read_features(
        source,
        [&](const LayerInfo& layer, Feature&& feature) {
            if (!names) {
                names.emplace(source, layer, request.name_field);
                kinds.emplace(source, layer, request);
            }
            ++loaded.counts.read;
            if (is_outside(feature, loaded.counts)) {
                return;
            }
            std::string name = names->of(feature);
            auto* lines = std::get_if<geo::MultiLine>(&feature.geometry);
            if (lines == nullptr) {
                ++loaded.counts.rejected;
                reject_row(loaded.issues, source, feature.row, "not_a_line", name,
                           {"線の図形ではありません。", "Not a line."});
                return;
            }
            if (std::ranges::all_of(lines->lines, is_a_point)) {
                ++loaded.counts.rejected;
                reject_row(loaded.issues, source, feature.row, "road_without_length", name,
                           {"長さが0の線です（点がすべて同じ位置にあります）。",
                            "A line of no length: all its points are at one place."});
                return;
            }
            ++loaded.counts.used;
            std::string kind = kinds->of(feature, request.kind);
            ++loaded.kinds[kind];
            loaded.value.push_back({std::move(name), std::move(kind), std::move(*lines)});
        },
        loaded.issues);
    loaded.encoding = info.encoding;
    count_left_out(info, loaded.counts);
    count_exchanged(info, loaded.counts);
    if (kinds && kinds->field()) {
        loaded.kind_field = kinds->field()->name;
    }
    note_empty(source, loaded.counts, loaded.issues);
    return loaded;
}

} // namespace todoku::io
