#include "io/input_limits.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>

namespace todoku::io {

namespace {

/// Archives of publishers hold some hundred files (elevation tiles of a secondary mesh).
constexpr zip_int64_t kMostMembers = 20'000;
/// The boundaries of all Japan (N03 of 2025, 603 MB) unpack to under 4 GB.
constexpr std::uint64_t kMostUnpacked = std::uint64_t{8} << 30;
/// Deflate reaches 1,032 : 1 on one repeated byte; tables and shapes stay under 50 : 1.
constexpr std::uint64_t kMostRatio = 300;
constexpr std::uint64_t kSmall = std::uint64_t{64} << 20; ///< does no harm whatever its ratio

struct ArchiveDeleter {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

constexpr std::string_view kLineEnds = "\r\n";

/// Nothing is ever unpacked to disk, but nobody honest writes such names.
bool points_outside(std::string_view name) {
    return name.starts_with('/') || name.starts_with('\\') ||
           name.find("../") != std::string_view::npos ||
           name.find("..\\") != std::string_view::npos;
}

/// The name in ASCII capitals, as Windows compares names. @throws InputError for a name that an
/// archive cannot be unpacked by
std::string key_of_name(const std::string& name, const std::string& shown_as) {
    if (points_outside(name)) {
        throw InputError(
            {fmt::format(
                 "{} に、ZIPの外を指す名前のファイルがあります（{}）。提供元に確かめ、必要な"
                 "ファイルだけを取り出して指定してください。",
                 shown_as, name),
             fmt::format("{} holds a file whose name points out of it ({}). Ask who gave it, take "
                         "out what is needed and name that.",
                         shown_as, name)});
    }
    std::string key = name;
    std::transform(key.begin(), key.end(), key.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return key;
}

} // namespace

void require_text_size(std::uintmax_t bytes, const std::string& shown_as) {
    if (bytes > kMostText) {
        throw InputError(
            {fmt::format("{} は大きすぎます（{}MB、上限{}MB）。市町村ごとなどに分けて指定してくださ"
                         "い。",
                         shown_as, bytes >> 20, kMostText >> 20),
             fmt::format("{} is too large ({} MB, at most {} MB). Divide it, for instance by "
                         "municipality.",
                         shown_as, bytes >> 20, kMostText >> 20)});
    }
}

void require_header(std::string_view bytes, const std::string& shown_as) {
    const std::string_view start = bytes.substr(0, kLongestHeader + 1);
    if (start.size() >= kLongestHeader &&
        start.find_first_of(kLineEnds) == std::string_view::npos) {
        throw InputError(
            {fmt::format("{} の最初の行（見出し）が{}MBを超えています（ほかの行は{}MBまで）。表では"
                         "ないか、壊れています。元のファイルをもらい直してください。",
                         shown_as, kLongestHeader >> 20, kLongestRow >> 20),
             fmt::format(
                 "{} has a line of over {} MB at its start, where the header stands (other "
                 "lines may have {} MB): it is no table, or broken. Ask for the file again.",
                 shown_as, kLongestHeader >> 20, kLongestRow >> 20)});
    }
}

void require_rows(std::string_view bytes, const std::string& shown_as) {
    require_header(bytes, shown_as);
    // Only the last line end of each window is looked for, so that the text is not walked twice.
    for (std::size_t at = 0; bytes.size() - at > kLongestRow;) {
        const std::size_t end = bytes.substr(at, kLongestRow).find_last_of(kLineEnds);
        if (end == std::string_view::npos) {
            throw InputError(
                {fmt::format("{} に{}MBを超える行があります。表ではないか、壊れています。元のファイ"
                             "ルをもらい直してください。",
                             shown_as, kLongestRow >> 20),
                 fmt::format("{} has a line of over {} MB: it is no table, or broken. Ask for the "
                             "file again.",
                             shown_as, kLongestRow >> 20)});
        }
        at += end + 1;
    }
}

void require_sane_archive(const std::filesystem::path& file, const std::string& shown_as) {
    int code = 0;
    const std::unique_ptr<zip_t, ArchiveDeleter> archive(zip_open(file.c_str(), ZIP_RDONLY, &code));
    if (!archive) {
        return;
    }
    const zip_int64_t members = zip_get_num_entries(archive.get(), 0);
    if (members > kMostMembers) {
        throw InputError(
            {fmt::format("{} にはファイルが{}個あります（上限{}個）。必要なものだけを取り出して指定"
                         "してください。",
                         shown_as, members, kMostMembers),
             fmt::format("{} holds {} files (at most {}). Take out those that are needed.",
                         shown_as, members, kMostMembers)});
    }
    std::uint64_t unpacked = 0;
    std::set<std::string> names;
    for (zip_int64_t i = 0; i < members; ++i) {
        zip_stat_t stat;
        if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), 0, &stat) != 0) {
            continue;
        }
        const char* raw = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
        const Decoded decoded = decode(raw != nullptr ? raw : "");
        const std::string& name = decoded.text;
        const bool is_new = names.insert(key_of_name(name, shown_as)).second;
        if (!is_new) {
            throw InputError(
                {fmt::format("{} に同じ名前のファイルが二つあります（{}）。どちらを使うか決められな"
                             "いので、展開して一つを指定してください。",
                             shown_as, name),
                 fmt::format(
                     "{} holds two files of one name ({}), and nothing says which is meant. "
                     "Unpack it and name one of them.",
                     shown_as, name)});
        }
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
            stat.encryption_method != ZIP_EM_NONE) {
            throw InputError(
                {fmt::format("{} にはパスワードが付いていて読めません（{}）。パスワードで展開し、中"
                             "のファイルを指定してください。",
                             shown_as, name),
                 fmt::format("{} has a password and cannot be read ({}). Unpack it with the "
                             "password and name the file inside.",
                             shown_as, name)});
        }
        unpacked += std::min<std::uint64_t>(stat.size, kMostUnpacked + 1);
        const bool bomb = stat.size > kSmall &&
                          stat.size / std::max<std::uint64_t>(stat.comp_size, 1) > kMostRatio;
        if (bomb || unpacked > kMostUnpacked) {
            throw InputError(
                {fmt::format("{} は展開すると異常に大きくなります（{}MB以上）。壊れているか、悪意の"
                             "あるファイルです。提供元に確かめ、展開した中のファイルを指定してくだ"
                             "さい。",
                             shown_as, unpacked >> 20),
                 fmt::format("{} unpacks to something absurdly large (over {} MB): it is broken or "
                             "hostile. Ask who gave it, and name the unpacked file.",
                             shown_as, unpacked >> 20)});
        }
    }
}

void require_posts(double columns, double rows, const std::string& shown_as) {
    if (columns * rows > kMostPosts) {
        throw InputError(
            {fmt::format("{} は {:.0f}×{:.0f} 点もあり、標高データとして大きすぎます。対象の範囲に"
                         "切り出すか、間隔の粗い標高データにしてください。",
                         shown_as, columns, rows),
             fmt::format(
                 "{} has {:.0f} x {:.0f} posts, too many for heights. Cut it to the study's "
                 "area, or take a coarser one.",
                 shown_as, columns, rows)});
    }
}

} // namespace todoku::io
