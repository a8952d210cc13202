// A product of two amounts is no amount.
#include "base/money.h"

bs::Money product(bs::Money a, bs::Money b) {
#ifdef BS_WRONG
    return a * b;
#else
    return bs::Money{a.units + b.units};
#endif
}
