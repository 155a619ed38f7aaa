#include "study/input_reader.hpp"

#include "core/counts_add_up.hpp"
#include "core/error.hpp"
#include "core/refused_rows.hpp"
#include "study/issue_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <new>
#include <utility>

namespace todoku::study {

void InputReader::input(InputSummary summary, const std::function<void(InputSummary&)>& read) {
    progress_.check();
    summary.first_issue = inputs_.issues.size();
    try {
        read(summary);
    } catch (const RefusedRows& refused) { // its rows are told all the same
        summary.failure = refused.message();
        add_counts(summary.counts, refused.counts());
        inputs_.issues.insert(inputs_.issues.end(), refused.issues().begin(),
                              refused.issues().end());
    } catch (const InputError& error) {
        summary.failure = error.message();
    } catch (const UsageError& error) { // a value of the study file that only its reader judges
        summary.failure = error.message();
    } catch (const std::bad_alloc&) {
        summary.failure = Text{
            summary.file +
                " は大きすぎて、この端末のメモリに収まりません。対象の範囲を切り出すか、分"
                "けて指定してください。",
            summary.file + " is too large for this machine's memory. Cut it to the study's ground, "
                           "or divide it."};
    }
    if (summary.failure) { // what was fit for use is not used with it
        summary.counts.rejected += std::exchange(summary.counts.used, 0);
        summary.counts.repaired = 0;
    }
    summary.strays = summary.strays || has_strays(summary.first_issue);
    summary.issue_count = inputs_.issues.size() - summary.first_issue;
    inputs_.summaries.push_back(std::move(summary));
    progress_.advance();
}

bool InputReader::has_strays(std::size_t first_issue) const {
    std::size_t strays = static_cast<std::size_t>(
        std::count_if(inputs_.issues.begin() + static_cast<std::ptrdiff_t>(first_issue),
                      inputs_.issues.end(), asks_for_a_hand));
    for (const InputSummary& inner : inputs_.summaries) { // read on the way, marked by itself
        if (inner.first_issue >= first_issue) {
            const auto first =
                inputs_.issues.begin() + static_cast<std::ptrdiff_t>(inner.first_issue);
            strays -= static_cast<std::size_t>(std::count_if(
                first, first + static_cast<std::ptrdiff_t>(inner.issue_count), asks_for_a_hand));
        }
    }
    return strays > 0;
}

void InputReader::note_counts(InputSummary& summary, const ReadCounts& counts,
                              const std::string& encoding) {
    add_counts(summary.counts, counts);
    if (summary.encoding.empty()) {
        summary.encoding = encoding;
    } else if (!encoding.empty() && summary.encoding.find(encoding) == std::string::npos) {
        summary.encoding += ", " + encoding;
    }
}

void InputReader::require_counts(const InputSummary& summary, const ReadCounts& counts,
                                 std::vector<Issue>& issues) {
    if (add_up(counts)) {
        return;
    }
    const std::string figures =
        fmt::format("{} = {} + {}", counts.read, counts.used, counts.rejected);
    issues.push_back({IssueKind::Noted,
                      "counts_do_not_add_up",
                      summary.file,
                      {},
                      std::nullopt,
                      "",
                      figures,
                      {"読込の件数が採用と不採用の和になりません（プログラムの誤り）。",
                       "rows read are not rows used plus rows rejected: a fault of the program."},
                      {"件数を信用せず、開発者に知らせてください。",
                       "do not trust the counts; tell the developers."}});
    assert(!"counts add up");
}

InputSummary summary_of(std::string id, Text what, std::string file, std::string as_of) {
    InputSummary summary;
    summary.id = std::move(id);
    summary.what = std::move(what);
    summary.file = std::move(file);
    summary.as_of = std::move(as_of);
    return summary;
}

InputSummary summary_of(std::string id, Text what, std::string file, const Provenance& origin) {
    InputSummary summary = summary_of(std::move(id), std::move(what), std::move(file),
                                      origin.as_of ? iso_date(*origin.as_of) : "");
    if (!origin.fiscal_year.empty()) {
        summary.facts.push_back(
            {{"時点は年度の末日とした", "as of the last day of the fiscal year"},
             origin.fiscal_year + " → " + summary.as_of});
    }
    return summary;
}

Text labelled(const char* ja, const char* en, const Text& label) {
    return {std::string(ja) + " " + label.ja, std::string(en) + ": " + label.en};
}

io::VectorSource source_of(const VectorInput& input, const io::Placing& placing) {
    io::VectorSource source{input.file,  input.shown_as, input.layer,
                            input.where, input.crs,      input.encoding};
    source.placing = placing;
    return source;
}

std::string shown(const VectorInput& input) {
    return input.layer.empty() ? input.shown_as : input.shown_as + " / " + input.layer;
}

std::string joined(const std::vector<std::string>& texts) {
    if (texts.size() > 3) {
        return fmt::format("{} … {} ({})", texts.front(), texts.back(), texts.size());
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

} // namespace todoku::study
