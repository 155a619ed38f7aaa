#include "report/letter_text.hpp"

#include "core/text.hpp"
#include "domain/place_text.hpp"
#include "report/figures.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace todoku::report {

namespace {

/// Names in the letter's tables; the list gives them in full.
constexpr std::size_t kLetterNameCharacters = 60;

/// Sums over all places asked for.
struct GapTotals {
    double population = 0.0;
    double households = std::numeric_limits<double>::quiet_NaN(); ///< until a place states it
    double population_65plus = std::numeric_limits<double>::quiet_NaN();
    double road_m = 0.0;
    std::size_t municipalities = 0;
    std::size_t alone = 0; ///< places no other carrier serves
    double alone_population = 0.0;
    std::vector<std::pair<std::string, std::size_t>>
        places; ///< kind -> number, in order of first appearance
};

void add_stated(double& sum, double figure) {
    if (!std::isnan(figure)) {
        sum = std::isnan(sum) ? figure : sum + figure;
    }
}

GapTotals totals_of(const std::vector<GapRow>& gaps) {
    GapTotals totals;
    std::set<std::string> codes;
    for (const GapRow& gap : gaps) {
        totals.population += gap.population;
        add_stated(totals.households, gap.households);
        add_stated(totals.population_65plus, gap.population_65plus);
        totals.road_m += gap.road_m;
        codes.insert(gap.municipality_code);
        if (gap.another_carrier_serves == false) {
            ++totals.alone;
            totals.alone_population += gap.population;
        }
        for (const auto& [kind, names] : gap.places) {
            auto found =
                std::ranges::find(totals.places, kind, &std::pair<std::string, std::size_t>::first);
            if (found == totals.places.end()) {
                found = totals.places.insert(found, {kind, 0});
            }
            found->second += names.size();
        }
    }
    totals.municipalities = codes.size();
    return totals;
}

/// "学校12か所、避難所34か所"; empty where there is nothing.
std::string places_text(const GapTotals& totals) {
    std::string text;
    for (const auto& [kind, number] : totals.places) {
        if (number > 0) {
            text += fmt::format("{}{}{}か所", text.empty() ? "" : "、", kind,
                                count_text(static_cast<double>(number)));
        }
    }
    return text;
}

std::vector<const GapRow*> by_urgency(const std::vector<GapRow>& gaps) {
    std::vector<const GapRow*> rows;
    for (const GapRow& gap : gaps) {
        rows.push_back(&gap);
    }
    std::ranges::stable_sort(rows, [](const GapRow* a, const GapRow* b) {
        return std::pair(a->priority, a->number) < std::pair(b->priority, b->number);
    });
    return rows;
}

std::size_t plan_sites(const PackageContent& content) {
    return static_cast<std::size_t>(std::ranges::count_if(
        content.assets, [](const AssetRow& asset) { return asset.rank > 0; }));
}

std::string number_of(std::size_t count) {
    return count_text(static_cast<double>(count));
}

/// The address without the prefecture's name, which goes without saying in its own letter.
std::string local_address(const AssetRow& asset, const std::string& prefecture) {
    if (asset.address.empty()) {
        return asset.municipality;
    }
    return asset.address.starts_with(prefecture) ? asset.address.substr(prefecture.size())
                                                 : asset.address;
}

/// The letter names procedures and zones; laws and districts in brackets stand in the list.
std::string without_brackets(const std::string& text) {
    constexpr std::string_view open = "（";
    constexpr std::string_view close = "）";
    std::string out;
    int depth = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = std::string_view(text).substr(i);
        if (rest.starts_with(open)) {
            ++depth;
            i += open.size();
        } else if (rest.starts_with(close)) {
            depth = std::max(0, depth - 1);
            i += close.size();
        } else {
            if (depth == 0) {
                out += text[i];
            }
            ++i;
        }
    }
    return out;
}

std::vector<std::string> printable_lines(const std::vector<std::string>& lines) {
    std::vector<std::string> out;
    for (const std::string& line : lines) {
        out.push_back(printable(line));
    }
    return out;
}

} // namespace

LetterForm letter_form(const PackageContent& content) {
    const LetterText& given = content.letter;
    LetterForm form;
    form.reference = given.reference.empty() ? "第　　　号" : printable(given.reference);
    form.date = date_or_blank(given.date);
    form.addressee = given.addressee.empty() ? std::vector{printable(content.carrier) + "　御中"}
                                             : printable_lines(given.addressee);
    form.sender = given.sender.empty() ? std::vector{printable(content.prefecture) + "知事"}
                                       : printable_lines(given.sender);
    form.subject = given.title.empty() ? "5G基地局の整備について（要望）" : printable(given.title);
    form.contact = given.contact.empty() ? form.sender : printable_lines(given.contact);
    return form;
}

std::vector<std::string> letter_sentences(const PackageContent& content) {
    const std::string suffix = prefecture_suffix(content.prefecture);
    const std::string people = suffix == "道" ? "道民" : suffix + "民";
    const GapTotals totals = totals_of(content.gaps);
    std::vector<std::string> text;
    text.push_back(fmt::format(
        "平素から本{}の情報通信行政の推進に御理解と御協力を賜り、厚くお礼申し上げます。", suffix));
    text.push_back(fmt::format(
        "第5世代移動通信システム（以下「5G」という。）は、医療、教育、産業、防災など、{}"
        "の暮らしと地域の活力を支える"
        "基盤であり、住む場所にかかわらず利用できる環境を早期に整えることが求められています。",
        people));

    std::string state =
        fmt::format("貴社の5Gのエリア（時点は別添一覧のとおり）と人口の分布を重ね合わせて集計したと"
                    "ころ、{}内人口{}人"
                    "のうち{}人（{}）がエリアに含まれて",
                    suffix, count_text(content.population), count_text(content.covered),
                    percent_text(content.covered, content.population));
    if (content.gaps.empty()) {
        text.push_back(state + (content.unknown > 0.0
                                    ? "おり、現在のところ、エリア外と分かっている区域に、整備を要望"
                                      "する箇所はありません。"
                                    : "おり、現在のところ、整備を要望する箇所はありません。"));
    } else {
        text.push_back(fmt::format(
            "{}いますが、なお{}人（{}）がお住まいの区域では、貴社の5Gを利用することができません。",
            state, count_text(content.uncovered),
            percent_text(content.uncovered, content.population)));
        // The list may hold only the most populous of the areas; half a person is rounding.
        const bool all_listed = totals.population >= content.uncovered - 0.5;
        const bool told_65plus = !std::isnan(totals.population_65plus);
        const std::string old =
            told_65plus ? fmt::format("65歳以上の方が{}人（{}）を占めています。",
                                      count_text(totals.population_65plus),
                                      percent_text(totals.population_65plus, totals.population))
                        : std::string();
        std::string where =
            all_listed
                ? fmt::format("これらの区域は{}内{}{}の{}か所に及{}", suffix,
                              number_of(totals.municipalities), municipalities_word(content),
                              number_of(content.gaps.size()), told_65plus ? "び、" : "んでいます。")
                : fmt::format("このうち{}{}内{}{}の{}か所には{}人がお住まいで{}",
                              content.listed_first, suffix, number_of(totals.municipalities),
                              municipalities_word(content), number_of(content.gaps.size()),
                              count_text(totals.population), told_65plus ? "、" : "す。");
        where += old;
        const std::string places = places_text(totals);
        if (totals.road_m > 0.0 || !places.empty()) {
            where += fmt::format(
                "区域内には{}{}{}があり、日常の利便はもとより、災害時の情報の伝達や救急の面からも、"
                "整備が急がれます。",
                places, places.empty() || totals.road_m <= 0.0 ? "" : "のほか、",
                totals.road_m > 0.0
                    ? fmt::format("延長{}kmの主要な道路", kilometres_text(totals.road_m))
                    : std::string());
        }
        if (totals.alone > 0) {
            where += fmt::format(
                "また、このうち{}か所（{}人）では、他の事業者の5Gも利用することができません。",
                number_of(totals.alone), count_text(totals.alone_population));
        }
        text.push_back(where);
    }
    if (content.unknown > 0.0) {
        text.push_back(fmt::format(
            "なお、{}人（{}）がお住まいの区域は、いただいた資料からはエリアの内外が分からないため、"
            "いずれにも数えておりません。",
            count_text(content.unknown), percent_text(content.unknown, content.population)));
    }

    if (!content.assets.empty()) {
        std::string offer = fmt::format(
            "本{}では、基地局の設置に活用いただける施設・土地等を下記2のとおり取りまとめました。",
            suffix);
        const std::size_t sites = plan_sites(content);
        if (sites > 0) {
            offer +=
                fmt::format("このうち順位を付した{}か所に基地局を設置していただいた場合、新たに{}"
                            "人に貴社の5Gが届くものと"
                            "見込まれます。",
                            number_of(sites), count_text(content.plan_gain));
        }
        text.push_back(offer);
    }

    if (content.gaps.empty()) {
        text.push_back("つきましては、引き続き5Gのサービスの維持及び向上に御尽力くださいますよう、"
                       "お願い申し上げます。");
    } else {
        text.push_back("つきましては、下記1の箇所について、5G基地局の整備を早期に進めていただきます"
                       "よう、特段の御配慮をお願い"
                       "申し上げます。");
    }
    if (!content.assets.empty()) {
        text.emplace_back("なお、施設・土地等の活用に当たっては、現地の確認、使用の許可その他の手続"
                          "について下記4の担当が窓口となりますので、御相談くださいますようお願いし"
                          "ます。");
    }
    return text;
}

WordTable gap_table(const PackageContent& content) {
    WordTable table;
    table.description = "整備を要望する箇所の一覧。番号、" + municipalities_word(content) +
                        "、箇所、人口、世帯数、65歳以上の人口、道路の延長、他社の状況";
    table.columns = {{"番号", 10.0, WordAlign::Centre},
                     {municipalities_word(content), 19.0, WordAlign::Left},
                     {"箇所（最寄り）", 48.0, WordAlign::Left},
                     {"人口", 18.0, WordAlign::Right},
                     {"世帯数", 17.0, WordAlign::Right},
                     {"うち\n65歳以上", 17.0, WordAlign::Right},
                     {"道路\n(km)", 14.0, WordAlign::Right},
                     {"他社の\n状況", 17.0, WordAlign::Centre}};
    const std::vector<const GapRow*> rows = by_urgency(content.gaps);
    for (std::size_t i = 0; i < std::min(rows.size(), kLetterRows); ++i) {
        const GapRow& gap = *rows[i];
        table.rows.push_back(
            {std::to_string(gap.number), printable(gap.municipality),
             shortened(place_text(gap), kLetterNameCharacters), count_text(gap.population),
             estimated_text(gap.households, gap.households_estimated),
             estimated_text(gap.population_65plus, gap.population_65plus_estimated),
             kilometres_text(gap.road_m), told_text(gap.another_carrier_serves)});
    }
    if (!content.gaps.empty()) {
        const GapTotals totals = totals_of(content.gaps);
        table.rows.push_back({"計", number_of(totals.municipalities) + municipalities_word(content),
                              fmt::format("全{}か所", number_of(content.gaps.size())),
                              count_text(totals.population), count_text(totals.households),
                              count_text(totals.population_65plus), kilometres_text(totals.road_m),
                              ""});
        table.last_row_is_total = true;
    }
    return table;
}

std::vector<std::string> gap_notes(const PackageContent& content) {
    std::vector<std::string> notes;
    if (content.gaps.size() > kLetterRows) {
        notes.push_back(fmt::format(
            "優先順位の高い{}か所を掲げています。全{}か所は、別添「要望箇所一覧」のとおりです。",
            kLetterRows, number_of(content.gaps.size())));
    }
    notes.push_back("番号は、図面及び別添「要望箇所一覧」の番号と同じです。");
    const bool told = std::ranges::any_of(
        content.gaps, [](const GapRow& gap) { return gap.another_carrier_serves.has_value(); });
    notes.emplace_back(
        told
            ? "「他社の状況」は、他の事業者が5Gを提供しているかどうか（有・無）のみを示しています。"
            : "「他社の状況」は、この資料では示していません。");
    if (!content.rule_text.empty()) {
        notes.push_back("人口等の集計方法：" + printable(content.rule_text));
    }
    if (std::ranges::any_of(content.gaps, [](const GapRow& gap) {
            return gap.households_estimated || gap.population_65plus_estimated;
        })) {
        notes.push_back(estimated_note().ja);
    }
    notes.push_back("四捨五入の関係で、内訳の和と計が一致しないことがあります。");
    return notes;
}

namespace {

/// Whom to ask about an asset: department and telephone; mail addresses stand in the list.
std::string whom_to_ask(const AssetRow& asset) {
    std::string contact = printable(asset.contact);
    if (const std::size_t at = contact.find('@'); at != std::string::npos) {
        const std::size_t blank = contact.rfind(' ', at);
        contact.resize(blank == std::string::npos ? 0 : blank);
    }
    constexpr std::string_view kTelephone = "電話 ";
    if (contact.starts_with(kTelephone)) {
        contact.erase(0, kTelephone.size());
    }
    std::string text = printable(asset.department);
    text += text.empty() || contact.empty() ? contact : "\n" + contact;
    return text.empty() ? "－" : text;
}

constexpr const char* kWhomToAsk = "担当・電話";

} // namespace

WordTable asset_table(const PackageContent& content) {
    // The template, which has no assets, has the column.
    const bool asks =
        content.assets.empty() || std::ranges::any_of(content.assets, [](const AssetRow& asset) {
            return whom_to_ask(asset) != "－";
        });
    WordTable table;
    table.description =
        std::string(
            "提供できる資産の一覧。順位、名称、所在地、高さ、電源、光回線、新たに届く人口、") +
        (asks ? "担当・電話、手続" : "手続");
    table.columns = {{"順位", asks ? 15.0 : 17.0, WordAlign::Centre},
                     {"名称", asks ? 28.0 : 36.0, WordAlign::Left},
                     {"所在地", asks ? 26.0 : 32.0, WordAlign::Left},
                     {"高さ\n(m)", asks ? 12.0 : 14.0, WordAlign::Right},
                     {"電源", asks ? 9.0 : 10.0, WordAlign::Centre},
                     {"光\n回線", asks ? 9.0 : 10.0, WordAlign::Centre},
                     {"新たに\n届く人口", asks ? 14.0 : 15.0, WordAlign::Right}};
    if (asks) {
        table.columns.push_back({kWhomToAsk, 27.0, WordAlign::Left});
    }
    table.columns.push_back({"手続", asks ? 20.0 : 26.0, WordAlign::Left});
    int replaced = 0; // rank whose best alternate stands in the table already
    for (const AssetRow& asset : content.assets) {
        if (table.rows.size() == kLetterAssets) {
            break;
        }
        if (asset.rank == 0 && asset.alternate_for > 0) {
            if (asset.alternate_for == replaced) {
                continue; // one alternate for each rank; the list holds them all
            }
            replaced = asset.alternate_for;
        }
        table.rows.push_back(
            {rank_text(asset), shortened(printable(asset.name), kLetterNameCharacters),
             shortened(printable(local_address(asset, content.prefecture)), kLetterNameCharacters),
             height_text(asset), presence_text(asset.power), presence_text(asset.fibre),
             count_text(asset.rank > 0 ? asset.gain : asset.alone)});
        if (asks) {
            table.rows.back().push_back(shortened(whom_to_ask(asset), kLetterNameCharacters));
        }
        table.rows.back().push_back(asset.restrictions.empty()
                                        ? "－"
                                        : shortened(without_brackets(printable(asset.restrictions)),
                                                    kLetterNameCharacters));
    }
    return table;
}

std::vector<std::string> asset_notes(const PackageContent& content) {
    std::vector<std::string> notes;
    const std::size_t shown = asset_table(content).rows.size();
    if (content.assets.size() > shown) {
        notes.push_back(fmt::format("順位を付したもの及び代替候補の一部の計{}"
                                    "か所を掲げています。全{}か所は、別添「要望箇所一覧」"
                                    "のとおりです。",
                                    shown, number_of(content.assets.size())));
    }
    notes.push_back(
        "「新たに届く人口」は、順位の高い順に設置した場合にその施設によって増える人口です。"
        "「〇の代替」は、その順位の資産が使えない場合の代替候補で、単独で設置した場合の人口です。");
    if (std::ranges::any_of(content.assets, [](const AssetRow& asset) {
            return asset.height_assumed && !asset.new_pole;
        })) {
        notes.push_back("※を付した高さは、台帳に記載がないため種別から推定したものです。");
    }
    const auto pole = std::ranges::find_if(content.assets, &AssetRow::new_pole);
    if (pole != content.assets.end()) {
        notes.push_back(fmt::format("「柱を新設」は土地で、高さ{}mのアンテナを新たに設けるものとし"
                                    "て予測しています。",
                                    fixed(pole->antenna_m, 1)));
    }
    if (!content.radio_text.empty()) {
        notes.push_back("届く範囲の予測：" + printable(content.radio_text));
    }
    notes.push_back("「手続」は、自然公園など土地の規制に係るものです。このほか、財産の使用の許可等"
                    "が必要です。");
    return notes;
}

std::string map_description(const PackageContent& content) {
    return fmt::format("{}の5G未整備エリア図（{}、{}現在）。5Gを利用できない区域{}"
                       "か所を番号で、提供できる資産{}か所を順位で示した地図。",
                       printable(content.carrier), printable(content.prefecture),
                       date_or_blank(content.as_of), number_of(content.gaps.size()),
                       number_of(plan_sites(content)));
}

std::vector<LetterField> letter_fields(const PackageContent& content) {
    const LetterForm form = letter_form(content);
    const GapTotals totals = totals_of(content.gaps);
    return {{"文書番号", {form.reference}},
            {"日付", {form.date}},
            {"宛先", form.addressee},
            {"差出人", form.sender},
            {"件名", {form.subject}},
            {"本文", letter_sentences(content)},
            {"連絡先", form.contact},
            {"県名", {printable(content.prefecture)}},
            {"事業者", {printable(content.carrier)}},
            {"時点", {date_or_blank(content.as_of)}},
            {"人口", {count_text(content.population)}},
            {"カバー人口", {count_text(content.covered)}},
            {"カバー率", {percent_text(content.covered, content.population)}},
            {"未整備人口", {count_text(content.uncovered)}},
            {"未整備率", {percent_text(content.uncovered, content.population)}},
            {"箇所数", {number_of(content.gaps.size())}},
            {"市町数", {number_of(totals.municipalities)}},
            {"世帯数", {count_text(totals.households)}},
            {"65歳以上", {count_text(totals.population_65plus)}},
            {"65歳以上割合", {percent_text(totals.population_65plus, totals.population)}},
            {"道路延長", {kilometres_text(totals.road_m)}},
            {"施設", {places_text(totals)}},
            {"他社なし箇所数", {number_of(totals.alone)}},
            {"他社なし人口", {count_text(totals.alone_population)}},
            {"資産数", {number_of(content.assets.size())}},
            {"計画か所数", {number_of(plan_sites(content))}},
            {"計画人口", {count_text(content.plan_gain)}},
            {"集計方法", {printable(content.rule_text)}},
            {"予測方法", {printable(content.radio_text)}}};
}

std::string municipalities_word(const PackageContent& content) {
    std::vector<std::string> names;
    for (const CoverageSummaryRow& row : content.coverage) {
        names.push_back(row.municipality);
    }
    for (const GapRow& gap : content.gaps) {
        names.push_back(gap.municipality);
    }
    return municipalities_word(names);
}

Text place_words(const GapRow& gap) {
    return domain::place_text({printable(gap.nearest_place), gap.nearest_place_m,
                               gap.nearest_place_azimuth, gap.municipality},
                              gap.centre);
}

std::string place_text(const GapRow& gap) {
    return place_words(gap).ja;
}

std::string rank_text(const AssetRow& asset) {
    if (asset.rank > 0) {
        return std::to_string(asset.rank);
    }
    return asset.alternate_for > 0 ? fmt::format("{}の代替", asset.alternate_for) : "候補";
}

std::string height_text(const AssetRow& asset) {
    if (asset.new_pole) {
        return "柱を新設";
    }
    return fixed(asset.height_m, 1) + (asset.height_assumed ? "※" : "");
}

namespace {

TemplateTable template_table(std::string name, WordTable table) {
    TemplateTable rows{std::move(name), {}, std::move(table.rows)};
    for (WordColumn& column : table.columns) {
        std::erase(column.heading, '\n');
        rows.columns.push_back(std::move(column.heading));
    }
    return rows;
}

} // namespace

TemplateValues template_values(const PackageContent& content,
                               const std::optional<WordPicture>& map) {
    TemplateValues values;
    for (LetterField& field : letter_fields(content)) {
        values.fields.push_back({std::move(field.name), std::move(field.lines)});
    }
    TemplateTable gaps = template_table("箇所", gap_table(content));
    const std::string own = municipalities_word(content);
    const auto column = std::ranges::find(gaps.columns, own) - gaps.columns.begin();
    for (const char* word : {"市町", "市町村", "市区町", "市区町村"}) {
        if (word != own) {
            gaps.columns.emplace_back(word);
            for (std::vector<std::string>& row : gaps.rows) {
                row.push_back(row[static_cast<std::size_t>(column)]);
            }
        }
    }
    TemplateTable assets = template_table("資産", asset_table(content));
    if (std::ranges::find(assets.columns, kWhomToAsk) == assets.columns.end()) {
        assets.columns.emplace_back(kWhomToAsk);
        for (std::vector<std::string>& row : assets.rows) {
            row.emplace_back("－");
        }
    }
    values.tables = {std::move(gaps), std::move(assets)};
    values.picture = map;
    values.stamp = stamp_text(content.synthetic);
    return values;
}

} // namespace todoku::report
