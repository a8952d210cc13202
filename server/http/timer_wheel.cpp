#include "http/timer_wheel.h"

#include "base/check.h"

#include <algorithm>

namespace bs::http {

TimerWheel::Timer::~Timer() {
    BS_ASSERT(!is_linked());  // it would leave the wheel with a wrong count
}

void TimerWheel::schedule(Timer& timer, Tick deadline) {
    timer.deadline_ = std::max(deadline, now_ + 1);
    if (timer.is_linked()) {
        if (timer.visit_ <= timer.deadline_) return;
    } else {
        ++count_;
    }
    place(timer);
}

void TimerWheel::cancel(Timer& timer) {
    if (!timer.is_linked()) return;
    timer.unlink();
    --count_;
}

void TimerWheel::advance(Tick now) {
    // After a long stop every slot needs one look, not one for each tick that was missed.
    const Tick rounds = std::min<Tick>(now - now_, slot_count);
    now_ = now;
    for (Tick back = rounds; back > 0; --back) visit(slots_[(now - back + 1) % slot_count]);
}

void TimerWheel::set_now(Tick now) {
    BS_ASSERT(empty());
    now_ = now;
}

void TimerWheel::place(Timer& timer) {
    // Farther away than one turn: looked at once in between.
    timer.visit_ = std::min<Tick>(timer.deadline_, now_ + slot_count);
    slots_[timer.visit_ % slot_count].push_back(timer);
}

void TimerWheel::visit(Slot& slot) {
    Slot due;
    due.splice_back(slot);
    while (!due.empty()) {
        Timer& timer = due.pop_front();
        if (timer.deadline_ > now_) {
            place(timer);
            continue;
        }
        --count_;
        timer.on_timer();
    }
}

}  // namespace bs::http
