// The register of requests (要望台帳): each place asked for, of whom and when, what was answered
// and what came of it. Staff keep it from run to run; a run adds to it and never takes their words
// away.
#pragma once

#include "core/issue.hpp"
#include "study/result_tables.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace todoku::study {

/// Columns in the order in which the register is written.
namespace register_column {
inline constexpr const char* kId = "区域ID";
inline constexpr const char* kCarrier = "事業者";
inline constexpr const char* kMunicipality = "市区町村";
inline constexpr const char* kPlace = "箇所";
inline constexpr const char* kAsked = "要望日";
inline constexpr const char* kPeople = "要望時の人口";
inline constexpr const char* kNumber = "今回の番号"; ///< written anew by each run, as the next two
inline constexpr const char* kNow = "現況";
inline constexpr const char* kPeopleNow = "現在エリア外の人口";
inline constexpr const char* kAnswered = "回答日";
inline constexpr const char* kAnswer = "回答";
inline constexpr const char* kState = "状態";
inline constexpr const char* kRemark = "備考";
inline constexpr const char* kGround = "区域のメッシュ"; ///< study/asked_ground.hpp
} // namespace register_column

/// What stands under 現況: who is served of the people on the ground asked for.
inline constexpr const char* kNowLeftOut = "未整備"; ///< nobody
inline constexpr const char* kNowPartly = "一部整備";
inline constexpr const char* kNowServed = "整備済み";
inline constexpr const char* kNowNobody =
    "居住者なし"; ///< nobody lives there by the present census
/// A register of a todoku that did not keep the ground: the place is in no list, and its fullest
/// cell is not covered.
inline constexpr const char* kNowDivided = "区域変更";
inline constexpr const char* kNowUnknown = "不明";

/// What a run writes under 状態, and changes only as long as staff wrote nothing else.
inline constexpr const char* kStateAsking = "要望中";
inline constexpr const char* kStateSeen = "整備確認"; ///< 現況 is 整備済み

/// One row: the text of each column. `line` counts as the file does; 0 for a new one.
struct RegisterEntry {
    std::map<std::string, std::string> cells;
    std::int64_t line = 0;

    [[nodiscard]] std::string at(const std::string& column) const {
        const auto found = cells.find(column);
        return found == cells.end() ? std::string() : found->second;
    }
};

using RegisterKey = std::pair<std::string, std::string>; ///< carrier, identifier
RegisterKey key_of(const RegisterEntry& entry);

struct RequestRegister {
    std::vector<std::string> own_columns; ///< of the staff, in their order
    std::vector<RegisterEntry> entries;
    std::vector<Issue> issues; ///< rows without id or carrier, and repeated ones: all are kept
};

/// Reads a register (.xlsx, .ods, .csv) as a run wrote it and staff changed it: columns in any
/// order, columns of their own among them.
/// @throws InputError where the file cannot be read or has no columns 区域ID and 事業者
RequestRegister read_register(const std::filesystem::path& file, const std::string& shown_as);

/// The register of this run: the entries of the earlier one in their order, then the places asked
/// for now that it does not hold: neither under their identifier nor, for most of their people,
/// under another one. What staff wrote stays; only the columns that a run writes anew
/// and cells left blank are filled.
RequestRegister renewed(RequestRegister earlier, const Results& results);

/// The entries of the later register, then those of the earlier one that it does not hold.
RequestRegister joined(RequestRegister later, const RequestRegister& earlier);

/// Writes register.xlsx and register.csv (UTF-8 with byte order mark). @throws ExternalError
void write_register(const RequestRegister& known, const StudyFile& study,
                    const std::filesystem::path& folder);

} // namespace todoku::study
