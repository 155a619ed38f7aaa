#include "io/kml_links.hpp"

#include "core/text.hpp"
#include "io/archive_member.hpp"
#include "io/zip_names.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace todoku::io {

namespace {

/// An element in the text of a KML.
struct Element {
    std::size_t begin;  ///< of its opening tag
    std::size_t inside; ///< behind the name in its opening tag
    std::size_t end;    ///< behind its closing tag
};

/// The next element of that name, whatever its prefix.
std::optional<Element> next_element(std::string_view kml, std::string_view name, std::size_t from) {
    for (std::size_t at = kml.find(name, from); at != std::string_view::npos;
         at = kml.find(name, at + name.size())) {
        const std::size_t tag = kml.rfind('<', at);
        const std::string_view prefix =
            tag == std::string_view::npos ? "/" : kml.substr(tag + 1, at - tag - 1);
        const std::size_t inside = at + name.size();
        const bool opens = (prefix.empty() || prefix.ends_with(':')) &&
                           prefix.find_first_of("/> ") == std::string_view::npos &&
                           kml.substr(inside, 1).find_first_of("> \t\r\n") == 0;
        if (opens) {
            const auto closing = "</" + std::string(prefix) + std::string(name);
            const std::size_t end = kml.find('>', std::min(kml.find(closing, inside), kml.size()));
            return Element{tag, inside, std::min(end, kml.size() - 1) + 1};
        }
    }
    return std::nullopt;
}

/// What the next href says; "?" where nothing.
std::string address_in(std::string_view kml, std::size_t from) {
    constexpr std::string_view kAddress = "href>";
    constexpr std::size_t kLongest = 200;
    const std::size_t href = kml.find(kAddress, from);
    const std::size_t end = kml.find('<', href);
    const bool said = href != std::string_view::npos && end != std::string_view::npos;
    const std::string_view address =
        said ? trimmed(kml.substr(href + kAddress.size(), end - href - kAddress.size())) : "";
    return std::string(address.empty() ? "?" : address.substr(0, kLongest));
}

} // namespace

std::vector<std::string> links_of_kml(std::string_view kml) {
    constexpr std::size_t kMost = 3;
    std::vector<std::string> links;
    for (auto link = next_element(kml, "NetworkLink", 0); link && links.size() < kMost;
         link = next_element(kml, "NetworkLink", link->inside)) {
        links.push_back(address_in(kml, link->inside));
    }
    return links;
}

std::vector<std::string> cut_ground_overlays(std::string& kml) {
    std::vector<std::string> pictures;
    std::string kept;
    std::size_t from = 0;
    while (const auto overlay = next_element(kml, "GroundOverlay", from)) {
        const std::string_view inside(kml.data(), overlay->end);
        pictures.push_back(address_in(inside, overlay->inside));
        kept.append(kml, from, overlay->begin - from);
        from = overlay->end;
    }
    if (!pictures.empty()) {
        kept.append(kml, from);
        kml = std::move(kept);
    }
    return pictures;
}

std::vector<std::string> kmls_in_kmz(const std::string& kmz) {
    const std::string root = "/vsizip/{" + kmz + "}";
    std::vector<std::string> found;
    for (const std::string& name : names_in_zip(kmz)) {
        if (lower_ending(name) == ".kml") {
            found.push_back(root + "/" + name);
        }
    }
    return found;
}

} // namespace todoku::io
