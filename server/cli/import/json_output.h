// One JSON object on stdout, written piece by piece: a list of a million errors never stands in memory.
#pragma once

#include "base/json_writer.h"
#include "cli/terminal.h"

#include <cstddef>
#include <string>

namespace bs::cli {

class JsonOutput {
public:
    explicit JsonOutput(const Terminal& out) : out_(out), writer_(text_) {}
    ~JsonOutput() { flush(0); }
    JsonOutput(const JsonOutput&) = delete;
    JsonOutput& operator=(const JsonOutput&) = delete;

    [[nodiscard]] JsonWriter& writer() { return writer_; }
    // Call it between values: hands on what has gathered once it is more than `bytes_max`.
    void flush(std::size_t bytes_max = 64 * 1024) {
        if (text_.size() <= bytes_max) return;
        out_.write(text_);
        text_.clear();
    }
    void end_line() {
        text_.push_back('\n');
        flush(0);
    }

private:
    const Terminal& out_;
    std::string text_;
    JsonWriter writer_;
};

}  // namespace bs::cli
