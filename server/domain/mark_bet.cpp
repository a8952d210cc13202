#include "domain/decide.h"
#include "domain/mark_judge.h"

namespace bs {

Result<Events> decide(const Batch& batch, const Bet& bet, const MarkBet& command, const Stamp& stamp) {
    MarkJudge judge(batch, stamp);
    BS_CHECK(judge.take(bet, command, ""));
    return judge.events(EventType::bet_status_updated);
}

}  // namespace bs
