#include "study/cover_certificate.hpp"

#include "core/csv.hpp"

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>

namespace todoku::study {

std::optional<double> write_certificate(const CertificateRequest& request, std::ostream& stream) {
    const siting::CoverProblem& given = request.cover.problem;
    std::vector<std::uint8_t> out(given.sites(), 0);
    for (const std::uint32_t s : request.must_not) {
        out[s] = 1;
    }
    siting::CoverProblem problem; // without the sites that may not be chosen
    problem.weights = given.weights;
    problem.begin.push_back(0);
    siting::BoundScope scope;
    scope.free = request.budget;
    std::vector<std::uint32_t> site_of;
    for (std::uint32_t s = 0; s < given.sites(); ++s) {
        if (out[s] != 0) {
            continue;
        }
        const auto first = static_cast<std::ptrdiff_t>(given.begin[s]);
        const auto last = static_cast<std::ptrdiff_t>(given.begin[s + 1]);
        problem.demands.insert(problem.demands.end(), given.demands.begin() + first,
                               given.demands.begin() + last);
        if (!given.shares.empty()) {
            problem.shares.insert(problem.shares.end(), given.shares.begin() + first,
                                  given.shares.begin() + last);
        }
        problem.begin.push_back(problem.demands.size());
        scope.must.push_back(0);
        if (!request.costs.empty()) {
            scope.costs.push_back(request.costs[s]);
        }
        site_of.push_back(s);
    }
    std::vector<std::uint8_t> demanded(given.sites(), 0);
    for (const std::uint32_t s : request.must) {
        demanded[s] = 1;
    }
    std::uint64_t all = 0;
    for (std::size_t k = 0; k < site_of.size(); ++k) {
        scope.must[k] = demanded[site_of[k]];
        scope.free -= scope.must[k] != 0 ? scope.cost(k) : 0;
        all += scope.must[k] != 0 ? 0 : scope.cost(k);
    }
    scope.free = std::min(scope.free, all); // more buys nothing
    const auto proof = siting::prove(problem, request.prices, scope, request.threads);
    if (!proof) {
        return std::nullopt;
    }
    const siting::CoverCertificate& certificate = proof->certificate;
    using Row = std::vector<std::string>;
    write_csv_record(stream, Row{"part", "id", "value", "price", "role"});
    write_csv_record(stream, Row{"places", "", std::to_string(certificate.places), "", ""});
    write_csv_record(stream, Row{"level", "", std::to_string(certificate.level), "", ""});
    write_csv_record(stream, Row{"free", "", std::to_string(scope.free), "", ""});
    write_csv_record(stream, Row{"bound", "", std::to_string(certificate.bound), "", ""});
    for (std::size_t d = 0; d < given.weights.size(); ++d) {
        write_csv_record(stream, Row{"demand", request.cover.demands[d],
                                     std::to_string(certificate.weights[d]),
                                     std::to_string(certificate.prices[d]), ""});
    }
    for (std::size_t s = 0; s < given.sites(); ++s) {
        const std::uint64_t cost = request.costs.empty() ? 1 : request.costs[s];
        write_csv_record(stream, Row{"site", request.cover.sites[s], std::to_string(cost), "",
                                     out[s] != 0        ? "out"
                                     : demanded[s] != 0 ? "in"
                                                        : "free"});
    }
    return proof->bound;
}

} // namespace todoku::study
