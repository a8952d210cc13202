#include "cli/tail/tail.h"

#include "base/json.h"
#include "base/random.h"
#include "cli/interrupt.h"
#include "cli/tail/event_line.h"
#include "cli/tail/sse_parser.h"
#include "cli/terminal.h"
#include "cli/text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

namespace bs::cli {
namespace {

using namespace std::chrono_literals;

// Silent for so long a connection is dead: a ping comes after 2 s of silence, unless the server says otherwise.
constexpr auto silence_min = 10'000ms;
constexpr int missed_pings_max = 3;
constexpr auto connect_deadline = 10s;
constexpr auto first_pause = 500ms;
constexpr auto longest_pause = 15'000ms;

std::string word(json::Value object, std::string_view name) {
    if (!object.is(json::Kind::object)) return {};
    const json::Value value = object.find(name);
    const bool is_word = value.found() && (value.is(json::Kind::string) || value.is(json::Kind::number));
    return is_word ? std::string(value.text()) : std::string();
}

std::int64_t integer(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

class Tail {
public:
    explicit Tail(const TailOptions& options)
        : options_(options), lines_(standard_output()), wants_start_(options.since == "start") {
        if (!wants_start_) cursor_ = options.since;
    }

    ExitCode run();

private:
    enum class Outcome { ended, output_closed, refused, unreachable };

    [[nodiscard]] Result<> look_up_accounts();
    [[nodiscard]] std::string target() const;
    [[nodiscard]] Outcome follow();
    [[nodiscard]] Outcome judge(const Result<http::ClientResponse>& response);
    void take(const SseEvent& event);
    void take_hello(json::Value hello);
    void take_reset(json::Value reset);
    // Hands what has gathered to stdout.
    void write_lines();
    void pause_before_next(Outcome outcome);

    const TailOptions& options_;
    EventLines lines_;
    std::vector<std::string> account_ids_;
    std::string cursor_;  // events after it are wanted; empty: from now on
    bool wants_start_;    // of the log; where that is comes with the hello
    bool was_connected_ = false;
    bool is_connected_ = false;
    bool reconnect_now_ = false;
    bool output_closed_ = false;
    int failures_ = 0;  // in a row
    std::optional<std::chrono::milliseconds> retry_;
    std::chrono::milliseconds silence_ = silence_min;
    std::string output_;
    SystemRandom random_;
};

ExitCode Tail::run() {
    const InterruptNote quiet("", to_int(ExitCode::ok));
    if (auto found = look_up_accounts(); !found) {
        say_error(found.error().detail);
        return exit_code_of(found.error());
    }
    for (;;) {
        const Outcome outcome = follow();
        if (outcome == Outcome::output_closed) return ExitCode::ok;
        if (outcome == Outcome::refused) return ExitCode::failure;
        if (outcome == Outcome::unreachable && !was_connected_) return ExitCode::unavailable;
        pause_before_next(outcome);
    }
}

// The names make the lines readable.
Result<> Tail::look_up_accounts() {
    BS_TRY(ApiClient client, ApiClient::open(options_.server));
    BS_TRY(const std::vector<AccountRef> accounts, load_accounts(client));
    for (const AccountRef& account : accounts) lines_.name_account(account.id.value, printable(account.name));
    for (const std::string& wanted : options_.accounts) {
        BS_TRY(const AccountRef account, find_account(accounts, wanted));
        account_ids_.push_back(std::to_string(account.id.value));
    }
    return {};
}

std::string Tail::target() const {
    std::string target = "/sse";
    char separator = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        target.push_back(std::exchange(separator, '&'));
        target.append(name).append("=").append(percent_encode(value));
    };
    add("accounts", join(account_ids_, ","));
    add("types", join(options_.types, ","));
    return target;
}

Tail::Outcome Tail::follow() {
    is_connected_ = false;
    reconnect_now_ = false;
    auto client = ApiClient::open(options_.server, connect_deadline);
    if (!client) {
        say_error(client.error().detail);
        return Outcome::refused;
    }
    SseParser parser;
    const auto response = client->stream(target(), cursor_, silence_, [&](std::string_view bytes) {
        const bool good = parser.feed(bytes, [this](const SseEvent& event) { take(event); });
        if (parser.retry()) retry_ = parser.retry();
        write_lines();
        return good && !output_closed_ && !reconnect_now_;
    });
    return judge(response);
}

Tail::Outcome Tail::judge(const Result<http::ClientResponse>& response) {
    if (output_closed_) return Outcome::output_closed;
    if (is_connected_) return Outcome::ended;
    if (response && response->status != 200 && response->status < 500) {
        say_error(to_error(*response).detail);
        return Outcome::refused;
    }
    if (failures_ == 0 && response && response->status == 200) say_error("the stream ended before it began");
    if (failures_ == 0 && response && response->status != 200) say_error(to_error(*response).detail);
    if (failures_ == 0 && !response) say_error(response.error().detail + (was_connected_ ? "; trying again" : ""));
    return Outcome::unreachable;
}

void Tail::take(const SseEvent& event) {
    is_connected_ = true;
    if (event.type == "hello" || event.type == "reset") {
        const auto document = json::parse(event.data);
        if (document && event.type == "hello") take_hello(document->root());
        if (document && event.type == "reset") take_reset(document->root());
    } else if (event.type == "busy") {
        say_warning("the server is busy; trying again");
    } else if (event.type != "ping" && event.type != "bye" && !reconnect_now_) {
        output_ += options_.json ? event.data : lines_.line(event.data);
        output_.push_back('\n');
    }
    if (!event.id.empty() && !reconnect_now_) cursor_ = event.id;
}

void Tail::take_hello(json::Value hello) {
    if (!was_connected_) say("connected to " + options_.server.url + " at event " + printable(word(hello, "head")));
    if (was_connected_ && failures_ > 0) say("connected again");
    was_connected_ = true;
    failures_ = 0;
    silence_ = std::max(silence_min, std::chrono::milliseconds(integer(word(hello, "ping_ms")) * missed_pings_max));
    const std::string epoch = word(hello, "epoch");
    if (epoch.empty() || !cursor_.empty()) return;
    if (std::exchange(wants_start_, false)) {
        cursor_ = epoch + "-" + std::to_string(std::max<std::int64_t>(integer(word(hello, "floor")) - 1, 0));
        reconnect_now_ = true;
    } else {
        // Should the stream break before the first id comes, this is where it began.
        cursor_ = epoch + "-" + word(hello, "head");
    }
}

void Tail::take_reset(json::Value reset) {
    write_lines();  // what came before stands before the warning
    say_warning("cannot go on after event " + printable(cursor_) + " (" + printable(word(reset, "reason")) +
                "): events are missing here; going on with what is new");
}

void Tail::write_lines() {
    const UninterruptedScope whole_lines;
    if (!output_.empty() && !standard_output().write(output_)) output_closed_ = true;
    output_.clear();
}

// The server chooses the pause after a clean end, so that its clients do not all come back at once; after failures it
// doubles, with some chance in it for the same reason.
void Tail::pause_before_next(Outcome outcome) {
    if (reconnect_now_) return;
    std::chrono::milliseconds pause = retry_.value_or(1s);
    if (outcome == Outcome::unreachable) {
        pause = std::min<std::chrono::milliseconds>(first_pause * (1 << std::min(failures_, 6)), longest_pause);
        pause = std::chrono::milliseconds(random_.between(pause.count() / 2, pause.count()));
        ++failures_;
    }
    std::this_thread::sleep_for(pause);
}

}  // namespace

ExitCode tail(const TailOptions& options) { return Tail(options).run(); }

}  // namespace bs::cli
