#include "io/mesh_refusals.hpp"

#include "core/error.hpp"
#include "io/technology_words.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

namespace todoku::io {

namespace {

void require_this_technology(const CoverageOf& of, const std::string& place,
                             const std::string& column, const std::string& value) {
    if (named_technology_rank(header_key(value), of.technology) >= 0) {
        return;
    }
    throw InputError(
        {fmt::format("{} の列「{}」は「{}」で、{}の表ではありません。technology "
                     "とファイルを確かめてください。この技術のエリアとして使うなら、study.toml "
                     "に class_field = \"{}\" と covered = [\"{}\"] を書いてください。",
                     place, column, value, label_of(of.technology).ja, column, value),
         fmt::format("Column \"{}\" of {} says \"{}\": the table is not of {}. Check technology "
                     "and the file. To use it all the same, add class_field = \"{}\" and "
                     "covered = [\"{}\"] to study.toml.",
                     column, place, value, label_of(of.technology).en, column, value)});
}

} // namespace

void require_no_power(const VectorSource& source, const std::string& place,
                      const std::vector<std::string>& headers, const MeshTableColumns& columns) {
    if (!columns.power || !source.where.empty()) {
        return;
    }
    const std::string column = column_name(headers, *columns.power);
    const bool bare = column.find_first_of("()[] ") == std::string::npos;
    const std::string name = bare ? "\"" + column : "'\"" + column + "\"";
    const char* end = bare ? "\"" : "'";
    throw InputError(
        {fmt::format("{} の列「{}」は電波の強さの数で、どこからがエリア内か分かりません。"
                     "エリア内の行を study.toml に where = {} >= …{} のように書いて選んで"
                     "ください（… はエリア内とみなす最も弱い値、たとえば -110）。",
                     place, column, name, end),
         fmt::format("{}: column \"{}\" holds numbers of how strong the signal is, and nothing "
                     "says from where on that is covered. Choose the covered rows in "
                     "study.toml by where = {} >= ...{} (... being the weakest value that "
                     "counts as covered, -110 for example).",
                     place, column, name, end)});
}

void require_no_denial(const VectorSource& source, const std::string& place,
                       const std::vector<std::string>& headers, const MeshTableColumns& columns) {
    if (!columns.denial || source.where.find(headers[*columns.denial]) != std::string::npos) {
        return;
    }
    const std::string column = column_name(headers, *columns.denial);
    if (columns.denial_is_share) {
        throw InputError(
            {fmt::format("{} の列「{}」は、見出しによればエリアでない割合です。カバー率としては"
                         "読みません。エリアの割合（100 から引いた値）の列を加え、study.toml に "
                         "share_field = \"その列の名前\" と書いてください。見出しが違うなら、"
                         "カバー率などに直してください。",
                         place, column),
             fmt::format("{}: by its header, column \"{}\" is the share that is not covered; it "
                         "is not read as coverage. Add a column of the share that is (100 less "
                         "it), and name that in study.toml as share_field = \"COLUMN\". If the "
                         "header is wrong, mend it.",
                         place, column)});
    }
    throw InputError(
        {fmt::format("{} の列「{}」は、見出しによればエリアでないところを示します。値がエリア内"
                     "を表すのか外を表すのか決められません。study.toml に class_field = \"{}\" "
                     "と covered = [エリア内の値] を書いてください（× がエリア内なら covered = "
                     "[\"×\"]、0 なら [\"0\"]、空欄なら [\"\"]）。内外と関係のない列なら、"
                     "除いた表にしてください。",
                     place, column, column),
         fmt::format("{}: by its header, column \"{}\" says where there is no coverage, and "
                     "nothing says which of its values mean covered. Add class_field = \"{}\" "
                     "and covered = [VALUES] to study.toml (covered = [\"×\"] where × is "
                     "covered, [\"0\"] where 0 is, [\"\"] where a blank is). If it has nothing "
                     "to do with coverage, take it out of the table.",
                     place, column, column)});
}

void require_one_technology(const VectorSource& source, const CoverageOf& of,
                            const std::string& place, const std::string& column,
                            const std::set<std::string>& values) {
    if (values.empty() || !source.where.empty()) {
        return;
    }
    if (values.size() == 1) {
        require_this_technology(of, place, column, *values.begin());
        return;
    }
    const std::string list = fmt::format("「{}」", fmt::join(values, "」「"));
    const std::string list_en = fmt::format("\"{}\"", fmt::join(values, "\", \""));
    throw InputError(
        {fmt::format("{} の列「{}」に複数の値（{}）があります。この技術の行を選ぶように、"
                     "study.toml に class_field = \"{}\" と covered = [\"…\"] "
                     "を書いてください。",
                     place, column, list, column),
         fmt::format("Column \"{1}\" of {0} holds several values ({2}). Choose the rows of this "
                     "technology: add class_field = \"{1}\" and covered = [\"...\"] to "
                     "study.toml.",
                     place, column, list_en)});
}

} // namespace todoku::io
