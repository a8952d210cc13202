// Last-Event-ID and `since` come from anywhere. What is read as a cursor is exactly what we would write.
#include "feed/cursor.h"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto cursor = bs::parse_cursor(text);
    if (!cursor) return 0;

    require(to_string(*cursor) == text);
    require(bs::format_cursor(cursor->epoch, cursor->seq) == text);
    require(cursor->seq.value >= 0);
    require(!cursor->epoch.empty() && cursor->epoch.size() <= 16);
    require(cursor->epoch.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") == std::string::npos);
    return 0;
}
