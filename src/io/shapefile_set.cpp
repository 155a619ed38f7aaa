#include "io/shapefile_set.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/archive_member.hpp"
#include "io/file_access.hpp"
#include "io/row_issues.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>

namespace todoku::io {

namespace {

// ESRI Shapefile Technical Description (1998): a header of 100 bytes with the length of the file in
// 16-bit words at byte 24, highest byte first; in .shp a record is 8 bytes (number, length of its
// content in words) and its content; in .shx 8 bytes a record (offset and length in words).
constexpr std::size_t kHeader = 100;
constexpr std::size_t kLengthAt = 24;
constexpr std::size_t kRecordHeader = 8;
constexpr std::size_t kIndexEntry = 8;
constexpr std::uint32_t kFileCode = 9994;
// dBASE level 5: records at byte 4, length of the header at 8, of a record at 10, lowest byte
// first.
constexpr std::size_t kDbfHeader = 32;

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

std::uint32_t little_endian(const std::string& bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;) {
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

void append_big_endian(std::string& bytes, std::uint64_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes += static_cast<char>(value >> shift & 0xFFU);
    }
}

std::string number(std::uint64_t value) {
    return with_thousands(static_cast<double>(value));
}

std::string name_of(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

/// @param there, wanted bytes. @param shapes "3,000件のうち1,200件", may be empty
[[noreturn]] void refuse_cut(const VectorSource& source, const std::string& path,
                             std::uint64_t there, std::uint64_t wanted, const Text& shapes) {
    throw InputError(
        {fmt::format("{}: {} が途中で切れています（{} バイトあるはずが {} "
                     "バイト{}）。コピーか受け渡しが途中で止まったファイルです。元のファイルを組（."
                     "shp .shx .dbf .prj）でもう一度コピーしてください。",
                     shown_name(source), name_of(path), number(wanted), number(there), shapes.ja),
         fmt::format("{}: {} is cut short ({} of {} bytes{}). Its copy or transfer stopped half "
                     "way: copy .shp, .shx, .dbf and .prj again from their source.",
                     shown_name(source), name_of(path), number(there), number(wanted), shapes.en)});
}

Text shapes_text(std::uint64_t whole, std::uint64_t all) {
    return {fmt::format("、図形は {} 件のうち {} 件まで", number(all), number(whole)),
            fmt::format(", {} of {} shapes", number(whole), number(all))};
}

struct Dbf {
    std::uint64_t records = 0;
};

std::optional<Dbf> look_at_dbf_size(const VectorSource& source, const std::string& shp) {
    const auto path = beside_shp(shp, "dbf");
    if (!path) {
        return std::nullopt;
    }
    const std::string head = read_bytes(*path, kDbfHeader);
    const std::uint64_t size = size_of(*path).value_or(0);
    if (head.size() < kDbfHeader) {
        refuse_cut(source, *path, size, kDbfHeader, {});
    }
    const std::uint64_t records = little_endian(head, 4, 4);
    const std::uint64_t start = little_endian(head, 8, 2);
    const std::uint64_t length = little_endian(head, 10, 2);
    if (size < start + records * length) {
        const std::uint64_t whole = size > start && length > 0 ? (size - start) / length : 0;
        refuse_cut(source, *path, size, start + records * length,
                   {fmt::format("、{} 行のうち {} 行まで", number(records), number(whole)),
                    fmt::format(", {} of {} rows", number(whole), number(records))});
    }
    return Dbf{records};
}

struct Index {
    std::uint64_t records = 0;
    std::uint64_t within = 0; ///< records that end within the .shp
};

/// What the .shx says; nothing where there is none or it is no .shx.
std::optional<Index> read_index(const std::string& shp, std::uint64_t shp_size) {
    const auto path = beside_shp(shp, "shx");
    const std::string bytes = path ? read_bytes(*path, std::string::npos) : std::string();
    if (bytes.size() < kHeader || big_endian(bytes, 0) != kFileCode ||
        (bytes.size() - kHeader) % kIndexEntry != 0 ||
        2 * std::uint64_t{big_endian(bytes, kLengthAt)} > bytes.size()) {
        return std::nullopt;
    }
    Index index;
    for (std::size_t at = kHeader; at < bytes.size(); at += kIndexEntry) {
        const std::uint64_t end =
            2 * (std::uint64_t{big_endian(bytes, at)} + big_endian(bytes, at + 4)) + kRecordHeader;
        ++index.records;
        index.within += end <= shp_size ? 1U : 0U;
    }
    return index;
}

struct Walk {
    std::string shx;
    std::uint64_t records = 0;
    bool whole = true; ///< the last record ends within the file
};

/// Goes from record to record through the .shp.
Walk walk_records(const std::string& bytes) {
    Walk walk;
    walk.shx = bytes.substr(0, kHeader);
    std::size_t at = kHeader;
    while (at + kRecordHeader <= bytes.size()) {
        const std::uint64_t words = big_endian(bytes, at + 4);
        const std::uint64_t end = at + kRecordHeader + 2 * words;
        if (end > bytes.size()) {
            walk.whole = false;
            break;
        }
        append_big_endian(walk.shx, at / 2);
        append_big_endian(walk.shx, words);
        ++walk.records;
        at = static_cast<std::size_t>(end);
    }
    std::string length;
    append_big_endian(length, walk.shx.size() / 2);
    walk.shx.replace(kLengthAt, length.size(), length);
    return walk;
}

void require_attributes(const VectorSource& source, std::vector<Issue>& issues) {
    if (!source.where.empty() || source.needs_attributes) {
        throw InputError(
            {fmt::format(
                 "{} には同じ名前の .dbf が必要です（{}が入っています）。.shp .shx .dbf .prj "
                 "を一組で受け取ってください。",
                 shown_name(source),
                 source.where.empty() ? "名称やコードなどの属性" : "where で使う属性"),
             fmt::format("{} needs its .dbf beside it ({}). Ask for .shp, .shx, .dbf and .prj "
                         "together.",
                         shown_name(source),
                         source.where.empty() ? "it holds names, codes and other attributes"
                                              : "it holds the attributes that where asks for")});
    }
    note_row(issues, IssueKind::Noted, source, std::nullopt, "dbf_missing", "",
             {"属性のファイル（.dbf）がありません。一組そろっていない受け渡しかもしれません。",
              "The file of attributes (.dbf) is missing; the set may not be complete."},
             {"図形だけを使いました。", "only the shapes were used."});
}

} // namespace

void require_shapes(const VectorSource& source) {
    if (lower_ending(source.file) == ".dbf") {
        refuse_part(source);
    }
}

void refuse_part(const VectorSource& source) {
    const std::string path = source.file.string();
    const std::string shown = shown_name(source);
    if (beside_shp(path, "shp")) {
        throw InputError({shown +
                              " は Shapefile の一部です。同じ名前の .shp のほうを指定してください"
                              "。",
                          shown + " is a part of a Shapefile. Name the .shp of the same name."});
    }
    throw InputError(
        {shown + " だけでは図形がありません。同じ名前の .shp .shx .dbf .prj を一組で受け"
                 "取り、.shp を指定してください。",
         shown + " alone holds no shapes. Ask for the .shp, .shx, .dbf and .prj of one "
                 "name, and name the .shp."});
}

std::optional<std::string> beside_shp(const std::string& shp, const std::string& ending) {
    std::string capitals = ending;
    std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const std::string stem = shp.substr(0, shp.size() - 3);
    for (const std::string& spelled : {ending, capitals}) {
        if (size_of(stem + spelled)) {
            return stem + spelled;
        }
    }
    return std::nullopt;
}

ShapefileSet look_at_shapefile(const VectorSource& source, const std::string& shp,
                               std::vector<Issue>& issues) {
    ShapefileSet set;
    const std::uint64_t size = size_of(shp).value_or(0);
    const std::string head = read_bytes(shp, kHeader);
    if (head.size() < kHeader) {
        refuse_cut(source, shp, size, kHeader, {});
    }
    if (big_endian(head, 0) != kFileCode) {
        throw InputError({shown_name(source) +
                              " はShapefileではありません（中身が違います）。元のファイル"
                              "をもう一度コピーするか、もらい直してください。",
                          shown_name(source) + " is no Shapefile (its content is another). Copy it "
                                               "again from its source, or ask for it again."});
    }
    const std::uint64_t declared = 2 * std::uint64_t{big_endian(head, kLengthAt)};
    const auto dbf = look_at_dbf_size(source, shp);
    const auto index = read_index(shp, size);
    std::uint64_t records = index ? index->records : 0;
    if (index && index->within < index->records && declared > size) {
        refuse_cut(source, shp, size, declared, shapes_text(index->within, index->records));
    }
    if (!index || index->within < index->records) {
        const Walk walk = walk_records(read_bytes(shp, std::string::npos));
        if (!walk.whole || declared > size) {
            refuse_cut(source, shp, size, std::max(declared, size),
                       dbf ? shapes_text(walk.records, dbf->records) : Text{});
        }
        records = walk.records;
        set.rebuilt_shx = walk.shx;
        const bool there = beside_shp(shp, "shx").has_value();
        note_row(
            issues, IssueKind::Repaired, source, std::nullopt, "shx_rebuilt", "",
            there ? Text{".shx が壊れているか、別の .shp のものです。",
                         "The .shx is damaged or of another .shp."}
                  : Text{".shx がありません。一組そろっていない受け渡しかもしれません。",
                         "There is no .shx; the set may not be complete."},
            {fmt::format(".shp から索引を作り直して {} 件すべてを読みました（元のファイルは変え"
                         "ていません）。",
                         number(records)),
             fmt::format("the index was made anew from the .shp and all {} shapes read (no "
                         "file was changed).",
                         number(records))});
    }
    set.has_dbf = dbf.has_value();
    if (!dbf) {
        require_attributes(source, issues);
    } else if (dbf->records != records) {
        throw InputError(
            {fmt::format("{} の図形は {} 件、.dbf の行は {} "
                         "行で、組になっていません。同じ時に作られた .shp .shx .dbf .prj "
                         "を一組で受け取ってください。",
                         shown_name(source), number(records), number(dbf->records)),
             fmt::format("{} has {} shapes and its .dbf {} rows: they do not belong together. Ask "
                         "for .shp, .shx, .dbf and .prj made at one time.",
                         shown_name(source), number(records), number(dbf->records))});
    }
    return set;
}

} // namespace todoku::io
