// Where the bytes of an import come from: a file, or a copy of standard input, read from the start as often as needed.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace bs::cli {

class ByteSource {
public:
    virtual ~ByteSource() = default;

    // Reads up to buffer.size() bytes; 0 is the end.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<char> buffer) = 0;
    // Starts again from the first byte.
    virtual void rewind() = 0;
    // How far reading has come, for the progress line.
    [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
    [[nodiscard]] virtual std::uint64_t bytes_total() const = 0;
    // True when somebody changed the content since it was opened: what was checked is not what would be sent.
    [[nodiscard]] virtual bool changed() const = 0;
};

// "-" is standard input. What cannot be read twice (a pipe) is first copied to an unnamed temporary file.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_source(const std::string& path);

}  // namespace bs::cli
