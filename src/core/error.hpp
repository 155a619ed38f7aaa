// What ends an operation: a small tree of exceptions that grows by meaning.
// Broken rows are not errors but issues (core/issue.hpp): they are counted and listed.
#pragma once

#include "core/text.hpp"

#include <exception>
#include <string>

namespace todoku {

/// Process exit codes, fixed by the command contract.
enum class ExitCode {
    Done = 0,
    WrongUsage = 2,
    UnusableInput = 3,
    OutsideFailure = 4,
    Interrupted = 130
};

/// Base of all errors a person can act on. what() holds both languages, one a line.
class Error : public std::exception {
public:
    explicit Error(Text message);
    [[nodiscard]] const char* what() const noexcept override { return both_.c_str(); }
    [[nodiscard]] const Text& message() const { return message_; }
    [[nodiscard]] virtual ExitCode exit_code() const = 0;

private:
    Text message_;
    std::string both_;
};

/// The request itself is wrong: an option, a key of the study file, a combination.
class UsageError : public Error {
public:
    using Error::Error;
    [[nodiscard]] ExitCode exit_code() const override { return ExitCode::WrongUsage; }
};

/// A file cannot be used: missing, of another kind, without what is needed.
class InputError : public Error {
public:
    using Error::Error;
    [[nodiscard]] ExitCode exit_code() const override { return ExitCode::UnusableInput; }
};

/// Something outside failed: disk, library, operating system.
class ExternalError : public Error {
public:
    using Error::Error;
    [[nodiscard]] ExitCode exit_code() const override { return ExitCode::OutsideFailure; }
};

/// The user pressed Ctrl-C; nothing half-written is left behind.
class Interrupted : public Error {
public:
    Interrupted();
    [[nodiscard]] ExitCode exit_code() const override { return ExitCode::Interrupted; }
};

} // namespace todoku
