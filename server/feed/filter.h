// Which events a subscriber wants. Empty lists mean all.
#pragma once

#include "base/id.h"
#include "domain/event.h"
#include "feed/segment.h"

#include <algorithm>
#include <vector>

namespace bs {

struct Filter {
    std::vector<AccountId> accounts;
    std::vector<EventType> types;

    [[nodiscard]] bool matches(const FrameEntry& entry) const {
        return (accounts.empty() || std::ranges::find(accounts, entry.account_id) != accounts.end()) &&
               (types.empty() || std::ranges::find(types, entry.type) != types.end());
    }
};

}  // namespace bs
