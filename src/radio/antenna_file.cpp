#include "radio/antenna_file.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "radio/antenna.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace todoku::radio {

namespace {

// Finer steps than a hundredth of a degree are no pattern.
constexpr int kMostRows = 36'000;
// Deeper than any measuring range reaches.
constexpr double kDeepest_db = 300.0;
// A beam so far above the horizon is one read the wrong way round, or an antenna for the sky.
constexpr double kUpwards_deg = 3.0;

/// A line of the file that is not blank.
struct Line {
    std::int64_t number = 0;
    std::vector<std::string_view> words;
};

std::vector<Line> lines_of(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\v\f";
    std::vector<Line> lines;
    std::int64_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        Line line{++number, {}};
        std::string_view rest = text.substr(at, end - at);
        while (true) {
            rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
            if (rest.empty()) {
                break;
            }
            const std::size_t length = std::min(rest.find_first_of(kBlanks), rest.size());
            line.words.push_back(rest.substr(0, length));
            rest.remove_prefix(length);
        }
        if (!line.words.empty()) {
            lines.push_back(std::move(line));
        }
        at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    return lines;
}

/// A finite number, with a decimal point or comma.
std::optional<double> number_of(std::string_view word) {
    std::string text(word);
    std::ranges::replace(text, ',', '.');
    const char* first = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* last = text.data() + text.size();
    double value = 0.0;
    const auto [end, error] = std::from_chars(first, last, value);
    return error == std::errc{} && end == last && std::isfinite(value) ? std::optional(value)
                                                                       : std::nullopt;
}

/// [0, 360)
double once_around(double angle_deg) {
    const double positive = angle_deg < 0.0 ? angle_deg + 360.0 : angle_deg;
    return positive < 360.0 ? positive : positive - 360.0; // a tiny negative angle rounds up to 360
}

bool is_key(std::string_view word, std::string_view key) {
    return std::ranges::equal(word, key, [](char a, char b) {
        return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
    });
}

/// A row of a cut as it stands in the file.
struct CutRow {
    std::int64_t line = 0;
    double angle_deg = 0.0;
    double value_db = 0.0;
};

class Reader {
public:
    Reader(const std::string& shown_as, std::string_view text)
        : shown_as_(shown_as), lines_(lines_of(text)) {}

    Loaded<CutPattern> read() {
        if (lines_.empty()) {
            throw InputError(
                {shown_as_ + " は空です。アンテナパターン（.msi、.pln、.ant）が必要です。",
                 shown_as_ + " is empty; an antenna pattern (.msi, .pln, .ant) is "
                             "needed."});
        }
        const bool has_keys = std::ranges::any_of(lines_, [](const Line& line) {
            return is_key(line.words.front(), "HORIZONTAL") ||
                   is_key(line.words.front(), "VERTICAL");
        });
        const bool numbers = number_of(lines_.front().words.front()).has_value();
        Loaded<CutPattern> loaded = numbers && !has_keys ? list() : planet();
        loaded.counts.used = loaded.counts.read;
        loaded.issues = std::move(issues_);
        return loaded;
    }

private:
    [[noreturn]] void refuse(std::int64_t line, const std::string& ja,
                             const std::string& en) const {
        throw InputError({fmt::format("{} {}行目: {}", shown_as_, line, ja),
                          fmt::format("{} line {}: {}", shown_as_, line, en)});
    }

    void note(IssueKind kind, const char* code, std::optional<std::int64_t> line, const char* field,
              std::string value, Text problem, Text action) {
        issues_.push_back({kind, code, shown_as_, "", line, field, std::move(value),
                           std::move(problem), std::move(action)});
    }

    // ---- MSI Planet

    Loaded<CutPattern> planet() {
        std::optional<double> gain;
        std::optional<std::vector<CutRow>> horizontal;
        std::optional<std::vector<CutRow>> vertical;
        for (std::size_t i = 0; i < lines_.size();) {
            const Line& line = lines_[i++];
            if (is_key(line.words.front(), "GAIN")) {
                gain = gain_of(line);
            } else if (is_key(line.words.front(), "HORIZONTAL")) {
                once(horizontal.has_value(), line);
                horizontal = rows(line, i);
            } else if (is_key(line.words.front(), "VERTICAL")) {
                once(vertical.has_value(), line);
                vertical = rows(line, i);
            } else if ((horizontal || vertical) && number_of(line.words.front())) {
                refuse(line.number,
                       fmt::format("HORIZONTAL や VERTICAL "
                                   "で告げた行数を超える行です（「{}」）。行数を直してください。",
                                   fmt::join(line.words, " ")),
                       fmt::format("\"{}\" stands beyond the number of rows that HORIZONTAL or "
                                   "VERTICAL states. Correct the number.",
                                   fmt::join(line.words, " ")));
            }
        }
        require(horizontal.has_value(), "HORIZONTAL");
        require(vertical.has_value(), "VERTICAL");
        if (!gain) {
            note(IssueKind::Assumed, "antenna_gain_missing", std::nullopt, "GAIN", "",
                 {"GAIN の行がなく、利得が分かりません。", "There is no line GAIN."},
                 {"利得は別に与える必要があります（なければ 0 dBi とします）。",
                  "The gain has to be given apart (0 dBi otherwise)."});
        }
        Loaded<CutPattern> loaded{
            {gain, cut("HORIZONTAL", *horizontal, 1.0), cut("VERTICAL", *vertical, 1.0), 0.0},
            {},
            {},
            {}};
        loaded.counts.read = std::ssize(*horizontal) + std::ssize(*vertical);
        loaded.value.vertical = upside_down(loaded.value.vertical);
        tell_beam(loaded.value.vertical);
        return loaded;
    }

    void once(bool seen, const Line& line) const {
        if (seen) {
            refuse(line.number, fmt::format("{} が二度あります。", line.words.front()),
                   fmt::format("{} stands here a second time.", line.words.front()));
        }
    }

    void require(bool seen, const char* key) const {
        if (!seen) {
            throw InputError(
                {fmt::format("{} に {} 360 の行とその角度・損失の表がありません。MSI "
                             "形式（.msi、.pln）か、1行に1つの数が並ぶ .ant を使ってください。",
                             shown_as_, key),
                 fmt::format(
                     "{} has no line {} 360 with its table of angles and losses. Use an MSI "
                     "file (.msi, .pln) or an .ant list of one number a line.",
                     shown_as_, key)});
        }
    }

    double gain_of(const Line& line) {
        // "17.5 dBi", "17.5dBi", "15.4".
        std::string said;
        for (std::size_t i = 1; i < line.words.size(); ++i) {
            said += line.words[i];
        }
        const std::size_t digits = said.find_first_not_of("+-.,0123456789");
        const std::string_view unit = digits == std::string::npos
                                          ? std::string_view()
                                          : std::string_view(said).substr(digits);
        const auto number = number_of(std::string_view(said).substr(0, digits));
        if (!number || !kPeakGain_dbi.holds(*number)) {
            refuse(line.number,
                   fmt::format("GAIN は {} の数です（例: GAIN 17.5 dBi）。「{}」は読めません。",
                               kPeakGain_dbi.text().ja, said),
                   fmt::format("GAIN is a number of {} (such as GAIN 17.5 dBi), not \"{}\".",
                               kPeakGain_dbi.text().en, said));
        }
        const double as_dbd = *number + kDipole_dbi;
        if (unit.empty()) {
            note(IssueKind::Assumed, "antenna_gain_in_dbd", line.number, "GAIN", said,
                 {"GAIN に単位がありません。", "GAIN has no unit."},
                 {fmt::format("MSI 形式の決まりどおり dBd とし、{} dBi としました。",
                              shortest(as_dbd)),
                  fmt::format("Taken as dBd, as the format has it: {} dBi.", shortest(as_dbd))});
            return as_dbd;
        }
        if (is_key(unit, "DBI")) {
            return *number;
        }
        if (is_key(unit, "DBD")) {
            return as_dbd;
        }
        refuse(line.number,
               fmt::format("GAIN の単位は dBi か dBd です。「{}」は読めません。", unit),
               fmt::format("the unit of GAIN is dBi or dBd, not \"{}\".", unit));
    }

    /// The rows that a line HORIZONTAL or VERTICAL announces. @param at first line behind it; moved
    std::vector<CutRow> rows(const Line& head, std::size_t& at) const {
        const auto said = head.words.size() > 1 ? number_of(head.words[1]) : std::nullopt;
        if (!said || *said != std::floor(*said) || *said < 2.0 || *said > kMostRows) {
            refuse(head.number,
                   fmt::format("{} のあとには行数（2〜{}、ふつう360）が必要です。",
                               head.words.front(), kMostRows),
                   fmt::format("{} needs its number of rows behind it (2 to {}, usually 360).",
                               head.words.front(), kMostRows));
        }
        const auto count = static_cast<std::size_t>(*said);
        std::vector<CutRow> result;
        for (; result.size() < count; ++at) {
            if (at == lines_.size()) {
                refuse(head.number,
                       fmt::format("{} は {} 行と告げていますが、{} 行で終わっています。",
                                   head.words.front(), count, result.size()),
                       fmt::format("{} states {} rows, but the file ends after {}.",
                                   head.words.front(), count, result.size()));
            }
            const Line& line = lines_[at];
            const auto angle = number_of(line.words.front());
            const auto value = line.words.size() > 1 ? number_of(line.words[1]) : std::nullopt;
            if (!angle || !value || line.words.size() > 2) {
                refuse(line.number,
                       fmt::format("「角度 損失」の2つの数が必要です（{} の {} 行のうち {} "
                                   "行目）。「{}」は読めません。",
                                   head.words.front(), count, result.size() + 1,
                                   fmt::join(line.words, " ")),
                       fmt::format("two numbers, angle and loss, are expected (row {} of the {} of "
                                   "{}), not \"{}\".",
                                   result.size() + 1, count, head.words.front(),
                                   fmt::join(line.words, " ")));
            }
            if (*angle < -180.0 || *angle > 360.0) {
                refuse(line.number, fmt::format("角度 {} は 0〜360 度の外です。", shortest(*angle)),
                       fmt::format("angle {} is outside 0 to 360 degrees.", shortest(*angle)));
            }
            result.push_back({line.number, *angle, *value});
        }
        return result;
    }

    // ---- Radio Mobile

    Loaded<CutPattern> list() {
        std::vector<CutRow> all;
        for (const Line& line : lines_) {
            const auto value = number_of(line.words.front());
            if (!value || line.words.size() > 1) {
                refuse(line.number,
                       fmt::format("1行に1つの数（dB）が必要です。「{}」は読めません。",
                                   fmt::join(line.words, " ")),
                       fmt::format("one number (dB) a line is expected, not \"{}\".",
                                   fmt::join(line.words, " ")));
            }
            all.push_back({line.number, 0.0, *value});
        }
        if (all.size() != kListLevel && all.size() != kListLevel + 180 &&
            all.size() != kListLevel + 181 && all.size() != kListWhole) {
            throw InputError(
                {fmt::format("{} の数は {} 個です。.ant "
                             "は水平面の360個だけか、垂直面を加えた540、541、720個です。",
                             shown_as_, all.size()),
                 fmt::format("{} has {} numbers. An .ant list has 360 for the horizontal plane, or "
                             "540, 541 or 720 with the vertical one.",
                             shown_as_, all.size())});
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            // Around clockwise; then from above over ahead to below, and on behind.
            const double angle = static_cast<double>(i);
            all[i].angle_deg = i < kListLevel ? angle : kListLevel + 90.0 - angle;
        }
        const std::span<CutRow> rows(all);
        const std::span<CutRow> upright = rows.subspan(kListLevel);
        tell_list(!upright.empty());
        Loaded<CutPattern> loaded{{std::nullopt, cut(".ant", rows.first(kListLevel), -1.0),
                                   upright.empty() ? Cut({{0.0, 0.0}}) : cut(".ant", upright, -1.0),
                                   0.0},
                                  {},
                                  {},
                                  {}};
        loaded.counts.read = std::ssize(all);
        // Both planes hold the horizon ahead; a loss there that both count is one.
        loaded.value.shared_db =
            std::min(loaded.value.horizontal.loss_db(0.0), loaded.value.vertical.loss_db(0.0));
        return loaded;
    }

    void tell_list(bool upright) {
        note(IssueKind::Assumed, "antenna_gain_missing", std::nullopt, "", "",
             {".ant には利得がありません。", "An .ant list states no gain."},
             {"利得は別に与える必要があります（なければ 0 dBi とします）。",
              "The gain has to be given apart (0 dBi otherwise)."});
        if (!upright) {
            note(IssueKind::Assumed, "antenna_cut_missing", std::nullopt, "", "",
                 {"数が360個で、垂直面がありません。",
                  "There are 360 numbers: the vertical plane is missing."},
                 {"どの仰角でも水平面の値としました。", "Taken as the same at every elevation."});
        }
    }

    // ---- both

    /// A cut of losses. @param sign of a loss as the format writes it
    Cut cut(const char* field, std::span<const CutRow> rows, double sign) {
        const auto wrong = [&](const CutRow& row) { return sign * row.value_db < 0.0; };
        const auto right = [&](const CutRow& row) { return sign * row.value_db > 0.0; };
        const auto first_wrong = std::ranges::find_if(rows, wrong);
        if (first_wrong != rows.end()) {
            if (std::ranges::any_of(rows, right)) {
                refuse(first_wrong->line,
                       fmt::format("{} の値の符号がそろっていません（{}）。{}", field,
                                   shortest(first_wrong->value_db),
                                   sign > 0.0 ? "損失を0以上の dB で書いてください。"
                                              : "利得を0以下の dB で書いてください。"),
                       fmt::format("signs of {} are mixed ({}). {}", field,
                                   shortest(first_wrong->value_db),
                                   sign > 0.0 ? "Write losses, 0 dB or more."
                                              : "Write gains, 0 dB or less."));
            }
            note(IssueKind::Repaired, "antenna_signs_turned", first_wrong->line, field,
                 shortest(first_wrong->value_db),
                 {fmt::format("{} の値がどれも逆の符号です。", field),
                  fmt::format("All values of {} have the other sign.", field)},
                 {"主方向からの損失として読みました。", "Read as losses below the main beam."});
        }
        std::vector<CutPoint> points;
        std::vector<CutRow> sorted(rows.begin(), rows.end());
        for (CutRow& row : sorted) {
            if (std::abs(row.value_db) > kDeepest_db) {
                refuse(row.line,
                       fmt::format("{} dB は {} dB を超えていて、パターンの値ではありません。",
                                   shortest(row.value_db), shortest(kDeepest_db)),
                       fmt::format("{} dB is beyond {} dB and no value of a pattern.",
                                   shortest(row.value_db), shortest(kDeepest_db)));
            }
            row.angle_deg = once_around(row.angle_deg);
        }
        std::ranges::sort(sorted, {},
                          [](const CutRow& row) { return std::pair(row.angle_deg, row.line); });
        for (const CutRow& row : sorted) {
            const double loss = std::abs(row.value_db);
            if (points.empty() || row.angle_deg > points.back().angle_deg) {
                points.push_back({row.angle_deg, loss});
            } else if (loss == points.back().loss_db) {
                note(IssueKind::Repaired, "antenna_angle_repeated", row.line, field,
                     shortest(row.angle_deg),
                     {fmt::format("{} の角度 {} が二度あります（同じ値）。", field,
                                  shortest(row.angle_deg)),
                      fmt::format("Angle {} of {} stands twice, with the same value.",
                                  shortest(row.angle_deg), field)},
                     {"一つとして読みました。", "Read as one."});
            } else {
                refuse(row.line,
                       fmt::format("{} の角度 {} が二度あり、値が違います（{} と {}）。", field,
                                   shortest(row.angle_deg), shortest(points.back().loss_db),
                                   shortest(loss)),
                       fmt::format("angle {} of {} stands twice with different values ({} and {}).",
                                   shortest(row.angle_deg), field, shortest(points.back().loss_db),
                                   shortest(loss)));
            }
        }
        return Cut(std::move(points));
    }

    /// Angles downwards to angles upwards.
    static Cut upside_down(const Cut& downwards) {
        std::vector<CutPoint> points = downwards.points();
        for (CutPoint& point : points) {
            point.angle_deg = once_around(-point.angle_deg);
        }
        std::ranges::sort(points, {}, &CutPoint::angle_deg);
        return Cut(std::move(points));
    }

    void tell_beam(const Cut& vertical) {
        const CutPoint& beam = *std::ranges::min_element(vertical.points(), {}, &CutPoint::loss_db);
        if (beam.angle_deg > kUpwards_deg && beam.angle_deg < 90.0 &&
            beam.loss_db < vertical.loss_db(0.0)) {
            note(IssueKind::Noted, "antenna_beam_upwards", std::nullopt, "VERTICAL",
                 shortest(beam.angle_deg),
                 {fmt::format("主方向が水平より {} 度上です。VERTICAL "
                              "の角度は水平から下向きに読みます。",
                              shortest(beam.angle_deg)),
                  fmt::format(
                      "The main beam points {} degrees above the horizon; angles of VERTICAL "
                      "are read downwards from it.",
                      shortest(beam.angle_deg))},
                 {"そのまま使いました。向きを確かめてください。",
                  "Used as it is. Please check which way the angles turn."});
        }
    }

    static constexpr std::size_t kListLevel = 360;
    static constexpr std::size_t kListWhole = 720;

    const std::string& shown_as_;
    std::vector<Line> lines_;
    std::vector<Issue> issues_;
};

} // namespace

Loaded<CutPattern> read_antenna(const std::string& shown_as, std::string_view bytes) {
    const Decoded decoded = decode(bytes);
    Loaded<CutPattern> loaded = Reader(shown_as, decoded.text).read();
    loaded.encoding = name_of(decoded.encoding);
    return loaded;
}

} // namespace todoku::radio
