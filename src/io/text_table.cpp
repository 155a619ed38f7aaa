#include "io/text_table.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/file_access.hpp"
#include "io/file_kind.hpp"
#include "io/input_limits.hpp"
#include "io/text_encoding.hpp"
#include "io/text_records.hpp"
#include "io/zip_member.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <utility>

namespace todoku::io {

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::string ending(const std::filesystem::path& file) {
    return lower(file.extension().string());
}

bool is_text_ending(const std::string& extension) {
    return extension == ".csv" || extension == ".txt" || extension == ".tsv";
}

bool is_vector_ending(const std::string& extension) {
    static constexpr std::array<std::string_view, 11> endings = {
        ".shp", ".gpkg",     ".geojson",  ".fgb", ".gml", ".kml",
        ".kmz", ".topojson", ".gdbtable", ".tab", ".mif"};
    return std::find(endings.begin(), endings.end(), extension) != endings.end();
}

std::string bytes_of(const std::filesystem::path& file, const std::string& shown_as) {
    require_readable(file, shown_as);
    std::ifstream in(file, std::ios::binary);
    std::string bytes;
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (!error) {
        require_text_size(size, shown_as);
        bytes.resize(size);
        in.read(bytes.data(), static_cast<std::streamsize>(size));
    }
    if (error || !in) {
        throw InputError(
            {fmt::format("{} を読めません。読み取り権限を確かめてください。", shown_as),
             fmt::format("Cannot read {}. Check its permissions.", shown_as)});
    }
    return bytes;
}

TextTable decoded(std::string_view bytes, std::string member, const std::string& shown_as,
                  const std::optional<std::string>& encoding, std::vector<Issue>& issues) {
    const std::string name = member.empty() ? shown_as : shown_as + " / " + member;
    require_text(bytes.substr(0, kKindBytes), name);
    require_rows(bytes, name);
    const auto given = encoding ? std::optional(encoding_named(*encoding, shown_as)) : std::nullopt;
    const Encoding found = encoding_to_read(bytes, given, name);
    TextDecoder decoder(shown_as, member);
    TextTable table{std::move(member), decoder.decode(bytes, found), found, ','};
    table.separator = separator_in(table.text);
    if (table.text.find_first_not_of(" \t\r\n") == std::string::npos) {
        refuse_empty(name);
    }
    for (Issue& issue : decoder.issues()) {
        issues.push_back(std::move(issue));
    }
    return table;
}

} // namespace

Encoding encoding_named(const std::string& name, const std::string& shown_as) {
    static constexpr std::array<std::pair<std::string_view, Encoding>, 14> known = {{
        {"utf-8", Encoding::Utf8},
        {"utf8", Encoding::Utf8},
        {"utf-8bom", Encoding::Utf8Bom},
        {"utf-16", Encoding::Utf16Le},
        {"utf-16le", Encoding::Utf16Le},
        {"utf-16be", Encoding::Utf16Be},
        {"cp932", Encoding::Cp932},
        {"ms932", Encoding::Cp932},
        {"shift_jis", Encoding::Cp932},
        {"shift-jis", Encoding::Cp932},
        {"sjis", Encoding::Cp932},
        {"windows-31j", Encoding::Cp932},
        {"euc-jp", Encoding::EucJp},
        {"eucjp", Encoding::EucJp},
    }};
    const std::string key = lower(comparable(name));
    for (const auto& [spelling, encoding] : known) {
        if (key == spelling) {
            return encoding;
        }
    }
    throw UsageError(
        {fmt::format("{} の encoding「{}」は使えません。CP932、UTF-8、UTF-16、EUC-JP の"
                     "いずれかにしてください。",
                     shown_as, name),
         fmt::format("Encoding \"{}\" of {} is unknown. Use CP932, UTF-8, UTF-16 or EUC-JP.", name,
                     shown_as)});
}

std::vector<std::optional<ZipMember>> text_members(const std::filesystem::path& file,
                                                   const std::string& shown_as) {
    if (ending(file) != ".zip" || !std::filesystem::exists(file)) {
        return {std::nullopt};
    }
    std::vector<std::optional<ZipMember>> members;
    for (ZipMember& member : zip_members(file, shown_as)) {
        if (is_text_ending(ending(member.name))) {
            members.emplace_back(std::move(member));
        }
    }
    return members;
}

bool holds_text_tables(const std::filesystem::path& file, const std::string& shown_as) {
    if (ending(file) != ".zip") {
        return is_text_ending(ending(file));
    }
    if (!std::filesystem::exists(file)) {
        return true; // told when it is opened
    }
    bool text = false;
    for (const ZipMember& member : zip_members(file, shown_as)) {
        if (is_vector_ending(ending(member.name))) {
            return false;
        }
        text = text || is_text_ending(ending(member.name));
    }
    return text;
}

std::vector<TextTable> open_text_tables(const std::filesystem::path& file,
                                        const std::string& shown_as,
                                        const std::optional<std::string>& encoding,
                                        std::vector<Issue>& issues) {
    std::vector<TextTable> tables;
    if (ending(file) != ".zip" || !std::filesystem::exists(file)) {
        tables.push_back(decoded(bytes_of(file, shown_as), "", shown_as, encoding, issues));
        return tables;
    }
    std::vector<ZipMember> members = zip_members(file, shown_as);
    std::erase_if(members, [](const ZipMember& m) { return !is_text_ending(ending(m.name)); });
    const auto is_census = [](const ZipMember& m) {
        const std::string base = lower(m.name.substr(m.name.rfind('/') + 1));
        return base.starts_with("tblt") && base.ends_with(".txt");
    };
    if (std::any_of(members.begin(), members.end(), is_census)) {
        std::erase_if(members, [&](const ZipMember& m) { return !is_census(m); });
    }
    for (const ZipMember& member : members) {
        tables.push_back(decoded(zip_member_bytes(file, shown_as, member), member.name, shown_as,
                                 encoding, issues));
    }
    return tables;
}

bool is_asked_for(const std::string& member, const std::string& layer) {
    const std::filesystem::path path(member);
    return layer.empty() || member.empty() || layer == member ||
           layer == path.filename().string() || layer == path.stem().string();
}

InputError no_such_member(const std::string& shown_as, const std::string& layer,
                          const std::vector<std::string>& members) {
    return InputError({fmt::format("{} に layer = \"{}\" のファイルがありません。あるファイル: {}",
                                   shown_as, layer, listed(members)),
                       fmt::format("{} holds no file \"{}\" (layer). Files found: {}", shown_as,
                                   layer, listed(members))});
}

char separator_in(std::string_view text) {
    constexpr int kLines = 10;
    char best = ',';
    for (int i = 0; i < kLines && !text.empty(); ++i) {
        const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
        for (const char candidate : {'\t', ';'}) {
            if (std::count(line.begin(), line.end(), candidate) >
                std::count(line.begin(), line.end(), best)) {
                best = candidate;
            }
        }
        if (line.find(best) != std::string_view::npos) {
            break;
        }
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return best;
}

Text field_count_problem(std::size_t expected, std::size_t found) {
    return {
        fmt::format("見出しは {} 列ですが、この行は {} 列です。列がずれているおそれがあります。",
                    expected, found),
        fmt::format("Expected {} fields, found {}; the columns may be shifted.", expected, found)};
}

std::string row_excerpt(std::span<const std::string_view> fields) {
    constexpr std::size_t kMost = 6;
    const auto shown = fields.first(std::min(kMost, fields.size()));
    return fmt::format("{}{}", fmt::join(shown, ","), fields.size() > kMost ? ",…" : "");
}

std::string header_key(std::string_view header) {
    return lower(comparable(header));
}

std::optional<std::size_t> find_column(const std::vector<std::string>& header_keys,
                                       const std::vector<std::string_view>& names) {
    for (const std::string_view name : names) {
        const auto found = std::find(header_keys.begin(), header_keys.end(), name);
        if (found != header_keys.end()) {
            return static_cast<std::size_t>(found - header_keys.begin());
        }
    }
    return std::nullopt;
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 40;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kMost; ++i) {
        text += (i == 0 ? "" : ", ") + std::string(names[i].empty() ? "（空）" : names[i]);
    }
    return names.size() > kMost ? text + fmt::format(", … ({})", names.size()) : text;
}

} // namespace todoku::io
