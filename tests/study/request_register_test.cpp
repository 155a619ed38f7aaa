#include "core/error.hpp"
#include "study/asked_ground.hpp"
#include "study/request_register.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace todoku;
using namespace todoku::study;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

const std::string kHeader = "区域ID,事業者,担当,回答,備考\n";

RequestRegister read(const TemporaryFolder& folder, const std::string& text) {
    folder.write("register.csv", text);
    return read_register(folder.path() / "register.csv", "register.csv");
}

} // namespace

TEST_CASE("A register is read with the staff's own columns, in any order, under a title") {
    const TemporaryFolder folder;
    const RequestRegister known =
        read(folder, "要望台帳\n\n" + kHeader + "24201-1,キャリアA,山田,\"令和9年, 夏\",見込み\n");
    REQUIRE(known.entries.size() == 1);
    CHECK(known.own_columns == std::vector<std::string>{"担当"});
    CHECK(known.entries[0].at("担当") == "山田");
    CHECK(known.entries[0].at("回答") == "令和9年, 夏");
    CHECK(known.entries[0].at("状態").empty());
    CHECK(known.entries[0].line == 4);
    CHECK(known.issues.empty());
}

TEST_CASE("Rows without id or carrier and repeated ones are listed and kept, blank ones are not") {
    const TemporaryFolder folder;
    const RequestRegister known = read(folder, kHeader + "24201-1,キャリアA,,,\n"
                                                         ",キャリアA,,口頭で回答,\n"
                                                         "24201-2,,,,\n"
                                                         ",,,,\n"
                                                         "24201-1,キャリアA,,二度目,\n");
    REQUIRE(known.entries.size() == 4);
    CHECK(known.entries[1].at("回答") == "口頭で回答");
    REQUIRE(known.issues.size() == 3);
    CHECK(known.issues[0].code == "register_row_without_key");
    CHECK(known.issues[0].row == 3);
    CHECK(known.issues[0].field == "区域ID");
    CHECK(known.issues[1].field == "事業者");
    CHECK(known.issues[2].code == "register_row_repeated");
    CHECK(known.issues[2].value == "24201-1");
}

TEST_CASE("Days are kept in one spelling, however staff wrote them; what is no day stays") {
    const TemporaryFolder folder;
    const RequestRegister known = read(folder, "区域ID,事業者,要望日,回答日\n"
                                               "24201-1,キャリアA,令和8年10月1日,R8.11.20\n"
                                               "24201-2,キャリアA,2026/10/01,11月ごろ\n");
    CHECK(known.entries[0].at("要望日") == "2026-10-01");
    CHECK(known.entries[0].at("回答日") == "2026-11-20");
    CHECK(known.entries[1].at("要望日") == "2026-10-01");
    CHECK(known.entries[1].at("回答日") == "11月ごろ");
    REQUIRE(known.issues.size() == 1);
    CHECK(known.issues[0].code == "register_day_not_read");
    CHECK(known.issues[0].row == 3);
    CHECK(known.issues[0].field == "回答日");
    CHECK(known.issues[0].value == "11月ごろ");
}

TEST_CASE("A file that is no register is refused with what to name") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(read(folder, "番号,名称\n1,a\n"), InputError);
    CHECK_THROWS_AS(read_register(folder.path() / "none.csv", "none.csv"), InputError);
}

TEST_CASE("What is written is read back the same, from the workbook and from CSV") {
    const TemporaryFolder folder;
    RequestRegister known =
        read(folder, kHeader + "24201-1,キャリアA,山田,整備します,\"一行目\n二行目\"\n");
    known.entries[0].cells["要望時の人口"] = "1234";
    known.entries[0].cells["要望日"] = "2026-10-01";
    StudyFile study;
    study.prefecture = 24;
    study.as_of = Date{std::chrono::year(2026), std::chrono::month(10), std::chrono::day(1)};
    write_register(known, study, folder.path());
    for (const char* name : {"register.xlsx", "register.csv"}) {
        INFO(name);
        const RequestRegister again = read_register(folder.path() / name, name);
        CHECK(again.own_columns == known.own_columns);
        CHECK(again.issues.empty());
        REQUIRE(again.entries.size() == 1);
        for (const char* column :
             {"区域ID", "事業者", "担当", "回答", "備考", "要望時の人口", "要望日"}) {
            INFO(column);
            CHECK(again.entries[0].at(column) == known.entries[0].at(column));
        }
    }
}

TEST_CASE("The ground of a request is read back as written; what is no list of codes is none") {
    using domain::MeshCell;
    const MeshCell first(domain::MeshLevel::M250, 16670, 43680);
    const MeshCell second(domain::MeshLevel::M250, 16670, 43681);
    const std::vector<MeshCell> cells = {first, second};
    const std::string text = ground_text(cells);
    CHECK(text == first.code() + " " + second.code());
    CHECK(ground_in(text, domain::MeshLevel::M250) == cells);
    CHECK(ground_in("", domain::MeshLevel::M250).empty());
    CHECK(ground_in(text + " 北小学校", domain::MeshLevel::M250).empty());
    CHECK(ground_text(std::vector<MeshCell>(2000, first)).empty()); // more than a cell holds
}

TEST_CASE("Who is served of a place asked for is told by people, by parts of cells since it was") {
    const overlay::PopulationRule majority;
    CHECK(served({100.0, 100.0}, 100.0, majority) == Served::Nobody);
    CHECK(served({100.0, 40.0}, 100.0, majority) == Served::Some);
    CHECK(served({100.0, 0.0}, 100.0, majority) == Served::Everybody);
    CHECK(served({0.0, 0.0}, 100.0, majority) == Served::NoPeople);
    // 30 of the 100 were served when 70 were asked for
    overlay::PopulationRule area;
    area.kind = overlay::PopulationRule::Kind::Area;
    CHECK(served({100.0, 70.0}, 70.0, area) == Served::Nobody);
    CHECK(served({100.0, 40.0}, 70.0, area) == Served::Some);
    CHECK(served({100.0, 40.0}, std::nullopt, area) == Served::Nobody);
}
