#include "core/issue.hpp"

namespace todoku {

const char* name_of(IssueKind kind) {
    switch (kind) {
    case IssueKind::Rejected:
        return "rejected";
    case IssueKind::Repaired:
        return "repaired";
    case IssueKind::Assumed:
        return "assumed";
    case IssueKind::Noted:
        return "noted";
    }
    return "";
}

Text label_of(IssueKind kind) {
    switch (kind) {
    case IssueKind::Rejected:
        return {"不採用", "rejected"};
    case IssueKind::Repaired:
        return {"修正", "repaired"};
    case IssueKind::Assumed:
        return {"仮定", "assumed"};
    case IssueKind::Noted:
        return {"注意", "noted"};
    }
    return {};
}

} // namespace todoku
