#include "report/index_evidence.hpp"

#include "domain/technology.hpp"
#include "report/figures.hpp"
#include "report/index_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::report {

namespace {

using overlay::AgreementRow;
using overlay::Measured;
using overlay::Stated;

std::string technology_text(domain::MeasuredTechnology technology) {
    const auto known = domain::technology_of(domain::name_of(technology));
    return known ? domain::label_of(*known).ja : "5G";
}

/// One line of the page: a carrier and technology, its cells by what both sides say.
struct Line {
    std::string carrier;
    domain::MeasuredTechnology technology = domain::MeasuredTechnology::Lte4g;
    std::int64_t samples = 0;
    std::int64_t in_service = 0;
    std::int64_t agreed_in = 0;
    std::int64_t stated_only = 0;
    std::int64_t measured_only = 0;
    std::int64_t agreed_out = 0;
    std::int64_t undecided = 0;
    std::int64_t not_stated = 0;

    void add(const AgreementRow& row) {
        samples += row.samples;
        in_service += row.in_service;
        const bool decided = row.measured == Measured::In || row.measured == Measured::Out;
        const bool in = row.measured == Measured::In;
        std::int64_t& cells = row.stated == Stated::Nothing   ? not_stated
                              : !decided                      ? undecided
                              : row.stated == Stated::Covered ? (in ? agreed_in : stated_only)
                              : in                            ? measured_only
                                                              : agreed_out;
        cells += row.cells;
    }
};

std::vector<Line> lines_of(const std::vector<AgreementRow>& rows) {
    std::vector<Line> lines;
    for (const AgreementRow& row : rows) {
        if (lines.empty() || lines.back().carrier != row.carrier ||
            lines.back().technology != row.technology) {
            lines.emplace_back();
            lines.back().carrier = row.carrier;
            lines.back().technology = row.technology;
        }
        lines.back().add(row);
    }
    return lines;
}

std::string agreement(const IndexEvidence& evidence) {
    const auto count = [](std::int64_t number) { return count_cell(static_cast<double>(number)); };
    std::vector<std::vector<Cell>> rows;
    for (const Line& line : lines_of(evidence.table)) {
        rows.push_back({text_cell(line.carrier), text_cell(technology_text(line.technology)),
                        count(line.samples),
                        text_cell(percent_text(static_cast<double>(line.in_service),
                                               static_cast<double>(line.samples))),
                        count(line.agreed_in), count(line.stated_only), count(line.measured_only),
                        count(line.agreed_out), count(line.undecided), count(line.not_stated)});
    }
    return table({"メッシュの数。左から、測定点、圏内の割合、エリア資料と実測の組合せ",
                  "Numbers of cells, by what the statement and the measurement say"},
                 {{{"事業者", "Carrier"}, Align::Wide},
                  {{"方式", "Technology"}, Align::Left},
                  {{"測定点", "Samples"}, Align::Right},
                  {{"圏内の割合", "In service"}, Align::Right},
                  {{"エリア内・実測圏内", "Stated, measured in"}, Align::Right},
                  {{"エリア内・実測圏外", "Stated, measured out"}, Align::Right},
                  {{"エリア外・実測圏内", "Not stated, measured in"}, Align::Right},
                  {{"エリア外・実測圏外", "Not stated, measured out"}, Align::Right},
                  {{"決められない", "Undecided"}, Align::Right},
                  {{"エリア資料なし", "No statement"}, Align::Right}},
                 rows);
}

std::string disputes(const IndexEvidence& evidence) {
    if (evidence.disputed.empty()) {
        return fmt::format("<p>{}</p>",
                           both("エリア資料と実測が食い違うと言えるメッシュはありません。",
                                "In no cell do statement and measurement certainly differ."));
    }
    std::vector<std::vector<Cell>> rows;
    for (const IndexDispute& cell : evidence.disputed) {
        const auto samples = static_cast<double>(cell.samples);
        const auto in = static_cast<double>(cell.in_service);
        rows.push_back({text_cell(cell.code), text_cell(cell.municipality), text_cell(cell.carrier),
                        text_cell(technology_text(cell.technology)),
                        words_cell(cell.stated_covered
                                       ? Text{"エリア内・実測圏外", "stated, measured out"}
                                       : Text{"エリア外・実測圏内", "not stated, measured in"}),
                        number_cell(percent_text(cell.stated_share, 1.0), cell.stated_share),
                        count_cell(samples),
                        number_cell(fmt::format("{}（{}～{}）", percent_text(in, samples),
                                                percent_text(cell.interval.low, 1.0),
                                                percent_text(cell.interval.high, 1.0)),
                                    in / samples),
                        count_cell(cell.population)});
    }
    const std::size_t shown = evidence.disputed.size();
    const std::string all = count_text(static_cast<double>(evidence.disputed_cells));
    return table({fmt::format("食い違うメッシュ{}のうち{}（人口の多い順）", all, shown),
                  fmt::format("{} of {} disputed cells, most people first", shown, all)},
                 {{{"メッシュ", "Cell"}, Align::Left},
                  {{"所在", "Municipality"}, Align::Left},
                  {{"事業者", "Carrier"}, Align::Wide},
                  {{"方式", "Technology"}, Align::Left},
                  {{"食い違い", "Dispute"}, Align::Left},
                  {{"資料のエリアの割合", "Stated share"}, Align::Right},
                  {{"測定点", "Samples"}, Align::Right},
                  {{"圏内の割合（95%信頼区間）", "In service (95 % interval)"}, Align::Right},
                  {{"人口", "People"}, Align::Right}},
                 rows);
}

} // namespace

std::string evidence_section(const IndexEvidence& evidence) {
    const std::string threshold = percent_text(evidence.rule.threshold, 1.0);
    return fmt::format(
               R"(<section id="evidence"><h2>{}</h2><p>{}</p>)",
               both("実測との照合", "Measurements beside statements"),
               both(fmt::format("測定点が{}以上あり、圏内の割合の95%信頼区間（ウィルソン）が"
                                "{}をまたがないメッシュだけを、実測で圏内または圏外とします。"
                                "一度の走行の測定点は互いに近く、独立ではありません。食い違い"
                                "は事業者に確かめる手がかりで、誤りの証明ではありません。",
                                evidence.rule.min_samples, threshold),
                    fmt::format("A cell counts as measured in or out of service with at "
                                "least {} samples and a 95 % interval (Wilson) of the share "
                                "in service that does not hold {}. Samples of one drive are "
                                "not independent: a dispute is a reason to ask the carrier, "
                                "no proof of an error.",
                                evidence.rule.min_samples, threshold))) +
           agreement(evidence) +
           fmt::format("<h3>{}</h3>", both("食い違うメッシュ", "Disputed cells")) +
           disputes(evidence) + "</section>\n";
}

} // namespace todoku::report
