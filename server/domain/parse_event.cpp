#include "domain/parse_event.h"

#include "base/json.h"
#include "domain/object_reader.h"

#include <string>
#include <utility>
#include <vector>

namespace bs {
namespace {

// One payload, and what is wrong with it.
class PayloadReader {
public:
    explicit PayloadReader(const EventColumns& columns) : columns_(columns) {}

    Event read(const json::Value& payload) {
        ObjectReader reader(payload, errors_);
        Event event{columns_.type, columns_.account_id, columns_.batch_id, columns_.bet_id, {}};
        switch (columns_.type) {
            case EventType::account_created:
            case EventType::account_updated:
                event.change = AccountChange{account(inside(reader, "account"))};
                break;
            case EventType::account_deleted:
                event.change = AccountRemoval{columns_.at};
                break;
            case EventType::batch_created: {
                const json::Value value = inside(reader, "batch");
                ObjectReader batch_reader(value, "/batch", {}, errors_);
                event.change = BatchCreation{batch(value), bets(batch_reader)};
                break;
            }
            case EventType::batch_activated:
            case EventType::batch_updated:
            case EventType::batch_submitted:
            case EventType::batch_reopened:
            case EventType::batch_completed:
                event.change = BatchChange{batch(inside(reader, "batch")), reader.optional_text("reason").value_or("")};
                break;
            case EventType::bet_status_updated:
            case EventType::batch_bets_updated:
                event.change = bets_change(reader);
                break;
        }
        return event;
    }

    [[nodiscard]] const std::vector<FieldError>& errors() const { return errors_; }

private:
    // An object that is not there reads like an empty one: its members are reported.
    json::Value inside(ObjectReader& reader, std::string_view name) {
        const auto found = reader.member(name, json::Kind::object);
        if (!found) reader.refuse(name, "required", "this field is required");
        return found.value_or(nothing_.root());
    }

    Timestamp time(ObjectReader& reader, std::string_view name) {
        const auto parsed = parse_timestamp(reader.text(name));
        if (!parsed) reader.refuse(name, "not_a_time", "expected a time");
        return parsed.value_or(Timestamp{});
    }

    std::optional<Timestamp> optional_time(ObjectReader& reader, std::string_view name) {
        if (!reader.has(name)) return std::nullopt;
        return time(reader, name);
    }

    template <class Status>
    Status word(ObjectReader& reader, std::string_view name, std::optional<Status> (*parse)(std::string_view)) {
        const auto parsed = parse(reader.text(name));
        if (!parsed) reader.refuse(name, "unknown_word", "expected a status");
        return parsed.value_or(Status{});
    }

    Account account(const json::Value& value) {
        ObjectReader reader(value, "/account", {}, errors_);
        Account account;
        account.id = AccountId{reader.id("id")};
        account.name = reader.text("name");
        account.hostname = reader.text("hostname");
        account.currency = reader.text("currency");
        account.version = reader.integer("version");
        account.open_batches = reader.integer("open_batches");
        account.created_at = time(reader, "created_at");
        account.updated_at = time(reader, "updated_at");
        return account;
    }

    Batch batch(const json::Value& value) {
        ObjectReader reader(value, "/batch", {}, errors_);
        Batch batch;
        batch.id = BatchId{reader.id("id")};
        batch.account_id = AccountId{reader.id("account_id")};
        batch.status = word(reader, "status", parse_batch_status);
        batch.version = reader.integer("version");
        batch.meta = inside(reader, "meta").to_string();
        batch.summary = summary(inside(reader, "summary"));
        batch.created_at = time(reader, "created_at");
        batch.updated_at = time(reader, "updated_at");
        batch.submitted_at = optional_time(reader, "submitted_at");
        batch.completed_at = optional_time(reader, "completed_at");
        batch.created_by = reader.optional_text("created_by").value_or("");
        batch.submitted_by = reader.optional_text("submitted_by").value_or("");
        return batch;
    }

    Summary summary(const json::Value& value) {
        ObjectReader reader(value, "/batch/summary", {}, errors_);
        Summary summary;
        for (const BetStatus status : {BetStatus::pending, BetStatus::successful, BetStatus::failed}) {
            const json::Value part = inside(reader, to_word(status));
            ObjectReader totals(part, "/batch/summary", {}, errors_);
            summary.by_status[static_cast<std::size_t>(status)] = {totals.integer("count"), totals.money("stake"),
                                                                   totals.money("cost")};
        }
        return summary;
    }

    Bet bet(const json::Value& value, std::size_t index) {
        ObjectReader reader(value, "/bets", index, errors_);
        Bet bet;
        if (!reader.is_object()) return bet;
        bet.id = BetId{reader.id("pid")};
        bet.external_id = reader.integer("id");
        bet.batch_id = BatchId{reader.id("batch_id")};
        bet.selection = reader.text("selection");
        bet.stake = reader.money("stake");
        bet.cost = reader.money("cost");
        bet.status = word(reader, "status", parse_bet_status);
        bet.version = reader.integer("version");
        bet.updated_at = time(reader, "updated_at");
        bet.updated_by = reader.optional_text("updated_by").value_or("");
        bet.reference = reader.optional_text("reference");
        bet.note = reader.optional_text("note");
        return bet;
    }

    std::vector<Bet> bets(ObjectReader& reader) {
        std::vector<Bet> bets;
        const auto list = reader.member("bets", json::Kind::array);
        if (!list) {
            reader.refuse("bets", "required", "this field is required");
            return bets;
        }
        bets.reserve(list->size());
        for (json::Value item = list->first(); !item.at_end_of(*list); item = item.next()) {
            bets.push_back(bet(item, bets.size()));
        }
        return bets;
    }

    BetsChange bets_change(ObjectReader& reader) {
        const json::Value value = inside(reader, "batch");
        ObjectReader batch_reader(value, "/batch", {}, errors_);
        BetsChange change;
        change.batch_version = batch_reader.integer("version");
        change.batch_status = word(batch_reader, "status", parse_batch_status);
        change.batch_summary = summary(inside(batch_reader, "summary"));
        change.batch_updated_at = time(batch_reader, "updated_at");
        if (columns_.type == EventType::bet_status_updated) {
            change.bets.push_back(bet(inside(reader, "bet"), 0));
        } else {
            change.bets = bets(reader);
        }
        return change;
    }

    const EventColumns& columns_;
    const json::Document nothing_ = *json::parse("{}");
    std::vector<FieldError> errors_;
};

}  // namespace

Result<Event> parse_event(const EventColumns& columns, std::string_view payload) {
    const std::string text = "{" + std::string(payload) + "}";
    BS_TRY(const json::Document document, json::parse(text));
    PayloadReader reader(columns);
    Event event = reader.read(document.root());
    if (reader.errors().empty()) return event;
    const FieldError& first = reader.errors().front();
    return fail(ErrorCode::invalid_field, first.pointer + ": " + first.detail);
}

}  // namespace bs
