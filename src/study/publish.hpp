// `todoku publish`: the open-data edition of a finished run: only what may be public, with
// metadata.
#pragma once

#include "core/progress.hpp"
#include "core/text.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

struct PublishRequest {
    std::filesystem::path study;
    std::filesystem::path run;    ///< output folder of the run; empty: outputs/<study name>/
    std::filesystem::path output; ///< empty: outputs/<study name>-opendata/
    std::optional<std::int64_t> min_count; ///< nothing: as the study says
};

struct PublishResult {
    std::filesystem::path output;
    std::string title;
    bool synthetic = false;
    std::int64_t min_count = 0;
    std::size_t assets = 0;
    std::size_t assets_kept_in = 0;
    std::size_t coverage_rows = 0;
    std::size_t hidden_municipalities = 0;
    std::size_t gaps = 0;
    std::size_t hidden_gaps = 0;
    std::vector<std::string> carriers; ///< whose figures are in it
    std::vector<std::string> carriers_kept_in;
    std::vector<Text> notes; ///< what somebody should look at before it is published
};

/// The folder is exchanged whole. @throws UsageError where the study was not run, its inputs or
/// settings changed since, or the folder holds what is no edition; ExternalError where it cannot be
/// written
PublishResult publish(const PublishRequest& request, Progress& progress);

} // namespace todoku::study
