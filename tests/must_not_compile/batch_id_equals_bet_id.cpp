// Ids of different things cannot be compared.
#include "base/id.h"

bool same(bs::BatchId a, bs::BetId b) {
#ifdef BS_WRONG
    return a == b;
#else
    return a.value == b.value;
#endif
}
