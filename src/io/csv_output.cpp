#include "core/csv.hpp"
#include "io/vector_output.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace todoku::io {

namespace {

/// Attributes only; a table that needs places has columns for them.
class CsvOutput final : public VectorOutput {
public:
    CsvOutput(const std::filesystem::path& file, std::string shown)
        : shown_(std::move(shown)), out_(file, std::ios::binary | std::ios::trunc) {
        check();
    }

    void begin_layer(const LayerSchema& schema) override {
        record_.clear();
        for (const Field& field : schema.fields) {
            record_.push_back(field.name);
        }
        write_csv_record(out_, record_);
    }

    void write(const geo::Geometry& /*geometry*/, const std::vector<Value>& values) override {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto* text = std::get_if<std::string>(&values[i]);
            record_[i] = text != nullptr ? kept_as_text(*text) : to_text(values[i]);
        }
        write_csv_record(out_, record_);
    }

    void close() override {
        out_.close();
        check();
    }

private:
    void check() const {
        if (!out_) {
            throw cannot_write(shown_, std::strerror(errno));
        }
    }

    std::string shown_;
    std::ofstream out_;
    std::vector<std::string> record_;
};

} // namespace

std::unique_ptr<VectorOutput> make_csv_output(const std::filesystem::path& file,
                                              const std::string& shown) {
    return std::make_unique<CsvOutput>(file, shown);
}

} // namespace todoku::io
