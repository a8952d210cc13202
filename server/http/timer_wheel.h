// A hashed timer wheel: thousands of deadlines for the price of one system timer. Pure: somebody else knows what a
// tick is and calls advance(). Used by one thread.
#pragma once

#include "http/links.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace bs::http {

class TimerWheel {
public:
    using Tick = std::uint32_t;  // at 100 ms good for 13 years of uptime

    // Whatever has a deadline. One deadline at a time: scheduling again replaces it.
    class Timer : public Link<class TimerTag> {
    public:
        virtual void on_timer() = 0;

    protected:
        Timer() = default;
        virtual ~Timer();

    private:
        friend class TimerWheel;
        Tick deadline_ = 0;
        Tick visit_ = 0;  // when the wheel looks at it again: never later than the deadline
    };

    // Pushing a deadline further away, which every request of a busy connection does, is only an assignment.
    void schedule(Timer& timer, Tick deadline);
    void cancel(Timer& timer);

    // Fires every timer whose deadline is not later than `now`. Timers may schedule and cancel any timer meanwhile.
    void advance(Tick now);

    [[nodiscard]] Tick now() const { return now_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    // For a wheel that stood still because it was empty.
    void set_now(Tick now);

private:
    using Slot = LinkList<Timer, TimerTag>;
    static constexpr std::size_t slot_count = 512;

    void place(Timer& timer);
    void visit(Slot& slot);

    std::array<Slot, slot_count> slots_;
    Tick now_ = 0;
    std::size_t count_ = 0;
};

}  // namespace bs::http
