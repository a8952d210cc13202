#include "cli/import/json_batches.h"

#include "base/money.h"
#include "cli/text.h"

#include <charconv>

namespace bs::cli {
namespace {

using json::Kind;

// The members of one bet; what is wrong goes to `batch.problems`.
class BetMembers {
public:
    BetMembers(json::Value bet, Place place, FileBatch& batch) : bet_(bet), place_(place), batch_(batch) {}

    [[nodiscard]] bool good() const { return good_; }

    void read(std::string_view name, std::int64_t& out) {
        const json::Value value = bet_.find(name);
        if (!value.found()) return refuse(name, "is missing");
        if (!value.is(Kind::number)) return refuse(name, "must be a whole number");
        const std::string_view text = value.text();
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
        if (error != std::errc() || end != text.data() + text.size()) refuse(name, "must be a whole number");
    }

    void read(std::string_view name, std::string& out) {
        const json::Value value = bet_.find(name);
        if (!value.found()) return refuse(name, "is missing");
        if (!value.is(Kind::string)) return refuse(name, "must be a text");
        out = value.text();
    }

    void read(std::string_view name, Money& out) {
        const json::Value value = bet_.find(name);
        if (!value.found()) return refuse(name, "is missing");
        if (!value.is(Kind::number) && !value.is(Kind::string)) return refuse(name, "must be a decimal number");
        const auto amount = parse_money(value.text());
        if (!amount) return refuse(name, "'" + printable(value.text(), 40) + "': " + amount.error().detail);
        out = *amount;
    }

    void read(std::string_view name, std::optional<std::string>& out) {
        const json::Value value = bet_.find(name);
        if (!value.found() || value.is(Kind::null)) return;
        if (!value.is(Kind::string)) return refuse(name, "must be a text");
        out = value.text();
    }

private:
    void refuse(std::string_view name, std::string detail) {
        batch_.problems.push_back({place_, std::string(name), std::move(detail)});
        good_ = false;
    }

    json::Value bet_;
    Place place_;
    FileBatch& batch_;
    bool good_ = true;
};

std::unexpected<Error> refuse(const JsonItems& items, std::string detail) {
    return fail(ErrorCode::malformed_request, "element " + std::to_string(items.row()) + " (line " +
                                                  std::to_string(items.line()) + "): " + std::move(detail));
}

}  // namespace

Result<bool> JsonBatchReader::next(FileBatch& batch) {
    batch.clear();
    if (!holds_batches_) {
        BS_TRY(item_waits_, items_.next());
        if (!item_waits_) return false;
        auto first = json::parse(items_.text());
        if (!first) return refuse(items_, first.error().detail);
        holds_batches_ = first->root().is(Kind::object) && first->root().find("bets").found();
    }
    return *holds_batches_ ? next_batch(batch) : next_bets(batch);
}

Result<bool> JsonBatchReader::next_batch(FileBatch& batch) {
    if (split_ > 0) return fail(ErrorCode::invalid_field, "the file holds batches: --split is for bets without one");
    if (!item_waits_) {
        BS_TRY(item_waits_, items_.next());
        if (!item_waits_) return false;
    }
    item_waits_ = false;
    const auto document = json::parse(items_.text());
    if (!document) return refuse(items_, document.error().detail);
    batch.start = {items_.row(), items_.line()};
    read_batch(document->root(), batch);
    return true;
}

void JsonBatchReader::read_batch(json::Value item, FileBatch& batch) {
    const auto refuse_batch = [&batch](std::string column, std::string detail) {
        batch.problems.push_back({batch.start, std::move(column), std::move(detail)});
    };
    batch.rows = 1;
    if (!item.is(Kind::object)) return refuse_batch("", "must be a batch {\"meta\", \"bets\"}");
    if (const json::Value meta = item.find("meta"); meta.found()) {
        if (!meta.is(Kind::object)) refuse_batch("meta", "must be an object");
        batch.command.meta = meta.to_string();
        batch.has_meta = true;
    }
    const json::Value bets = item.find("bets");
    if (!bets.found() || !bets.is(Kind::array)) return refuse_batch("bets", "must be an array of bets");
    batch.rows = bets.size();
    Place place = batch.start;
    place.bet = 0;
    for (json::Value bet = bets.first(); !bet.at_end_of(bets); bet = bet.next(), ++place.bet)
        read_bet(bet, place, batch);
}

Result<bool> JsonBatchReader::next_bets(FileBatch& batch) {
    const std::size_t size_max = split_ > 0 ? split_ : limits::bets_per_batch_max;
    while (batch.rows < size_max) {
        if (!item_waits_) {
            BS_TRY(item_waits_, items_.next());
            if (!item_waits_) break;
        }
        item_waits_ = false;
        const auto document = json::parse(items_.text());
        if (!document) return refuse(items_, document.error().detail);
        const Place place{items_.row(), items_.line()};
        if (batch.rows == 0) batch.start = place;
        ++batch.rows;
        read_bet(document->root(), place, batch);
    }
    batch.continues_previous = split_ == 0 && any_batch_;
    any_batch_ = true;
    return batch.rows > 0;
}

void JsonBatchReader::read_bet(json::Value value, Place place, FileBatch& batch) {
    if (!value.is(Kind::object)) {
        batch.problems.push_back({place, "", "must be a bet {\"id\", \"selection\", \"stake\", \"cost\"}"});
        return;
    }
    NewBet bet;
    BetMembers members(value, place, batch);
    members.read("id", bet.external_id);
    members.read("selection", bet.selection);
    members.read("stake", bet.stake);
    members.read("cost", bet.cost);
    members.read("reference", bet.reference);
    members.read("note", bet.note);
    if (!members.good()) return;
    batch.command.bets.push_back(std::move(bet));
    batch.places.push_back(place);
}

}  // namespace bs::cli
