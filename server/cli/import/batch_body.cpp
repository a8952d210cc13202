#include "cli/import/batch_body.h"

#include "base/json.h"
#include "base/json_writer.h"
#include "base/sha256.h"

namespace bs::cli {

void append_body(std::string& out, std::string_view meta, std::span<const NewBet> bets) {
    JsonWriter writer(out);
    writer.begin_object().key("meta").raw(meta).key("bets").begin_array();
    for (const NewBet& bet : bets) {
        writer.begin_object();
        writer.field("id", bet.external_id).field("selection", std::string_view(bet.selection));
        writer.field("stake", bet.stake).field("cost", bet.cost);
        if (bet.reference) writer.field("reference", std::string_view(*bet.reference));
        if (bet.note) writer.field("note", std::string_view(*bet.note));
        writer.end_object();
    }
    writer.end_array().end_object();
}

std::size_t body_bytes_bound(const CreateBatch& command) {
    constexpr std::size_t envelope = 32;
    constexpr std::size_t bet_without_texts = 160;     // keys, punctuation, the longest id and amounts
    constexpr std::size_t escaped_bytes_per_byte = 6;  // \u0000
    std::size_t bound = envelope + command.meta.size();
    for (const NewBet& bet : command.bets) {
        std::size_t texts = bet.selection.size();
        if (bet.reference) texts += bet.reference->size();
        if (bet.note) texts += bet.note->size();
        bound += bet_without_texts + escaped_bytes_per_byte * texts;
    }
    return bound;
}

std::string import_key(AccountId account, std::string_view label, std::uint64_t index, std::string_view body) {
    std::string identity = "account " + std::to_string(account.value) + "\nplace " + std::to_string(index) +
                           "\ncontent " + to_hex(sha256(body)) + "\nlabel ";
    identity += label;
    return "import-" + to_hex(sha256(identity));
}

Result<std::string> overlay(std::string_view base, std::string_view over) {
    BS_TRY(const json::Document lower, json::parse(base));
    BS_TRY(const json::Document upper, json::parse(over));
    if (!lower.root().is(json::Kind::object) || !upper.root().is(json::Kind::object)) {
        return fail(ErrorCode::invalid_field, "must be a JSON object, such as {\"strategy\": \"value\"}");
    }
    std::string text;
    JsonWriter out(text);
    const auto append = [&](std::string_view key, json::Value value) {
        // A key may need escaping, which JsonWriter::key does not do.
        std::string member;
        append_json_string(member, key);
        member.push_back(':');
        value.append_to(member);
        out.raw(member);
    };
    out.begin_object();
    lower.root().each_member([&](std::string_view key, json::Value value) {
        const json::Value replacement = upper.root().find(key);
        append(key, replacement.found() ? replacement : value);
    });
    upper.root().each_member([&](std::string_view key, json::Value value) {
        if (!lower.root().find(key).found()) append(key, value);
    });
    out.end_object();
    return text;
}

}  // namespace bs::cli
