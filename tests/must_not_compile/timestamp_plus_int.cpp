// One what? A point in time moves by a duration.
#include "base/time.h"

bs::Timestamp later(bs::Timestamp at) {
#ifdef BS_WRONG
    return at + 1;
#else
    return bs::Timestamp{at.micros + 1};
#endif
}
