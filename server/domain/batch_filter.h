// Which batches somebody looks for. One meaning for every store: adapters narrow a search by what their indexes know,
// and ask here about the rest.
#pragma once

#include "base/time.h"
#include "domain/batch.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs {

// A text to search for. `#812` means the batch of that number and nothing else. Any other text is looked for in the
// values (texts and numbers, at any depth, not the keys) of the meta; a plain number means the batch of that number,
// too. Letters of ASCII match in both cases, all others exactly.
class SearchText {
public:
    // `text` must be valid UTF-8 and not empty.
    explicit SearchText(std::string_view text);

    // Set when only the batch of this number can match.
    [[nodiscard]] std::optional<BatchId> only() const { return is_number_only_ ? id_ : std::nullopt; }
    [[nodiscard]] bool matches(BatchId id, std::string_view meta) const;

private:
    std::string folded_;  // ASCII letters in lower case
    std::optional<BatchId> id_;
    bool is_number_only_ = false;
};

// All conditions must hold.
struct BatchFilter {
    std::optional<AccountId> account_id;
    std::vector<BatchStatus> statuses;  // empty: all
    std::optional<Timestamp> from;      // created then or later
    std::optional<Timestamp> to;        // created before
    bool only_pending = false;          // at least one bet is pending, whether the batch is open or closed
    std::optional<std::string> created_by;
    std::optional<std::string> submitted_by;
    std::optional<SearchText> text;
};

// Everything but the text, which needs the meta.
[[nodiscard]] bool matches_row(const BatchFilter& filter, const Batch& batch);
[[nodiscard]] bool matches(const BatchFilter& filter, const Batch& batch);

}  // namespace bs
