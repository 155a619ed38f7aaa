// index.html: the whole result as one self-contained page that opens from a file share without a
// server.
#pragma once

#include "core/japanese.hpp"
#include "overlay/measured_agreement.hpp"
#include "overlay/sensitivity.hpp"
#include "overlay/statistics.hpp"
#include "report/index_map.hpp"
#include "report/package_content.hpp"
#include "report/plan_chart.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace todoku::report {

struct IndexCarrier {
    std::string name;
    double population = 0.0;
    double covered = 0.0;                      ///< by its 5G
    std::optional<overlay::Range> share_range; ///< how sure that is, where it was looked at
    double unknown = 0.0;                      ///< where it does not know
    double plan_gain = 0.0;
    std::size_t gaps = 0; ///< all of them, also where top_gaps holds fewer
    double gap_population = 0.0;
    std::size_t asked = 0;   ///< of them in the request
    std::string map_picture; ///< bytes of a PNG, put into the page; empty for none
    std::string map_pdf;     ///< path relative to the page, of the map in full
    std::vector<std::pair<Text, std::string>> files; ///< label -> relative path
    std::vector<GapRow> top_gaps; ///< as in the package, most urgent first; outlines are not read
    std::vector<AssetRow> top_sites; ///< as in the package, by rank
    std::vector<PlanChart> charts;   ///< people against sites and against cost
};

/// Where no carrier serves, for the prefecture alone: it tells of all carriers together.
struct IndexUnserved {
    Text title;   ///< どの事業者の5Gも届かない箇所
    Text made_of; ///< whose coverage it is made of
    double population = 0.0;
    double left_out = 0.0; ///< by the study's rule
    std::size_t gaps = 0;  ///< all of them, also where top_gaps holds fewer
    double gap_population = 0.0;
    std::string map_picture;      ///< bytes of a PNG, put into the page; empty for none
    std::string map_pdf;          ///< path relative to the page, of the map in full
    std::vector<GapRow> top_gaps; ///< by number
};

/// One input and what became of its rows. read == used + rejected.
struct IndexInput {
    Text what; ///< 人口メッシュ, 資産台帳...
    std::string file;
    std::int64_t read = 0;
    std::int64_t used = 0;
    std::int64_t rejected = 0;
    std::int64_t repaired = 0; ///< of those used
};

/// A cell where statement and measurement certainly differ.
struct IndexDispute {
    std::string code;
    std::string municipality;
    std::string carrier;
    domain::MeasuredTechnology technology = domain::MeasuredTechnology::Lte4g;
    bool stated_covered = false; ///< and measured out of service; else the reverse
    double stated_share = 0.0;
    std::int64_t samples = 0;
    std::int64_t in_service = 0;
    overlay::ShareInterval interval; ///< of the share in service
    double population = 0.0;
};

/// Measured evidence beside the carriers' statements.
struct IndexEvidence {
    std::vector<overlay::AgreementRow> table;
    std::vector<IndexDispute> disputed; ///< the first few
    std::size_t disputed_cells = 0;     ///< all of them
    overlay::EvidenceRule rule;
};

struct IndexContent {
    std::string title;
    std::string prefecture;
    Date as_of{};
    bool synthetic = false;
    Text rule_text;
    Text radio_text;
    std::vector<IndexCarrier> carriers;
    std::vector<IndexUnserved> unserved;        ///< of 5G, and of any mobile service (不感地域)
    std::vector<overlay::CoverageRow> coverage; ///< for the table by municipality
    std::vector<overlay::SensitivityRow> sensitivity; ///< how sure prefectures' figures are
    std::optional<IndexEvidence> evidence;            ///< nothing where nothing was measured
    std::vector<IndexInput> inputs;
    std::vector<std::pair<Text, std::string>> files; ///< label -> relative path of common results
    std::vector<std::string> notes;                  ///< in Japanese
    std::optional<IndexMap> map; ///< to pan and filter; drawn where todoku was built with web/
};

/// @throws ExternalError where the file cannot be written
void write_index_page(const IndexContent& content, const std::filesystem::path& file);

} // namespace todoku::report
