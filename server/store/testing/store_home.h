// Where a store of one kind lives, for tests that run on every adapter.
#pragma once

#include "store/retention_limits.h"
#include "store/store.h"

#include <array>
#include <memory>

namespace bs::testing {

class StoreHome {
public:
    virtual ~StoreHome() = default;
    [[nodiscard]] virtual Store& open() = 0;  // a restart, when it is open already
    [[nodiscard]] virtual bool forgets() const { return true; }

    RetentionLimits retention;
};

struct StoreKind {
    const char* name;
    std::unique_ptr<StoreHome> (*make)();
};

[[nodiscard]] const std::array<StoreKind, 3>& store_kinds();

}  // namespace bs::testing
