// GDAL started once, quietly, with settings that make its output repeatable; its messages caught while a scope lasts.
#pragma once

#include <string>
#include <vector>

namespace todoku::io {

/// Registers drivers and fixes what would let the clock into files. Safe to call from any thread, as often as wanted.
void start_gdal();

/// While it lives, GDAL's warnings and errors on this thread are kept here instead of being printed.
class GdalMessages {
public:
    GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;
    ~GdalMessages();

    /// The last error's text, "" if there was none.
    [[nodiscard]] std::string last_error() const { return errors_.empty() ? "" : errors_.back(); }
    [[nodiscard]] const std::vector<std::string>& errors() const { return errors_; }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

    /// For GDAL's callback.
    void add(bool error, const char* text);

private:
    std::vector<std::string> errors_;
    std::vector<std::string> warnings_;
};

} // namespace todoku::io
