#include "study/population_scope.hpp"

#include <algorithm>
#include <filesystem>
#include <regex>

namespace todoku::study {

int prefecture_of_population_file(const std::string& name) {
    static const std::regex census("^tblT[0-9]{6}[A-Za-z]([0-9]{2})$", std::regex::icase);
    static const std::regex projection("^[0-9]+k?m_mesh_[0-9]{4}_([0-9]{2})([^0-9].*)?$",
                                       std::regex::icase);
    // The archive of the edition of 2018; file and archive of that of 2017 (00 is all Japan).
    static const std::regex archive_2018("^[0-9]+k?m_mesh_suikei_[0-9]{4}_[a-z]+_([0-9]{2})$",
                                         std::regex::icase);
    static const std::regex file_2017("^mesh[0-9]_pop_([0-9]{2})$", std::regex::icase);
    static const std::regex archive_2017("^m[0-9]+k?-[0-9]{2}_([0-9]{2})_gml$", std::regex::icase);
    const std::string stem = std::filesystem::path(name).stem().string();
    std::smatch found;
    const auto names = {&census, &projection, &archive_2018, &file_2017, &archive_2017};
    if (std::any_of(names.begin(), names.end(),
                    [&](const std::regex* form) { return std::regex_match(stem, found, *form); })) {
        const int prefecture = std::stoi(found[1].str());
        return prefecture <= 47 ? prefecture : 0;
    }
    return 0;
}

bool holds_own_people_only(const PopulationInput& population, int prefecture) {
    if (population.people_of != PeopleOf::ToldByName) {
        return population.people_of == PeopleOf::Prefecture;
    }
    return std::all_of(population.files.begin(), population.files.end(), [&](const auto& file) {
        return prefecture_of_population_file(file.filename().string()) == prefecture;
    });
}

} // namespace todoku::study
