#include "report/gap_style.hpp"

#include "report/map_palette.hpp"
#include "report/printable.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::report {

namespace {

using sheet::Colour;

/// "r,g,b,alpha", 0 to 255, as QML writes colours.
std::string qml_colour(const Colour& colour, double opacity = 1.0) {
    const auto byte = [](double share) { return std::lround(share * 255.0); };
    return fmt::format("{},{},{},{}", byte(colour.red), byte(colour.green), byte(colour.blue),
                       byte(opacity));
}

using Options = std::vector<std::pair<std::string_view, std::string>>;

/// One symbol of one layer. QGIS before 3.20 reads <prop>, later ones <Option>; both were written
/// for years.
std::string symbol(int name, std::string_view type, std::string_view layer_class,
                   const Options& options) {
    std::string map;
    std::string props;
    for (const auto& [key, value] : options) {
        map += fmt::format(R"(<Option name="{}" type="QString" value="{}"/>)", key,
                           escape_markup(value));
        props += fmt::format(R"(<prop k="{}" v="{}"/>)", key, escape_markup(value));
    }
    return fmt::format(
        R"(<symbol name="{}" type="{}" alpha="1" clip_to_extent="1" force_rhr="0">)"
        R"(<layer class="{}" enabled="1" locked="0" pass="0"><Option type="Map">{}</Option>{}</layer></symbol>)",
        name, type, layer_class, map, props);
}

struct Rule {
    std::string_view filter; ///< QGIS expression
    std::string_view label;
};

/// Labels with a white halo.
struct Labels {
    std::string_view expression;
    std::string colour;
    int placement = 0; ///< QgsPalLayerSettings::Placement: 0 around point, 1 over point
    double size_pt = 9.0;
};

std::string style(const std::vector<Rule>& rules, const std::string& symbols,
                  const Labels& labels) {
    std::string rule_lines;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        rule_lines += fmt::format(R"(<rule key="rule{0}" symbol="{0}" filter="{1}" label="{2}"/>)",
                                  i, escape_markup(rules[i].filter), escape_markup(rules[i].label));
    }
    return fmt::format(
        R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>)"
        R"(<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">)"
        R"(<renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">)"
        R"(<rules key="rules">{0}</rules><symbols>{1}</symbols></renderer-v2>)"
        R"(<labeling type="simple"><settings calloutType="simple">)"
        R"(<text-style fieldName="{2}" isExpression="1" fontSize="{3}" fontSizeUnit="Point" fontWeight="75" )"
        R"(textColor="{4}" textOpacity="1"><text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" )"
        R"(bufferColor="255,255,255,255" bufferOpacity="1"/></text-style>)"
        R"(<placement placement="{5}" dist="1" distUnits="MM" priority="5"/>)"
        R"(<rendering drawLabels="1" displayAll="0" obstacle="1" scaleVisibility="0" fontLimitPixelSize="0"/>)"
        R"(</settings></labeling><layerGeometryType>{6}</layerGeometryType></qgis>)",
        rule_lines, symbols, escape_markup(labels.expression), labels.size_pt, labels.colour,
        labels.placement, symbols.find(R"(type="fill")") != std::string::npos ? 2 : 0);
}

std::string gap_symbol(int name, const Colour& fill) {
    return symbol(name, "fill", "SimpleFill",
                  {{"color", qml_colour(fill, 0.8)},
                   {"style", "solid"},
                   {"outline_color", qml_colour(sheet::kGapEdge)},
                   {"outline_style", "solid"},
                   {"outline_width", "0.2"},
                   {"outline_width_unit", "MM"},
                   {"joinstyle", "miter"}});
}

std::string site_symbol(int name, const Colour& fill, std::string_view size_mm) {
    return symbol(name, "marker", "SimpleMarker",
                  {{"name", "circle"},
                   {"color", qml_colour(fill)},
                   {"outline_color", qml_colour(sheet::kPaper)},
                   {"outline_style", "solid"},
                   {"outline_width", "0.4"},
                   {"outline_width_unit", "MM"},
                   {"size", std::string(size_mm)},
                   {"size_unit", "MM"}});
}

} // namespace

std::string gap_layer_style() {
    const std::vector<Rule> rules = {
        {R"("population" < 10)", "居住者10人未満"},
        {R"("population" >= 10 AND "population" < 100)", "10人以上100人未満"},
        {R"("population" >= 100)", "100人以上"},
    };
    const std::string symbols = gap_symbol(0, sheet::kGapFew) + gap_symbol(1, sheet::kGapSome) +
                                gap_symbol(2, sheet::kGapMany);
    return style(rules, symbols, {R"("number")", qml_colour(sheet::kBlack), 1, 9.0});
}

std::string asset_layer_style() {
    const std::vector<Rule> rules = {
        {R"("rank" IS NOT NULL)", "順位を付した資産"},
        {R"("rank" IS NULL)", "代替候補"},
    };
    const std::string symbols =
        site_symbol(0, sheet::kSite, "3") + site_symbol(1, sheet::kBorder, "1.8");
    return style(rules, symbols,
                 {R"(CASE WHEN "rank" IS NOT NULL THEN to_string("rank") || ' ' || "name" END)",
                  qml_colour(sheet::kSite), 0, 8.0});
}

} // namespace todoku::report
