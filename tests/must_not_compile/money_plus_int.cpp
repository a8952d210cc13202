// An amount and a bare number have no common unit.
#include "base/money.h"

bs::Money sum(bs::Money a) {
#ifdef BS_WRONG
    return a + 1;
#else
    return a + bs::Money{1};
#endif
}
