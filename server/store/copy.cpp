#include "store/copy.h"

namespace bs {
namespace {

// So that no two rows read alike: each value after its kind and its length.
void append(std::string& out, const Cell& cell) {
    const auto* number = std::get_if<std::int64_t>(&cell);
    const auto* bytes = std::get_if<std::string>(&cell);
    const std::string digits = number == nullptr ? "" : std::to_string(*number);
    const std::string& text = bytes == nullptr ? digits : *bytes;
    out += std::to_string(cell.index()) + ":" + std::to_string(text.size()) + ":";
    out += text;
}

}  // namespace

void CopyDigest::add(const Chunk& chunk) {
    std::string bytes;
    for (const auto& row : chunk) {
        bytes.assign(digest_.begin(), digest_.end());
        for (const Cell& cell : row) append(bytes, cell);
        digest_ = sha256(bytes);
    }
    rows_ += chunk.size();
}

}  // namespace bs
