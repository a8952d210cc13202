#include "cli/import/json_batches.h"

#include "api/decode.h"
#include "domain/object_reader.h"

#include <utility>

namespace bs::cli {
namespace {

using json::Kind;

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
    errors_.clear();
    ObjectReader reader(value, errors_);
    NewBet bet = read_new_bet(reader);
    for (FieldError& error : errors_) {
        std::string_view member = error.pointer;
        if (member.starts_with('/')) member.remove_prefix(1);
        batch.problems.push_back({place, std::string(member), std::move(error.detail)});
    }
    if (!errors_.empty()) return;
    batch.command.bets.push_back(std::move(bet));
    batch.places.push_back(place);
}

}  // namespace bs::cli
