// The present run's people of cells of the common ground, whole or of one municipality.
#pragma once

#include "study/common_ground.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace todoku::study {

/// Refers to the ground.
class PeopleOnGround {
public:
    explicit PeopleOnGround(const CommonGround& ground)
        : ground_(ground), begin_(ground.cells.size() + 1, 0) {
        for (const CellPeople& part : ground.present.people) {
            ++begin_[part.cell + 1];
            present_.insert(ground.municipalities[part.municipality].code);
        }
        for (std::size_t i = 1; i < begin_.size(); ++i) {
            begin_[i] += begin_[i - 1];
        }
    }

    /// @param municipality code; "": of all
    [[nodiscard]] double of(std::uint32_t cell, const std::string& municipality) const {
        double people = 0.0;
        for (const CellPeople& part : std::span(ground_.present.people)
                                          .subspan(begin_[cell], begin_[cell + 1] - begin_[cell])) {
            if (municipality.empty() ||
                ground_.municipalities[part.municipality].code == municipality) {
                people += part.people;
            }
        }
        return people;
    }

    /// The municipality whose people count for a gap area of a run; "": all, where its areas are
    /// not cut at borders, or where the municipality is no more, for its ground is another's.
    [[nodiscard]] std::string counted_as(const std::string& code, const RunAbout& run) const {
        return run.cut_at_borders && present_.contains(code) ? code : std::string();
    }
    /// The same for an area of the earlier run: all too, where the municipality has no part of one
    /// of its cells any more.
    [[nodiscard]] std::string counted_as(const std::string& code, const RunAbout& earlier,
                                         std::span<const std::uint32_t> cells) const {
        const bool moved = std::ranges::any_of(cells, [&](std::uint32_t cell) {
            return ground_.moved[cell] != 0 && of(cell, "") > 0.0 && !(of(cell, code) > 0.0);
        });
        return moved ? std::string() : counted_as(code, earlier);
    }

private:
    const CommonGround& ground_;
    std::set<std::string> present_;  ///< municipalities
    std::vector<std::size_t> begin_; ///< by cell, and one more
};

} // namespace todoku::study
