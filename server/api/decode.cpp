#include "api/decode.h"

#include "base/distance.h"
#include "base/limits.h"
#include "domain/decide.h"
#include "domain/object_reader.h"

#include <array>
#include <set>
#include <span>
#include <utility>

namespace bs {
namespace {

// The answer of every decoder: the command, or everything that was wrong.
template <class Command>
Result<Command> finish(Command command, std::vector<FieldError> errors) {
    if (errors.empty()) return command;
    const std::string detail = errors.size() == 1 ? "one value is not acceptable"
                                                  : std::to_string(errors.size()) + " values are not acceptable";
    return fail({ErrorCode::invalid_field, detail, std::move(errors), {}});
}

// What the rules say about a batch that could not be read whole: everything wrong with it comes in one answer. Where a
// value could not be read the reader has said why, and the rules would judge what stands in for it.
void add_rule_errors(const CreateBatch& command, std::vector<FieldError>& errors) {
    std::set<std::string> named;
    for (const FieldError& error : errors) named.insert(error.pointer);
    for (FieldError& error : check(command)) {
        const std::string holder = error.pointer.substr(0, error.pointer.rfind('/'));
        if (!named.contains(error.pointer) && !named.contains(holder)) errors.push_back(std::move(error));
    }
}

std::string_view or_empty_object(std::string_view body) { return body.empty() ? "{}" : body; }

template <class Status>
std::optional<Status> read_word(ObjectReader& reader, std::string_view name,
                                std::optional<Status> (*parse)(std::string_view),
                                std::span<const std::string_view> known) {
    const auto word = reader.optional_text(name);
    if (!word) return std::nullopt;
    if (const auto status = parse(*word)) return status;
    std::string detail = "expected one of";
    for (const std::string_view each : known) detail += (each == known.front() ? " " : ", ") + std::string(each);
    if (const auto meant = did_you_mean(*word, known)) detail += "; did you mean " + std::string(*meant) + "?";
    reader.refuse(name, "unknown_value", std::move(detail));
    return std::nullopt;
}

constexpr auto bet_words = std::to_array<std::string_view>({"pending", "successful", "failed"});
constexpr auto pending_words = std::to_array<std::string_view>({"keep", "fail", "refuse"});

constexpr auto attention_words = std::to_array<std::string_view>({"active", "idle"});

std::optional<Attention> parse_attention(std::string_view word) {
    if (word == "active") return Attention::active;
    if (word == "idle") return Attention::idle;
    return std::nullopt;
}

template <class IdType>
std::optional<IdType> read_id(ObjectReader& reader, std::string_view name) {
    const auto number = reader.optional_integer(name);
    return number ? std::optional(IdType{*number}) : std::nullopt;
}

void read_mark(ObjectReader& reader, MarkBet& command) {
    command.status = read_word<BetStatus>(reader, "status", parse_bet_status, bet_words);
    command.note = reader.clearable_text("note");
    command.reference = reader.clearable_text("reference");
    command.cost = reader.optional_money("cost");
}

}  // namespace

Result<CreateAccount> decode_create_account(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(body));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    CreateAccount command;
    if (reader.is_object()) {
        command.name = reader.text("name");
        command.hostname = reader.text("hostname");
        command.currency = reader.optional_text("currency").value_or("USD");
    }
    return finish(std::move(command), std::move(errors));
}

Result<ReplaceAccount> decode_replace_account(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(body));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    ReplaceAccount command;
    if (reader.is_object()) {
        command.name = reader.text("name");
        command.hostname = reader.text("hostname");
        command.currency = reader.optional_text("currency");
    }
    return finish(std::move(command), std::move(errors));
}

NewBet read_new_bet(ObjectReader& reader) {
    NewBet bet;
    if (!reader.is_object()) return bet;
    bet.external_id = reader.integer("id");
    bet.selection = reader.text("selection");
    bet.stake = reader.money("stake");
    bet.cost = reader.money("cost");
    bet.reference = reader.clearable_text("reference");
    bet.note = reader.clearable_text("note");
    return bet;
}

Result<CreateBatch> decode_create_batch(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(body));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    CreateBatch command;
    if (reader.is_object()) {
        if (!reader.has("meta")) reader.refuse("meta", "required", "this field is required; {} will do");
        if (const auto meta = reader.member("meta", json::Kind::object)) command.meta = meta->to_string();
        if (!reader.has("bets")) reader.refuse("bets", "required", "this field is required");
        if (const auto bets = reader.member("bets", json::Kind::array)) {
            // Reading on would only repeat one mistake a thousand times; the domain says the rest.
            if (bets->size() > limits::bets_per_batch_max) {
                reader.refuse("bets", "too_many",
                              "a batch holds at most " + std::to_string(limits::bets_per_batch_max) + " bets");
                return finish(std::move(command), std::move(errors));
            }
            command.bets.reserve(bets->size());
            json::Value bet = bets->first();
            for (std::size_t i = 0; i < bets->size(); ++i, bet = bet.next()) {
                ObjectReader bet_reader(bet, "/bets", i, errors);
                command.bets.push_back(read_new_bet(bet_reader));
            }
        }
    }
    if (!errors.empty()) add_rule_errors(command, errors);
    return finish(std::move(command), std::move(errors));
}

Result<std::string> decode_patch_batch(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(body));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    std::string patch;
    if (reader.is_object()) {
        if (!reader.has("meta")) reader.refuse("meta", "required", "only meta can be patched; it is required");
        if (const auto meta = reader.member("meta", json::Kind::object)) patch = meta->to_string();
    }
    return finish(std::move(patch), std::move(errors));
}

Result<SubmitBatch> decode_submit_batch(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(or_empty_object(body)));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    SubmitBatch command;
    if (reader.is_object()) {
        command.pending =
            read_word<PendingBets>(reader, "pending", parse_pending_bets, pending_words).value_or(PendingBets::keep);
        if (const auto expect = reader.member("expect", json::Kind::object)) {
            ObjectReader counts(*expect, "/expect", {}, errors);
            command.expect = {counts.optional_integer("pending"), counts.optional_integer("successful"),
                              counts.optional_integer("failed")};
        }
    }
    return finish(command, std::move(errors));
}

Result<ReopenBatch> decode_reopen_batch(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(or_empty_object(body)));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    ReopenBatch command;
    if (reader.is_object()) command.reason = reader.text("reason");
    return finish(std::move(command), std::move(errors));
}

Result<ActivateBatch> decode_activate_batch(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(or_empty_object(body)));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    static_cast<void>(reader.is_object());
    return finish(ActivateBatch{}, std::move(errors));
}

Result<MarkBet> decode_mark_bet(std::string_view body, BetId bet_id) {
    BS_TRY(const json::Document document, json::parse(body));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    MarkBet command;
    command.bet_id = bet_id;
    if (reader.is_object()) {
        read_mark(reader, command);
        command.expected_version = reader.optional_integer("version");
        const bool says_something =
            reader.has("status") || reader.has("note") || reader.has("reference") || reader.has("cost");
        if (!says_something) reader.refuse("status", "required", "one of status, note, reference, cost is required");
    }
    return finish(std::move(command), std::move(errors));
}

Result<std::vector<MarkBet>> decode_mark_bets(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(body));
    const json::Value items = document.root();
    std::vector<FieldError> errors;
    std::vector<MarkBet> commands;
    if (!items.is(json::Kind::array)) {
        errors.push_back({"", "wrong_type", "expected an array of bets"});
    } else if (items.size() > limits::marks_per_request_max) {
        errors.push_back({"", "too_many",
                          "at most " + std::to_string(limits::marks_per_request_max) + " bets can be marked at once"});
    } else {
        json::Value item = items.first();
        for (std::size_t i = 0; i < items.size(); ++i, item = item.next()) {
            ObjectReader reader(item, "", i, errors);
            MarkBet& command = commands.emplace_back();
            if (!reader.is_object()) continue;
            command.bet_id = BetId{reader.id("pid")};
            read_mark(reader, command);
            if (!reader.has("status")) command.status = BetStatus::successful;
            command.expected_version = reader.optional_integer("version");
        }
    }
    return finish(std::move(commands), std::move(errors));
}

Result<PresenceWord> decode_presence(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(body));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    PresenceWord word;
    if (reader.is_object()) {
        word.beat.session = reader.text("session");
        if (const auto leave = reader.member("leave", json::Kind::boolean)) word.leaves = leave->truth();
        if (word.leaves) return finish(std::move(word), std::move(errors));
        word.beat.name = reader.text("name");
        word.beat.account_id = read_id<AccountId>(reader, "account_id");
        word.beat.batch_id = read_id<BatchId>(reader, "batch_id");
        word.beat.bet_id = read_id<BetId>(reader, "bet");
        if (!reader.has("state")) reader.refuse("state", "required", "this field is required");
        const auto state = read_word<Attention>(reader, "state", parse_attention, attention_words);
        word.beat.state = state.value_or(Attention::active);
    }
    return finish(std::move(word), std::move(errors));
}

Result<std::string> decode_preferences(std::string_view body) {
    BS_TRY(const json::Document document, json::parse(body));
    std::vector<FieldError> errors;
    ObjectReader reader(document.root(), errors);
    std::string value;
    if (reader.is_object()) value = document.root().to_string();
    return finish(std::move(value), std::move(errors));
}

}  // namespace bs
