// A ByteSource out of a text, which hands out as few bytes at once as a test wants.
#pragma once

#include "cli/import/byte_source.h"

#include <algorithm>
#include <string>
#include <utility>

namespace bs::cli {

class TextSource final : public ByteSource {
public:
    explicit TextSource(std::string text, std::size_t piece = static_cast<std::size_t>(-1))
        : text_(std::move(text)), piece_(piece) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        const std::size_t count = std::min({buffer.size(), piece_, text_.size() - at_});
        std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(at_), count, buffer.begin());
        at_ += count;
        return count;
    }
    void rewind() override { at_ = 0; }
    std::uint64_t bytes_read() const override { return at_; }
    std::uint64_t bytes_total() const override { return text_.size(); }
    bool changed() const override { return false; }

private:
    std::string text_;
    std::size_t piece_;
    std::size_t at_ = 0;
};

}  // namespace bs::cli
