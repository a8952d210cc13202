#include "domain/batch_filter.h"

#include "base/ascii.h"
#include "base/json.h"

#include <algorithm>
#include <charconv>

namespace bs {
namespace {

std::optional<BatchId> parse_batch_id(std::string_view digits) {
    BatchId id;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id.value);
    const bool is_id = error == std::errc{} && end == digits.data() + digits.size() && id.value > 0;
    return is_id ? std::optional(id) : std::nullopt;
}

bool contains(std::string_view text, std::string_view folded) {
    return ascii::to_lower(text).find(folded) != std::string::npos;
}

bool has_value_with(const json::Value& value, std::string_view folded) {
    switch (value.kind()) {
        case json::Kind::string:
        case json::Kind::number:
            return contains(value.text(), folded);
        case json::Kind::array:
            for (json::Value item = value.first(); !item.at_end_of(value); item = item.next()) {
                if (has_value_with(item, folded)) return true;
            }
            return false;
        case json::Kind::object: {
            bool found = false;
            value.each_member(
                [&](std::string_view, const json::Value& member) { found = found || has_value_with(member, folded); });
            return found;
        }
        case json::Kind::null:
        case json::Kind::boolean:
            return false;
    }
    return false;
}

bool mentions(std::string_view meta, std::string_view folded) {
    // Without escapes a value stands in the text as it is: most batches need not be parsed to be passed over.
    if (meta.find('\\') == std::string_view::npos && !contains(meta, folded)) return false;
    const auto document = json::parse(meta);
    return document && has_value_with(document->root(), folded);
}

template <class T>
bool is_or_any(const std::optional<T>& wanted, const T& value) {
    return !wanted || *wanted == value;
}

}  // namespace

SearchText::SearchText(std::string_view text) : folded_(ascii::to_lower(text)) {
    const bool has_hash = text.starts_with('#');
    id_ = parse_batch_id(has_hash ? text.substr(1) : text);
    is_number_only_ = has_hash && id_.has_value();
}

bool SearchText::matches(BatchId id, std::string_view meta) const {
    return id_ == id || (!is_number_only_ && mentions(meta, folded_));
}

bool matches_row(const BatchFilter& filter, const Batch& batch) {
    if (!filter.statuses.empty() && std::ranges::find(filter.statuses, batch.status) == filter.statuses.end())
        return false;
    if (filter.only_pending && batch.summary.of(BetStatus::pending).count == 0) return false;
    if (filter.from && batch.created_at < *filter.from) return false;
    if (filter.to && batch.created_at >= *filter.to) return false;
    return is_or_any(filter.account_id, batch.account_id) && is_or_any(filter.created_by, batch.created_by) &&
           is_or_any(filter.submitted_by, batch.submitted_by);
}

bool matches(const BatchFilter& filter, const Batch& batch) {
    return matches_row(filter, batch) && (!filter.text || filter.text->matches(batch.id, batch.meta));
}

}  // namespace bs
