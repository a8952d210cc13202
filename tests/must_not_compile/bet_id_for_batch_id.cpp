// Ids of different things are different types.
#include "base/id.h"

void close_batch(bs::BatchId batch);

void call() {
#ifdef BS_WRONG
    close_batch(bs::BetId{7});
#else
    close_batch(bs::BatchId{7});
#endif
}
