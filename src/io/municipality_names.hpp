// A list of municipalities' names and codes, for boundary files that carry names only.
#pragma once

#include "domain/government_code.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

class MunicipalityNames {
public:
    MunicipalityNames() = default;
    /// Reads JSON that maps names to codes ({"三重県津市": "242012"}), or a table (CSV, ZIP) with a
    /// column of codes, one of names, and perhaps one of prefectures, such as 総務省's list of
    /// local-government codes.
    /// @throws InputError where the file is neither or holds no code
    MunicipalityNames(const std::filesystem::path& file, const std::string& shown_as);

    /// The code of a name, with the prefecture in front or not, with the district (郡) or not;
    /// nothing where the list has no such name, or several in the prefecture.
    /// @param prefecture of the study; 0: the name must have one in front
    [[nodiscard]] std::optional<domain::GovernmentCode> find(std::string_view name,
                                                             int prefecture) const;
    [[nodiscard]] bool empty() const { return codes_.empty(); }

private:
    void add(std::string_view prefecture, std::string_view name, std::string_view code);
    void read_json(const std::string& text);
    void read_table(const std::filesystem::path& file, const std::string& shown_as);

    /// Prefecture and name without district; a prefecture-wide unique name only.
    std::map<std::string, std::optional<domain::GovernmentCode>> codes_;
};

/// Takes 多気郡 off the front of 多気郡大台町: the district and the name. Cities called 郡山市 or
/// 大和郡山市 stay whole.
std::pair<std::string, std::string> without_district(std::string_view name);

} // namespace todoku::io
