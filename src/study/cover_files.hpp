// A covering problem as anyone may write it down: tables of demands, covers and rules.
#pragma once

#include "siting/cover_rules.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::study {

struct NamedCover {
    siting::CoverProblem problem;
    std::vector<std::string> demands; ///< names, in the order of their file
    std::vector<std::string> groups; ///< by demand; empty where the file has no column of that name
    std::vector<std::string> sites;  ///< names, in the order they first occur
};

/// Demands (demand,weight[,group]) and covers (site,demand[,share]), read row by row. A pair given
/// twice counts once, with its larger share. @throws InputError naming file and line
NamedCover read_cover(const std::filesystem::path& demand_path,
                      const std::filesystem::path& covers);

struct RuleFiles {
    std::filesystem::path costs;  ///< site,cost: whole numbers of at least 1, one for each site
    std::filesystem::path apart;  ///< site,other
    std::filesystem::path floors; ///< group,least (weight) or group,least_share ([0, 1] of the
                                  ///< group's weight)
};
/// The rules of these files; empty paths give none. `names` receives the group of each floor.
/// @throws InputError naming file and line
siting::CoverRules read_rules(const RuleFiles& files, const NamedCover& cover,
                              std::vector<std::string>& names);

/// Where these sites stand in the cover. @throws UsageError for names it does not know
std::vector<std::uint32_t> sites_named(const std::vector<std::string>& names,
                                       const NamedCover& cover);

} // namespace todoku::study
