// GDAL started once, offline and quiet; its messages caught while a scope lasts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace todoku::io {

/// Registers drivers and fixes what would let the clock or the network in. Safe to call from any
/// thread, as often as wanted.
void start_gdal();

/// While it lives, GDAL's warnings and errors on this thread are kept here instead of being
/// printed.
class GdalMessages {
public:
    GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;
    ~GdalMessages();

    /// The last error's text; "" if there was none.
    [[nodiscard]] std::string last_error() const { return errors_.empty() ? "" : errors_.back(); }
    [[nodiscard]] const std::vector<std::string>& errors() const { return errors_; }
    [[nodiscard]] bool failed() const { return !errors_.empty(); }
    void forget() { errors_.clear(); }

    /// For GDAL's callback.
    void add(const char* text) { errors_.emplace_back(text); }

private:
    std::vector<std::string> errors_;
};

} // namespace todoku::io
