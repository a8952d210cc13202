// JSON bodies to commands: whatever the body, a decoder answers with a command or with a refusal that says where. What
// it accepts, written out again, decodes to the same command. The first byte picks the decoder.
#include "api/decode.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "domain/decide.h"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void require_text(std::string_view text) {
    require(bs::is_valid_utf8(text));
    require(text.find('\0') == std::string_view::npos);
}

void require_amount(bs::Money amount) {
    require(amount.units > -bs::money_units_limit && amount.units < bs::money_units_limit);
}

// malformed_request is for what is no JSON; what is JSON of the wrong shape names at least one field.
void require_good_refusal(const bs::Error& error, std::string_view body) {
    const bool is_json = bs::json::parse(body).has_value();
    if (error.code == bs::ErrorCode::malformed_request) {
        require(!is_json);
        return;
    }
    require(error.code == bs::ErrorCode::invalid_field);
    require(is_json || body.empty());
    require(!error.fields.empty());
    for (const bs::FieldError& field : error.fields) {
        require(field.pointer.empty() || field.pointer.front() == '/');
        require(!field.code.empty() && !field.detail.empty());
        require_text(field.pointer);
        require_text(field.detail);
    }
}

std::string encode(const bs::CreateBatch& batch) {
    std::string out;
    bs::JsonWriter json(out);
    json.begin_object().key("meta").raw(batch.meta).key("bets").begin_array();
    for (const bs::NewBet& bet : batch.bets) {
        json.begin_object().field("id", bet.external_id).field("selection", bet.selection);
        json.field("stake", bet.stake).field("cost", bet.cost);
        if (bet.reference) json.field("reference", *bet.reference);
        if (bet.note) json.field("note", *bet.note);
        json.end_object();
    }
    json.end_array().end_object();
    return out;
}

void try_create_batch(std::string_view body) {
    const auto batch = bs::decode_create_batch(body);
    if (!batch) return require_good_refusal(batch.error(), body);
    for (const bs::NewBet& bet : batch->bets) {
        require_text(bet.selection);
        require_amount(bet.stake);
        require_amount(bet.cost);
    }
    const auto meta = bs::json::parse(batch->meta);
    require(meta && meta->root().is(bs::json::Kind::object) && meta->root().to_string() == batch->meta);
    static_cast<void>(check(*batch));

    const std::string written = encode(*batch);
    const auto again = bs::decode_create_batch(written);
    require(again.has_value() && encode(*again) == written);
}

void try_mark_bets(std::string_view body) {
    const auto marks = bs::decode_mark_bets(body);
    if (!marks) return require_good_refusal(marks.error(), body);
    for (const bs::MarkBet& mark : *marks) {
        require(mark.status.has_value());
        if (mark.note) require_text(*mark.note);
        if (mark.reference) require_text(*mark.reference);
        if (mark.cost) require_amount(*mark.cost);
    }
}

void try_patch_batch(std::string_view body) {
    const auto patch = bs::decode_patch_batch(body);
    if (!patch) return require_good_refusal(patch.error(), body);
    require(bs::json::parse(*patch).has_value());
}

template <class Command>
void require_command_or_refusal(const bs::Result<Command>& command, std::string_view body) {
    if (!command) require_good_refusal(command.error(), body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 8) {
        case 0:
        case 1:
            try_create_batch(body);
            break;
        case 2:
            try_mark_bets(body);
            break;
        case 3:
            try_patch_batch(body);
            break;
        case 4:
            require_command_or_refusal(bs::decode_create_account(body), body);
            require_command_or_refusal(bs::decode_replace_account(body), body);
            break;
        case 5:
            require_command_or_refusal(bs::decode_submit_batch(body), body);
            break;
        case 6:
            require_command_or_refusal(bs::decode_reopen_batch(body), body);
            require_command_or_refusal(bs::decode_activate_batch(body), body);
            break;
        default:
            require_command_or_refusal(bs::decode_mark_bet(body, bs::BetId{7}), body);
            break;
    }
    return 0;
}
