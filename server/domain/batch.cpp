#include "domain/batch.h"

#include "domain/words.h"

namespace bs {

namespace {

constexpr std::array<std::string_view, batch_status_count> batch_status_words = {"created", "active", "submitted",
                                                                                 "completed"};

}  // namespace

std::string_view to_word(BatchStatus status) { return word_of(batch_status_words, status); }

std::optional<BatchStatus> parse_batch_status(std::string_view word) {
    return find_word<BatchStatus>(batch_status_words, word);
}

bool is_open(BatchStatus status) { return status == BatchStatus::created || status == BatchStatus::active; }

}  // namespace bs
