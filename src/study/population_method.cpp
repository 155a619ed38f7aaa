#include "study/population_method.hpp"

#include "core/japanese.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::study {

namespace {

using overlay::RegridRule;

std::size_t cells_with(const domain::StudyGrid& grid, unsigned marks) {
    return static_cast<std::size_t>(
        std::count_if(grid.marks.begin(), grid.marks.end(),
                      [marks](domain::CellMarks mark) { return (mark & marks) != 0; }));
}

} // namespace

Text regrid_words(const PopulationMethod& method, domain::MeshLevel study) {
    const char* from = domain::name_of(method.level);
    const char* to = domain::name_of(study);
    switch (method.rule) {
    case RegridRule::Same:
        break;
    case RegridRule::Sum:
        return {fmt::format("{}メッシュを{}メッシュに合計", from, to),
                fmt::format("{} cells summed to {} cells", from, to)};
    case RegridRule::Land:
        return {fmt::format("{}メッシュを、海を除く陸地の面積の割合で{}メッシュに配分", from, to),
                fmt::format("{} cells divided among {} cells by area of land (none to the sea)",
                            from, to)};
    case RegridRule::Weights:
        return method.by_buildings
                   ? Text{fmt::format("{}メッシュを、建物の床面積の割合で{}メッシュに配分", from,
                                      to),
                          fmt::format("{} cells divided among {} cells by floor area of buildings",
                                      from, to)}
                   : Text{fmt::format("{}メッシュを、ラスタ {} の値の割合で{}メッシュに配分", from,
                                      method.weights, to),
                          fmt::format("{} cells divided among {} cells by the values of {}", from,
                                      to, method.weights)};
    }
    return {};
}

Text regrid_exceptions(const PopulationMethod& method) {
    Text text;
    const auto add = [&text](double people, const char* ja, const char* en) {
        if (people >= 0.5) {
            text.ja +=
                (text.ja.empty() ? "" : "、") + fmt::format("{} {}人", ja, with_thousands(people));
            text.en +=
                (text.en.empty() ? "" : ", ") + fmt::format("{} {}", en, with_thousands(people));
        }
    };
    if (method.rule == RegridRule::Weights) {
        add(method.people_by_land, "重みのないメッシュのため陸地の面積で配分",
            "in cells without weight, divided by land:");
    }
    add(method.people_evenly, "陸地のないメッシュのため等分",
        "in cells without land, divided evenly:");
    return text;
}

std::vector<std::string> population_notes(const StudyFile& study, const PopulationMethod& method,
                                          const domain::StudyGrid& grid) {
    std::vector<std::string> notes;
    notes.emplace_back(
        study.rules.border_cells_by_centroid
            ? "市町の境界にかかるメッシュの人口は、メッシュの中心がある市町にすべて入れています。"
            : "市町の境界にかかるメッシュの人口は、市町ごとの面積の割合で分けています。");
    if (const Text except = regrid_exceptions(method); !except.ja.empty()) {
        notes.push_back("人口の配分のうち、" + except.ja + "です。");
    }
    const std::size_t estimated =
        cells_with(grid, static_cast<unsigned>(domain::kHouseholdsEstimated) |
                             domain::kResidents65plusEstimated | domain::kResidents75plusEstimated);
    if (estimated > 0) {
        notes.push_back(fmt::format("世帯数と65歳以上人口は、統計で秘匿されたメッシュでは合算先の値"
                                    "を総人口の比で配分した推計"
                                    "値です（{}メッシュ）。総人口は公表値です。",
                                    with_thousands(static_cast<double>(estimated))));
    }
    if (const std::size_t unknown = cells_with(grid, domain::kPeopleUnknown); unknown > 0) {
        notes.push_back(
            fmt::format("人口が公表されていないメッシュが{}あり、その人数はカバーにも要望"
                        "箇所にも入っていません。",
                        with_thousands(static_cast<double>(unknown))));
    }
    return notes;
}

} // namespace todoku::study
