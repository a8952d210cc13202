#include "store/copy.h"

namespace bs {
namespace {

// So that no two rows read alike: each value after its kind and its length.
void append(std::string& out, const Cell& cell) {
    std::string text;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) text = std::to_string(*number);
    if (const auto* bytes = std::get_if<std::string>(&cell)) text = *bytes;
    out += std::to_string(cell.index()) + ":" + std::to_string(text.size()) + ":" + text;
}

}  // namespace

void CopyDigest::add(const Chunk& chunk) {
    std::string bytes(digest_.begin(), digest_.end());
    for (const auto& row : chunk) {
        for (const Cell& cell : row) append(bytes, cell);
    }
    digest_ = sha256(bytes);
    rows_ += chunk.size();
}

}  // namespace bs
