// RFC 4180 text tables.
#include "core/csv.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <vector>

using namespace todoku;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text, char separator = ',') {
    Rows rows;
    for (CsvReader reader(text, separator); reader.next();) {
        rows.emplace_back(reader.fields().begin(), reader.fields().end());
    }
    return rows;
}

} // namespace

TEST_CASE("LF, CR LF and CR end records, the last one without any") {
    CHECK(rows_of("a,b\nc,d") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(rows_of("a,b\r\nc,d\r\n") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(rows_of("a,b\rc,d\r") == Rows{{"a", "b"}, {"c", "d"}});
}

TEST_CASE("Empty fields count and blank lines do not") {
    CHECK(rows_of(",\n\n\r\na,,\n") == Rows{{"", ""}, {"a", "", ""}});
    CHECK(rows_of("").empty());
    CHECK(rows_of("\n\r\n\r").empty());
}

TEST_CASE("Quoted fields hold separators, quotes and line breaks") {
    CHECK(rows_of("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"\nx,y,z\n") ==
          Rows{{"a,b", "say \"hi\"", "two\r\nlines"}, {"x", "y", "z"}});
    CHECK(rows_of("\"\",\"\"\"\"\n") == Rows{{"", "\""}});
    CHECK(rows_of("\"a\"b,c\n") == Rows{{"ab", "c"}});
    CHECK(rows_of("5\" pipe,x\n") == Rows{{"5\" pipe", "x"}});
}

TEST_CASE("A field written as a formula of a text is that text") {
    CHECK(rows_of("=\"001\",=\"\",=A1,\"=1\"\nx,=\"津\"") ==
          Rows{{"001", "", "=A1", "=1"}, {"x", "津"}});
}

TEST_CASE("Many rewritten fields of one record stay apart") {
    std::string line;
    std::vector<std::string> expected;
    for (int i = 0; i < 200; ++i) {
        line += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\"\"\"";
        expected.push_back(std::to_string(i) + "\"");
    }
    CHECK(rows_of(line) == Rows{expected});
}

TEST_CASE("Another separator may be chosen") {
    CHECK(rows_of("a\tb,c\n", '\t') == Rows{{"a", "b,c"}});
    CHECK(rows_of("1,5;2,5\n", ';') == Rows{{"1,5", "2,5"}});
}

TEST_CASE("line() is the line on which a record starts, as an editor shows it") {
    CsvReader reader("a\n\n\"x\ny\r\nz\",1\r\nb\rc\n");
    std::vector<std::int64_t> lines;
    while (reader.next()) {
        lines.push_back(reader.line());
    }
    CHECK(lines == std::vector<std::int64_t>{1, 3, 6, 7});
}

TEST_CASE("A quote that is never closed is told") {
    CsvReader closed("a,\"b\"\n");
    while (closed.next()) {
    }
    CHECK_FALSE(closed.unterminated_quote());

    CsvReader open("a,b\nc,\"d\ne,f\n");
    CHECK(open.next());
    CHECK_FALSE(open.unterminated_quote());
    CHECK(open.next());
    CHECK(open.unterminated_quote());
    CHECK(open.fields()[1] == "d\ne,f\n");
    CHECK_FALSE(open.next());
}

TEST_CASE("Separators are found wherever they lie in a word of eight bytes") {
    for (std::size_t before = 0; before < 20; ++before) {
        for (std::size_t after = 0; after < 20; ++after) {
            const std::string a(before, 'x');
            const std::string b(after, '-');
            CHECK(rows_of(a + "," + b + "\nq") == Rows{{a, b}, {"q"}});
        }
    }
}

TEST_CASE("What is written reads back") {
    CHECK(rc::check([](const std::vector<std::vector<std::string>>& table) {
        std::ostringstream out;
        Rows expected;
        for (const auto& row : table) {
            if (!row.empty()) {
                write_csv_record(out, row);
                expected.push_back(row);
            }
        }
        RC_ASSERT(rows_of(out.str()) == expected);
    }));
    const auto nasty =
        rc::gen::container<std::string>(rc::gen::elementOf(std::string("\",\n\r a;")));
    CHECK(rc::check([&] {
        const auto row = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(nasty));
        std::ostringstream out;
        write_csv_record(out, row, ';');
        RC_ASSERT(rows_of(out.str(), ';') == Rows{row});
    }));
}

TEST_CASE("Only fields that need quotes get them") {
    CHECK(csv_field("津市") == "津市");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("a,b", ';') == "a,b");
    CHECK(csv_field("a\"b") == "\"a\"\"b\"");
}

TEST_CASE("A row has its header's width, whatever empty fields a spreadsheet left at its end") {
    using Fields = std::vector<std::string_view>;
    const RowWidth width(Fields{"a", "b", "c", "", " "});
    CHECK(width.names() == 3);
    CHECK(width.fit(Fields{"1", "2", "3"}) == RowWidth::Fit::Whole);
    CHECK(width.fit(Fields{"1", "2", "3", "x", ""}) == RowWidth::Fit::Whole); // under a blank name
    CHECK(width.fit(Fields{"1", "2", "3", "", "", "", " "}) == RowWidth::Fit::Whole);
    CHECK(width.fit(Fields{"1", "2", "3", "", "", "x"}) == RowWidth::Fit::Long);
    CHECK(width.fit(Fields{"1", "2"}) == RowWidth::Fit::Short);
    CHECK(is_blank_record(Fields{"", "\t", " "}));
    CHECK_FALSE(is_blank_record(Fields{"", "0"}));
}

TEST_CASE("A text that a spreadsheet would compute is kept as text") {
    for (const char* computed : {"=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"}) {
        CHECK(kept_as_text(computed) == std::string("'") + computed);
    }
    for (const char* plain : {"", "1", "津市", "a=b", "'=1", "－1", "＝1"}) {
        CHECK(kept_as_text(plain) == plain);
    }
}
