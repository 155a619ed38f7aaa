#include "io/read_restrictions.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/refused_rows.hpp"
#include "io/landslide_codes.hpp"
#include "io/name_fields.hpp"
#include "io/restriction_layouts.hpp"
#include "io/row_issues.hpp"
#include "io/shapefile_set.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace todoku::io {

using domain::Restriction;

namespace {

struct Row {
    std::int64_t row = 0;
    std::vector<std::string> values;
    geo::MultiPolygon ground;
};

class RestrictionReader {
public:
    explicit RestrictionReader(const RestrictionSource& request)
        : request_(request), source_(request.source) {
        source_.shapes = Shapes::Areas;
        source_.needs_attributes =
            !request.name_field.empty() || !request.effect_field.empty() || !has_one_for_all();
    }

    LoadedRestrictions read() {
        collect();
        if (out_.counts.read == 0) {
            note_row(out_.issues, IssueKind::Noted, source_, std::nullopt, "no_rows", "",
                     {"行が一つもありません。", "There is not a single row."},
                     {"空のまま使います。", "taken as empty."});
        }
        find_fields();
        find_zones();
        for (Row& row : rows_) {
            take(row);
        }
        count_exchanged(layer_, out_.counts);
        note_free_ground();
        require_ground();
        for (auto& [value, zone] : counts_) {
            out_.zones.push_back(std::move(zone));
        }
        return std::move(out_);
    }

private:
    [[nodiscard]] bool has_one_for_all() const {
        return request_.effect.has_value() || request_.restricts_nothing;
    }

    void collect() {
        require_shapes(source_);
        const LayerInfo info = read_features(
            source_,
            [&](const LayerInfo& layer, Feature&& feature) {
                ++out_.counts.read;
                if (is_outside(feature, out_.counts)) {
                    return;
                }
                auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
                if (shape == nullptr) {
                    ++out_.counts.rejected;
                    reject_row(out_.issues, source_, feature.row, "not_a_polygon",
                               name_among(feature.values, name_fields(layer)),
                               not_a_polygon(feature.geometry));
                    return;
                }
                std::vector<std::string> values;
                for (const Value& value : feature.values) {
                    values.push_back(to_text(value));
                }
                rows_.push_back({feature.row, std::move(values), std::move(*shape)});
            },
            out_.issues);
        layer_ = info;
        out_.encoding = info.encoding;
        count_left_out(info, out_.counts);
    }

    [[nodiscard]] std::size_t needed_field(const std::string& name, const char* key) const {
        const auto field = layer_.field(name);
        if (!field) {
            throw InputError({shown_name(source_) + " に項目「" + name + "」（" + key +
                                  "）がありません。ある項目: " + field_list(layer_),
                              shown_name(source_) + " has no field \"" + name + "\" (" + key +
                                  "). Fields: " + field_list(layer_)});
        }
        return *field;
    }

    void find_fields() {
        if (!request_.name_field.empty()) {
            name_field_ = needed_field(request_.name_field, "name_field");
        }
        if (!request_.effect_field.empty()) {
            zone_field_ = needed_field(request_.effect_field, "effect_field");
        }
    }

    /// Which attribute tells zones apart, and what its values mean.
    void find_zones() {
        if (has_one_for_all() && !zone_field_ && request_.effects.empty()) {
            return; // one effect for all
        }
        auto layout = layout_of(layer_);
        if (layout && zone_field_ && layout->field != *zone_field_) {
            layout.reset(); // the study knows better
        }
        if (layout) {
            layout_ = std::move(*layout);
            zone_field_ = layout_->field;
            out_.layout = layout_->what;
            if (layout_->codes_need_proof) {
                prove_landslide_codes();
            }
        } else if (!zone_field_) {
            zone_field_ = field_of_words();
            if (zone_field_) {
                out_.layout = {"区域の名前による判定", "zones told by their names"};
            }
        }
        if (!zone_field_) {
            throw InputError(
                {shown_name(source_) +
                     " の区域が何の規制か分かりません。effect = \"permit\" のように書くか、"
                     "effect_field と effects で項目の値ごとに書いてください。ある項目: " +
                     field_list(layer_),
                 shown_name(source_) +
                     ": what its areas restrict is not known. Write effect = \"permit\", or name "
                     "effects by the values of a field with effect_field and effects. Fields: " +
                     field_list(layer_)});
        }
        out_.field = layer_.fields[*zone_field_].name;
    }

    /// The attribute of which more than half the rows name a known zone.
    [[nodiscard]] std::optional<std::size_t> field_of_words() const {
        std::optional<std::size_t> best;
        std::size_t most = rows_.size() / 2;
        for (std::size_t field = 0; field < layer_.fields.size(); ++field) {
            const auto named = static_cast<std::size_t>(
                std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) {
                    return zone_in_words(row.values[field]).has_value();
                }));
            if (named > most) {
                most = named;
                best = field;
            }
        }
        return best;
    }

    [[nodiscard]] std::string value_of(const Row& row, const char* field) const {
        const auto at = layer_.field(field);
        return at ? comparable(row.values[*at]) : std::string();
    }

    void prove_landslide_codes() {
        LandslideCodes codes;
        if (!request_.special_code.empty()) {
            codes.special = request_.special_code;
        } else {
            std::vector<LandslideRow> rows;
            for (const Row& row : rows_) {
                const std::string number = value_of(row, "A33_004");
                rows.push_back({comparable(row.values[layout_->field]),
                                number.empty() ? std::string()
                                               : value_of(row, "A33_001") + "/" +
                                                     value_of(row, "A33_003") + "/" + number,
                                value_of(row, "A33_008") == "1", geo::area(row.ground).value()});
            }
            codes = find_special_code(rows);
            const bool coded = std::any_of(rows.begin(), rows.end(), [](const LandslideRow& row) {
                return row.code == "1" || row.code == "2" || row.code == "3" || row.code == "4";
            });
            if (codes.special.empty() && coded) {
                refuse_landslide_codes(codes);
            }
            if (!codes.special.empty()) {
                note_landslide_codes(codes);
            }
        }
        if (codes.special == "1") {
            std::swap(layout_->zones[0].zone, layout_->zones[1].zone);
            std::swap(layout_->zones[2].zone, layout_->zones[3].zone);
        }
    }

    [[noreturn]] void refuse_landslide_codes(const LandslideCodes& codes) const {
        throw InputError(
            {fmt::format(
                 "{} の A33_002 は、1 と 2 のどちらが特別警戒区域か、ファイルの中身からは決められま"
                 "せん（面積の比べられる箇所 {} 対 {}、特別警戒区域のない箇所 {} 対 "
                 "{}）。データの説"
                 "明を確かめ、special_code = \"2\" か \"1\" を書いてください（国土数値情報の現行の"
                 "コード表では 2）。",
                 shown_name(source_), codes.places_for, codes.places_against, codes.flags_for,
                 codes.flags_against),
             fmt::format("{}: whether 1 or 2 of A33_002 is the special zone cannot be told from "
                         "the file (places with comparable areas {} to {}, places without a "
                         "special zone {} to {}). See the data's description and write "
                         "special_code = \"2\" or \"1\" (2 in MLIT's present code list).",
                         shown_name(source_), codes.places_for, codes.places_against,
                         codes.flags_for, codes.flags_against)});
    }

    void note_landslide_codes(const LandslideCodes& codes) {
        note_row(
            out_.issues, IssueKind::Assumed, source_, std::nullopt, "landslide_code_list",
            codes.special,
            {fmt::format("A33_002 の {} を特別警戒区域と判断しました（警戒区域の内側の小さい方"
                         "である箇所 {}、そうでない箇所 {}。特別警戒区域のない箇所の符号 {} 対 "
                         "{}）。",
                         codes.special, codes.places_for, codes.places_against, codes.flags_for,
                         codes.flags_against),
             fmt::format("{} of A33_002 was taken for the special zone (the smaller one "
                         "within {} places, not in {}; flags of places without one {} to {}).",
                         codes.special, codes.places_for, codes.places_against, codes.flags_for,
                         codes.flags_against)},
            {"違うときは special_code を書いてください。",
             "Write special_code where that is wrong."});
    }

    [[nodiscard]] std::optional<Zone> zone_of(const std::string& value) const {
        const std::string key = comparable(value);
        std::optional<Zone> zone;
        if (layout_ && layout_->depths_in_words) {
            zone = zone_of_depth(value);
        } else if (layout_) {
            for (const CodedZone& coded : layout_->zones) {
                if (coded.value.empty() || coded.value == key) {
                    zone = coded.zone;
                }
            }
        }
        if (!zone) {
            zone = zone_in_words(value);
        }
        for (const auto& [given, effect] : request_.effects) {
            if (comparable(given) == key) {
                zone = Zone{zone ? zone->name : value, effect};
            }
        }
        if (!zone && has_one_for_all()) {
            zone = Zone{value, request_.effect};
        }
        for (const auto& [given, name] : request_.zone_names) {
            if (zone && comparable(given) == key) {
                zone->name = name;
            }
        }
        return zone;
    }

    [[nodiscard]] std::string name_of_row(const Row& row, const std::string& zone) const {
        std::string name = request_.name;
        if (name_field_ && !row.values[*name_field_].empty()) {
            name = row.values[*name_field_];
        }
        if (zone.empty() || name.find(zone) != std::string::npos) {
            return name;
        }
        return name.empty() || zone.find(name) != std::string::npos ? zone : name + " " + zone;
    }

    [[nodiscard]] std::string authority_of(const std::string& value) const {
        if (!request_.authority.empty()) {
            return request_.authority;
        }
        return layout_ && !layout_->authority.empty() ? layout_->authority
                                                      : authority_of_words(value);
    }

    void take_free() {
        ++out_.counts.rejected;
        ++out_.counts.outside;
        ++without_effect_;
    }

    void take(Row& row) {
        if (!zone_field_ && request_.restricts_nothing) {
            take_free();
            return;
        }
        if (!zone_field_) {
            ++out_.counts.used;
            out_.value.push_back(Restriction{name_of_row(row, ""), *request_.effect,
                                             request_.authority, std::move(row.ground)});
            return;
        }
        const bool of_any_value =
            layout_ && !layout_->zones.empty() && layout_->zones.front().value.empty();
        const std::string value(of_any_value ? std::string_view()
                                             : trimmed(row.values[*zone_field_]));
        const auto zone = zone_of(value);
        if (!zone) {
            ++out_.counts.rejected;
            reject_row(out_.issues, source_, row.row, "restriction_zone_unknown", value,
                       {"何の規制か分からない値です。effects に書いてください。",
                        "What this value restricts is not known. Write it into effects."});
            return;
        }
        ZoneCount& count = counts_[value];
        count.value = value;
        count.name = zone->name;
        count.effect = zone->effect;
        ++count.rows;
        if (!zone->effect) {
            take_free();
            return;
        }
        ++out_.counts.used;
        out_.value.push_back(Restriction{name_of_row(row, zone->name), *zone->effect,
                                         authority_of(value), std::move(row.ground)});
    }

    /// What to write where values of zones are not known: codes of a prefecture's own list (A40).
    [[nodiscard]] Text unknown_zones() const {
        constexpr std::size_t kShown = 8;
        std::vector<std::string> values;
        for (const Issue& issue : out_.issues) {
            if (issue.code == "restriction_zone_unknown" && values.size() < kShown &&
                std::ranges::find(values, issue.value) == values.end()) {
                values.push_back(issue.value);
            }
        }
        if (values.empty()) {
            return {};
        }
        std::string line;
        for (const std::string& value : values) {
            line += fmt::format("{}\"{}\" = \"penalty\"", line.empty() ? "" : ", ", value);
        }
        const std::string& field = layer_.fields[*zone_field_].name;
        return {fmt::format("{} の値（{}）の意味が分かりません。ファイルに添えられた説明で確かめ、"
                            "effects に値ごとの規制を書いてください（例 effects = {{ {} }}）。",
                            field, fmt::join(values, "、"), line),
                fmt::format("What the values of {} ({}) restrict is not known: look them up in the "
                            "file's description and write effects by value, e.g. effects = {{ {} "
                            "}}.",
                            field, fmt::join(values, ", "), line)};
    }

    /// A restriction of which nothing applies must not look like one that was applied.
    void require_ground() {
        const ReadCounts& counts = out_.counts;
        if (counts.used > 0 || counts.rejected == counts.outside + counts.left_out) {
            return;
        }
        static constexpr const char* codes[] = {"メッシュコード", "mesh_code", "meshcode",
                                                "MESH_ID", "KEY_CODE"};
        const bool cells =
            std::any_of(std::begin(codes), std::end(codes),
                        [this](const char* name) { return layer_.field(name).has_value(); });
        const Text zones = unknown_zones();
        const Text what_to_do =
            !zones.ja.empty() ? zones
            : cells
                ? Text{"メッシュコードの表は規制区域として読めません。QGISなどでメッシュの四角形"
                       "（ポリゴン）に結合したファイルを使ってください。",
                       "A table of mesh codes is no ground: join it to the polygons of the cells "
                       "(in QGIS) and give that file."}
                : Text{
                      "区域のポリゴンが必要です。点や線は、QGISの「バッファ」などで区域のポリゴンに"
                      "してください。",
                      "Polygons are needed: give points and lines some width (\"buffer\" in "
                      "QGIS)."};
        throw RefusedRows(
            {shown_name(source_) + " の規制区域は一つも使えません。" + what_to_do.ja,
             shown_name(source_) + ": none of its areas can be used. " + what_to_do.en},
            out_.counts, std::move(out_.issues));
    }

    void note_free_ground() {
        if (without_effect_ > 0) {
            note_row(out_.issues, IssueKind::Noted, source_, std::nullopt, "zones_without_effect",
                     std::to_string(without_effect_),
                     {"設置の規制として扱わない区分の区域です。",
                      "Areas of a zone that is not taken for a restriction."},
                     {"規制区域には入れません。変えるときは effects に書いてください。",
                      "Left out; write effects to change that."});
        }
    }

    const RestrictionSource& request_;
    VectorSource source_;
    LayerInfo layer_;
    std::vector<Row> rows_;
    std::optional<std::size_t> name_field_;
    std::optional<std::size_t> zone_field_;
    std::optional<RestrictionLayout> layout_;
    std::map<std::string, ZoneCount> counts_;
    std::int64_t without_effect_ = 0; ///< areas of zones that restrict nothing
    LoadedRestrictions out_;
};

} // namespace

LoadedRestrictions read_restrictions(const RestrictionSource& request) {
    return RestrictionReader(request).read();
}

} // namespace todoku::io
