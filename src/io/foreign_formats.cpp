#include "io/foreign_formats.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"

#include <algorithm>
#include <array>

namespace todoku::io {

namespace {

struct Foreign {
    std::array<std::string_view, 3> endings;
    std::string_view within; ///< its head, whatever the name; empty: the name alone tells
    const char* ja;
    const char* en;
};
constexpr auto kForeign = std::to_array<Foreign>({
    {{".xlsb"},
     {},
     " は Excel のバイナリ ブック（.xlsb）です。Excelで開き、「名前を付けて保存」で「Excel ブック"
     "（.xlsx）」にしてください。",
     " is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx."},
    {{".accdb"},
     "Standard ACE DB",
     " は Access のデータベースです。Access で開き、使うテーブルを Excel（.xlsx）か CSV "
     "にエクスポー"
     "トしてください。",
     " is a database of Access. Open it there and export the table to use as .xlsx or CSV."},
    {{".mdb"},
     "Standard Jet DB",
     " は Access のデータベースです。Access で開き、使うテーブルを Excel（.xlsx）か CSV "
     "にエクスポー"
     "トしてください。",
     " is a database of Access. Open it there and export the table to use as .xlsx or CSV."},
    {{".xdw", ".xbd", ".xct"},
     {},
     " は DocuWorks の文書です。表としても地図としても読めません。表は Excel か CSV で、地図は "
     "Shapefile か GeoJSON でもらってください。",
     " is a document of DocuWorks, which can be read neither as a table nor as a map. Ask for "
     "tables as Excel or CSV and for maps as Shapefile or GeoJSON."},
    {{".msg", ".eml"},
     {},
     " はメールです。添付されたファイルを保存し、それを指定してください。",
     " is a mail. Save the file attached to it and name that."},
    {{".lnk", ".url", ".website"},
     {},
     " はショートカットで、ファイルそのものではありません。元のファイルをコピーして、それを指定して"
     "ください。",
     " is a shortcut and not the file. Copy the file itself and name that."},
    {{".numbers"},
     {},
     " は Numbers の表です。Numbers で開き、Excel（.xlsx）に書き出してください。",
     " is a sheet of Numbers. Open it there and export it as .xlsx."},
});

} // namespace

void refuse_foreign(std::string_view head, const std::string& name, const std::string& shown_as) {
    if (name.substr(name.find_last_of('/') + 1).starts_with("~$")) {
        throw InputError({shown_as +
                              " は、Excel などがファイルを開いている間に作る作業用のファイルで"
                              "す。名前の頭に ~$ のない、元のファイルを指定してください。",
                          shown_as + " is what Excel and the like leave beside a file while it is "
                                     "open. Name the file without ~$ in front."});
    }
    const std::string ending = lower_ending(name);
    for (const Foreign& format : kForeign) {
        const bool named =
            !ending.empty() && std::ranges::find(format.endings, ending) != format.endings.end();
        const bool holds =
            !format.within.empty() && head.find(format.within) == std::size_t{4}; // of Jet and ACE
        if (named || holds) {
            throw InputError({shown_as + format.ja, shown_as + format.en});
        }
    }
}

void refuse_unnamed_table(std::string_view head, const std::string& name,
                          const std::string& shown_as) {
    const std::string ending = lower_ending(name);
    const auto first = std::ranges::find_if(head, [](char c) {
        return c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\xEF' && c != '\xBB' &&
               c != '\xBF';
    });
    if (first != head.end() && (*first == '{' || *first == '[')) {
        throw InputError(
            {shown_as + " は図形のない JSON です。地図は GeoJSON で、表は CSV か Excel で"
                        "もらってください（壊れた GeoJSON なら、元からもう一度コピーして"
                        "ください）。",
             shown_as + " is JSON without shapes. Ask for maps as GeoJSON and for "
                        "tables as CSV or a workbook (where it is a GeoJSON that broke, "
                        "copy it again)."});
    }
    const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
    const bool text = head.find('\0') == std::string_view::npos && line.size() < head.size() &&
                      std::ranges::count_if(line, [](char c) { return c == ',' || c == '\t'; }) > 0;
    if (text && ending != ".csv" && !line.starts_with('<')) {
        throw InputError(
            {shown_as + " の中身は文字の表（CSVなど）のようです。表なら、ファイル名の最"
                        "後を .csv にしてください。",
             shown_as + " seems to hold a table as text (CSV or the like). If it does, "
                        "let its name end in .csv."});
    }
}

} // namespace todoku::io
