// What the readers of all inputs share: one summary an input, issues and counts collected, a file
// that cannot be used told and not the end.
#pragma once

#include "core/progress.hpp"
#include "io/vector_file.hpp"
#include "study/inputs.hpp"

#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace todoku::study {

/// Collects one input's summary; a file that cannot be used becomes its failure, not the end.
class InputReader {
public:
    InputReader(Inputs& inputs, Progress& progress) : inputs_(inputs), progress_(progress) {}

    void input(InputSummary summary, const std::function<void(InputSummary&)>& read);

    /// Takes over counts, encoding and issues of a loaded value.
    template <class T>
    void note(InputSummary& summary, Loaded<T>& loaded) {
        note_counts(summary, loaded.counts, loaded.encoding);
        require_counts(summary, loaded.counts, inputs_.issues);
        std::move(loaded.issues.begin(), loaded.issues.end(), std::back_inserter(inputs_.issues));
    }

private:
    /// Whether an input's issues ask for a hand, though counts may tell of no row lost: answers
    /// not understood, columns doubted, tiles missing, strays off the study's ground.
    [[nodiscard]] bool has_strays(std::size_t first_issue) const;

    static void note_counts(InputSummary& summary, const ReadCounts& counts,
                            const std::string& encoding);
    /// Counts that do not add up are a fault of the program: told beside the figures, and an end
    /// under test.
    static void require_counts(const InputSummary& summary, const ReadCounts& counts,
                               std::vector<Issue>& issues);

    Inputs& inputs_;
    Progress& progress_;
};

InputSummary summary_of(std::string id, Text what, std::string file, std::string as_of = {});
/// With the fact that the last day of a fiscal year was taken, where the study says no more.
InputSummary summary_of(std::string id, Text what, std::string file, const Provenance& origin);

/// 施設 避難所 / places: shelters.
Text labelled(const char* ja, const char* en, const Text& label);

io::VectorSource source_of(const VectorInput& input, const io::Placing& placing = {});

/// File and layer as the study names them; up to three names.
std::string shown(const VectorInput& input);
std::string joined(const std::vector<std::string>& texts);

template <class T>
void append(std::vector<T>& all, std::vector<T>&& more) {
    if (all.empty()) {
        all = std::move(more);
        return;
    }
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

} // namespace todoku::study
