#include "io/coverage_polygons.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/carrier_names.hpp"
#include "io/coverage_carriers.hpp"
#include "io/coverage_headers.hpp"
#include "io/coverage_rings.hpp"
#include "io/denied_coverage.hpp"
#include "io/mesh_table_notes.hpp"
#include "io/mesh_table_values.hpp"
#include "io/polygon_classes.hpp"
#include "io/row_issues.hpp"
#include "io/service_begins.hpp"
#include "io/shapefile_set.hpp"
#include "io/strength_judge.hpp"
#include "io/technology_words.hpp"
#include "io/text_table.hpp"
#include "io/unused_attributes.hpp"
#include "io/vector_open.hpp"
#include "io/where_told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::io {

namespace {

/// A feature with ground, before it is known which attribute says covered or not.
struct Taken {
    std::vector<geo::Polygon> polygons;
    std::int64_t row = 0;
    bool repaired = false;
    bool later = false;                   ///< begins after the day of the coverage
    std::string strength;                 ///< as written
    std::string value;                    ///< of PolygonReading::by
    std::vector<CellClass::Said> classes; ///< of each attribute that may be a class
};

using Said = CellClass::Said;

/// Reads the features of one source into the layer.
class CoverageReader {
public:
    CoverageReader(const VectorSource& source, const PolygonReading& reading,
                   const StrengthReading& strength, const CoverageOf& of, LoadedCoverage& loaded)
        : source_(source), reading_(reading), strength_(strength), of_(of), judge_(strength),
          begins_(of.day), classes_(source, of), loaded_(loaded),
          first_issue_(loaded.issues.size()) {}

    void read() {
        require_shapes(source_);
        const LayerInfo info = read_features(
            source_,
            [this](const LayerInfo& layer, Feature&& feature) { take(layer, std::move(feature)); },
            loaded_.issues);
        look_at_all_rings();
        decide_strength();
        require_one_carrier(source_, of_, carrier_header_, carriers_);
        require_this_technology();
        require_this_operator();
        const auto covered_class = classes_.choose(strength_column_);
        if (!covered_class && !are_chosen()) {
            refuse_name_of_denial(shown_name(source_), info.name);
        }
        if (!covered_class && !strength_column_) {
            classes_.require_nothing_unsaid(begins_);
        }
        const auto before = loaded_.counts.used;
        for (Taken& taken : taken_) {
            place(std::move(taken), covered_class);
        }
        tell_class(covered_class);
        if (!covered_class && !strength_column_) {
            tell_unused_attributes(source_, classes_.looked_at(begins_), of_,
                                   loaded_.counts.used - before, loaded_.issues);
        }
        judge_.tell(source_, loaded_.issues);
        begins_.tell(source_, loaded_.issues);
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
            reject_row(loaded_.issues, source_, feature.row, "not_a_polygon", "",
                       not_a_polygon(feature.geometry));
            return;
        }
        Taken taken;
        taken.row = feature.row;
        taken.strength = strength_of(layer, feature);
        taken.value = value_of(layer, feature);
        for (geo::Polygon& polygon : shape->polygons) {
            if (drop_broken_rings(polygon, source_, feature.row, loaded_.issues)) {
                taken.polygons.push_back(std::move(polygon));
            }
        }
        if (taken.polygons.empty()) {
            ++loaded_.counts.rejected;
            return;
        }
        taken.repaired = layer.exchanged || taken.polygons.size() < shape->polygons.size();
        take_names(layer, feature);
        if (!are_chosen()) {
            taken.classes = classes_.add(layer, feature);
        }
        take_beginning(layer, feature, taken);
        taken_.push_back(std::move(taken));
    }

    void take_beginning(const LayerInfo& layer, const Feature& feature, Taken& taken) {
        if (are_chosen() || !of_.day) {
            return;
        }
        if (taken_.empty()) {
            std::vector<std::string> headers;
            for (const Field& field : layer.fields) {
                headers.push_back(field.name);
            }
            beginnings_ = columns_of_beginnings(headers, of_.technology);
        }
        for (const std::size_t i : beginnings_) {
            if (i < feature.values.size()) {
                taken.later |= begins_.is_later(layer.fields[i].name, to_text(feature.values[i]));
            }
        }
    }

    /// Values of the attributes that name technologies and carriers, where no condition has chosen.
    void take_names(const LayerInfo& layer, const Feature& feature) {
        if (are_chosen()) {
            return;
        }
        if (taken_.empty()) {
            const auto named =
                std::find_if(layer.fields.begin(), layer.fields.end(),
                             [](const Field& field) { return names_technology(field.name); });
            if (named != layer.fields.end()) {
                technology_column_ = static_cast<std::size_t>(named - layer.fields.begin());
                technology_header_ = named->name;
                technology_is_text_ = named->type == FieldType::Text;
            }
            std::vector<std::string> headers;
            for (const Field& field : layer.fields) {
                headers.push_back(field.name);
            }
            carrier_column_ = carrier_column(headers);
            carrier_header_ = carrier_column_ ? headers[*carrier_column_] : "";
        }
        constexpr std::size_t kMost = 100; // of technologies there are few
        if (technology_column_ && *technology_column_ < feature.values.size() &&
            technologies_.size() < kMost) {
            technologies_.insert(to_text(feature.values[*technology_column_]));
        }
        if (carrier_column_ && *carrier_column_ < feature.values.size() &&
            carriers_.size() < kMost) {
            carriers_.insert(to_text(feature.values[*carrier_column_]));
        }
    }

    /// @throws InputError where rows are of other technologies and nothing chooses among them
    void require_this_technology() const {
        require_this_technology(technology_header_, technologies_, technology_is_text_);
        for (const ClassLook& look : classes_.looks()) {
            if (look.values().name_others()) {
                require_this_technology(look.header(), look.words(), look.is_text());
            }
        }
    }

    /// @throws InputError where the values of an attribute name operators (docomo 5G, au 5G), some
    /// of them others
    void require_this_operator() const {
        for (const ClassLook& look : classes_.looks()) {
            const auto words = look.words();
            const bool named = std::all_of(words.begin(), words.end(), [](const std::string& word) {
                return operator_named(word).has_value();
            });
            if (named && words.size() > 1) {
                require_one_carrier(source_, of_, look.header(), words);
            }
        }
    }

    void require_this_technology(const std::string& header, const std::set<std::string>& names,
                                 bool is_text) const {
        std::string others;
        std::vector<std::string> own;
        int best = 1;
        for (const std::string& value : names) {
            const int rank = named_technology_rank(header_key(value), of_.technology);
            if (rank < 0) {
                others += (others.empty() ? "" : ", ") + value;
            } else if (rank >= best) {
                own = rank > best ? std::vector<std::string>{} : std::move(own);
                own.push_back(value);
                best = rank;
            }
        }
        if (others.empty()) {
            return;
        }
        const std::string line = where_line(
            is_one_of_values(header, own.empty() ? std::vector<std::string>{"…"} : own, is_text));
        throw InputError(
            {fmt::format("{} の項目「{}」に{}ではない値（{}）の行があります。使うポリゴンを "
                         "study.toml に {} のように書くか、technology を確かめてください。",
                         shown_name(source_), header, label_of(of_.technology).ja, others, line),
             fmt::format("{}: the attribute \"{}\" has values that are not {} ({}). Choose the "
                         "polygons in study.toml by {} or the like, or check technology.",
                         shown_name(source_), header, label_of(of_.technology).en, others, line)});
    }

    /// Of an attribute that only its name tells: strengths, where most of its values are words for
    /// them.
    void decide_strength() {
        if (!strength_.field.empty() || !strength_column_) {
            return;
        }
        std::int64_t filled = 0;
        std::int64_t known = 0;
        std::int64_t ground = 0;
        for (const Taken& taken : taken_) {
            filled += comparable(taken.strength).empty() ? 0 : 1;
            known += judge_.knows(taken.strength) ? 1 : 0;
            ground += judge_.ground(taken.strength) != GroundSaid::Covered ? 1 : 0;
        }
        if (known == 0 || 2 * (known + ground) < filled) {
            strength_column_.reset();
            return;
        }
        note_row(loaded_.issues, IssueKind::Assumed, source_, std::nullopt,
                 "polygon_strength_taken", strength_header_,
                 {fmt::format("電波の強さは項目「{}」です（強さの分かるもの {} 件）。",
                              strength_header_, counted(known)),
                  fmt::format("The attribute \"{}\" says how strong the signal is ({} with a "
                              "known word).",
                              strength_header_, counted(known))},
                 {"見出しの名前から判断しました。違うときは strength_field を書いてください。",
                  "decided by its name. If not, add strength_field."});
        loaded_.issues.back().field = strength_header_;
    }

    void place(Taken&& taken, std::optional<std::size_t> covered_class) {
        const GroundSaid by_class =
            covered_class ? said_by_class(taken, *covered_class) : GroundSaid::Covered;
        const GroundSaid by_strength =
            strength_column_ ? judge_.ground(taken.strength) : GroundSaid::Covered;
        GroundSaid ground = by_class;
        if (by_class == GroundSaid::Covered && by_strength != GroundSaid::Covered) {
            judge_.leave_out(taken.strength);
            ground = by_strength;
        }
        if (ground == GroundSaid::Covered && taken.later) {
            begins_.leave_out();
            classed_.inside -= covered_class ? 1 : 0;
            classed_.outside += covered_class ? 1 : 0;
            ground = GroundSaid::NotCovered;
        }
        if (ground == GroundSaid::Covered) {
            const domain::Strength strength =
                strength_column_ ? judge_.of(taken.strength) : judge_.whole();
            if (!judge_.is_enough(strength)) {
                classed_.inside -= covered_class ? 1 : 0;
                ++loaded_.counts.rejected;
                ++loaded_.counts.outside;
                return;
            }
            loaded_.value.strengths.insert(loaded_.value.strengths.end(), taken.polygons.size(),
                                           strength);
            if (!reading_.by.empty()) {
                loaded_.values.insert(loaded_.values.end(), taken.polygons.size(), taken.value);
            }
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
        const Said said = classes_.meaning_of(taken.classes.at(column), column, taken.row);
        if (said == Said::Unknown) {
            ++classed_.unknown;
            return GroundSaid::Unknown;
        }
        classed_.blank += said == Said::Blank ? 1 : 0;
        ++(said == Said::Inside ? classed_.inside : classed_.outside);
        return said == Said::Inside ? GroundSaid::Covered : GroundSaid::NotCovered;
    }

    void tell_class(std::optional<std::size_t> column) {
        if (!column) {
            return;
        }
        const std::string& name = classes_.looks()[*column].header();
        note_row(loaded_.issues, IssueKind::Assumed, source_, std::nullopt, "polygon_class_taken",
                 name,
                 {fmt::format("エリアの内外は項目「{}」です（内 {} 件、外 {} 件、うち空欄 {} "
                              "件、不明 {} 件）。",
                              name, counted(classed_.inside), counted(classed_.outside),
                              counted(classed_.blank), counted(classed_.unknown)),
                  fmt::format("The attribute \"{}\" says covered or not ({} covered, {} not, of "
                              "these {} blank, {} unknown).",
                              name, counted(classed_.inside), counted(classed_.outside),
                              counted(classed_.blank), counted(classed_.unknown))},
                 classes_.is_zero_alone()
                     ? Text{"0 を外とし、ほかの番号をエリアとしました。違うときは where "
                            "で使うポリゴンを書いてください。",
                            "0 is not covered, every other number is. If this is wrong, choose the "
                            "polygons by where."}
                     : Text{"内だけをエリアとし、不明は不明として別に数えます。違うときは where "
                            "で使うポリゴンを書いてください。",
                            "the covered alone are coverage, unknown ground is counted by itself. "
                            "If this is wrong, choose the polygons by where."});
        loaded_.issues.back().field = name;
    }

    /// A condition or the caller has chosen the polygons already.
    [[nodiscard]] bool are_chosen() const { return !source_.where.empty() || reading_.as_they_are; }

    /// @throws InputError where there is no such attribute
    [[nodiscard]] std::string value_of(const LayerInfo& layer, const Feature& feature) const {
        if (reading_.by.empty()) {
            return "";
        }
        const auto field = layer.field(reading_.by);
        if (!field) {
            throw InputError({fmt::format("{} に項目「{}」がありません。ある項目: {}",
                                          shown_name(source_), reading_.by, field_list(layer)),
                              fmt::format("{} has no attribute \"{}\". Attributes found: {}",
                                          shown_name(source_), reading_.by, field_list(layer))});
        }
        return to_text(feature.values[*field]);
    }

    std::string strength_of(const LayerInfo& layer, const Feature& feature) {
        if (!strength_looked_for_) {
            strength_looked_for_ = true;
            find_strength(layer);
        }
        return strength_column_ && *strength_column_ < feature.values.size()
                   ? to_text(feature.values[*strength_column_])
                   : "";
    }

    /// @throws InputError where the study names an attribute that is not there
    void find_strength(const LayerInfo& layer) {
        if (strength_.field.empty() && reading_.as_they_are) {
            return;
        }
        if (strength_.field.empty()) {
            const auto known =
                std::find_if(layer.fields.begin(), layer.fields.end(), [](const Field& field) {
                    return field.type == FieldType::Text && is_strength_header(field.name);
                });
            if (known != layer.fields.end()) {
                strength_column_ = static_cast<std::size_t>(known - layer.fields.begin());
                strength_header_ = known->name;
            }
            return;
        }
        strength_column_ = layer.field(strength_.field);
        if (!strength_column_) {
            throw InputError(
                {fmt::format("{} に strength_field = \"{}\" の項目がありません。ある項目: {}",
                             shown_name(source_), strength_.field, field_list(layer)),
                 fmt::format("{} has no field \"{}\" (strength_field). Fields found: {}",
                             shown_name(source_), strength_.field, field_list(layer))});
        }
    }

    /// Polygons of one value at a time.
    void look_at_all_rings() {
        std::map<std::string_view, std::vector<FeatureRings>> by_value;
        for (const Taken& taken : taken_) {
            by_value[taken.value].push_back({taken.polygons, taken.row});
        }
        loaded_.apart = loaded_.value.polygons.polygons.empty();
        for (const auto& [value, features] : by_value) {
            loaded_.apart &= note_invalid_rings(source_, features, loaded_.issues);
        }
        std::stable_sort(loaded_.issues.begin() + static_cast<std::ptrdiff_t>(first_issue_),
                         loaded_.issues.end(),
                         [](const Issue& a, const Issue& b) { return a.row < b.row; });
    }

    const VectorSource& source_;
    const PolygonReading& reading_;
    const StrengthReading& strength_;
    const CoverageOf& of_;
    StrengthJudge judge_;
    BeginJudge begins_;
    std::vector<std::size_t> beginnings_; ///< attributes that say when service begins
    std::vector<Taken> taken_;
    bool strength_looked_for_ = false;
    std::optional<std::size_t> strength_column_; ///< by the study's word or by its name
    std::string strength_header_;                ///< where by its name
    std::optional<std::size_t> technology_column_;
    std::string technology_header_;
    bool technology_is_text_ = true;
    std::set<std::string> technologies_; ///< values, as written
    std::optional<std::size_t> carrier_column_;
    std::string carrier_header_;
    std::set<std::string> carriers_;
    PolygonClasses classes_;
    ClassCounts classed_;
    LoadedCoverage& loaded_;
    std::size_t first_issue_; ///< of this source
};

} // namespace

void read_coverage_polygons(const VectorSource& source, const PolygonReading& reading,
                            const StrengthReading& strength, const CoverageOf& of,
                            LoadedCoverage& loaded) {
    loaded.value.strengths.resize(loaded.value.polygons.polygons.size());
    VectorSource areas = source;
    areas.shapes = Shapes::Areas;
    areas.several_layers = true;
    CoverageReader(areas, reading, strength, of, loaded).read();
}

} // namespace todoku::io
