// BS_ASSERT: for our own bugs, on in release too. A corrupt control plane must not go on; the durable
// state and a restart are the recovery.
#pragma once

namespace bs {

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace bs

#define BS_ASSERT(condition) \
    ((condition) ? static_cast<void>(0) : ::bs::assertion_failed(#condition, __FILE__, __LINE__))
