// A log has exact numbers only: money and durations are written by their own words.
#include "base/log.h"

void call() {
#ifdef BS_WRONG
    bs::log_info("placed", {{"stake", 0.5}});
#else
    bs::log_info("placed", {{"bets", 5}});
#endif
}
