// A number becomes a place in the log only where somebody says so.
#include "base/id.h"

void resume(bs::Seq after);

void call() {
#ifdef BS_WRONG
    resume(41);
#else
    resume(bs::Seq{41});
#endif
}
