// What a run sends, and how its answers and events are told apart. One class per kind of request.
#pragma once

#include "answer_reader.h"
#include "event_reader.h"
#include "marks.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bs::bench {

class Work {
public:
    virtual ~Work() = default;

    // Valid until the next call.
    [[nodiscard]] virtual std::string_view request(std::uint64_t n) = 0;

    // A publish has a place: the number of its event among all of the run, from 0.
    [[nodiscard]] virtual std::uint64_t place_of_answer(std::uint64_t n, const Answer& answer) const = 0;
    // None for an event that no publish has caused, such as a ping. Throws for one that must not come.
    [[nodiscard]] virtual std::optional<std::uint64_t> place_of_event(const StreamEvent& event) = 0;
    // Events come in the order of their places, without a gap.
    [[nodiscard]] virtual bool is_ordered() const = 0;
};

// PATCH of one bet after the other.
class MarkWork final : public Work {
public:
    MarkWork(std::uint16_t port, std::int64_t account_id, MarkSequence marks, std::uint64_t from);

    [[nodiscard]] std::string_view request(std::uint64_t n) override;
    [[nodiscard]] std::uint64_t place_of_answer(std::uint64_t n, const Answer& answer) const override;
    [[nodiscard]] std::optional<std::uint64_t> place_of_event(const StreamEvent& event) override;
    [[nodiscard]] bool is_ordered() const override { return true; }

private:
    const std::string path_;
    const std::string fields_;
    const MarkSequence marks_;
    const std::uint64_t from_;  // marks were sent before
    std::string text_;
    std::optional<std::uint64_t> head_;  // when the subscribers came
};

// POST of a message to a channel of nchan. The message names its place.
class MessageWork final : public Work {
public:
    MessageWork(std::uint16_t port, const std::string& path, std::size_t bytes);

    [[nodiscard]] std::string_view request(std::uint64_t n) override;
    [[nodiscard]] std::uint64_t place_of_answer(std::uint64_t n, const Answer& /*answer*/) const override { return n; }
    [[nodiscard]] std::optional<std::uint64_t> place_of_event(const StreamEvent& event) override;
    // 64 publishers at once are not taken in the order in which they were sent.
    [[nodiscard]] bool is_ordered() const override { return false; }

private:
    std::string text_;
    std::size_t number_at_ = 0;
};

// Any request; {n} in its path is a number that counts up.
class AnyWork final : public Work {
public:
    AnyWork(std::uint16_t port, const std::string& method, std::string path, std::string body, std::uint64_t from);

    [[nodiscard]] std::string_view request(std::uint64_t n) override;
    [[nodiscard]] std::uint64_t place_of_answer(std::uint64_t n, const Answer& /*answer*/) const override { return n; }
    [[nodiscard]] std::optional<std::uint64_t> place_of_event(const StreamEvent& event) override;
    [[nodiscard]] bool is_ordered() const override { return false; }

private:
    const std::string start_;  // up to the number
    const std::string end_;    // from behind it
    const std::uint64_t from_;
    std::string text_;
};

}  // namespace bs::bench
