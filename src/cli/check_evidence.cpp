#include "cli/check_evidence.hpp"

#include "domain/technology.hpp"

#include <fmt/format.h>

namespace todoku::cli {

namespace {

/// 5G（Sub6） of "5g-sub6", 5G of the two technologies taken together.
std::string technology_label(const std::string& name, const Terminal& terminal) {
    if (const auto technology = domain::technology_of(name)) {
        return terminal.say(label_of(*technology));
    }
    return name == domain::kAny5g ? "5G" : name;
}

} // namespace

std::string evidence_text(const study::CheckResult& result, const Terminal& terminal) {
    if (result.evidence.empty()) {
        return {};
    }
    std::string text = terminal.say({"実測との照合\n", "Measurements beside statements\n"});
    for (const study::EvidenceLine& line : result.evidence) {
        text += terminal.japanese()
                    ? fmt::format("  {} {}: 一致 {}、エリア内なのに実測圏外 {}、エリア外なのに実測"
                                  "圏内 {}、決められない {}（メッシュ）\n",
                                  line.carrier, technology_label(line.technology, terminal),
                                  line.agreed, line.stated_measured_out,
                                  line.not_stated_measured_in, line.undecided)
                    : fmt::format("  {} {}: {} cells agree, {} stated but measured out, {} not "
                                  "stated but measured in, {} undecided\n",
                                  line.carrier, technology_label(line.technology, terminal),
                                  line.agreed, line.stated_measured_out,
                                  line.not_stated_measured_in, line.undecided);
    }
    return text + "\n";
}

std::string evidence_line(const study::CheckResult& result, const Terminal& terminal) {
    if (result.evidence.empty()) {
        return {};
    }
    std::int64_t agreed = 0;
    std::int64_t disputed = 0;
    std::int64_t undecided = 0;
    for (const study::EvidenceLine& line : result.evidence) {
        agreed += line.agreed;
        disputed += line.stated_measured_out + line.not_stated_measured_in;
        undecided += line.undecided;
    }
    return terminal.japanese()
               ? fmt::format("  実測との照合（メッシュ×事業者×方式）: 一致 {}、食い違い {}、"
                             "決められない {}\n",
                             agreed, disputed, undecided)
               : fmt::format(
                     "  measurements beside statements (cells x carriers x technologies): {} "
                     "agree, {} disagree, {} undecided\n",
                     agreed, disputed, undecided);
}

} // namespace todoku::cli
