// Measured evidence beside the carriers' statements: how often they agree, and the cells where they
// certainly do not.
#pragma once

#include "core/text.hpp"
#include "domain/measurement.hpp"
#include "domain/study_grid.hpp"
#include "overlay/coverage.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

struct ShareInterval {
    double low = 0.0;
    double high = 1.0;
};

/// The score interval of a share at 95 %: E. B. Wilson, Probable inference, the law of succession,
/// and statistical inference, JASA 22 (1927) 209-212; advised for few samples by Brown, Cai and
/// DasGupta, Statistical Science 16 (2001) 101-133. It takes samples for independent; those of one
/// drive are not wholly so, which is why days are counted beside it.
/// @pre 0 <= successes <= trials, trials > 0
ShareInterval wilson_interval(std::int64_t successes, std::int64_t trials);

/// What the carrier says of a cell, by the study's rule for covered cells.
enum class Stated {
    Covered,
    NotCovered,
    Nothing ///< no layer of this carrier and technology, or ground it does not know of
};

/// What was measured in a cell.
enum class Measured {
    In,    ///< the whole interval of the share in service lies above the threshold
    Out,   ///< below it
    Mixed, ///< the interval holds the threshold: the samples do not decide
    TooFew ///< fewer samples than the study asks for
};

/// "covered", "not_covered", "not_stated".
const char* name_of(Stated stated);
/// "in", "out", "mixed", "too_few".
const char* name_of(Measured measured);
Text label_of(Stated stated);
Text label_of(Measured measured);

struct EvidenceRule {
    std::int64_t min_samples = 10;
    double threshold = 0.5; ///< of the share in service
};

/// One cell, carrier and technology with both sides.
struct ComparedCell {
    std::uint32_t measured_cell = 0;    ///< position in the measured cells
    std::uint32_t cell = 0;             ///< position in the study's grid
    std::optional<double> stated_share; ///< of the cell's area; nothing where nothing is stated
    Stated stated = Stated::Nothing;
    Measured measured = Measured::TooFew;
    double share_in_service = 0.0;
    ShareInterval interval;

    /// Stated covered and measured out, or the reverse.
    [[nodiscard]] bool disputed() const {
        return (stated == Stated::Covered && measured == Measured::Out) ||
               (stated == Stated::NotCovered && measured == Measured::In);
    }
};

/// One line of the agreement table.
struct AgreementRow {
    std::string carrier;
    domain::MeasuredTechnology technology = domain::MeasuredTechnology::Lte4g;
    Stated stated = Stated::Nothing;
    Measured measured = Measured::TooFew;
    std::int64_t cells = 0;
    std::int64_t samples = 0;
    std::int64_t in_service = 0; ///< of these
    double population = 0.0;     ///< of these cells
};

struct Agreement {
    std::vector<ComparedCell> cells; ///< one for each measured cell, in their order
    /// By carrier in the study's order, technology, stated, measured; only what occurs. Cells and
    /// samples of all rows add up to those measured.
    std::vector<AgreementRow> table;
};

/// A sample that says "5G" is compared with all 5G the carrier states; one that names the class
/// with that class.
/// @param at_most the most that may be covered, where carriers do not know of all ground
/// @param measured cells of the grid's level, each in the grid
Agreement compare_with_statements(const domain::StudyGrid& grid, const Coverage& coverage,
                                  std::span<const domain::MeasuredCell> measured,
                                  const PopulationRule& rule, const EvidenceRule& evidence,
                                  const Coverage* at_most = nullptr);

} // namespace todoku::overlay
