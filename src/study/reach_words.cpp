#include "study/reach_words.hpp"

#include "radio/p1812.hpp"
#include "study/reach_ground.hpp"

#include <fmt/format.h>

namespace todoku::study {

namespace {

bool varies_by_place(const StudyFile& study, const radio::BandPreset& preset) {
    return model_of(study.radio, preset) == radio::SweepModel::P1812;
}

} // namespace

Text reach_model_text(const StudyFile& study, const radio::BandPreset& preset) {
    switch (model_of(study.radio, preset)) {
    case radio::SweepModel::P1812:
        return {"ITU-R P.1812-8（時間率・場所率50%）", "ITU-R P.1812-8 (half of time and places)"};
    case radio::SweepModel::DeltaBullington:
        return {"自由空間損失とデルタBullington回折（ITU-R P.526-15 4.5.2）",
                "free space plus delta-Bullington diffraction (ITU-R P.526-15, 4.5.2)"};
    case radio::SweepModel::Bullington:
        return {"自由空間損失とBullington回折（ITU-R P.526-15 4.5.1）",
                "free space plus Bullington diffraction (ITU-R P.526-15, 4.5.1)"};
    case radio::SweepModel::LineOfSight:
        return {
            "見通し（第1フレネルゾーンの6割、ITU-R P.526-15 2.2）と自由空間損失",
            "line of sight (0.6 of the first Fresnel zone, ITU-R P.526-15, 2.2) and free space"};
    case radio::SweepModel::FreeSpace:
        break;
    }
    return {"自由空間損失（ITU-R P.525-4）", "free space (ITU-R P.525-4)"};
}

Text reach_ground_text(const Results& results, const radio::BandPreset& preset) {
    const StudyFile& study = results.study;
    if (model_of(study.radio, preset) == radio::SweepModel::FreeSpace) {
        return {"地形や建物にかかわらず", "whatever the ground: real reach is less"};
    }
    const bool terrain = results.reached.terrain;
    if (study.clutter) {
        const bool classes = study.clutter->kind == ClutterInput::Kind::LandCover;
        return {fmt::format("{}建物・樹木の高さ{}を考慮して",
                            terrain ? "地形と" : "平らな地面の上の",
                            classes ? "（土地被覆の区分による）" : ""),
                fmt::format("over {} with buildings and trees{}",
                            terrain ? "terrain" : "flat ground (no terrain given)",
                            classes ? " by classes of land cover" : "")};
    }
    if (!terrain) {
        return {"平らな地面として", "no terrain given, flat ground: real reach is less"};
    }
    if (study.radio.terminal_clutter || study.radio.woodland_m > 0.0) {
        return {"地形を考慮して", "over terrain"};
    }
    return {"地形を考慮して（建物・樹木は見込まずに）", "over terrain without buildings and trees"};
}

namespace {

/// Where antennas stand on each kind of asset.
std::string antenna_heights(const radio::BandPreset& preset) {
    const radio::MastHeights& masts = preset.masts;
    const auto on = [](std::string_view what, Metres mast) {
        return mast.value() > 0.0 ? fmt::format("{}ではその{:g}m上", what, mast.value())
                                  : fmt::format("{}ではその高さ", what);
    };
    const std::string built = fmt::format("（地上{:g}m以上）", preset.least_height.value());
    const bool alike = masts.building == masts.structure;
    return fmt::format(
        "アンテナは、{}、{}、土地では新設する高さ{:g}mの柱の上",
        alike ? on("建物・工作物", masts.building) + built
              : on("建物", masts.building) + "、" + on("工作物", masts.structure) + built,
        masts.pole == masts.mast ? on("柱・鉄塔", masts.pole)
                                 : on("柱", masts.pole) + "、" + on("鉄塔", masts.mast),
        masts.land.value() > 0.0 ? masts.land.value() : preset.least_height.value());
}

/// What the study says beyond a band's own figures: 、アンテナは…, or nothing.
std::string radio_circumstances(const RadioSettings& radio, const radio::BandPreset& preset) {
    std::string text;
    const AntennaSettings& antenna = radio.antenna;
    switch (antenna.kind) {
    case AntennaSettings::Kind::Omni:
        break;
    case AntennaSettings::Kind::Sector:
        text += fmt::format("アンテナは{}方向のセクタ（3GPP TR 38.901、チルト{:g}度）とし、",
                            antenna.bearings_deg.size(), antenna.downtilt_deg);
        break;
    case AntennaSettings::Kind::File:
        text += fmt::format("アンテナは{}のパターンを{}方向に向けるとし、", antenna.shown_as,
                            antenna.bearings_deg.size());
        break;
    }
    if (radio.rain_mm_h > 0.0) {
        text += fmt::format("1時間{:g}mmの雨でも届くこととし、", radio.rain_mm_h);
    }
    if (radio.terminal_clutter) {
        text += "端末の周りの建物による損失（ITU-R P.2108）を見込み、";
    }
    if (radio.woodland_m > 0.0) {
        text += fmt::format("端末の周りの林（{:g}m、ITU-R P.833、{:.1f}dB）を見込み、",
                            radio.woodland_m, preset.woodland_loss.value());
    }
    if (preset.frequency > radio::kGreatestP1812Frequency) {
        text += "障害物で見通しがなくなる所には届かないとし、";
    }
    return text;
}

} // namespace

Text flat_ground_text(const StudyFile& study, const Reached& reached) {
    if (reached.reach.presets.empty() || reached.terrain ||
        model_of(study.radio, reached.reach.presets.front()) == radio::SweepModel::FreeSpace) {
        return {};
    }
    return {"地形データがないため、資産から届く範囲は平らな地面として予測しました。実際に届く範囲は"
            "これより狭くなります。",
            "No terrain is given: reach from the assets was predicted over flat ground; real reach "
            "is less."};
}

std::string radio_sentence(const Results& results) {
    if (results.reached.reach.presets.empty()) {
        return {};
    }
    const radio::BandPreset& preset = results.reached.reach.presets.front();
    const bool free_space = model_of(results.study.radio, preset) == radio::SweepModel::FreeSpace;
    const bool flat = !free_space && !results.reached.terrain;
    return fmt::format(
        "{}電波の届く範囲は、{}（{:g}"
        "GHz）の基地局を資産に置いた場合（{}）を、{}により{}計算し、{}屋外の受信電力{:g}dBm"
        "以上を届くとしました{}。{}",
        flat ? "地形データがないため、" : "", preset.label.ja, preset.frequency.value() / 1e9,
        antenna_heights(preset), reach_model_text(results.study, preset).ja,
        reach_ground_text(results, preset).ja, radio_circumstances(results.study.radio, preset),
        preset.threshold.value(),
        varies_by_place(results.study, preset)
            ? "（場所による受信のばらつきを見込み、人口を届く確率で数えます）"
            : "",
        flat || free_space ? "山や谷を考えないため、実際に届く範囲はこれより狭くなります。" : "");
}

std::string radio_sentence_en(const Results& results) {
    if (results.reached.reach.presets.empty()) {
        return {};
    }
    const radio::BandPreset& preset = results.reached.reach.presets.front();
    return fmt::format(
        "A base station of {} ({:g} GHz) on the asset, by {}, {}; reached is where "
        "{:g} dBm or more are received outdoors{}.",
        preset.label.en, preset.frequency.value() / 1e9, reach_model_text(results.study, preset).en,
        reach_ground_text(results, preset).en, preset.threshold.value(),
        varies_by_place(results.study, preset) ? " (people count by the probability of it)" : "");
}

} // namespace todoku::study
