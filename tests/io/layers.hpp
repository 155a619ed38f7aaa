// Reading a whole layer in a test, and the error a reader ends with.
#pragma once

#include "core/error.hpp"
#include "io/vector_file.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"
#include "support/temporary_folder.hpp"

#include <string>
#include <vector>

namespace todoku::test {

struct ReadLayer {
    io::LayerInfo info;
    std::vector<io::Feature> features;
    std::vector<Issue> issues;

    [[nodiscard]] std::string text(std::size_t row, const std::string& field) const {
        const auto place = info.field(field);
        INFO(field);
        REQUIRE(place);
        return io::to_text(features.at(row).values.at(*place));
    }
    [[nodiscard]] std::vector<std::string> codes() const {
        std::vector<std::string> result;
        for (const Issue& issue : issues) {
            result.push_back(issue.code);
        }
        return result;
    }
    [[nodiscard]] geo::LatLng point(std::size_t row) const {
        return std::get<geo::LatLng>(features.at(row).geometry);
    }
    [[nodiscard]] const geo::MultiPolygon& shape(std::size_t row) const {
        return std::get<geo::MultiPolygon>(features.at(row).geometry);
    }
};

inline io::VectorSource source_of(const std::filesystem::path& file, const std::string& layer = "",
                                  const std::string& where = "") {
    return {file, "", layer, where, std::nullopt, std::nullopt};
}

inline ReadLayer read_all(const io::VectorSource& source) {
    ReadLayer out;
    out.info = io::read_features(
        source,
        [&](const io::LayerInfo&, io::Feature&& feature) {
            out.features.push_back(std::move(feature));
        },
        out.issues);
    return out;
}

/// The Japanese and English message of the InputError that `action` must end with.
template <class Action>
std::string refusal(Action&& action) {
    try {
        action();
    } catch (const InputError& error) {
        CHECK(error.exit_code() == ExitCode::UnusableInput);
        CHECK_FALSE(error.message().ja.empty());
        CHECK_FALSE(error.message().en.empty());
        return error.what();
    }
    FAIL("an InputError was expected");
    return {};
}

} // namespace todoku::test
