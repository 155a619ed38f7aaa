#include "study/toml_text.hpp"

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

/// A study of every file of Japan stays far below; more is some other file.
constexpr std::uintmax_t kMostBytes = std::uintmax_t{4} << 20;

std::string bytes_of(const fs::path& file, const std::string& shown) {
    std::error_code unknown;
    if (const std::uintmax_t size = fs::file_size(file, unknown); !unknown && size > kMostBytes) {
        throw InputError({fmt::format("{} は大きすぎます（{}MB）。スタディファイルか確かめてくださ"
                                      "い。",
                                      shown, size >> 20),
                          fmt::format("{} is too large ({} MB) for a study file. Check its name.",
                                      shown, size >> 20)});
    }
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.is_open() || in.bad()) {
        throw InputError({shown + " を開けません。読み取り権限を確かめてください。",
                          "Cannot open " + shown + ". Check its permissions."});
    }
    return bytes;
}

/// Memo pads of Japanese offices save in CP932 or UTF-16 unless told otherwise.
void require_utf8(const std::string& bytes, const std::string& shown) {
    const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (!wide && is_utf8(bytes)) {
        return;
    }
    std::size_t line = 1;
    std::size_t at = 0;
    while (!wide && at < bytes.size()) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        if (!is_utf8(std::string_view(bytes).substr(at, end - at))) {
            break;
        }
        ++line;
        at = end + 1;
    }
    const std::string encoding = todoku::name_of(decode(bytes).encoding);
    throw InputError(
        {fmt::format(
             "{}:{} UTF-8で保存してください（{} "
             "で保存されています）。メモ帳で開き、「名前を付けて保存」の「文字コード」（エンコ"
             "ード）を UTF-8 にして保存し直します。",
             shown, line, encoding),
         fmt::format("{}:{} must be saved as UTF-8 (it is {}). In Notepad: Save as, Encoding: "
                     "UTF-8.",
                     shown, line, encoding)});
}

std::string line_of(const std::string& text, std::size_t number) {
    std::size_t at = 0;
    for (std::size_t line = 1; line < number && at != std::string::npos; ++line) {
        at = text.find('\n', at);
        at += at == std::string::npos ? 0U : 1U;
    }
    constexpr std::size_t kShown = 400; // bytes
    std::string line(at == std::string::npos
                         ? ""
                         : trimmed(std::string_view(text).substr(at, text.find('\n', at) - at)));
    if (line.size() > kShown) {
        line.resize(kShown);
        while (!is_utf8(line)) {
            line.pop_back();
        }
        line += "…";
    }
    return line;
}

/// What usually lies behind a line that is no TOML.
Text advice(const std::string& line, std::string_view reason) {
    const auto says = [&](std::string_view word) {
        return reason.find(word) != std::string_view::npos;
    };
    if (says("redefine")) {
        return {"同じ項目か節が前にもあります。一つにしてください。",
                "The key or section stands twice. Keep one."};
    }
    if (line.find('\\') != std::string::npos && (says("escape") || says("hex"))) {
        return {
            "\" \" の中の \\ は使えません。Windowsのパスは \\ を / に替えるか、\" \" の代わりに "
            "' ' で囲んでください。",
            "A backslash cannot stand in \" \". Write paths of Windows with / or between ' '."};
    }
    if (says("representable") || says("length limit")) {
        return {"数が大きすぎて読めません。桁を確かめてください（文字列なら \" \" で囲みます）。",
                "The number is too large. Check its digits (put it in \" \" if it is a text)."};
    }
    for (const char* wide : {"＝", "”", "“", "［", "］", "，", "　", "＃"}) {
        if (line.find(wide) != std::string::npos) {
            return {
                fmt::format("全角の「{}」があります。= \" [ ] , # と空白は半角で書いてください（"
                            "文字列の中は全角でもかまいません）。",
                            wide),
                fmt::format("There is a full-width \"{}\". Write = \" [ ] , # and blanks in "
                            "half width (texts may be in full width).",
                            wide)};
        }
    }
    return {"「項目 = \"値\"」の形にし、文字列は \" \" で、節は [ ] で囲んでください。",
            fmt::format("{}. Write key = \"value\", texts in \" \" and sections in [ ].", reason)};
}

} // namespace

toml::table parse_toml(const fs::path& file, const std::string& shown) {
    const std::string bytes = bytes_of(file, shown);
    require_utf8(bytes, shown);
    try {
        return toml::parse(bytes, file.string());
    } catch (const toml::parse_error& error) {
        const auto number = error.source().begin.line;
        const std::string line = line_of(bytes, number);
        const Text told = advice(line, error.description());
        throw InputError(
            {fmt::format("{}:{} TOMLとして読めません: {}\n  {}", shown, number, told.ja, line),
             fmt::format("{}:{} is not TOML: {}\n  {}", shown, number, told.en, line)});
    }
}

} // namespace todoku::study
