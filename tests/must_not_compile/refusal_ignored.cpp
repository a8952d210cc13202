// Making a refusal and dropping it is a mistake.
#include "base/result.h"

bs::Result<> call() {
#ifdef BS_WRONG
    bs::fail(bs::ErrorCode::not_found, "no such bet");
    return {};
#else
    return bs::fail(bs::ErrorCode::not_found, "no such bet");
#endif
}
