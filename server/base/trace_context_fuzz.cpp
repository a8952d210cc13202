// What anybody may write into `traceparent`. What is read is written in 55 characters that are read as the same, and
// that hold nothing but what stood there.
#include "base/trace_context.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto context = bs::parse_traceparent(text);
    if (!context) return 0;

    const std::string written = to_string(*context);
    require(written.size() == 55);
    require(written.find_first_not_of("0123456789abcdef-") == std::string::npos);
    require(bs::parse_traceparent(written) == context);
    require(written.substr(2, 51) == text.substr(2, 51));
    require(!text.starts_with("ff"));
    require(text.size() == 55 || (text[55] == '-' && !text.starts_with("00")));
    require(bs::to_hex(context->trace_id) == text.substr(3, 32));
    require(bs::to_hex(context->span_id) == text.substr(36, 16));
    return 0;
}
