#include "study/compare.hpp"

#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "domain/government_code.hpp"
#include "domain/technology.hpp"
#include "study/compare_tables.hpp"
#include "study/own_folder.hpp"
#include "study/people_on_ground.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

fs::path named(const fs::path& folder) {
    const fs::path whole = fs::absolute(folder).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

fs::path output_of(const CompareRequest& request) {
    return named(request.output.empty()
                     ? fs::path("outputs") /
                           ("compare-" + named(request.earlier).filename().string() + "-" +
                            named(request.present).filename().string())
                     : request.output);
}

void require_same_prefecture(const RunAbout& earlier, const RunAbout& present) {
    if (earlier.prefecture != present.prefecture) {
        const auto a = domain::prefecture_name(earlier.prefecture);
        const auto b = domain::prefecture_name(present.prefecture);
        throw UsageError(
            {fmt::format("{} は{}、{} は{}の結果です。同じ県の結果どうしを指定してください。",
                         earlier.folder.string(), a.ja, present.folder.string(), b.ja),
             fmt::format("{} is a result of {}, {} of {}. Name two results of one prefecture.",
                         earlier.folder.string(), a.en, present.folder.string(), b.en)});
    }
}

/// Gathers what a reader has to know beside the figures.
class Notes {
public:
    Notes(const RunResults& earlier, const RunResults& present, const CommonGround& ground,
          const std::vector<CarrierChange>& carriers)
        : earlier_(earlier), present_(present), ground_(ground), carriers_(carriers) {}

    std::vector<Text> all() && {
        dates();
        mesh();
        rule();
        people();
        layers();
        unknown_ground();
        cells();
        municipalities();
        borders();
        gap_settings();
        requests();
        return std::move(notes_);
    }

private:
    void say(std::string ja, std::string en) { notes_.push_back({std::move(ja), std::move(en)}); }

    void dates() {
        const RunAbout& a = earlier_.about;
        const RunAbout& b = present_.about;
        if (a.results_sha256 == b.results_sha256) {
            say("二つの結果は同じものです。", "The two results are the same.");
        } else if (a.as_of > b.as_of) { // ISO dates sort as text
            say(fmt::format("OLD の時点（{}）が NEW（{}）より後です。順序を確かめてください。",
                            a.as_of, b.as_of),
                fmt::format("OLD is of {}, after NEW ({}). Check their order.", a.as_of, b.as_of));
        }
        if (a.synthetic != b.synthetic) {
            say("一方だけが模擬データです。", "Only one of the two is of synthetic data.");
        }
    }

    void mesh() {
        const auto a = earlier_.about.level;
        const auto b = present_.about.level;
        if (a == b) {
            return;
        }
        say(fmt::format("メッシュが違うため（OLD {}、NEW {}）、細かいほうを {} にまとめて比べました"
                        "（エリアは面積、人口は合計で）。",
                        domain::name_of(a), domain::name_of(b), domain::name_of(ground_.level)),
            fmt::format("The meshes differ (OLD {}, NEW {}): the finer was brought to {}, "
                        "coverage by area and people by sum.",
                        domain::name_of(a), domain::name_of(b), domain::name_of(ground_.level)));
        missing_ground();
    }

    void missing_ground() {
        std::size_t partial = 0;
        for (std::uint32_t cell = 0; cell < ground_.cells.size(); ++cell) {
            partial += ground_.earlier.part_of(cell) < 1.0 || ground_.present.part_of(cell) < 1.0
                           ? 1U
                           : 0U;
        }
        if (partial == 0) {
            return;
        }
        const PeopleOnGround people(ground_);
        std::size_t cells = 0;
        double number = 0.0;
        for (std::uint32_t cell = 0; cell < ground_.cells.size(); ++cell) {
            bool hangs = false;
            for (std::size_t layer = 0; layer < ground_.layers.size() && !hangs; ++layer) {
                hangs = hangs_on_missing_ground(ground_, present_.about.rule, layer, cell);
            }
            if (const double here = hangs ? people.of(cell, "") : 0.0; here > 0.0) {
                ++cells;
                number += here;
            }
        }
        if (cells == 0) {
            return;
        }
        say(fmt::format(
                "そのうち{}メッシュは海や県外にかかり、細かいメッシュがそろいません。"
                "そろわない所に届くかどうかで判定が変わるもの（いずれかのエリアで居住メッシュ"
                "{}、NEW の人口 {}人）は、できるだけもう一方の結果に合わせ、"
                "その差を得失に数えていません。",
                with_thousands(static_cast<double>(partial)),
                with_thousands(static_cast<double>(cells)), with_thousands(number)),
            fmt::format("Of these, {} cells reach into the sea or beyond the border, where there "
                        "are no finer cells. Where a verdict hangs on that ground (of some "
                        "coverage in {} populated cells with {} people of NEW), it is taken as "
                        "near to the other result's as can be: that is no gain and no loss.",
                        with_thousands(static_cast<double>(partial)),
                        with_thousands(static_cast<double>(cells)), with_thousands(number)));
    }

    void rule() {
        const std::string a = earlier_.about.rule.name();
        const std::string b = present_.about.rule.name();
        if (a != b) {
            say(fmt::format("人口の数え方が違うため（OLD {}、NEW {}）、どちらも NEW の {} で数え"
                            "直しました。OLD の表の値とは異なります。",
                            a, b, b),
                fmt::format("The population rules differ (OLD {}, NEW {}): both were counted anew "
                            "by {}. Figures differ from the tables of OLD.",
                            a, b, b));
        }
        if (earlier_.about.border_cells != present_.about.border_cells) {
            say(fmt::format(
                    "市町の境界のメッシュの数え方が違うため（OLD {}、NEW {}）、どちらの時点も NEW "
                    "の数え方で数えました。市町別の人口は OLD の表の値とは異なります。",
                    earlier_.about.border_cells, present_.about.border_cells),
                fmt::format("Border cells are counted differently (OLD {}, NEW {}): both dates "
                            "were counted by NEW. Figures of municipalities differ from the tables "
                            "of OLD.",
                            earlier_.about.border_cells, present_.about.border_cells));
        }
        for (const RunResults* run : {&earlier_, &present_}) {
            if (!run->cell_parts) {
                const char* which = run == &earlier_ ? "OLD" : "NEW";
                say(fmt::format("{} は以前の版の todoku の結果で、市町の境界のメッシュの内訳が"
                                "ありません。境界のメッシュは、面積の大きい市町に数えました。",
                                which),
                    fmt::format("{} was made by an earlier todoku and does not say how border "
                                "cells are divided; each counts for its larger municipality.",
                                which));
            }
        }
    }

    void people() {
        double before = 0.0;
        double after = 0.0;
        for (const CellPeople& part : earlier_.people) {
            before += part.people;
        }
        for (const CellPeople& part : present_.people) {
            after += part.people;
        }
        const bool same = earlier_.about.census == present_.about.census;
        if (!same || std::abs(before - after) >= 0.5) {
            say(fmt::format("人口が違います（OLD {} {}人、NEW {} {}人）。届いた人・届かなくなった人"
                            "と未整備箇所・要望の人口は、どちらの時点も NEW の人口で数えました。",
                            earlier_.about.census, with_thousands(before), present_.about.census,
                            with_thousands(after)),
                fmt::format("The populations differ (OLD {} {}, NEW {} {}): people gained and "
                            "lost, of gaps and of requests are those of NEW at both dates.",
                            earlier_.about.census, with_thousands(before), present_.about.census,
                            with_thousands(after)));
        }
    }

    void only_in(const RunResults& run, const RunResults& other, const char* which) {
        std::vector<std::string> missing;
        std::vector<std::string> assumed;
        for (const overlay::LayerName& layer : run.layers) {
            if (std::find(other.layers.begin(), other.layers.end(), layer) == other.layers.end()) {
                const bool compared = ground_.layer(layer.carrier, layer.technology).has_value();
                (compared ? assumed : missing).push_back(layer.carrier + " " + layer.technology);
            }
        }
        if (!missing.empty()) {
            const std::string list = fmt::format("{}", fmt::join(missing, "、"));
            say(fmt::format(
                    "{} だけにあるエリアは比べていません: {}。ほかのエリア（5g、any、all）に"
                    "含まれる分は、ファイルが増減しただけでも得失に見えます。",
                    which, list),
                fmt::format("Coverage that only {} has is not compared: {}. Where 5g, any or all "
                            "hold it, a file more or fewer looks like a gain or loss.",
                            which, fmt::join(missing, ", ")));
        }
        if (!assumed.empty()) {
            say(fmt::format("{} だけにあるエリアは、もう一方では届いていないものとしました: {}。"
                            "ファイルが増減しただけなら、得失ではありません。",
                            which, fmt::join(assumed, "、")),
                fmt::format("Coverage that only {} has counts as none in the other: {}. If only a "
                            "file was added or left out, it is no gain or loss.",
                            which, fmt::join(assumed, ", ")));
        }
    }

    void layers() {
        only_in(earlier_, present_, "OLD");
        only_in(present_, earlier_, "NEW");
    }

    void unknown_ground() {
        Text list;
        for (const CarrierChange& carrier : carriers_) {
            const std::string before = with_thousands(carrier.change.unknown_earlier);
            const std::string now = with_thousands(carrier.change.unknown_present);
            if (before == "0" && now == "0") {
                continue;
            }
            const Text name = overlay::carrier_label(carrier.carrier);
            list.ja += fmt::format("{}{} OLD {}人・NEW {}人", list.ja.empty() ? "" : "、", name.ja,
                                   before, now);
            list.en += fmt::format("{}{} OLD {}, NEW {}", list.en.empty() ? "" : "; ", name.en,
                                   before, now);
        }
        if (!list.ja.empty()) {
            say(fmt::format(
                    "事業者が不明とするエリアに人がいます（5G: {}）。不明から、または不明へ"
                    "変わった人は、届いた人口にも失った人口にも数えていません。前の人数に"
                    "届いた人口を足し失った人口を引いても、今回の人数になるとは限りません。",
                    list.ja),
                fmt::format("People live where coverage is unknown (5G: {}). Who went from or to "
                            "unknown counts neither as gained nor as lost: covered before, plus "
                            "gained, minus lost need not be covered now.",
                            list.en));
        }
    }

    void cells() {
        std::size_t only_earlier = 0;
        std::size_t only_present = 0;
        for (std::size_t i = 0; i < ground_.cells.size(); ++i) {
            only_earlier += ground_.present.has[i] == 0 ? 1U : 0U;
            only_present += ground_.earlier.has[i] == 0 ? 1U : 0U;
        }
        if (only_earlier + only_present > 0) {
            double people = 0.0;
            for (const CellPeople& part : ground_.present.people) {
                people += ground_.earlier.has[part.cell] == 0 ? part.people : 0.0;
            }
            say(fmt::format(
                    "一方だけにあるメッシュ（OLD のみ {}、NEW のみ {}、NEW の人口 {}人）は、"
                    "得失に数えていません。",
                    with_thousands(static_cast<double>(only_earlier)),
                    with_thousands(static_cast<double>(only_present)), with_thousands(people)),
                fmt::format("Cells of one result only (OLD {}, NEW {} with {} people) count "
                            "neither as gained nor as lost.",
                            with_thousands(static_cast<double>(only_earlier)),
                            with_thousands(static_cast<double>(only_present)),
                            with_thousands(people)));
        }
    }

    void municipalities() {
        const auto list = [](const RunResults& run, const RunResults& other) {
            std::string names;
            for (const RunMunicipality& municipality : run.municipalities) {
                const bool known = std::any_of(
                    other.municipalities.begin(), other.municipalities.end(),
                    [&](const RunMunicipality& m) { return m.code == municipality.code; });
                if (!known) {
                    names += (names.empty() ? "" : " ") + municipality.code + municipality.name;
                }
            }
            return names.empty() ? std::string("-") : names;
        };
        const std::string gone = list(earlier_, present_);
        const std::string added = list(present_, earlier_);
        if (gone != "-" || added != "-") {
            say(fmt::format(
                    "市区町村が違います（OLD のみ: {}、NEW のみ: {}）。どちらの時点も NEW の"
                    "市区町村で数えました。",
                    gone, added),
                fmt::format("Municipalities differ (OLD only: {}; NEW only: {}). Both dates were "
                            "counted by those of NEW.",
                            gone, added));
        }
    }

    void borders() {
        const BorderMoves& moves = ground_.moves;
        const bool same_way = earlier_.about.level == present_.about.level &&
                              earlier_.about.border_cells == present_.about.border_cells &&
                              earlier_.cell_parts == present_.cell_parts;
        if (moves.between.empty() && (moves.cells == 0 || !same_way)) {
            return; // the mesh or the way of counting border cells alone differs, which is told
        }
        std::string names;
        for (const auto& [between, cells] : moves.between) {
            const RunMunicipality& from = ground_.municipalities[between.first];
            const RunMunicipality& to = ground_.municipalities[between.second];
            names +=
                fmt::format("{}{}{} → {}{} {}", names.empty() ? "" : ", ", from.code, from.name,
                            to.code, to.name, with_thousands(static_cast<double>(cells)));
        }
        const std::string cells = with_thousands(static_cast<double>(moves.cells));
        const std::string people = with_thousands(moves.people);
        say(fmt::format("市町の境界が違うため（居住メッシュ{}、NEW の人口 {}人{}{}）、どちらの時点"
                        "も NEW の境界で数えました。市町別の人口は OLD の表の値とは異なります。",
                        cells, people, names.empty() ? "" : "。全体が移ったメッシュの数: ", names),
            fmt::format("Borders of municipalities differ ({} populated cells with {} people of "
                        "NEW{}{}): both dates were counted by those of NEW. Figures of "
                        "municipalities differ from the tables of OLD.",
                        cells, people, names.empty() ? "" : "; cells that moved whole: ", names));
    }

    void gap_settings() {
        std::string list;
        for (const auto& [key, before] : earlier_.about.gap_settings) {
            const auto now = present_.about.gap_settings.find(key);
            if (now != present_.about.gap_settings.end() && now->second != before) {
                list += fmt::format("{}{} OLD {}, NEW {}", list.empty() ? "" : "; ", key, before,
                                    now->second);
            }
        }
        if (!list.empty()) {
            say(fmt::format("未整備箇所のまとめ方が違います（[gaps] {}）。エリアが同じでも、箇所が"
                            "一覧に加わる、外れる、分かれる、一つになることがあります。",
                            list),
                fmt::format("Gaps are made otherwise ([gaps] {}): places may enter or leave the "
                            "list, be divided or merged though coverage is the same.",
                            list));
        }
    }

    void requests() {
        if (!earlier_.about.asked) {
            say("OLD は以前の版の todoku "
                "の結果で、要望箇所の数が記録されていません。一覧の全てを要望"
                "したものとしました。",
                "OLD was made by an earlier todoku and does not say how many places were asked "
                "for; its whole list counts as asked for.");
        }
        if (std::any_of(earlier_.sites.begin(), earlier_.sites.end(),
                        [](const OfferedSite& site) { return !site.cells; })) {
            say("OLD は以前の版の todoku の結果で、提供資産ごとの対象者が記録されていません。資産に"
                "ついては「不明」とします。",
                "OLD was made by an earlier todoku and did not keep whom each asset was to serve: "
                "of assets nothing can be said.");
        }
    }

    const RunResults& earlier_;
    const RunResults& present_;
    const CommonGround& ground_;
    const std::vector<CarrierChange>& carriers_;
    std::vector<Text> notes_;
};

std::vector<CarrierChange> carriers_of(const CompareResult& result, const CommonGround& ground) {
    std::vector<CarrierChange> carriers;
    const std::string rule = result.present.rule.name();
    for (std::size_t layer = 0; layer < ground.layers.size(); ++layer) {
        if (ground.layers[layer].technology != domain::kAny5g) {
            continue;
        }
        CarrierChange carrier;
        carrier.carrier = ground.layers[layer].carrier;
        for (const MunicipalityChange& row : result.municipalities) {
            if (row.prefecture && row.layer == ground.layers[layer] && row.rule == rule) {
                carrier.change.add(row.change);
            }
        }
        for (const GapChange& gap : result.gaps) {
            if (gap.layer == layer) {
                ++carrier.gaps[gap.state];
            }
        }
        for (const RequestChange& request : result.requests) {
            if (request.carrier == carrier.carrier) {
                ++(request.place ? carrier.places : carrier.assets)[request.state];
            }
        }
        for (const RegisterChange& change : result.registered) {
            if (trimmed(change.entry.at(register_column::kCarrier)) == carrier.carrier) {
                ++carrier.registered[change.state];
            }
        }
        carriers.push_back(std::move(carrier));
    }
    return carriers;
}

} // namespace

CompareResult compare(const CompareRequest& request, Progress& progress) {
    CompareResult result;
    result.output = output_of(request);
    require_own_folder(result.output, {"tables", "compare.gpkg", "compare.json"});
    result.earlier = read_about(named(request.earlier));
    result.present = read_about(named(request.present));
    require_same_prefecture(result.earlier, result.present);
    progress.begin({"結果を比べる", "compare results"}, 4);
    const RunResults earlier = read_results(result.earlier, progress);
    progress.advance();
    const RunResults present = read_results(result.present, progress);
    progress.advance();

    const CommonGround ground = common_ground(earlier, present);
    const overlay::PopulationRule& rule = result.present.rule;
    using Kind = overlay::PopulationRule::Kind;
    std::vector<overlay::PopulationRule> rules = {rule, rule};
    rules[0].kind = Kind::Majority;
    rules[1].kind = Kind::Area;
    result.municipalities = coverage_changes(ground, rules);
    result.cells = cell_changes(ground, rule);
    result.gaps = gap_changes(ground, earlier, present, rule);
    result.requests = request_changes(ground, earlier, rule);
    RequestRegister known;
    for (const RunAbout* run : {&result.earlier, &result.present}) {
        const fs::path file = run->folder / "register.xlsx";
        if (fs::exists(file)) {
            known = joined(read_register(file, file.string()), known);
        }
    }
    result.registered = register_changes(ground, earlier, rule, known);
    result.carriers = carriers_of(result, ground);
    result.notes = Notes(earlier, present, ground, result.carriers).all();
    progress.advance();

    OutputFolder folder(result.output);
    write_compare_files(result, ground, earlier, present, folder.staging());
    progress.check();
    folder.commit();
    progress.end();
    return result;
}

} // namespace todoku::study
