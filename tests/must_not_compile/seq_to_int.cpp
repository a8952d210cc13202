// A place in the log is no number to calculate with by accident.
#include "base/id.h"

long long next(bs::Seq at) {
#ifdef BS_WRONG
    return at + 1;
#else
    return at.value + 1;
#endif
}
