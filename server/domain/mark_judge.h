// Inside this room: judges the marks of one command, one after the other, against one batch.
#pragma once

#include "base/result.h"
#include "domain/batch.h"
#include "domain/command.h"
#include "domain/event.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace bs {

class MarkJudge {
public:
    // Batch and stamp must outlive the judge.
    MarkJudge(const Batch& batch, const Stamp& stamp);

    // Takes the mark, or says why not. A mark that changes nothing is taken and forgotten. Refusals point into `item`,
    // the pointer of the mark in the body: "" or "/3".
    [[nodiscard]] Result<> take(const Bet& bet, const MarkBet& command, std::string_view item);

    // The events of everything that was taken; the judge is done then.
    [[nodiscard]] Events events(EventType type);

private:
    const Batch& batch_;
    const Stamp& stamp_;
    Summary summary_;
    std::vector<Bet> changed_;
};

}  // namespace bs
