// A subscription as the http room streams it.
#pragma once

#include "feed/subscription.h"
#include "http/stream.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bs {

class SseSource final : public http::StreamSource {
public:
    SseSource(Feed& feed, const Clock& clock, SubscriptionOptions options, std::optional<std::string_view> cursor,
              std::shared_ptr<http::StreamWaker> waker)
        : subscription_(feed, clock, std::move(options), cursor, [waker = std::move(waker)] { waker->wake(); }) {}

    void peek(http::Ready& ready, std::size_t bytes_max) override {
        ready.count = subscription_.peek(ready.parts, http::Ready::parts_max, bytes_max);
        ready.bytes = 0;
        for (std::size_t i = 0; i < ready.count; ++i) ready.bytes += ready.parts[i].iov_len;
    }
    void advance(std::size_t bytes) override { subscription_.advance(bytes); }
    [[nodiscard]] bool at_boundary() const override { return subscription_.at_boundary(); }
    [[nodiscard]] std::optional<std::size_t> lag() const override { return subscription_.lag(); }
    void on_silence() override { subscription_.ping(); }
    [[nodiscard]] bool wants_end() const override { return subscription_.wants_end(); }

    std::string finish(End reason) override {
        switch (reason) {
            case End::rotation:
                return subscription_.farewell("rotation");
            case End::draining:
                return subscription_.farewell("draining");
            case End::too_slow:
                return subscription_.farewell("too_slow");
            case End::done:
                return subscription_.farewell("unavailable");
        }
        return {};
    }

private:
    Subscription subscription_;
};

}  // namespace bs
