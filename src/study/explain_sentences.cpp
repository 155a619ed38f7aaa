#include "core/counted.hpp"
#include "study/explain.hpp"
#include "study/explain_scores.hpp"
#include "study/kind_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace todoku::study {

namespace {

std::string people(double number, Language language) {
    return with_thousands(std::round(number)) + (language == Language::Japanese ? "人" : " people");
}

/// The places asked for that the asset reaches into, by their number in the carrier's list; others
/// by their place.
void gap_lines(const CarrierCard& carrier, Language language,
               const std::function<void(const std::string&)>& line) {
    constexpr std::size_t kShown = 5;
    const bool ja = language == Language::Japanese;
    for (std::size_t i = 0; i < std::min(kShown, carrier.gaps.size()); ++i) {
        const GapReached& gap = carrier.gaps[i];
        const std::string place = gap.municipality + " " + gap.place.in(language);
        if (gap.number > 0) {
            line(ja ? fmt::format("  要望箇所 No.{} {}（{}）にかかります。", gap.number, place,
                                  people(gap.population, language))
                    : fmt::format("  Reaches into no. {} of the places asked for, {} ({}).",
                                  gap.number, place, people(gap.population, language)));
        } else {
            line(ja ? fmt::format("  未整備箇所 {}（{}、要望箇所の一覧の外）にかかります。", place,
                                  people(gap.population, language))
                    : fmt::format("  Reaches into the gap at {} ({}; not in the list of places "
                                  "asked for).",
                                  place, people(gap.population, language)));
        }
    }
    if (carrier.gaps.size() > kShown) {
        line(
            ja ? fmt::format("  ほか{}か所の未整備箇所にかかります。", carrier.gaps.size() - kShown)
               : fmt::format("  And into {} more gaps.", carrier.gaps.size() - kShown));
    }
}

void who_lines(const CarrierCard& carrier, Language language, const Line& line) {
    constexpr std::size_t kShown = 5;
    const bool ja = language == Language::Japanese;
    if (!carrier.municipalities.empty()) {
        std::string list;
        for (std::size_t i = 0; i < std::min(kShown, carrier.municipalities.size()); ++i) {
            list += (i == 0 ? "" : (ja ? "、" : ", ")) + carrier.municipalities[i].name + " " +
                    people(carrier.municipalities[i].people, language);
        }
        line((ja ? "  届く人の住むところ: " : "  They live in: ") + list + (ja ? "。" : "."));
    }
    // A school that is a shelter too is one place: 北小学校（学校、避難所）.
    std::vector<std::pair<std::string, std::string>> places; // name, kinds
    for (const auto& [kind, name] : carrier.places) {
        const std::string label = place_label(kind).in(language);
        const auto same = std::find_if(places.begin(), places.end(), [&](const auto& place) {
            return !name.empty() && place.first == name;
        });
        if (same == places.end()) {
            places.emplace_back(name, label);
        } else if (same->second.find(label) == std::string::npos) {
            same->second += (ja ? "、" : ", ") + label;
        }
    }
    if (!places.empty()) {
        std::string list;
        for (std::size_t i = 0; i < std::min(kShown, places.size()); ++i) {
            const auto& [name, kinds] = places[i];
            list += i == 0 ? "" : (ja ? "、" : ", ");
            list += name.empty() ? kinds : name + (ja ? "（" : " (") + kinds + (ja ? "）" : ")");
        }
        if (places.size() > kShown) {
            list += fmt::format(fmt::runtime(ja ? "ほか{}か所" : " and {} more"),
                                places.size() - kShown);
        }
        line((ja ? "  新たに届く施設: " : "  Places newly served: ") + list + (ja ? "。" : "."));
    }
}

/// Of which plans a bound speaks: of as many sites, or within the budget.
std::string limit_text(const CarrierCard& carrier, Language language) {
    const bool ja = language == Language::Japanese;
    if (carrier.budget > 0) {
        const std::string budget = with_thousands(static_cast<double>(carrier.budget));
        return ja ? "予算" + budget + "の" : "within the budget of " + budget;
    }
    return ja ? fmt::format("{}か所の", carrier.plan_sites)
              : fmt::format("of {} sites", carrier.plan_sites);
}

/// What the proof says of plans that hold an asset which was not chosen.
void bound_line(const CarrierCard& carrier, Language language, const Line& line) {
    if (!carrier.at_most_with || carrier.plan_sites == 0) {
        return;
    }
    const bool ja = language == Language::Japanese;
    const double most = std::ceil(*carrier.at_most_with);
    const std::string limit = limit_text(carrier, language);
    if (most < carrier.plan_people) {
        line(ja ? fmt::format(
                      "  この資産を入れた{}計画は、どう選んでも{}を超えません（いまの計画は{}）。",
                      limit, people(most, language), people(carrier.plan_people, language))
                : fmt::format("  No plan {} that includes it can reach more than {} (the present "
                              "plan: {}).",
                              limit, people(most, language),
                              people(carrier.plan_people, language)));
        return;
    }
    line(ja ? fmt::format(
                  "  この資産を入れた{}計画は、多くても{}までです。いまの計画（{}）と同じだけ"
                  "届く組合せがある可能性は残ります。",
                  limit, people(most, language), people(carrier.plan_people, language))
            : fmt::format("  No plan {} that includes it can reach more than {}; one as good as "
                          "the present plan ({}) is not ruled out.",
                          limit, people(most, language), people(carrier.plan_people, language)));
}

/// How firmly it stands: proved, usual or a tie; and in how many plans that are nearly as good.
void standing_lines(const CarrierCard& carrier, Language language, const Line& line) {
    const bool ja = language == Language::Japanese;
    constexpr double percent = 100.0 * siting::kNearlyAsGood;
    const std::string limit = limit_text(carrier, language);
    if (carrier.standing == siting::Standing::MustHave) {
        line(ja ? fmt::format(
                      "  欠かせない資産です。これを使わない{}計画は、どう選んでも{}を超えず、いまの"
                      "計画（{}）に届かないことを証明しています。",
                      limit, people(std::floor(*carrier.at_most_without), language),
                      people(carrier.plan_people, language))
                : fmt::format("  It is a must-have: no plan {} without it can reach more than {}, "
                              "less than the present plan ({}); this is proved.",
                              limit, people(std::floor(*carrier.at_most_without), language),
                              people(carrier.plan_people, language)));
    } else if (carrier.standing == siting::Standing::Tie) {
        line(ja ? "  "
                  "代わりのきく資産です。入れ替えても計画全体で届く人が減らない資産がほかにあります"
                  "。"
                : "  It is a tie: there is another asset that can stand in its place with nobody "
                  "lost.");
    }
    const std::uint32_t without = carrier.near_plans - carrier.near_with;
    if (carrier.standing == siting::Standing::Hard) {
        line(ja ? fmt::format(
                      "  替えにくい資産です。これを使わずに、届く人の減りが{:g} "
                      "%以内で済む組合せは見つかっていません（ないと証明したものではありません）。",
                      percent)
                : fmt::format("  It is hard to replace: no plan without it was found that reaches "
                              "within {:g} % of the present one (that is not a proof).",
                              percent));
    } else if (carrier.standing == siting::Standing::Usual && without > 0) {
        line(ja ? fmt::format(
                      "  替えのきく資産です。これを使わずに、届く人の減りが{:g} %以内で済む組合せ"
                      "が{}通り見つかっています。",
                      percent, without)
                : fmt::format("  It can be replaced: plans without it that reach within {:g} % of "
                              "the present one were found ({}).",
                              percent, without));
    } else if (!carrier.standing && carrier.near_with > 0) {
        line(ja ? fmt::format("  これを使っても、届く人の減りが{:g} "
                              "%以内で済む組合せが{}通り見つかっています。",
                              percent, carrier.near_with)
                : fmt::format("  Plans with it that reach within {:g} % of the present one were "
                              "found ({}).",
                              percent, carrier.near_with));
    }
}

void plan_lines(const CarrierCard& carrier, Language language, const Line& line) {
    const bool ja = language == Language::Japanese;
    if (carrier.own_station_m) {
        line(ja ? fmt::format("  この事業者の基地局から{:.0f} "
                              "mにあるため（station_separation_m）、この事業者の"
                              "計画には入れていません。",
                              *carrier.own_station_m)
                : fmt::format("  It stands {:.0f} m from a station of this carrier "
                              "(station_separation_m), so it is not in this carrier's plan.",
                              *carrier.own_station_m));
    }
    bound_line(carrier, language, line);
    if (carrier.budget > 0) {
        line(ja ? fmt::format("  費用は{}です（計画の予算は{}）。", with_thousands(carrier.cost),
                              with_thousands(static_cast<double>(carrier.budget)))
                : fmt::format("  It costs {} (the plan's budget: {}).",
                              with_thousands(carrier.cost),
                              with_thousands(static_cast<double>(carrier.budget))));
        if (const std::string note = carrier.cost_note.in(language); !note.empty()) {
            line("  " + note);
        }
    }
    standing_lines(carrier, language, line);
    if (carrier.rank > 0) {
        line(ja ? fmt::format("  計画から外れると、計画全体で届く人が{}減ります。",
                              people(carrier.lost, language))
                : fmt::format("  Without it the whole plan reaches {} fewer.",
                              people(carrier.lost, language)));
        if (carrier.replacement) {
            line(ja ? fmt::format("  使えないときの代わりは{}で、計画全体で届く人の減りは{}です。",
                                  carrier.replacement->name,
                                  people(carrier.replacement->people, language))
                    : fmt::format("  Best replacement: {}; the whole plan then reaches {} fewer.",
                                  carrier.replacement->name,
                                  people(carrier.replacement->people, language)));
        }
    } else if (carrier.dominated_by) {
        line(ja ? fmt::format("  この資産が届くところには、{}からも同じかそれ以上に届きます"
                              "（単独で{}）。",
                              carrier.dominated_by->name,
                              people(carrier.dominated_by->people, language))
                : fmt::format("  {} serves all that this asset serves, at least as well ({} by "
                              "itself).",
                              carrier.dominated_by->name,
                              people(carrier.dominated_by->people, language)));
    }
}

} // namespace

std::string to_sentences(const AssetCard& card, Language language) {
    const bool ja = language == Language::Japanese;
    std::string text;
    const auto line = [&text](const std::string& sentence) { text += sentence + "\n"; };
    if (card.synthetic) {
        line(ja ? "【模擬データ】" : "[SYNTHETIC DATA]");
    }
    line(fmt::format("{}  {}", card.asset.id, card.asset.name));
    std::string where;
    for (const std::string& part :
         {card.municipality, std::string(card.asset.address),
          domain::label_of(card.asset.kind).in(language),
          fmt::format("{:g} m", card.asset.height().value()), std::string(card.asset.owner)}) {
        where += part.empty() ? "" : "  " + part;
    }
    line(where);
    if (!card.usable) {
        line((ja ? "  使えません: " : "  Not usable: ") + card.reason.in(language));
        line(ja ? "  そのため、届く人も計画も計算していません。"
                : "  So neither its reach nor a place in the plan was computed.");
    }
    if (!card.restrictions.in(language).empty()) {
        line((ja ? "  手続: " : "  Procedures: ") + card.restrictions.in(language));
    }
    for (const CarrierCard& carrier : card.carriers) {
        if (!card.usable) {
            break; // nothing was predicted for what may not be used
        }
        line("");
        line(ja ? "■ " + carrier.carrier : "# " + carrier.carrier);
        if (carrier.order_alone == 0) {
            line(ja ? "  この資産から新たに5Gが届く居住者はいません。"
                    : "  Nobody would newly get 5G from here.");
            continue;
        }
        line(ja ? fmt::format("  "
                              "単独で{}に新たに5Gが届く見込みです（使える資産{}件中{}"
                              "番目、エリア外{}のうち）。",
                              people(carrier.alone, language), counted(carrier.compared),
                              counted(carrier.order_alone), people(carrier.uncovered, language))
                : fmt::format("  By itself it would newly reach {} ({} of {} usable assets; {} are "
                              "left out).",
                              people(carrier.alone, language), counted(carrier.order_alone),
                              counted(carrier.compared), people(carrier.uncovered, language)));
        for (const auto& [band, reached] : carrier.other_bands) {
            line(ja ? fmt::format("  {}の基地局なら、単独で{}です。", band.ja,
                                  people(reached, language))
                    : fmt::format("  A station of {} would by itself newly reach {}.", band.en,
                                  people(reached, language)));
        }
        if (carrier.rank > 0) {
            line(ja ? fmt::format(
                          "  計画の{}番目です。先に選んだ資産のあとでも{}が新たに加わります。",
                          carrier.rank, people(carrier.gain, language))
                    : fmt::format(
                          "  Number {} of the plan: after those before it, it still adds {}.",
                          carrier.rank, people(carrier.gain, language)));
        } else if (card.kept_out) {
            line(ja ? "  計画には入っていません: study.toml の must_not に書かれています。"
                    : "  Not in the plan: study.toml names it under must_not.");
        } else if (carrier.reached_by.empty()) {
            line(ja ? "  計画には入っていません: 選んだ資産のほうが、より多くの人に届きます。"
                    : "  Not in the plan: the chosen assets reach more people.");
        } else {
            std::string by;
            for (std::size_t i = 0; i < std::min<std::size_t>(3, carrier.reached_by.size()); ++i) {
                by += fmt::format("{}{}{}{}{}{:.0f} %", i == 0 ? "" : (ja ? "、" : ", "),
                                  carrier.reached_by[i].first, ja ? " " : ": ",
                                  people(carrier.reached_by[i].second, language), ja ? "・" : ", ",
                                  100.0 * carrier.reached_by[i].second / carrier.alone);
            }
            const bool most = carrier.reached_by.front().second >= 0.5 * carrier.alone;
            line(ja ? fmt::format("  計画には入っていません: "
                                  "届く人の{}に、選んだ資産がすでに届きます（{}）。",
                                  most ? "多く" : "一部", by)
                    : fmt::format(
                          "  Not in the plan: chosen assets already reach {} of its people ({}).",
                          most ? "most" : "some", by));
        }
        plan_lines(carrier, language, line);
        who_lines(carrier, language, line);
        gap_lines(carrier, language, line);
        tell_scores(carrier, language, line);
    }
    line("");
    if (card.usable) {
        tell_of_scores(card, language, line);
    }
    if (card.usable && !card.weights_doubt.in(language).empty()) {
        line("  " + card.weights_doubt.in(language));
    }
    for (const Text& note : card.data_quality) {
        line("  " + note.in(language));
    }
    if (card.usable) {
        line("  " + card.reach.in(language));
    }
    return text;
}

} // namespace todoku::study
