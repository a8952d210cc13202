// Batches out of a JSON file: one {meta, bets}, an array of those, or an array of bets. A bet is read as the API reads
// it.
#pragma once

#include "base/json.h"
#include "base/limits.h"
#include "cli/import/file_batch.h"
#include "cli/import/json_items.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

class JsonBatchReader final : public BatchReader {
public:
    // `split`: bets per batch of an array of bets; 0: they are one batch.
    JsonBatchReader(ByteSource& source, std::size_t split) : items_(source, limits::body_bytes_max), split_(split) {}

    Result<bool> next(FileBatch& batch) override;
    std::string_view row_word() const override { return holds_batches_.value_or(false) ? "batch" : "bet"; }

private:
    Result<bool> next_batch(FileBatch& batch);
    Result<bool> next_bets(FileBatch& batch);
    void read_batch(json::Value item, FileBatch& batch);
    void read_bet(json::Value value, Place place, FileBatch& batch);

    JsonItems items_;
    std::size_t split_;
    std::optional<bool> holds_batches_;  // the first element tells
    bool item_waits_ = false;            // an element was read that was not used yet
    bool any_batch_ = false;
    std::vector<FieldError> errors_;  // of one bet; kept for its memory
};

}  // namespace bs::cli
