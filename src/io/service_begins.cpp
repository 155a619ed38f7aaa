#include "io/service_begins.hpp"

#include "core/counted.hpp"
#include "io/mesh_table_values.hpp"
#include "io/row_issues.hpp"
#include "io/technology_words.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace todoku::io {

namespace {

using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::year;

struct Period {
    Date first;
    Date last;
};

// As header_key() makes them.
constexpr std::array<std::string_view, 13> kBeginnings = {
    "開始",   "開局",   "開設",     "開通",     "供用",   "エリア化", "予定時期",
    "予定年", "予定日", "整備時期", "提供時期", "整備年", "提供年"};
constexpr std::array<std::string_view, 8> kTimes = {"日",   "月",   "年",   "時期",
                                                    "date", "time", "予定", "開始"};
constexpr std::array<std::string_view, 5> kPlainBeginnings = {"begin", "start", "start_date",
                                                              "startdate", "begin_date"};
/// Of work, contracts and the end of service.
constexpr std::array<std::string_view, 7> kOthers = {"工事", "着工", "契約", "保守",
                                                     "終了", "廃止", "撤去"};
/// Behind a time.
constexpr std::array<std::string_view, 33> kBehind = {
    "提供開始", "サービス開始", "エリア化", "予定", "開始", "開局",  "開設", "提供", "整備",
    "拡大",     "以降",         "から",     "より", "まで", "上旬",  "中旬", "下旬", "末",
    "頃",       "ごろ",         "中",       "に",   "~",    "春",    "夏",   "秋",   "冬",
    "上期",     "下期",         "前半",     "後半", "以後", "上半期"};
/// Words in place of a time.
constexpr std::array<std::string_view, 8> kDone = {
    "済", "済み", "完了", "開始済", "対応済", "開始済み", "エリア化済", "エリア化済み"};

template <std::size_t Count>
bool holds_any(std::string_view text, const std::array<std::string_view, Count>& parts) {
    return std::ranges::any_of(
        parts, [&text](std::string_view part) { return text.find(part) != text.npos; });
}

template <std::size_t Count>
bool is_one_of(std::string_view text, const std::array<std::string_view, Count>& words) {
    return std::ranges::find(words, text) != words.end();
}

bool names_beginnings(const std::string& header) {
    const std::string key = header_key(header);
    return is_one_of(key, kPlainBeginnings) ||
           (holds_any(key, kBeginnings) && holds_any(key, kTimes) && !holds_any(key, kOthers));
}

/// 2027年3月末予定 -> 2027年3月
std::string without_what_stands_behind(std::string text) {
    text.resize(std::min(text.find_first_of("(["), text.size()));
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view part : kBehind) {
            if (text.ends_with(part)) {
                text.resize(text.size() - part.size());
                again = true;
            }
        }
    }
    return text;
}

/// A day, a month or a year.
std::optional<Period> period_in(const std::string& text) {
    if (const auto date = date_in(text)) {
        return Period{*date, *date};
    }
    if (text.ends_with("年度")) {
        if (const auto found = year_in(text)) {
            return Period{year(*found) / 4 / 1, year(*found + 1) / 3 / 31};
        }
        return std::nullopt;
    }
    // With a day behind it a month is a date: 2027年3月1日, R9.4.1, 2027/3/1.
    for (const std::string_view first : {"1日", ".1", "/1", "-1"}) {
        if (const auto date = date_in(text + std::string(first))) {
            return Period{*date, Date(date->year() / date->month() / last)};
        }
    }
    const bool digits =
        text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    const auto found = digits || text.ends_with("年") ? year_in(text) : std::nullopt;
    return found ? std::optional(Period{year(*found) / 1 / 1, year(*found) / 12 / 31})
                 : std::nullopt;
}

} // namespace

std::vector<std::size_t> columns_of_beginnings(const std::vector<std::string>& headers,
                                               domain::Technology technology) {
    std::vector<std::size_t> columns;
    int best = 0;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const int rank = technology_rank(header_key(headers[i]), technology);
        if (!names_beginnings(headers[i]) || rank < best) {
            continue;
        }
        if (rank > best) {
            columns.clear();
        }
        best = rank;
        columns.push_back(i);
    }
    return columns;
}

Begun begun_by(std::string_view cell, Date day) {
    const std::string word = comparable(cell);
    if (word.empty() || is_one_of(word, kDone)) {
        return word.empty() ? Begun::Unsaid : Begun::Yes;
    }
    // comparable() takes the blank before a time of day away.
    const auto dated = date_in(cell);
    const auto period =
        dated ? std::optional(Period{*dated, *dated}) : period_in(without_what_stands_behind(word));
    if (period) {
        return period->first > day   ? Begun::Later
               : period->last <= day ? Begun::Yes
                                     : Begun::Within;
    }
    const auto answer = yes_or_no(word) ? std::nullopt : plain_answer(word);
    return answer == true                      ? Begun::Yes
           : answer == false || word == "未定" ? Begun::Later
                                               : Begun::Unsaid;
}

bool BeginJudge::is_later(const std::string& header, std::string_view cell) {
    const Begun begun = day_ ? begun_by(cell, *day_) : Begun::Unsaid;
    if (begun == Begun::Unsaid) {
        if (day_ && !comparable(cell).empty() && comparable(cell) != "-") {
            unsaid_ = unsaid_.empty() ? std::string(trimmed(cell)) : unsaid_;
            ++unsaid_count_;
        }
        return false;
    }
    judged_.insert(header);
    if (begun == Begun::Later && first_.empty()) {
        first_ = trimmed(cell);
        header_ = header;
    }
    if (begun == Begun::Within) {
        within_ = within_.empty() ? std::string(trimmed(cell)) : within_;
        header_ = header_.empty() ? header : header_;
        ++within_count_;
    }
    return begun == Begun::Later;
}

void BeginJudge::tell(const VectorSource& source, std::vector<Issue>& issues) const {
    if (judged_.empty() || (left_out_ == 0 && within_count_ == 0 && unsaid_count_ == 0)) {
        return;
    }
    const std::string as_of = iso_date(*day_);
    Text problem;
    Text action;
    if (left_out_ > 0) {
        problem = {fmt::format("「{}」が時点（as_of {}）より後か未定のものが {} 件あります。",
                               header_, as_of, counted(left_out_)),
                   fmt::format("\"{}\" is later than as_of ({}) or not decided in {}.", header_,
                               as_of, counted(left_out_))};
        action = {"この時点のエリアではないので、エリア外としました。始まった後のエリアとして読む"
                  "なら as_of を直すか、where で選んでください。",
                  "taken as not covered on that day. To read them as covered, mend as_of, or "
                  "choose them by where."};
    }
    if (within_count_ > 0) {
        problem.ja += fmt::format("「{}」が時点（{}）を含む月か年（「{}」など）のものが {} 件あり"
                                  "ます。",
                                  header_, as_of, within_, counted(within_count_));
        problem.en += fmt::format("{}\"{}\" is the month or year of as_of ({}, as \"{}\") in {}.",
                                  problem.en.empty() ? "" : " ", header_, as_of, within_,
                                  counted(within_count_));
        action.ja += "時点を含む月や年のものは、始まったものとしました。";
        action.en += fmt::format("{}those of that month or year were taken for begun.",
                                 action.en.empty() ? "" : " ");
    }
    const std::string& header = header_.empty() ? *judged_.begin() : header_;
    if (unsaid_count_ > 0) {
        problem.ja += fmt::format("「{}」に時期でない値（「{}」など）が {} 件あります。", header,
                                  unsaid_, counted(unsaid_count_));
        problem.en +=
            fmt::format("{}\"{}\" holds no time in {} (as \"{}\").", problem.en.empty() ? "" : " ",
                        header, counted(unsaid_count_), unsaid_);
        action.ja += "時期でない値のものは、この項目では判断しませんでした。";
        action.en +=
            fmt::format("{}what is no time decided nothing.", action.en.empty() ? "" : " ");
    }
    note_row(issues, IssueKind::Assumed, source, std::nullopt, "begins_later",
             left_out_ > 0       ? first_
             : within_count_ > 0 ? within_
                                 : unsaid_,
             std::move(problem), std::move(action));
    issues.back().field = header;
}

} // namespace todoku::io
