#include "study/input_reader.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

namespace todoku::study {

namespace {

void count(ReadCounts& sum, const ReadCounts& part) {
    sum.read += part.read;
    sum.used += part.used;
    sum.rejected += part.rejected;
    sum.repaired += part.repaired;
    sum.outside += part.outside;
    sum.joined += part.joined;
    sum.unplaced += part.unplaced;
}

} // namespace

void InputReader::input(InputSummary summary, const std::function<void(InputSummary&)>& read) {
    progress_.check();
    try {
        read(summary);
    } catch (const InputError& error) {
        summary.failure = error.message();
    } catch (const UsageError& error) { // a value of the study file that only its reader judges
        summary.failure = error.message();
    }
    inputs_.summaries.push_back(std::move(summary));
    progress_.advance();
}

void InputReader::note_counts(InputSummary& summary, const ReadCounts& counts,
                              const std::string& encoding) {
    count(summary.counts, counts);
    if (summary.encoding.empty()) {
        summary.encoding = encoding;
    } else if (!encoding.empty() && summary.encoding.find(encoding) == std::string::npos) {
        summary.encoding += ", " + encoding;
    }
}

InputSummary summary_of(std::string id, Text what, std::string file, std::string as_of) {
    InputSummary summary;
    summary.id = std::move(id);
    summary.what = std::move(what);
    summary.file = std::move(file);
    summary.as_of = std::move(as_of);
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

std::string shown(const Provenance& origin) {
    return origin.as_of ? iso_date(*origin.as_of) : "";
}

std::string joined(const std::vector<std::string>& texts) {
    if (texts.size() > 3) {
        return fmt::format("{} … {} ({})", texts.front(), texts.back(), texts.size());
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

} // namespace todoku::study
