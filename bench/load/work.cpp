#include "work.h"

#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <utility>

namespace bs::bench {
namespace {

constexpr std::size_t number_digits = 12;
constexpr std::string_view number_mark = "{n}";

std::string common_fields(std::uint16_t port) {
    return " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\nContent-Type: application/json\r\n";
}

std::string content(std::string_view body) {
    return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::uint64_t parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) throw std::runtime_error("expected a number in '" + std::string(text) + "'");
    return number;
}

// Of "epoch-57".
std::uint64_t seq_of(std::string_view cursor) { return parse_number(cursor.substr(cursor.find('-') + 1)); }

}  // namespace

MarkWork::MarkWork(std::uint16_t port, std::int64_t account_id, MarkSequence marks, std::uint64_t from)
    : path_("PATCH /api/v1/accounts/" + std::to_string(account_id) + "/batches/"),
      fields_(common_fields(port)),
      marks_(std::move(marks)),
      from_(from) {}

std::string_view MarkWork::request(std::uint64_t n) {
    static const std::string successful = content(R"({"status":"successful"})");
    static const std::string failed = content(R"({"status":"failed"})");
    const Mark mark = marks_.at(from_ + n);
    text_ = path_;
    text_ += std::to_string(mark.batch_id);
    text_ += "/bets/";
    text_ += std::to_string(mark.bet_id);
    text_ += fields_;
    text_ += mark.successful ? successful : failed;
    return text_;
}

std::uint64_t MarkWork::place_of_answer(std::uint64_t n, const Answer& answer) const {
    if (!head_) return n;  // nobody watches
    const auto cursor = find_field(answer.head, "BetStream-Cursor");
    if (!cursor) throw std::runtime_error("an answer without a cursor");
    return seq_of(*cursor) - *head_ - 1;
}

std::optional<std::uint64_t> MarkWork::place_of_event(const StreamEvent& event) {
    if (event.name == "bet_status_updated") return seq_of(event.id) - head_.value() - 1;
    if (event.name == "ping") return std::nullopt;
    if (event.name != "hello") throw std::runtime_error("a subscriber got '" + std::string(event.name) + "'");
    constexpr std::string_view key = "\"head\":";
    const std::uint64_t head = parse_number(event.data.substr(event.data.find(key) + key.size()));
    if (head_.value_or(head) != head) throw std::runtime_error("subscribers began at different events");
    head_ = head;
    return std::nullopt;
}

MessageWork::MessageWork(std::uint16_t port, const std::string& path, std::size_t bytes) {
    constexpr std::string_view start = R"({"n":)";
    std::string body(start);
    body += std::string(number_digits, '0') + R"(,"text":")";
    if (body.size() + 2 > bytes) throw std::runtime_error("--bytes: too few");
    body += std::string(bytes - body.size() - 2, 'x') + "\"}";
    text_ = "POST " + path + common_fields(port) + content(body);
    number_at_ = text_.size() - body.size() + start.size();
}

std::string_view MessageWork::request(std::uint64_t n) {
    char digits[number_digits + 1];
    std::snprintf(digits, sizeof digits, "%012llu", static_cast<unsigned long long>(n));
    text_.replace(number_at_, number_digits, digits, number_digits);
    return text_;
}

std::optional<std::uint64_t> MessageWork::place_of_event(const StreamEvent& event) {
    return parse_number(event.data.substr(std::string_view(R"({"n":)").size()));
}

AnyWork::AnyWork(std::uint16_t port, const std::string& method, std::string path, std::string body, std::uint64_t from)
    : start_(method + " " + path.substr(0, path.find(number_mark))),
      end_((path.contains(number_mark) ? path.substr(path.find(number_mark) + number_mark.size()) : "") +
           common_fields(port) + content(body)),
      from_(path.contains(number_mark) ? from : 0) {
    if (!path.contains(number_mark)) text_ = start_ + end_;
}

std::string_view AnyWork::request(std::uint64_t n) {
    if (from_ != 0) text_ = start_ + std::to_string(from_ + n) + end_;
    return text_;
}

std::optional<std::uint64_t> AnyWork::place_of_event(const StreamEvent& /*event*/) {
    throw std::runtime_error("nobody can watch these requests");
}

}  // namespace bs::bench
