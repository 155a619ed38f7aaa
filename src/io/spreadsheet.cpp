#include "io/spreadsheet.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/archive_member.hpp"
#include "io/file_access.hpp"
#include "io/gdal_session.hpp"
#include "io/input_limits.hpp"
#include "io/vector_open.hpp"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <utility>

namespace todoku::io {

namespace {

constexpr std::array<const char*, 2> kWorkbookDrivers = {"XLSX", "ODS"};
// Every row is data and every cell is text: ledgers have titles above their header, and an id is no
// number.
constexpr std::array<std::pair<const char*, const char*>, 4> kAsTheyStand = {{
    {"OGR_XLSX_HEADERS", "DISABLE"},
    {"OGR_XLSX_FIELD_TYPES", "STRING"},
    {"OGR_ODS_HEADERS", "DISABLE"},
    {"OGR_ODS_FIELD_TYPES", "STRING"},
}};

/// Settings of GDAL on this thread while it lives.
class ReadAsTheyStand {
public:
    ReadAsTheyStand() {
        for (const auto& [key, value] : kAsTheyStand) {
            CPLSetThreadLocalConfigOption(key, value);
        }
    }
    ReadAsTheyStand(const ReadAsTheyStand&) = delete;
    ReadAsTheyStand& operator=(const ReadAsTheyStand&) = delete;
    ~ReadAsTheyStand() {
        for (const auto& [key, value] : kAsTheyStand) {
            CPLSetThreadLocalConfigOption(key, nullptr);
        }
    }
};

/// The next row of the layer that holds text.
bool read_row(OGRLayer& layer, SheetRow& row) {
    const int columns = layer.GetLayerDefn()->GetFieldCount();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        row.row = static_cast<std::int64_t>(feature->GetFID());
        row.cells.resize(static_cast<std::size_t>(columns));
        bool text = false;
        for (int i = 0; i < columns; ++i) {
            std::string& cell = row.cells[static_cast<std::size_t>(i)];
            cell = feature->IsFieldSetAndNotNull(i) != 0 ? feature->GetFieldAsString(i) : "";
            text = text || !trimmed(cell).empty();
        }
        if (text) {
            return true;
        }
    }
    return false;
}

bool holds_text(OGRLayer& layer) {
    SheetRow row;
    layer.ResetReading();
    return read_row(layer, row);
}

Dataset open_workbook(const std::filesystem::path& file, const std::string& shown_as) {
    const GdalMessages messages;
    const std::array<const char*, kWorkbookDrivers.size() + 1> drivers = {
        kWorkbookDrivers[0], kWorkbookDrivers[1], nullptr};
    Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                      drivers.data(), nullptr, nullptr));
    if (!dataset) {
        throw InputError(
            {shown_as +
                 " をExcelブックとして開けません。パスワードが付いていないか、壊れていないか確"
                 "かめてください。",
             shown_as + " cannot be opened as a workbook. Check that it has no password and is "
                        "whole."});
    }
    return dataset;
}

/// The sheet of that name, or the only one that holds text; null where none does.
OGRLayer* sheet_of(GDALDataset& dataset, const std::string& shown_as, const std::string& sheet) {
    OGRLayer* found = nullptr;
    std::vector<std::string> names;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer& layer = *dataset.GetLayer(i);
        const std::string name = layer.GetName();
        if (!sheet.empty() && comparable(name) == comparable(sheet)) {
            return &layer;
        }
        if (!sheet.empty() || holds_text(layer)) {
            names.push_back(name);
            found = &layer;
        }
    }
    std::string list;
    for (const std::string& name : names) {
        list += (list.empty() ? "" : ", ") + name;
    }
    if (!sheet.empty()) {
        throw InputError({shown_as + " にシート「" + sheet + "」がありません。あるシート: " + list,
                          shown_as + " has no sheet \"" + sheet + "\". Sheets: " + list});
    }
    if (names.size() > 1) {
        throw InputError(
            {shown_as +
                 " にはシートが複数あります。layer = \"シート名\" "
                 "で一つ選んでください。あるシート: " +
                 list,
             shown_as + " has several sheets. Choose one with layer = \"SHEET\". Sheets: " + list});
    }
    return found;
}

} // namespace

bool is_spreadsheet(const std::filesystem::path& file) {
    const std::string ending = lower_ending(file);
    return ending == ".xlsx" || ending == ".xlsm" || ending == ".ods" || ending == ".xls";
}

struct SheetReader::Impl {
    ReadAsTheyStand settings; ///< sheets are read when their first row is asked for
    Dataset dataset;
    OGRLayer* layer = nullptr; ///< null where no sheet holds text
    SheetRow row;
};

SheetReader::SheetReader(const std::filesystem::path& file, const std::string& shown_as,
                         const std::string& sheet) {
    require_readable(file, shown_as);
    if (lower_ending(file) == ".xls") {
        throw InputError(
            {shown_as + " は古いExcel形式（.xls）です。Excelで開き、「名前を付けて保存」で「Excel "
                        "ブック（.xlsx）」にしてください。",
             shown_as + " is in the old Excel format (.xls). Open it in Excel and save it as "
                        ".xlsx."});
    }
    require_sane_archive(file, shown_as);
    impl_ = std::make_unique<Impl>();
    impl_->dataset = open_workbook(file, shown_as);
    impl_->layer = sheet_of(*impl_->dataset, shown_as, sheet);
    rewind();
}

SheetReader::SheetReader(SheetReader&&) noexcept = default;
SheetReader& SheetReader::operator=(SheetReader&&) noexcept = default;
SheetReader::~SheetReader() = default;

bool SheetReader::next() {
    return impl_->layer != nullptr && read_row(*impl_->layer, impl_->row);
}

const SheetRow& SheetReader::row() const {
    return impl_->row;
}

void SheetReader::rewind() {
    if (impl_->layer != nullptr) {
        impl_->layer->ResetReading();
    }
}

std::vector<SheetRow> SheetReader::first(std::size_t most) {
    std::vector<SheetRow> rows;
    rewind();
    while (rows.size() < most && next()) {
        rows.push_back(row());
    }
    rewind();
    return rows;
}

} // namespace todoku::io
