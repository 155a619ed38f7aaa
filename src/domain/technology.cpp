#include "domain/technology.hpp"

namespace todoku::domain {

const char* name_of(Technology technology) {
    switch (technology) {
    case Technology::Lte4g:
        return "4g";
    case Technology::Nr5gConverted:
        return "5g-converted";
    case Technology::Nr5gSub6:
        return "5g-sub6";
    case Technology::Nr5gMmwave:
        return "5g-mmwave";
    }
    return "";
}

std::optional<Technology> technology_of(std::string_view name) {
    for (const Technology technology : kTechnologies) {
        if (name == name_of(technology)) {
            return technology;
        }
    }
    return std::nullopt;
}

Text label_of(Technology technology) {
    switch (technology) {
    case Technology::Lte4g:
        return {"4G", "4G"};
    case Technology::Nr5gConverted:
        return {"5G（転用）", "5G (converted 4G bands)"};
    case Technology::Nr5gSub6:
        return {"5G（Sub6）", "5G (Sub6)"};
    case Technology::Nr5gMmwave:
        return {"5G（ミリ波）", "5G (mmWave)"};
    }
    return {};
}

Text technology_label(std::string_view name) {
    if (name == kAny5g) {
        return {"5G（全方式）", "5G (any)"};
    }
    if (name == kNew5g) {
        return {"5G（転用を除く）", "5G (new bands)"};
    }
    if (name == kAnyMobile) {
        return {"携帯電話（4G・5G）", "Mobile (4G or 5G)"};
    }
    const auto technology = technology_of(name);
    return technology ? label_of(*technology) : same_text(std::string(name));
}

} // namespace todoku::domain
