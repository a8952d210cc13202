// No float touches money.
#include "base/money.h"

bs::Money half() {
#ifdef BS_WRONG
    return bs::Money{0.5};
#else
    return bs::Money{bs::money_units_per_one / 2};
#endif
}
