#include "io/xml_tags.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace todoku::io {

Tag tag_of(std::string_view text) {
    Tag tag;
    if (text.starts_with('/')) {
        tag.closes = true;
        text.remove_prefix(1);
    }
    if (text.ends_with('/')) {
        tag.closes_self = true;
        text.remove_suffix(1);
    }
    const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
    tag.name = text.substr(0, end);
    tag.attributes = text.substr(end);
    if (const auto colon = tag.name.find(':'); colon != std::string_view::npos) {
        tag.prefix = tag.name.substr(0, colon);
        tag.name.remove_prefix(colon + 1);
    }
    return tag;
}

std::string_view attribute(const Tag& tag, std::string_view name) {
    for (std::size_t at = tag.attributes.find(name); at != std::string_view::npos;
         at = tag.attributes.find(name, at + 1)) {
        const bool begins = at > 0 && std::strchr(" \t\r\n", tag.attributes[at - 1]) != nullptr;
        const std::size_t quote = at + name.size() + 1;
        if (begins && quote < tag.attributes.size() && tag.attributes[quote - 1] == '=') {
            const auto end = tag.attributes.find(tag.attributes[quote], quote + 1);
            return end == std::string_view::npos
                       ? std::string_view()
                       : tag.attributes.substr(quote + 1, end - quote - 1);
        }
    }
    return {};
}

void visit_tags(const PieceReader& read, std::size_t longest, TagVisitor& visitor) {
    std::vector<char> piece(std::size_t{1} << 16U);
    std::string tag;
    bool in_tag = false;
    while (const std::size_t size = read(piece.data(), piece.size())) {
        std::string_view text(piece.data(), size);
        while (!text.empty()) {
            const auto end = text.find(in_tag ? '>' : '<');
            const std::string_view taken = text.substr(0, end);
            if (in_tag) {
                tag.append(taken.substr(0, longest - std::min(longest, tag.size())));
            } else if (!taken.empty()) {
                visitor.text(taken);
            }
            if (end == std::string_view::npos) {
                break;
            }
            if (in_tag) {
                if (!visitor.tag(tag)) {
                    return;
                }
                tag.clear();
            }
            in_tag = !in_tag;
            text.remove_prefix(end + 1);
        }
    }
}

} // namespace todoku::io
