// What kind of table a file of coverage is, told from its headers and cells before it is read.
#include "core/japanese.hpp"
#include "io/attribute_table.hpp"
#include "io/gdal_session.hpp"
#include "io/mesh_codes.hpp"
#include "io/mesh_table.hpp"
#include "io/mesh_table_columns.hpp"
#include "io/text_table.hpp"
#include "io/vector_open.hpp"
#include "io/zip_workbook.hpp"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::io {

namespace {

/// Answers only whether a cell holds a code of H3.
class H3Look : public TableVisitor {
public:
    [[nodiscard]] bool is_header(std::span<const std::string_view> /*cells*/) const override {
        return false;
    }
    void begin(std::vector<std::string> /*headers*/, const std::string& /*member*/) override {}
    void row(std::span<const std::string_view> cells, std::int64_t /*row*/) override {
        found_ = found_ || std::any_of(cells.begin(), cells.end(), is_h3_code);
    }
    void misfit(std::int64_t /*row*/, std::string /*excerpt*/, Text /*problem*/) override {}
    [[nodiscard]] bool found() const { return found_; }

private:
    bool found_ = false;
};

/// Keeps the headers of the first table.
class FirstHeaders : public TableVisitor {
public:
    [[nodiscard]] bool is_header(std::span<const std::string_view> cells) const override {
        return std::ranges::count_if(cells, [](auto cell) { return !comparable(cell).empty(); }) >
               1;
    }
    void begin(std::vector<std::string> headers, const std::string& /*member*/) override {
        headers_ = headers_.empty() ? std::move(headers) : std::move(headers_);
    }
    void row(std::span<const std::string_view> /*cells*/, std::int64_t /*row*/) override {}
    void misfit(std::int64_t /*row*/, std::string /*excerpt*/, Text /*problem*/) override {}
    [[nodiscard]] std::vector<std::string> take() { return std::move(headers_); }

private:
    std::vector<std::string> headers_;
};

/// Keeps the first row of several texts of a table without a column of codes.
class HeadersWithoutCodes : public TableVisitor {
public:
    [[nodiscard]] bool is_header(std::span<const std::string_view> cells) const override {
        return has_code_column(cells, {});
    }
    void begin(std::vector<std::string> headers, const std::string& /*member*/) override {
        const std::vector<std::string_view> views(headers.begin(), headers.end());
        has_codes_ = has_codes_ || has_code_column(views, {});
        offer(views);
    }
    void row(std::span<const std::string_view> cells, std::int64_t /*row*/) override {
        offer(cells);
    }
    void misfit(std::int64_t /*row*/, std::string /*excerpt*/, Text /*problem*/) override {}
    [[nodiscard]] std::vector<std::string> take() {
        return has_codes_ ? std::vector<std::string>() : std::move(headers_);
    }

private:
    void offer(std::span<const std::string_view> cells) {
        const auto is_filled = [](std::string_view cell) { return !comparable(cell).empty(); };
        if (headers_.empty() && std::ranges::count_if(cells, is_filled) > 1) {
            for (const std::string_view cell : cells) {
                if (is_filled(cell)) {
                    headers_.emplace_back(cell);
                }
            }
        }
    }

    std::vector<std::string> headers_;
    bool has_codes_ = false;
};

/// Answers only whether there is a column of codes.
class HeaderLook : public TableVisitor {
public:
    explicit HeaderLook(const MeshTableReading& reading) : reading_(reading) {}
    [[nodiscard]] bool is_header(std::span<const std::string_view> cells) const override {
        return has_code_column(cells, reading_);
    }
    void begin(std::vector<std::string> headers, const std::string& /*member*/) override {
        const std::vector<std::string_view> views(headers.begin(), headers.end());
        found_ = found_ || has_code_column(views, reading_);
        geometry_ = geometry_ || std::any_of(views.begin(), views.end(), [](auto header) {
                        const std::string key = header_key(header);
                        return key == "wkt" || key == "geom" || key == "geometry" ||
                               key == "the_geom" || key == "図形";
                    });
    }
    void row(std::span<const std::string_view> /*cells*/, std::int64_t /*row*/) override {}
    void misfit(std::int64_t /*row*/, std::string /*excerpt*/, Text /*problem*/) override {}
    [[nodiscard]] bool is_table() const { return found_ && !geometry_; }

private:
    const MeshTableReading& reading_;
    bool found_ = false;
    bool geometry_ = false;
};

} // namespace

bool is_mesh_table(const VectorSource& source, const MeshTableReading& reading) {
    HeaderLook look(reading);
    std::vector<Issue> ignored;
    if (holds_workbook(source.file, shown_name(source))) {
        return true; // a workbook holds no polygons
    }
    if (holds_text_tables(source.file, shown_name(source))) {
        VectorSource plain = source;
        plain.where.clear();
        visit_table(plain, look, ignored);
        return look.is_table();
    }
    const GdalMessages messages;
    VectorSource areas = source; // polygons go before marks beside them
    areas.shapes = Shapes::Areas;
    areas.several_layers = true;
    const OpenedLayer opened = open_layer(areas, messages, ignored);
    if (opened.layer->GetGeomType() != wkbNone) {
        return false;
    }
    const OGRFeatureDefn& definition = *opened.layer->GetLayerDefn();
    std::vector<std::string_view> names;
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        names.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
    }
    return has_code_column(names, reading);
}

bool holds_h3_codes(const VectorSource& source) {
    if (!holds_workbook(source.file, shown_name(source)) &&
        !holds_text_tables(source.file, shown_name(source))) {
        return false;
    }
    H3Look look;
    std::vector<Issue> ignored;
    VectorSource plain = source;
    plain.where.clear();
    visit_table(plain, look, ignored);
    return look.found();
}

std::vector<std::string> headers_of_table(const VectorSource& source) {
    if (!holds_text_tables(source.file, shown_name(source))) {
        return {};
    }
    FirstHeaders look;
    std::vector<Issue> ignored;
    VectorSource plain = source;
    plain.where.clear();
    visit_table(plain, look, ignored);
    return look.take();
}

std::vector<std::string> headers_of_sheet_without_codes(const VectorSource& source) {
    if (!holds_workbook(source.file, shown_name(source))) {
        return {};
    }
    HeadersWithoutCodes look;
    std::vector<Issue> ignored;
    VectorSource plain = source;
    plain.where.clear();
    visit_table(plain, look, ignored);
    return look.take();
}

} // namespace todoku::io
