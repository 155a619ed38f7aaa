#include "io/row_issues.hpp"

#include "io/vector_open.hpp"

#include <utility>
#include <variant>

namespace todoku::io {

void reject_row(std::vector<Issue>& issues, const VectorSource& source, std::int64_t row,
                std::string code, std::string value, Text problem) {
    const Text action{"この行は使いません。", "the row is not used."};
    if (!issues.empty() && issues.back().row == row && issues.back().kind == IssueKind::Noted &&
        issues.back().file == shown_name(source)) {
        issues.back().kind = IssueKind::Rejected;
        issues.back().value = std::move(value);
        issues.back().action = action;
        return;
    }
    note_row(issues, IssueKind::Rejected, source, row, std::move(code), std::move(value),
             std::move(problem), action);
}

Text not_a_polygon(const geo::Geometry& geometry) {
    if (std::holds_alternative<geo::LatLng>(geometry)) {
        return {"点です（ポリゴンではありません）。", "A point, not a polygon."};
    }
    if (std::holds_alternative<geo::MultiLine>(geometry)) {
        return {"線です（ポリゴンではありません）。", "A line, not a polygon."};
    }
    return {"図形のない行です（列の値だけで、場所の範囲がありません）。",
            "A row of columns alone, without a shape."};
}

void note_row(std::vector<Issue>& issues, IssueKind kind, const VectorSource& source,
              std::optional<std::int64_t> row, std::string code, std::string value, Text problem,
              Text action) {
    issues.push_back({kind, std::move(code), shown_name(source), source.layer, row, "",
                      std::move(value), std::move(problem), std::move(action)});
}

std::string field_list(const LayerInfo& layer) {
    std::string list;
    for (const Field& field : layer.fields) {
        list += (list.empty() ? "" : ", ") + field.name;
    }
    return list;
}

} // namespace todoku::io
