#include "study/groups.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace todoku::study {

namespace {

std::optional<std::uint32_t> find(const std::string& member,
                                  std::span<const domain::Municipality> municipalities) {
    const std::string wanted = comparable(member);
    const auto code = domain::GovernmentCode::parse(wanted);
    for (std::uint32_t i = 0; i < municipalities.size(); ++i) {
        const domain::Municipality& m = municipalities[i];
        if ((code && *code == m.code) || wanted == comparable(m.name) ||
            wanted == comparable(m.county + m.name)) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<overlay::MunicipalityGroup>
groups_of(const StudyFile& study, std::span<const domain::Municipality> municipalities) {
    std::vector<overlay::MunicipalityGroup> groups;
    Text faults;
    const auto fault = [&faults](const Text& text) {
        faults.ja += (faults.ja.empty() ? "" : "\n") + text.ja;
        faults.en += (faults.en.empty() ? "" : "\n") + text.en;
    };
    for (const GroupSettings& settings : study.groups) {
        overlay::MunicipalityGroup group{settings.name, {}};
        if (std::ranges::any_of(groups, [&](const auto& g) { return g.name == group.name; })) {
            fault({"[[group]]「" + group.name + "」が二つあります。名前を変えてください。",
                   "There are two [[group]] of the name \"" + group.name + "\". Rename one."});
        }
        for (const std::string& member : settings.members) {
            const auto found = find(member, municipalities);
            if (!found) {
                fault({"[[group]]「" + group.name + "」の「" + member +
                           "」は境界データにない市区町村です。名前かコードを確かめてください。",
                       "[[group]] \"" + group.name + "\": \"" + member +
                           "\" is no municipality of the boundaries. Check the name or code."});
            } else if (std::ranges::find(group.members, *found) == group.members.end()) {
                group.members.push_back(*found);
            }
        }
        std::ranges::sort(group.members);
        groups.push_back(std::move(group));
    }
    if (!faults.ja.empty()) {
        throw InputError(faults);
    }
    return groups;
}

} // namespace todoku::study
