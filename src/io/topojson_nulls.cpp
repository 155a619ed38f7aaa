#include "io/topojson_nulls.hpp"

#include <cstddef>
#include <vector>

namespace todoku::io {

namespace {

/// What a bracket of the text holds.
enum class Holds { Topology, Objects, Geometry, Geometries, Other };

struct Open {
    Holds holds = Holds::Other;
    std::string_view key; ///< the last one, in quotes; empty in arrays
};

Holds inside(const std::vector<Open>& open) {
    if (open.empty()) {
        return Holds::Topology;
    }
    const Open& around = open.back();
    switch (around.holds) {
    case Holds::Topology:
        return around.key == "\"objects\"" ? Holds::Objects : Holds::Other;
    case Holds::Objects:
    case Holds::Geometries:
        return Holds::Geometry;
    case Holds::Geometry:
        return around.key == "\"geometries\"" ? Holds::Geometries : Holds::Other;
    case Holds::Other:
        break;
    }
    return Holds::Other;
}

std::size_t end_of_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        at += text[at] == '\\' ? 1U : 0U;
    }
    return at;
}

} // namespace

std::optional<std::string> with_empty_for_null(std::string_view text) {
    constexpr std::size_t kHead = 4096; // GDAL looks no farther for the word
    constexpr std::string_view kNull = "null";
    constexpr std::string_view kEmpty = "\"MultiPolygon\",\"arcs\":[]";
    if (text.substr(0, kHead).find("\"Topology\"") == std::string_view::npos) {
        return std::nullopt;
    }
    std::string changed;
    std::size_t copied = 0;
    std::vector<Open> open;
    bool value = true; // a string here is no key
    const auto put = [&](std::size_t at, const std::string& instead) {
        changed += text.substr(copied, at - copied);
        changed += instead;
        copied = at + kNull.size();
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') {
            const std::size_t end = end_of_string(text, at);
            if (!value && !open.empty()) {
                open.back().key = text.substr(at, end + 1 - at);
            }
            at = end;
        } else if (c == '{' || c == '[') {
            open.push_back({inside(open), {}});
            value = c == '[';
        } else if (c == '}' || c == ']') {
            if (open.empty()) {
                break;
            }
            open.pop_back();
        } else if (c == ':') {
            value = true;
        } else if (c == ',') {
            value = !open.empty() && open.back().key.empty();
        } else if (c == 'n' && text.substr(at, kNull.size()) == kNull && !open.empty()) {
            const Open& around = open.back();
            if (around.holds == Holds::Geometry && around.key == "\"type\"") {
                put(at, std::string(kEmpty));
            } else if (around.holds == Holds::Geometries) {
                put(at, "{\"type\":" + std::string(kEmpty) + "}");
            }
            at += kNull.size() - 1;
        }
    }
    if (copied == 0) {
        return std::nullopt;
    }
    changed += text.substr(copied);
    return changed;
}

} // namespace todoku::io
