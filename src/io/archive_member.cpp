#include "io/archive_member.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/input_limits.hpp"
#include "io/same_data_folders.hpp"
#include "io/vector_open.hpp"
#include "io/zip_names.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <memory>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

// Fast and faithful formats first; tables only where there is nothing else.
constexpr std::array<std::string_view, 13> kEndings = {
    ".gpkg", ".fgb", ".shp", ".geojson", ".json", ".gml", ".topojson",
    ".kml",  ".kmz", ".gdb", ".tab",     ".mif",  ".csv"};

std::size_t preference(const std::string& name) {
    const std::string ending = lower_ending(name);
    const auto found = std::find(kEndings.begin(), kEndings.end(), ending);
    return static_cast<std::size_t>(found - kEndings.begin());
}

std::string recoded(const std::string& text, const char* from, const char* to) {
    const std::unique_ptr<char, void (*)(void*)> bytes(CPLRecode(text.c_str(), from, to), VSIFree);
    return bytes ? bytes.get() : "";
}

/// Names that are neither UTF-8 nor all CP932 stand as code page 437.
std::string visible_name(const std::string& name) {
    const std::string raw = recoded(name, CPL_ENC_UTF8, "CP437");
    const bool was_437 = recoded(raw, "CP437", CPL_ENC_UTF8) == name;
    const Decoded decoded = decode(raw);
    return was_437 && decoded.replaced == 0 ? decoded.text : name;
}

struct Member {
    std::string path;    ///< inside the archive, as GDAL spells it
    std::string visible; ///< as people see it
};

/// By its place in the archive without the ending and without folders of the same data; its
/// formats.
using Datasets = std::map<std::string, std::vector<Member>>;

/// The last part of a dataset's place.
std::string name_at(const std::string& place) {
    return fs::path(place).filename().string();
}

/// The folder of a File Geodatabase that the member lies in; else the member itself.
std::string dataset_of(const std::string& path) {
    constexpr std::string_view kFolder = ".gdb/";
    std::string small = path;
    std::transform(small.begin(), small.end(), small.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto at = small.find(kFolder);
    return at == std::string::npos ? path : path.substr(0, at + kFolder.size() - 1);
}

/// Tables only where there is nothing else.
Datasets datasets_in(const VectorSource& source) {
    Datasets datasets;
    for (const std::string& name : names_in_zip(source.file)) {
        const std::string path = dataset_of(name);
        const std::string visible = visible_name(path);
        const std::string file = fs::path(visible).filename().string();
        if (preference(path) >= kEndings.size() || file.starts_with(".") ||
            visible.starts_with("__MACOSX")) {
            continue;
        }
        std::vector<Member>& formats =
            datasets[without_same_data_folders(fs::path(visible).replace_extension().string())];
        if (formats.empty() || formats.back().path != path) {
            formats.push_back({path, visible});
        }
    }
    const auto is_table = [](const auto& entry) {
        return std::all_of(entry.second.begin(), entry.second.end(), [](const Member& member) {
            return lower_ending(member.path) == ".csv";
        });
    };
    if (std::any_of(datasets.begin(), datasets.end(),
                    [&](const auto& entry) { return !is_table(entry); })) {
        std::erase_if(datasets, is_table);
    }
    return datasets;
}

/// Their names, with the folder where two have one name.
std::vector<std::string> names_of(const Datasets& datasets) {
    std::map<std::string, int> bearers;
    for (const auto& [place, formats] : datasets) {
        ++bearers[comparable(name_at(place))];
    }
    std::vector<std::string> names;
    for (const auto& [place, formats] : datasets) {
        names.push_back(bearers[comparable(name_at(place))] == 1 ? name_at(place) : place);
    }
    return names;
}

} // namespace

std::string lower_ending(const fs::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

std::vector<std::string> datasets_of_archive(const VectorSource& source) {
    std::vector<std::string> places;
    for (const auto& [place, formats] : datasets_in(source)) {
        places.push_back(place);
    }
    return places;
}

std::string member_of_archive(const VectorSource& source, std::vector<Issue>& issues) {
    require_sane_archive(source.file, shown_name(source));
    const std::string root = "/vsizip/" + source.file.string();
    Datasets datasets = datasets_in(source);
    const std::vector<std::string> names = names_in_zip(source.file);
    const auto is_archive = [](const std::string& name) { return lower_ending(name) == ".zip"; };
    if (datasets.empty() && std::any_of(names.begin(), names.end(), is_archive)) {
        throw InputError({shown_name(source) + " の中にさらにZIPがあります。一度展開し、中のZIPか、"
                                               "その中のファイルを指定してください。",
                          shown_name(source) + " holds ZIPs. Unpack it once and name one of those, "
                                               "or a file in it."});
    }
    if (datasets.empty()) {
        throw InputError(
            {shown_name(source) + " の中に地図データ（.shp .geojson .gpkg .kml .gml .fgb "
                                  "など）がありません。ZIPが壊れていないかも確かめてください。",
             shown_name(source) + " holds no map data (.shp, .geojson, .gpkg, .kml, .gml, "
                                  ".fgb...). Check also that the ZIP is whole."});
    }
    const std::string wanted = comparable(source.layer);
    if (datasets.size() > 1 && !source.layer.empty()) {
        const auto by_place = [&](const auto& entry) { // with its folder: one and no other
            return comparable(entry.first) == comparable(without_same_data_folders(source.layer));
        };
        const bool placed = std::any_of(datasets.begin(), datasets.end(), by_place);
        std::erase_if(datasets, [&](const auto& entry) {
            return placed ? !by_place(entry) : comparable(name_at(entry.first)) != wanted;
        });
    }
    if (datasets.size() != 1) {
        const std::vector<std::string> all =
            names_of(datasets.empty() ? datasets_in(source) : datasets);
        const std::string several = fmt::format("layer = [\"{}\"]", fmt::join(all, "\", \""));
        throw InputError(
            {fmt::format("{} の中に地図データが複数あります。study.toml のこの入力に layer = \"名前"
                         "\" と書いて一つ選んでください（{}todoku lab では --layer 名前）: {}",
                         shown_name(source),
                         source.several_layers ? "全部なら " + several + "、" : "",
                         fmt::join(all, ", ")),
             fmt::format("{} holds several datasets. Choose one by layer = \"NAME\" for this "
                         "input in the study file ({}with todoku lab: --layer NAME): {}",
                         shown_name(source),
                         source.several_layers ? "for all: " + several + "; " : "",
                         fmt::join(all, ", "))});
    }
    std::vector<Member>& formats = datasets.begin()->second;
    const auto is_named = [&wanted](const Member& member) { // with the folder of its encoding
        return comparable(fs::path(member.visible).replace_extension().string()) == wanted;
    };
    if (std::any_of(formats.begin(), formats.end(), is_named)) {
        std::erase_if(formats, [&](const Member& member) { return !is_named(member); });
    }
    std::stable_sort(formats.begin(), formats.end(), [](const Member& a, const Member& b) {
        return std::pair(preference(a.path), !in_utf8_folder(a.visible)) <
               std::pair(preference(b.path), !in_utf8_folder(b.visible));
    });
    const Member& chosen = formats.front();
    if (formats.size() > 1) {
        issues.push_back({IssueKind::Noted,
                          "archive_member_chosen",
                          shown_name(source),
                          source.layer,
                          std::nullopt,
                          "",
                          chosen.visible,
                          {"ZIPの中に同じデータが複数の形式（文字コード）で入っています。",
                           "The ZIP holds the same data in several formats or encodings."},
                          {chosen.visible + " を使いました。", chosen.visible + " was used."}});
    }
    return root + "/" + chosen.path;
}

} // namespace todoku::io
