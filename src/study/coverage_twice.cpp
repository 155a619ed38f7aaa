#include "study/coverage_twice.hpp"

#include "io/carrier_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace todoku::study {

namespace {

std::string named(const CoverageInput& source) {
    return source.carrier + " " + domain::label_of(source.technology).ja;
}

bool same_ring(const geo::Ring& a, const geo::Ring& b) {
    return a == b;
}

bool same_shape(const geo::MultiPolygon& a, const geo::MultiPolygon& b) {
    return std::equal(a.polygons.begin(), a.polygons.end(), b.polygons.begin(), b.polygons.end(),
                      [](const geo::Polygon& p, const geo::Polygon& q) {
                          return same_ring(p.outer, q.outer) &&
                                 std::equal(p.holes.begin(), p.holes.end(), q.holes.begin(),
                                            q.holes.end(), same_ring);
                      });
}

Issue twice(const std::string& file, const std::string& value, Text problem) {
    return {IssueKind::Noted,
            "coverage_given_twice",
            file,
            {},
            std::nullopt,
            "",
            value,
            std::move(problem),
            {"そのまま両方に使いました。取り違えでないか確かめてください。",
             "used for both as given. Check that nothing was mixed up."}};
}

/// au and KDDI in one study: a column of KDDI in a table is then both's.
void tell_one_operator(const StudyFile& study, std::vector<Issue>& issues) {
    std::map<std::size_t, std::string> carriers;
    std::set<std::string> told;
    for (const CoverageInput& source : study.coverage) {
        const auto whose = io::operator_named(source.carrier);
        if (!whose) {
            continue;
        }
        const std::string& first = carriers.emplace(*whose, source.carrier).first->second;
        if (first == source.carrier || !told.insert(source.carrier).second) {
            continue;
        }
        issues.push_back(
            {IssueKind::Noted,
             "carriers_of_one_operator",
             study.file.filename().string(),
             {},
             std::nullopt,
             "carrier",
             source.carrier,
             {fmt::format("「{}」と「{}」は同じ会社の名前です。", first, source.carrier),
              fmt::format("\"{}\" and \"{}\" are names of one operator.", first, source.carrier)},
             {fmt::format(
                  "別々の事業者として集計します（事業者の列のある表では、同じ列が両方に使われま"
                  "す）。一つの事業者なら、[[coverage]] の carrier を「{}」に揃えてください。",
                  first),
              fmt::format(
                  "counted as two carriers; of a table with a column for each operator both "
                  "take the same one. Where they are one, write carrier = \"{}\" in each "
                  "[[coverage]].",
                  first)}});
    }
}

} // namespace

std::vector<Issue> coverage_given_twice(const StudyFile& study,
                                        const std::vector<domain::CoverageLayer>& layers) {
    std::vector<Issue> issues;
    tell_one_operator(study, issues);
    std::map<std::tuple<std::string, std::string, std::string>, const CoverageInput*> seen;
    std::set<std::pair<std::string, std::string>> told;
    for (const CoverageInput& source : study.coverage) {
        for (const VectorInput& input : source.sources) {
            const auto [earlier, fresh] =
                seen.emplace(std::tuple(input.file.string(), input.layer, input.where), &source);
            const bool read_alike =
                earlier->second->picture == source.picture && earlier->second->mesh == source.mesh;
            if (fresh || !read_alike) { // one picture or table may state several technologies
                continue;
            }
            const std::string first = named(*earlier->second);
            const std::string second = named(source);
            told.emplace(first, second);
            issues.push_back(twice(
                input.shown_as, input.layer,
                {fmt::format("「{}」と「{}」が同じファイル・レイヤ・条件です。", first, second),
                 fmt::format("\"{}\" and \"{}\" are the same file, layer and condition.", first,
                             second)}));
        }
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
        for (std::size_t k = i + 1; k < layers.size(); ++k) {
            const domain::CoverageLayer& a = layers[i];
            const domain::CoverageLayer& b = layers[k];
            const std::string first = a.carrier + " " + domain::label_of(a.technology).ja;
            const std::string second = b.carrier + " " + domain::label_of(b.technology).ja;
            if (!told.contains({first, second}) && same_shape(a.polygons, b.polygons)) {
                issues.push_back(
                    twice(b.source, a.source,
                          {fmt::format("「{}」と「{}」のエリアが頂点まで同じです。", first, second),
                           fmt::format("The coverage of \"{}\" and \"{}\" is the same to the last "
                                       "vertex.",
                                       first, second)}));
            }
        }
    }
    return issues;
}

} // namespace todoku::study
