// What the commands of a run in shards tell: what was divided, what was measured, what comes next.
#pragma once

#include "cli/terminal.hpp"
#include "study/shards.hpp"

#include <filesystem>
#include <string>

namespace todoku::cli {

std::string prepare_json(const study::PrepareResult& result);
std::string shards_json(const study::ShardsResult& result);

/// @param study, output as they were typed, for the commands that come next
std::string prepare_text(const study::PrepareResult& result, const std::filesystem::path& study,
                         const std::filesystem::path& output, const Terminal& terminal);
std::string shards_text(const study::ShardsResult& result, const std::filesystem::path& study,
                        const std::filesystem::path& output, const Terminal& terminal);

} // namespace todoku::cli
