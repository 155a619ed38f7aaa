// `todoku demo`: the synthetic prefecture, for the cli.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace todoku::study {

struct DemoRequest {
    std::filesystem::path folder;
    std::string mesh = "250m";
    std::uint64_t seed = 24;
    double scale = 1.0;
    Threads threads;
};

/// @throws UsageError for an unknown mesh level or a folder with other content
void write_demo(const DemoRequest& request, Progress& progress);

/// Made-up coverage of キャリアA to D for the municipalities and people of a study whose own
/// coverage is not at hand; the file the study's coverage inputs name. Made-up population likewise
/// where the study's census label says 模擬.
struct FillRequest {
    std::filesystem::path study;
    std::filesystem::path totals; ///< CSV with code, population_2020, office_lat_approx,
                                  ///< office_lng_approx; needed for population
};
void fill_study(const FillRequest& request, Progress& progress);

} // namespace todoku::study
