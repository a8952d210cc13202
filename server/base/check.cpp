#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace bs {

void assertion_failed(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "betstream: bug: %s does not hold (%s:%d); stopping\n", condition, file, line);
    std::abort();
}

}  // namespace bs
