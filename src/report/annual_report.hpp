// report.pdf: the prefecture's annual report on coverage, for its own review: figures of this year
// and last by carrier and municipality, what was asked, answered and came, maps, method, sources.
#pragma once

#include "core/japanese.hpp"
#include "report/map_sheet.hpp"
#include "report/plan_chart.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace todoku::report {

/// People and those of them whom the 5G covers.
struct YearFigure {
    double population = 0.0;
    double covered = 0.0;
};

/// One carrier's 5G, or that of any of them, in a zone.
struct AnnualFigure {
    YearFigure now;
    double unknown = 0.0; ///< people where the carrier does not know
    std::optional<YearFigure> before;
};

struct AnnualCarrier {
    std::string name;
    AnnualFigure figure; ///< of the prefecture
    std::size_t gaps = 0;
    double gap_population = 0.0;
    // of the register of requests
    std::size_t asked = 0;
    std::size_t answered = 0;
    std::size_t came = 0;
    std::size_t partly = 0;
    std::size_t remaining = 0;
    std::vector<PlanChart> charts; ///< people against sites and against cost
};

struct AnnualMunicipality {
    std::string name;
    double population = 0.0;
    std::vector<AnnualFigure> carriers; ///< as AnnualReport::carriers, then any
};

/// A row of the register, as texts.
struct AnnualRequest {
    std::string asked;
    std::string carrier;
    std::string municipality;
    std::string place;
    std::string people;
    std::string answered;
    std::string answer;
    std::string state;
    std::string now;
};

struct AnnualReport {
    std::string prefecture;
    std::string study_title;
    std::string foot; ///< on every page beside its number: that reach knows no terrain; or empty
    Date as_of{};
    std::string last_as_of; ///< in words; empty: no last year is given
    bool synthetic = false;
    std::vector<AnnualCarrier> carriers;
    std::optional<AnnualFigure> any; ///< at least one carrier
    std::vector<AnnualMunicipality> municipalities;
    std::vector<AnnualRequest> requests;
    std::vector<std::function<MapSheet()>> maps;
    std::vector<std::string> notes;
    std::vector<std::string> sources;
};

/// A4, tagged, with contents, bookmarks and "page / pages"; the same bytes for the same content.
/// @throws ExternalError where the file cannot be written or no Japanese font is found
void write_annual_report(const AnnualReport& content, const std::filesystem::path& file);

} // namespace todoku::report
