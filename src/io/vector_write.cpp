#include "core/error.hpp"
#include "io/vector_file.hpp"
#include "io/vector_output.hpp"

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

std::unique_ptr<VectorOutput> make_output(const fs::path& file, const std::string& shown,
                                          VectorFormat format) {
    switch (format) {
    case VectorFormat::Csv:
        return make_csv_output(file, shown);
    case VectorFormat::GeoJson:
        return make_geojson_output(file, shown);
    case VectorFormat::Kml:
        return make_kml_output(file, shown);
    case VectorFormat::Xlsx:
        return make_xlsx_output(file, shown);
    default:
        return make_ogr_output(file, shown, format);
    }
}

bool holds_several_layers(VectorFormat format) {
    return format == VectorFormat::GeoPackage || format == VectorFormat::Kml ||
           format == VectorFormat::Xlsx;
}

/// Files that belong to a file of this name and would be read with it.
void remove_companions(const fs::path& file, VectorFormat format) {
    std::error_code ignored;
    if (format == VectorFormat::GeoPackage) {
        for (const char* ending : {"-wal", "-shm", "-journal"}) {
            fs::remove(fs::path(file) += ending, ignored);
        }
    }
    if (format == VectorFormat::Shapefile) {
        for (const char* ending :
             {".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qmd"}) {
            fs::remove(fs::path(file).replace_extension(ending), ignored);
        }
    }
}

} // namespace

ExternalError cannot_write(const std::string& shown, const std::string& reason) {
    return ExternalError(
        {shown + " に書き込めません（" + reason + "）。空き容量と書き込み権限を確かめてください。",
         "Cannot write " + shown + " (" + reason + "). Check free space and permissions."});
}

std::string without_control_characters(const std::string& text) {
    std::string clean;
    clean.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(clean), [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r';
    });
    return clean;
}

/// Everything is written in a hidden folder beside the destination and renamed into place when
/// whole.
struct VectorWriter::Impl {
    Impl(fs::path destination, VectorFormat kind)
        : file(std::move(destination)), format(kind),
          staging(file.parent_path() / ("." + file.filename().string() + ".partial")) {
        std::error_code error;
        fs::remove_all(staging, error);
        fs::create_directories(staging, error);
        if (error) {
            throw cannot_write(file.string(), error.message());
        }
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        output.reset();
        std::error_code ignored;
        fs::remove_all(staging, ignored);
    }

    void publish() const {
        std::error_code error;
        remove_companions(file, format);
        for (const fs::directory_entry& entry : fs::directory_iterator(staging, error)) {
            fs::rename(entry.path(), file.parent_path() / entry.path().filename(), error);
            if (error) {
                break;
            }
        }
        if (error) {
            throw cannot_write(file.string(), error.message());
        }
    }

    fs::path file;
    VectorFormat format;
    fs::path staging;
    std::unique_ptr<VectorOutput> output;
    std::size_t layers = 0;
    std::size_t fields = 0;
};

VectorWriter::VectorWriter(const fs::path& file, VectorFormat format)
    : impl_(std::make_unique<Impl>(file, format)) {
    impl_->output = make_output(impl_->staging / file.filename(), file.string(), format);
}

VectorWriter::VectorWriter(VectorWriter&&) noexcept = default;
VectorWriter& VectorWriter::operator=(VectorWriter&&) noexcept = default;
VectorWriter::~VectorWriter() = default;

void VectorWriter::begin_layer(const LayerSchema& schema) {
    if (impl_->layers++ > 0 && !holds_several_layers(impl_->format)) {
        throw std::logic_error("this format holds one layer a file");
    }
    impl_->fields = schema.fields.size();
    impl_->output->begin_layer(schema);
}

void VectorWriter::write(const geo::Geometry& geometry, const std::vector<Value>& values) {
    if (impl_->layers == 0 || values.size() != impl_->fields) {
        throw std::logic_error("a row needs a layer and one value for each of its fields");
    }
    impl_->output->write(geometry, values);
}

void VectorWriter::set_style(const std::string& qml) {
    impl_->output->set_style(qml);
}

void VectorWriter::finish() {
    impl_->output->close();
    impl_->publish();
}

std::vector<Issue> VectorWriter::issues() const {
    return impl_->output->issues();
}

} // namespace todoku::io
