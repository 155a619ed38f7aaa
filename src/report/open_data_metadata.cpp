// dcat.jsonld: the edition as a catalogue of open data reads it (W3C DCAT 2, JSON-LD 1.1).
#include "core/output_folder.hpp"
#include "report/listed_files.hpp"
#include "report/open_data.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace todoku::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kLicence = "https://creativecommons.org/licenses/by/4.0/";

Json in_both(const Text& text) {
    return {{{"@language", "ja"}, {"@value", printable(text.ja)}},
            {{"@language", "en"}, {"@value", printable(text.en)}}};
}

std::string media_type(const std::string& name) {
    const auto ends = [&](const char* suffix) { return name.ends_with(suffix); };
    const char* type = ends(".csv")       ? "text/csv"
                       : ends(".geojson") ? "application/geo+json"
                       : ends(".gpkg")    ? "application/geopackage+sqlite3"
                                          : "text/plain";
    return std::string("https://www.iana.org/assignments/media-types/") + type;
}

Text title_of(const OpenData& data, const std::string& name) {
    for (const OpenTable& table : data.tables) {
        if (name == table.name + ".csv" || name == table.name + ".geojson") {
            return table.title;
        }
    }
    if (name == kOpenGeoPackageName) {
        return {"全ての表", "all tables"};
    }
    if (name == kOpenColumnsName) {
        return {"項目の説明", "description of the columns"};
    }
    return {"説明", "read me"};
}

Json distribution(const OpenData& data, const ListedFile& file) {
    Json json = {
        {"@type", "dcat:Distribution"},
        {"dct:title", in_both(title_of(data, file.name))},
        {"dcat:downloadURL", {{"@id", file.name}}}, // beside this file, wherever that is put
        {"dcat:mediaType", {{"@id", media_type(file.name)}}},
        {"dcat:byteSize", file.size},
        {"dct:license", {{"@id", kLicence}}},
        {"spdx:checksum",
         {{"@type", "spdx:Checksum"},
          {"spdx:algorithm", {{"@id", "spdx:checksumAlgorithm_sha256"}}},
          {"spdx:checksumValue", file.sha256}}}};
    for (const OpenTable& table : data.tables) {
        if (file.name == table.name + ".csv" || file.name == table.name + ".geojson") {
            json["dct:description"] = in_both(table.about);
        }
    }
    return json;
}

Json source(const SourceNote& note) {
    Json json = {{"dct:title", printable(note.what)}};
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty()) {
            json[key] = printable(value);
        }
    };
    add("dct:creator", note.credit);
    add("dct:rights", note.licence);
    add("dct:date", note.date);
    return json;
}

} // namespace

void write_open_metadata(const OpenData& data, const std::filesystem::path& folder) {
    const std::string stamp =
        data.synthetic ? "【" + std::string(kSyntheticStamp) + "】" : std::string();
    const std::string date = data.as_of.ok() ? iso_date(data.as_of) : std::string();
    Json json;
    json["@context"] = {
        {"dcat", "http://www.w3.org/ns/dcat#"}, {"dct", "http://purl.org/dc/terms/"},
        {"foaf", "http://xmlns.com/foaf/0.1/"}, {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
        {"spdx", "http://spdx.org/rdf/terms#"}, {"xsd", "http://www.w3.org/2001/XMLSchema#"}};
    json["@type"] = "dcat:Dataset";
    json["dct:identifier"] = "todoku-opendata-" + data.prefecture_code + "-" + date;
    json["dct:title"] = in_both({stamp + data.prefecture + "の携帯電話エリアと公共の資産",
                                 (data.synthetic ? "[SYNTHETIC] " : "") +
                                     std::string("Mobile coverage and public assets of ") +
                                     data.prefecture_en + " Prefecture"});
    std::string rules_ja;
    std::string rules_en;
    for (const Text& rule : data.rules) {
        rules_ja += rule.ja;
        rules_en += " " + rule.en;
    }
    json["dct:description"] =
        in_both({stamp + data.study_title + "。" + rules_ja,
                 (data.synthetic ? "[SYNTHETIC] Made-up data." : "Open data.") + rules_en});
    json["dct:publisher"] = {{"@type", "foaf:Agent"},
                             {"foaf:name", printable(data.prefecture)},
                             {"dct:identifier", data.prefecture_code}};
    json["dct:license"] = {{"@id", kLicence}};
    json["dct:language"] = {"ja", "en"};
    json["dct:spatial"] = {{"@type", "dct:Location"}, {"rdfs:label", printable(data.prefecture)}};
    if (!date.empty()) {
        json["dct:temporal"] = {{"@type", "dct:PeriodOfTime"},
                                {"dcat:endDate", {{"@type", "xsd:date"}, {"@value", date}}}};
    }
    json["dcat:keyword"] = {"5G", "携帯電話", "エリア", "公共施設一覧", "オープンデータ"};
    if (data.synthetic) {
        json["dcat:keyword"].push_back(kSyntheticStamp);
    }
    json["dct:source"] = Json::array();
    for (const SourceNote& note : data.sources) {
        // Several files of one origin are one source: names of files are not written.
        Json one = source(note);
        if (std::ranges::find(json["dct:source"], one) == json["dct:source"].end()) {
            json["dct:source"].push_back(std::move(one));
        }
    }
    json["dcat:distribution"] = Json::array();
    for (const ListedFile& file : listed_files(folder)) {
        json["dcat:distribution"].push_back(distribution(data, file));
    }
    write_file_atomically(folder / kOpenMetadataName, json.dump(2) + "\n");
}

} // namespace todoku::report
