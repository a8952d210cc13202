#include "service/store_state.h"

namespace bs {

StoreState store_state(const Store& store) {
    return {.stats = store.stats(),
            .is_current = store.is_current(),
            .head = store.head(),
            .floor = store.floor(),
            .description = store.describe()};
}

const StoreMetrics& store_metrics(const Store& store) { return store.metrics(); }

}  // namespace bs
