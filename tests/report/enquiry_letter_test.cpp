#include "report/enquiry_letter.hpp"
#include "report/letter_template.hpp"
#include "report/letter_text.hpp"
#include "report/office_file.hpp"
#include "report/sample_package.hpp"
#include "report/word_template.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;
using Catch::Matchers::Contains;

namespace {

EnquiryContent two_places() {
    const PackageContent sample = sample_package(2, 0);
    EnquiryContent content;
    content.prefecture = "三重県";
    content.municipality_code = "242012";
    content.municipality = "津市";
    content.as_of = sample.as_of;
    content.synthetic = true;
    content.letter.contact = {"デジタル推進課", "電話 059-000-0000"};
    content.places = {{"キャリアA", false, sample.gaps[0]}, {"事業者2", true, sample.gaps[1]}};
    content.places[0].gap.population = 1200.0;
    content.places[0].gap.places = {{"学校", {"北小学校"}}, {"避難所", {"北小学校", "北公民館"}}};
    content.places[1].gap.population = 34.0;
    return content;
}

} // namespace

TEST_CASE("An enquiry names its municipality's head, each place, and no carrier that is withheld") {
    const ScratchFolder folder("enquiry");
    const auto form = folder.path() / "照会.docx";
    write_enquiry_template(form);
    const auto file = folder.path() / "out.docx";
    write_enquiry(two_places(), form, file);
    const std::string text = word_text(file);
    CHECK_THAT(text, Contains("津市長　様\n") && Contains("三重県知事\n") && Contains("本県では"));
    CHECK_THAT(text, Contains("津市内では、下記1の2か所（延べ1,234人）"));
    CHECK_THAT(text, Contains("キャリアA\n") && Contains("事業者2\n") &&
                         Contains("事業者名を示していません"));
    CHECK_THAT(text, Contains("北小学校、北公民館\n")); // a school that is a shelter stands once
    CHECK_THAT(text, Contains("電話 059-000-0000\n") && Contains("可・一部・不可\n"));
    CHECK_THAT(text, !Contains("{{"));
}

TEST_CASE("A place that several carriers leave out stands once in an enquiry") {
    const ScratchFolder folder("enquiry_shared");
    const auto form = folder.path() / "照会.docx";
    write_enquiry_template(form);
    EnquiryContent content = two_places();
    content.places[1].gap.id = content.places[0].gap.id;
    content.places[0].gap.number = 3;
    content.places[1].gap.number = 12;
    const auto file = folder.path() / "out.docx";
    write_enquiry(content, form, file);
    const std::string text = word_text(file);
    CHECK_THAT(text, Contains("下記1の1か所（延べ1,200人）"));
    // a line each in one cell: the reader of the test drops line ends there
    CHECK_THAT(text, Contains("キャリアA事業者2\n312\n"));
}

TEST_CASE("An enquiry without a withheld name says nothing of withholding") {
    const ScratchFolder folder("enquiry_named");
    const auto form = folder.path() / "照会.docx";
    write_enquiry_template(form);
    EnquiryContent content = two_places();
    content.places.pop_back();
    const auto file = folder.path() / "out.docx";
    write_enquiry(content, form, file);
    CHECK_THAT(word_text(file), !Contains("示していません"));
}

TEST_CASE("The template of the answer holds the assets offered and no field is left") {
    const ScratchFolder folder("answer");
    const auto form = folder.path() / "回答.docx";
    write_answer_template(form);
    require_letter_template(form);
    const PackageContent content = sample_package(3, 2);
    const auto file = folder.path() / "filled.docx";
    write_bytes(file, fill_template(form, template_values(content, std::nullopt)));
    const std::string text = word_text(file);
    CHECK_THAT(text, Contains("（回答）") && Contains("全2か所です"));
    for (const AssetRow& asset : content.assets) {
        CHECK_THAT(text, Contains(asset.name));
    }
    CHECK_THAT(text, !Contains("{{"));
}

TEST_CASE("The enquiry's template takes no field of the request's") {
    const ScratchFolder folder("enquiry_wrong");
    const auto form = folder.path() / "要望書.docx";
    write_letter_template(form);
    CHECK_THROWS_WITH(require_enquiry_template(form), Contains("本文"));
}
