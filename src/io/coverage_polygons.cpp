#include "io/coverage_polygons.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/mesh_table_notes.hpp"
#include "io/mesh_table_values.hpp"
#include "io/ring_check.hpp"
#include "io/row_issues.hpp"
#include "io/shapefile_set.hpp"
#include "io/strength_judge.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace todoku::io {

namespace {

std::string km2(SquareMetres area) {
    return fmt::format("{:.6f}", area.value() / 1e6);
}

/// A feature with ground, before it is known which attribute says covered or not.
struct Taken {
    std::vector<geo::Polygon> polygons;
    std::int64_t row = 0;
    bool repaired = false;
    std::string strength; ///< as written
    std::string classes;  ///< of each attribute that may be a class: one of the letters below
};

constexpr char kInside = 'i';
constexpr char kOutside = 'o';
constexpr char kUnknown = 'u';
constexpr char kBlank = ' ';
constexpr char kOther = '?';

char class_in(const std::string& word) {
    if (word.empty() || says_unknown(word)) {
        return word.empty() ? kBlank : kUnknown;
    }
    const auto answer = plain_answer(word);
    return !answer ? kOther : *answer ? kInside : kOutside;
}

/// Reads the features of one source into the layer.
class CoverageReader {
public:
    CoverageReader(const VectorSource& source, const StrengthReading& strength,
                   const CoverageOf& of, LoadedCoverage& loaded)
        : source_(source), strength_(strength), of_(of), judge_(strength), loaded_(loaded) {}

    void read() {
        require_shapes(source_);
        const LayerInfo info = read_features(
            source_,
            [this](const LayerInfo& layer, Feature&& feature) { take(layer, std::move(feature)); },
            loaded_.issues);
        const auto covered_class = class_column();
        for (Taken& taken : taken_) {
            place(std::move(taken), covered_class);
        }
        tell_class(covered_class);
        judge_.tell(source_, loaded_.issues);
        loaded_.encoding = info.encoding;
        count_left_out(info, loaded_.counts);
    }

private:
    void take(const LayerInfo& layer, Feature&& feature) {
        ++loaded_.counts.read;
        if (is_outside(feature, loaded_.counts)) {
            return;
        }
        auto* shape = std::get_if<geo::MultiPolygon>(&feature.geometry);
        if (shape == nullptr) {
            ++loaded_.counts.rejected;
            reject_row(
                loaded_.issues, source_, feature.row, "not_a_polygon", "",
                {"ポリゴンではありません（点か線です）。", "Not a polygon but a point or a line."});
            return;
        }
        Taken taken;
        taken.row = feature.row;
        taken.strength = strength_of(layer, feature);
        for (geo::Polygon& polygon : shape->polygons) {
            if (is_usable(polygon, feature.row)) {
                taken.polygons.push_back(std::move(polygon));
            }
        }
        if (taken.polygons.empty()) {
            ++loaded_.counts.rejected;
            return;
        }
        taken.repaired = layer.exchanged || taken.polygons.size() < shape->polygons.size();
        take_classes(layer, feature, taken);
        taken_.push_back(std::move(taken));
    }

    /// A condition has chosen the polygons already.
    void take_classes(const LayerInfo& layer, const Feature& feature, Taken& taken) {
        if (!source_.where.empty()) {
            return;
        }
        if (headers_.empty()) {
            for (std::size_t i = 0; i < layer.fields.size(); ++i) {
                if (layer.fields[i].type != FieldType::Real) {
                    headers_.push_back(layer.fields[i].name);
                    fields_.push_back(i);
                }
            }
            values_.resize(headers_.size());
            others_.resize(headers_.size());
        }
        for (std::size_t i = 0; i < fields_.size() && fields_[i] < feature.values.size(); ++i) {
            const std::string text = to_text(feature.values[fields_[i]]);
            values_[i].add(text);
            taken.classes.push_back(class_in(comparable(text)));
            if (taken.classes.back() == kOther && others_[i].empty()) {
                others_[i] = comparable(text);
            }
        }
    }

    std::optional<std::size_t> class_column() const {
        const auto found = polygon_class_columns(headers_, values_, of_);
        if (found.size() > 1) {
            std::string ja;
            std::string en;
            for (const std::size_t i : found) {
                ja += "「" + headers_[i] + "」";
                en += (en.empty() ? "\"" : ", \"") + headers_[i] + "\"";
            }
            throw InputError(
                {fmt::format("{} の項目{}のうち、どれが {} の{}のエリアの内外か分かりません。"
                             "使うポリゴンを study.toml に where = \"{} = '…'\" "
                             "のように書いてください。",
                             shown_name(source_), ja, of_.carrier, label_of(of_.technology).ja,
                             headers_[found.front()]),
                 fmt::format("{}: it is not known which of the attributes {} says where {} in {} "
                             "is covered. Choose the polygons in study.toml by where = \"{} = "
                             "'...'\" or the like.",
                             shown_name(source_), en, of_.carrier, label_of(of_.technology).en,
                             headers_[found.front()])});
        }
        return found.empty() ? std::nullopt : std::optional(found.front());
    }

    void place(Taken&& taken, std::optional<std::size_t> covered_class) {
        const GroundSaid by_class =
            covered_class ? said_by_class(taken, *covered_class) : GroundSaid::Covered;
        const GroundSaid by_strength = judge_.ground(taken.strength);
        GroundSaid ground = by_class;
        if (by_class == GroundSaid::Covered && by_strength != GroundSaid::Covered) {
            judge_.leave_out(taken.strength);
            ground = by_strength;
        }
        if (ground == GroundSaid::Covered) {
            const domain::Strength strength =
                strength_.field.empty() ? judge_.whole() : judge_.of(taken.strength);
            if (!judge_.is_enough(strength)) {
                ++loaded_.counts.rejected;
                ++loaded_.counts.outside;
                return;
            }
            loaded_.value.strengths.insert(loaded_.value.strengths.end(), taken.polygons.size(),
                                           strength);
        }
        ++loaded_.counts.used;
        loaded_.counts.repaired += taken.repaired ? 1 : 0;
        if (ground == GroundSaid::NotCovered) {
            return;
        }
        auto& polygons = ground == GroundSaid::Unknown ? loaded_.unknown.polygons
                                                       : loaded_.value.polygons.polygons;
        std::move(taken.polygons.begin(), taken.polygons.end(), std::back_inserter(polygons));
    }

    /// Blank is not covered, as in tables. @throws InputError for a word that is not known
    GroundSaid said_by_class(const Taken& taken, std::size_t column) {
        const char said = taken.classes.at(column);
        if (said == kOther) {
            throw InputError(
                {fmt::format("{} の項目「{}」の値「{}」がエリア内かどうか分かりません（{}行目）。"
                             "エリア内のポリゴンを study.toml に where = \"{} = '…'\" "
                             "のように書いてください。",
                             shown_name(source_), headers_[column], others_[column], taken.row,
                             headers_[column]),
                 fmt::format("{}: it is not known whether the value \"{}\" of the attribute "
                             "\"{}\" means covered (row {}). Choose the covered polygons in "
                             "study.toml by where = \"{} = '...'\" or the like.",
                             shown_name(source_), others_[column], headers_[column], taken.row,
                             headers_[column])});
        }
        if (said == kUnknown) {
            ++classed_.unknown;
            return GroundSaid::Unknown;
        }
        classed_.blank += said == kBlank ? 1 : 0;
        ++(said == kInside ? classed_.inside : classed_.outside);
        return said == kInside ? GroundSaid::Covered : GroundSaid::NotCovered;
    }

    void tell_class(std::optional<std::size_t> column) {
        if (!column) {
            return;
        }
        const std::string& name = headers_[*column];
        note_row(
            loaded_.issues, IssueKind::Assumed, source_, std::nullopt, "polygon_class_taken", name,
            {fmt::format("エリアの内外は項目「{}」です（内 {} 件、外 {} 件、うち空欄 {} "
                         "件、不明 {} 件）。",
                         name, classed_.inside, classed_.outside, classed_.blank, classed_.unknown),
             fmt::format("The attribute \"{}\" says covered or not ({} covered, {} not, of "
                         "these {} blank, {} unknown).",
                         name, classed_.inside, classed_.outside, classed_.blank,
                         classed_.unknown)},
            {"内だけをエリアとし、不明は不明として別に数えます。違うときは where "
             "で使うポリゴンを書いてください。",
             "the covered alone are coverage, unknown ground is counted by itself. If this is "
             "wrong, choose the polygons by where."});
        loaded_.issues.back().field = name;
    }

    [[nodiscard]] std::string strength_of(const LayerInfo& layer, const Feature& feature) const {
        if (strength_.field.empty()) {
            return "";
        }
        const auto field = layer.field(strength_.field);
        if (!field) {
            throw InputError(
                {fmt::format("{} に strength_field = \"{}\" の項目がありません。ある項目: {}",
                             shown_name(source_), strength_.field, field_list(layer)),
                 fmt::format("{} has no field \"{}\" (strength_field). Fields found: {}",
                             shown_name(source_), strength_.field, field_list(layer))});
        }
        return to_text(feature.values[*field]);
    }

    bool is_usable(geo::Polygon& polygon, std::int64_t row) {
        if (is_broken(polygon.outer)) {
            note_row(loaded_.issues, IssueKind::Rejected, source_, row, "broken_ring", "",
                     {"輪郭の異なる頂点が3つ未満で、面になっていません。",
                      "A ring has fewer than three different vertices and encloses nothing."},
                     {"このポリゴンは使いません。", "this polygon is not used."});
            return false;
        }
        if (const auto broken = std::erase_if(polygon.holes, is_broken); broken > 0) {
            note_row(loaded_.issues, IssueKind::Repaired, source_, row, "broken_hole", "",
                     {fmt::format("面になっていない穴（頂点3つ未満）が{}個あります。", broken),
                      fmt::format("{} holes have fewer than three different vertices.", broken)},
                     {"その穴を除きました。", "those holes were left out."});
        }
        if (const auto invalid = look_at_rings(polygon)) {
            const Text covered = invalid->area_covered ? Text{km2(*invalid->area_covered) + " km²",
                                                              km2(*invalid->area_covered) + " km2"}
                                                       : Text{"（複雑すぎて計算を省略）",
                                                              "not computed, too intricate"};
            note_row(
                loaded_.issues, IssueKind::Noted, source_, row, "invalid_rings",
                km2(invalid->area_by_rings) + " km2", invalid->reason,
                {"形は変えず、輪郭線が囲む部分をすべてエリアとして数えます（GISの面積計算では " +
                     km2(invalid->area_by_rings) + " km²、ここでは " + covered.ja + "）。",
                 "kept as it is; all that the rings wind around counts (area as GIS programs "
                 "compute it " +
                     km2(invalid->area_by_rings) + " km2, counted here " + covered.en + ")."});
        }
        return true;
    }

    const VectorSource& source_;
    const StrengthReading& strength_;
    const CoverageOf& of_;
    StrengthJudge judge_;
    std::vector<Taken> taken_;
    std::vector<std::string> headers_; ///< of attributes that may say covered or not
    std::vector<std::size_t> fields_;  ///< their positions
    std::vector<ColumnValues> values_;
    std::vector<std::string> others_; ///< the first word of each that is no class
    ClassCounts classed_;
    LoadedCoverage& loaded_;
};

} // namespace

void read_coverage_polygons(const VectorSource& source, const StrengthReading& strength,
                            const CoverageOf& of, LoadedCoverage& loaded) {
    loaded.value.strengths.resize(loaded.value.polygons.polygons.size());
    CoverageReader(source, strength, of, loaded).read();
}

} // namespace todoku::io
