#include "io/readers.hpp"
#include "study/asset_places.hpp"
#include "study/kind_labels.hpp"
#include "study/read_inputs.hpp"

#include <utility>

namespace todoku::study {

void read_assets(const StudyFile& study, Inputs& inputs, InputReader& reader) {
    for (const AssetInput& source : study.assets) {
        for (std::size_t i = 0; i < source.files.size(); ++i) {
            reader.input(
                summary_of("assets", {"資産台帳", "asset ledger"}, source.shown_as[i],
                           shown(source.origin)),
                [&](InputSummary& summary) {
                    io::AssetSource request{source.files[i], source.shown_as[i], source.layer,
                                            source.owner,    source.fields,      source.defaults,
                                            source.crs,      source.encoding};
                    if (source.code_in_file_name) {
                        request.defaults["municipality"] = municipality_code_in(source.files[i]);
                    }
                    auto loaded = io::read_assets(request);
                    reader.note(summary, loaded);
                    for (const auto& [field, header] : loaded.mapping) {
                        const Text label = asset_field_label(field);
                        summary.facts.emplace_back(Text{label.ja + "の列", label.en + " ="},
                                                   "「" + header + "」");
                    }
                    append(inputs.assets, std::move(loaded.value));
                });
        }
    }
    if (inputs.assets.empty()) {
        return;
    }
    const auto before = inputs.assets.size();
    auto unique = io::join_duplicates(std::move(inputs.assets));
    inputs.assets = std::move(unique.value);
    append(inputs.issues, std::move(unique.issues));
    if (!inputs.municipalities.empty()) {
        append(inputs.issues, assign_municipalities(inputs.assets, inputs.municipalities));
    }
    InputSummary summary = summary_of("assets", {"資産（統合後）", "assets after joining"}, "");
    summary.counts = unique.counts;
    summary.facts.emplace_back(Text{"重複として統合", "joined as duplicates"},
                               std::to_string(before - inputs.assets.size()));
    inputs.summaries.push_back(std::move(summary));
}

} // namespace todoku::study
