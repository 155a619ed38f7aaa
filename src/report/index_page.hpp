// index.html: the whole result as one self-contained page that opens from a file share without a server.
#pragma once

#include "core/japanese.hpp"
#include "overlay/coverage.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::report {

struct IndexCarrier {
    std::string name;
    double population = 0.0;
    double covered = 0.0;
    double plan_gain = 0.0;
    std::size_t gaps = 0;
    double gap_population = 0.0;
    std::string map_png;               ///< path relative to the page
    std::vector<std::pair<std::string, std::string>> files; ///< label -> relative path
    std::vector<std::vector<std::string>> top_gaps;         ///< rows for a short table
    std::vector<std::vector<std::string>> top_sites;
};

struct IndexContent {
    std::string title;
    std::string prefecture;
    Date as_of{};
    bool synthetic = false;
    std::string rule_text;
    std::string radio_text;
    std::vector<IndexCarrier> carriers;
    std::vector<overlay::CoverageRow> coverage; ///< for the table by municipality
    std::vector<std::vector<std::string>> inputs; ///< what was read: name, file, used, rejected
    std::vector<std::pair<std::string, std::string>> files; ///< label -> relative path of common results
    std::vector<std::string> notes;
};

void write_index_page(const IndexContent& content, const std::filesystem::path& file);

} // namespace todoku::report
