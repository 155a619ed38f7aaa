#include "io/municipality_names.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/archive_member.hpp"
#include "io/file_access.hpp"
#include "io/text_table.hpp"

#include <cpl_json.h>
#include <fmt/format.h>

#include <utility>
#include <vector>

namespace todoku::io {

using domain::GovernmentCode;

namespace {

/// Spellings of 総務省's list and of the tables made from it, as header_key() makes them.
const std::vector<std::string_view> kCodes = {
    "団体コード",     "市区町村コード", "全国地方公共団体コード", "地方公共団体コード",
    "行政区域コード", "市町村コード",   "自治体コード",           "標準地域コード",
    "code",           "コード"};
const std::vector<std::string_view> kPrefectures = {"都道府県名(漢字)", "都道府県名", "都道府県",
                                                    "pref", "prefecture"};
const std::vector<std::string_view> kNames = {
    "市区町村名(漢字)", "市区町村名", "市町村名", "市区町村", "団体名", "名称", "name"};

InputError unusable(const std::string& shown_as, const std::string& found) {
    return InputError(
        {shown_as +
             " から市区町村の名称とコードの対応を読めません。{\"三重県津市\": \"242012\"} の形"
             "のJSONか、団体コードと市区町村名の列がある表を指定してください。" +
             found,
         shown_as +
             " holds no names with codes. Give JSON such as {\"三重県津市\": \"242012\"}, or "
             "a table with columns of codes and names. " +
             found});
}

} // namespace

std::pair<std::string, std::string> without_district(std::string_view name) {
    constexpr std::string_view kDistrict = "郡";
    const auto at = name.find(kDistrict, kDistrict.size());
    const bool town = name.ends_with("町") || name.ends_with("村");
    if (!town || at == std::string_view::npos || at + kDistrict.size() >= name.size()) {
        return {"", std::string(name)};
    }
    return {std::string(name.substr(0, at + kDistrict.size())),
            std::string(name.substr(at + kDistrict.size()))};
}

MunicipalityNames::MunicipalityNames(const std::filesystem::path& file,
                                     const std::string& shown_as) {
    require_readable(file, shown_as);
    if (lower_ending(file) == ".json") {
        read_json(read_bytes(file.string(), std::string::npos));
    } else {
        read_table(file, shown_as);
    }
    if (codes_.empty()) {
        throw unusable(shown_as, "");
    }
}

void MunicipalityNames::add(std::string_view prefecture, std::string_view name,
                            std::string_view code) {
    const auto parsed = GovernmentCode::parse(code);
    if (!parsed || parsed->is_prefecture()) {
        return;
    }
    const std::string full = comparable(std::string(prefecture) + std::string(name));
    const std::string_view own = domain::prefecture_name(parsed->prefecture()).ja;
    const std::string bare = full.starts_with(own) ? full.substr(own.size()) : full;
    const auto [at, is_new] =
        codes_.emplace(std::string(own) + without_district(bare).second, parsed);
    if (!is_new && at->second != parsed) { // two towns of one name: the name alone says nothing
        at->second = std::nullopt;
    }
    codes_.emplace(std::string(own) + bare, parsed);
}

void MunicipalityNames::read_json(const std::string& text) {
    CPLJSONDocument document;
    if (!document.LoadMemory(text)) {
        return;
    }
    for (const CPLJSONObject& entry : document.GetRoot().GetChildren()) {
        add("", entry.GetName(), entry.ToString());
    }
}

void MunicipalityNames::read_table(const std::filesystem::path& file, const std::string& shown_as) {
    std::vector<Issue> ignored; // a list to look names up in, not an input whose rows are counted
    for (const TextTable& table : open_text_tables(file, shown_as, std::nullopt, ignored)) {
        CsvReader reader = table.reader();
        reader.next();
        std::vector<std::string> keys;
        std::vector<std::string> shown;
        for (const std::string_view name : reader.fields()) {
            keys.push_back(header_key(name));
            shown.emplace_back(trimmed(name));
        }
        const auto code = find_column(keys, kCodes);
        const auto name = find_column(keys, kNames);
        const auto prefecture = find_column(keys, kPrefectures);
        if (!code || !name) {
            const std::string found = listed(shown);
            throw unusable(shown_as, "(" + found + ")");
        }
        while (reader.next()) {
            const auto at = [&reader](std::size_t i) {
                return i < reader.fields().size() ? reader.fields()[i] : std::string_view{};
            };
            add(prefecture ? at(*prefecture) : std::string_view{}, at(*name), at(*code));
        }
    }
}

std::optional<GovernmentCode> MunicipalityNames::find(std::string_view name, int prefecture) const {
    const std::string key = comparable(name);
    const auto look = [this](const std::string& full) -> std::optional<GovernmentCode> {
        const auto found = codes_.find(full);
        return found != codes_.end() ? found->second : std::nullopt;
    };
    for (int number = 1; number <= 47; ++number) {
        const std::string_view own = domain::prefecture_name(number).ja;
        if (key.starts_with(own) && key.size() > own.size()) {
            const std::string bare = key.substr(own.size());
            const auto whole = look(key);
            return whole ? whole : look(std::string(own) + without_district(bare).second);
        }
    }
    const std::string own(domain::prefecture_name(prefecture).ja);
    const auto whole = look(own + key);
    return whole || own.empty() ? whole : look(own + without_district(key).second);
}

} // namespace todoku::io
