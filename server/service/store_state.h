// What the store says about itself, for pages that show it. The rooms above never meet the store.
#pragma once

#include "base/id.h"
#include "store/store.h"

#include <string>

namespace bs {

struct StoreState {
    StoreStats stats;
    bool is_current = true;   // as Store says it
    Seq head;                 // the last committed event
    Seq floor;                // the oldest retained one
    std::string description;  // such as the path of the database
};

[[nodiscard]] StoreState store_state(const Store& store);
[[nodiscard]] const StoreMetrics& store_metrics(const Store& store);

}  // namespace bs
