#include "study/other_letters.hpp"

#include "core/output_folder.hpp"
#include "report/letter_text.hpp"
#include "report/printable.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

bool withheld(const StudyFile& study, const std::string& carrier) {
    return std::ranges::any_of(study.coverage, [&](const CoverageInput& layer) {
        return layer.carrier == carrier && layer.confidential;
    });
}

} // namespace

std::vector<report::EnquiryContent>
municipal_enquiries(const StudyFile& study, const std::vector<report::PackageContent>& contents) {
    std::map<std::string, report::EnquiryContent> by_code;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const report::PackageContent& content = contents[i];
        const bool nameless = withheld(study, content.carrier);
        const std::string name = nameless ? "事業者" + std::to_string(i + 1) : content.carrier;
        for (const report::GapRow& gap : content.gaps) {
            report::EnquiryContent& enquiry = by_code[gap.municipality_code];
            if (enquiry.places.empty()) {
                enquiry.prefecture = content.prefecture;
                enquiry.municipality_code = gap.municipality_code;
                enquiry.municipality = gap.municipality;
                enquiry.as_of = content.as_of;
                enquiry.synthetic = content.synthetic;
                enquiry.letter = content.letter;
                enquiry.rule_text = content.rule_text;
            }
            enquiry.places.push_back({name, nameless, gap});
        }
    }
    std::vector<report::EnquiryContent> enquiries;
    for (auto& [code, enquiry] : by_code) {
        enquiries.push_back(std::move(enquiry));
    }
    return enquiries;
}

void write_other_letters(const StudyFile& study,
                         const std::vector<report::PackageContent>& contents,
                         const fs::path& folder) {
    const fs::path letters = folder / "letters";
    if (!study.report.enquiry_template.empty()) {
        for (const report::EnquiryContent& enquiry : municipal_enquiries(study, contents)) {
            report::write_enquiry(enquiry, study.report.enquiry_template,
                                  letters / ("照会_" + enquiry.municipality_code + "_" +
                                             report::in_file_name(enquiry.municipality) + ".docx"));
        }
    }
    if (!study.report.answer_template.empty()) {
        for (const report::PackageContent& content : contents) {
            write_file_atomically(
                letters / ("回答_" + content.carrier + ".docx"),
                report::fill_template(study.report.answer_template,
                                      report::template_values(content, std::nullopt)));
        }
    }
}

} // namespace todoku::study
