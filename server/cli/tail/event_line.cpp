#include "cli/tail/event_line.h"

#include "base/money.h"
#include "base/time.h"
#include "cli/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace bs::cli {
namespace {

using json::Kind;

// Members may be missing: a newer server may say things differently, and a line that says less is better than none.
json::Value member(json::Value object, std::string_view name) {
    if (!object.found() || !object.is(Kind::object)) return {};
    return object.find(name);
}

std::string text(json::Value object, std::string_view name) {
    const json::Value value = member(object, name);
    if (!value.found() || (!value.is(Kind::string) && !value.is(Kind::number))) return "?";
    return printable(value.text(), 200);
}

bool has(json::Value object, std::string_view name) { return member(object, name).found(); }

std::int64_t number(json::Value object, std::string_view name) {
    std::int64_t value = 0;
    const std::string digits = text(object, name);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

Money amount(json::Value object, std::string_view name) { return parse_money(text(object, name)).value_or(Money{}); }

// In the time zone of whoever looks at it.
std::string local_time(std::string_view at) {
    const auto timestamp = parse_timestamp(at);
    if (!timestamp) return printable(at, 30);
    const auto seconds = static_cast<std::time_t>(timestamp->micros / 1'000'000);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::array<char, 32> out{};
    return {out.data(), std::strftime(out.data(), out.size(), "%F %T", &parts)};
}

constexpr std::array<std::string_view, 3> statuses{"pending", "successful", "failed"};

// "3 pending, 100 successful, 17 failed"; what there is none of is left out.
std::string counts(json::Value batch) {
    const json::Value summary = member(batch, "summary");
    std::string line;
    for (const std::string_view status : statuses) {
        const std::int64_t count = number(member(summary, status), "count");
        if (count <= 0) continue;
        line += (line.empty() ? "" : ", ") + with_separators(static_cast<std::uint64_t>(count)) + " ";
        line += status;
    }
    return line.empty() ? "no bets" : line;
}

// ", stake 1200.0, cost 1200.0" of all bets of a batch.
std::string sums(json::Value batch) {
    Money stake;
    Money cost;
    for (const std::string_view status : statuses) {
        const json::Value totals = member(member(batch, "summary"), status);
        stake += amount(totals, "stake");
        cost += amount(totals, "cost");
    }
    return ", stake " + to_string(stake) + ", cost " + to_string(cost);
}

std::string batch_name(json::Value batch) {
    std::string line = "batch " + text(batch, "id");
    const json::Value meta = member(batch, "meta");
    if (has(meta, "name")) line += " '" + text(meta, "name") + "'";
    return line;
}

Style style_of(std::string_view status) {
    if (status == "successful") return Style::green;
    return status == "failed" ? Style::red : Style::yellow;
}

std::string bet_line(const Terminal& terminal, json::Value event) {
    const json::Value bet = member(event, "bet");
    const std::string status = text(bet, "status");
    std::string line = "bet " + text(bet, "pid") + " (" + text(bet, "selection") + ") " +
                       terminal.paint(style_of(status), status) + ", stake " + text(bet, "stake") + ", cost " +
                       text(bet, "cost");
    if (has(bet, "reference")) line += ", reference " + text(bet, "reference");
    if (has(bet, "note")) line += ", note '" + text(bet, "note") + "'";
    return line + "; batch " + text(member(event, "batch"), "id") + ": " + counts(member(event, "batch"));
}

std::string bets_line(json::Value event) {
    const json::Value bets = member(event, "bets");
    Money stake;
    std::array<std::uint64_t, statuses.size()> by_status{};
    if (bets.found() && bets.is(Kind::array)) {
        for (json::Value bet = bets.first(); !bet.at_end_of(bets); bet = bet.next()) {
            stake += amount(bet, "stake");
            const auto* status = std::ranges::find(statuses, text(bet, "status"));
            if (status != statuses.end()) ++by_status[static_cast<std::size_t>(status - statuses.begin())];
        }
    }
    std::string line;
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        if (by_status[i] == 0) continue;
        line += (line.empty() ? "" : ", ") + counted(by_status[i], "bet") + " ";
        line += statuses[i];
    }
    return line + ", stake " + to_string(stake) + "; batch " + text(event, "batch_id") + ": " +
           counts(member(event, "batch"));
}

std::string happening(const Terminal& terminal, json::Value event) {
    std::string type = text(event, "type");
    const json::Value batch = member(event, "batch");
    const json::Value account = member(event, "account");
    if (type == "bet_status_updated") return bet_line(terminal, event);
    if (type == "batch_bets_updated") return bets_line(event);
    if (type == "account_deleted") return "account " + text(event, "id") + " deleted";
    if (type == "account_created" || type == "account_updated") {
        return "account " + text(account, "id") + (type == "account_created" ? " created: " : " changed: ") +
               text(account, "name") + ", " + text(account, "hostname") + ", " + text(account, "currency");
    }
    if (type == "batch_created") return batch_name(batch) + " created: " + counts(batch) + sums(batch);
    if (type == "batch_activated") return batch_name(batch) + " activated";
    if (type == "batch_updated") return batch_name(batch) + ": meta changed";
    if (type == "batch_submitted") return batch_name(batch) + " submitted: " + counts(batch);
    if (type == "batch_completed") return batch_name(batch) + " completed: " + counts(batch);
    if (type == "batch_reopened") return batch_name(batch) + " reopened: " + text(event, "reason");
    return type;
}

}  // namespace

std::string EventLines::line(std::string_view data) {
    const auto document = json::parse(data);
    if (!document || !document->root().is(Kind::object)) return printable(data, 500);
    const json::Value event = document->root();
    std::string line = terminal_.paint(Style::dim, local_time(text(event, "at"))) + "  ";
    line += terminal_.paint(Style::cyan, has(event, "actor") ? text(event, "actor") : "-") + "  ";
    line += terminal_.paint(Style::bold, account_name(event)) + "  ";
    return line + happening(terminal_, event);
}

std::string EventLines::account_name(json::Value event) {
    const std::int64_t id = number(event, "account_id");
    const json::Value account = member(event, "account");
    if (has(account, "name")) name_account(id, text(account, "name"));
    const auto known = account_names_.find(id);
    return known == account_names_.end() ? "account " + std::to_string(id) : known->second;
}

}  // namespace bs::cli
