// Every limit has a name, and it is here. docs/reference quotes these; api and http enforce them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace bs::limits {

// HTTP.
inline constexpr std::size_t request_line_bytes_max = 8 * 1024;  // method, path and query together
inline constexpr std::size_t header_bytes_max = 16 * 1024;       // all fields of a request together
inline constexpr std::size_t header_fields_max = 64;
inline constexpr std::size_t body_bytes_max = 8 * 1024 * 1024;  // of a request
inline constexpr std::chrono::seconds header_deadline{10};  // from the first byte of a request to the end of its header
inline constexpr std::chrono::seconds idle_deadline{60};    // a connection between two requests
inline constexpr std::size_t body_bytes_per_second_min = 1024;   // of a body, looked at once per body_grace
inline constexpr std::chrono::seconds body_grace{5};             // before a slow body is refused
inline constexpr std::chrono::seconds write_stall_deadline{20};  // so long may a client take nothing of what is sent

// JSON.
inline constexpr std::size_t json_depth_max = 32;  // objects and arrays within each other
// Keys count too. 10,000 bets of 4 fields are 90,000; `[1,1,...` of a full body would be 4,000,000, at 32 bytes each.
inline constexpr std::size_t json_values_max = 1'000'000;
// Either side of zero: beyond it many readers, browsers among them, round (RFC 8259, 6).
inline constexpr std::int64_t json_integer_max = (std::int64_t{1} << 53) - 1;

// Backups.
inline constexpr std::size_t backup_piece_bytes = 1024 * 1024;  // of one answer
inline constexpr std::chrono::seconds backup_patience{10};      // after so long without a question it is discarded

// Log.
inline constexpr std::size_t log_value_bytes_max = 1024;     // of a message or a value, before escapes
inline constexpr std::size_t failure_lines_per_second = 10;  // of the log, about requests that failed

// Resources.
inline constexpr std::size_t bets_per_batch_max = 10'000;
inline constexpr std::size_t marks_per_request_max = 10'000;
inline constexpr std::size_t name_chars_max = 200;       // Unicode code points
inline constexpr std::size_t hostname_chars_max = 253;   // RFC 1035
inline constexpr std::size_t selection_chars_max = 500;  // of one bet
inline constexpr std::size_t note_chars_max = 1'000;
inline constexpr std::size_t reference_chars_max = 200;
inline constexpr std::size_t reason_chars_max = 500;                // of a reopening
inline constexpr std::size_t meta_bytes_max = 64 * 1024;            // as minified JSON
inline constexpr std::size_t actor_chars_max = 64;                  // of BetStream-Actor
inline constexpr std::size_t request_id_chars_max = 128;            // of X-Request-Id; a longer one is replaced
inline constexpr std::size_t idempotency_key_chars_max = 255;       // of Idempotency-Key
inline constexpr std::chrono::hours idempotency_retention{7 * 24};  // a key and its answer are remembered
inline constexpr std::size_t preferences_bytes_max = 64 * 1024;     // of one owner, as minified JSON
inline constexpr std::size_t preference_owners_max = 1'000;

// Presence.
inline constexpr std::size_t presence_sessions_max = 500;   // newcomers are told `overloaded`
inline constexpr std::size_t talk_bytes_max = 4 * 1024;     // of one message between processes; Postgres takes 8,000
inline constexpr std::size_t session_chars_max = 64;        // the name that a console made up for itself
inline constexpr std::chrono::seconds presence_expiry{45};  // after the last word of a session

// Writer.
inline constexpr std::size_t writer_queue_max = 8'192;    // commands that wait; beyond: `overloaded`
inline constexpr std::size_t group_commands_max = 1'024;  // one flush carries at most so many commands
inline constexpr std::size_t group_rows_max = 20'000;     // ... or about so many rows

// Events.
inline constexpr std::size_t events_page_default = 100;     // without `limit`
inline constexpr std::size_t events_page_max = 1'000;       // of one answer
inline constexpr std::chrono::seconds events_wait_max{25};  // the longest `wait` for an event

// Lists.
inline constexpr std::size_t list_page_max = 1'000;     // of one answer
inline constexpr std::size_t list_page_default = 100;   // of lists that the older clients do not know
inline constexpr std::size_t search_chars_max = 100;    // Unicode code points
inline constexpr std::size_t search_looks_max = 5'000;  // batches or events that a page of a search looks at
inline constexpr std::size_t search_meta_bytes_max = 4 * 1024 * 1024;  // ... and so much of their meta
// A search by time trusts that the server's clock was never set back by more than this.
inline constexpr std::chrono::minutes clock_step_max{1};

// Statistics.
inline constexpr std::size_t statistics_buckets_max = 1'500;  // minutes, hours or days of one answer
inline constexpr std::size_t statistics_rows_max = 20'000;    // ... times the accounts that did something in them
inline constexpr std::chrono::hours statistics_minutes_age_max{40 * 24};  // minutes are kept for so long
inline constexpr std::chrono::hours statistics_age_max{800 * 24};         // of hours and days

// Feed.
inline constexpr std::size_t segment_bytes = 256 * 1024;  // what subscribers share is encoded in pieces of this size
inline constexpr std::size_t feed_bytes_max = 64 * 1024 * 1024;  // of the newest events, in memory
inline constexpr std::size_t catch_up_page_events = 500;         // read from the log at once, for who comes back
inline constexpr std::size_t catch_up_events_max = 50'000;       // further behind: `reset`, a snapshot is cheaper
inline constexpr std::size_t subscriber_lag_bytes_max = 8 * 1024 * 1024;  // further behind: cut, and resumes
inline constexpr std::size_t subscribers_max = 50'000;                    // beyond: `busy`
inline constexpr std::chrono::seconds ping_interval{2};                   // of silence; a setting
inline constexpr std::chrono::minutes stream_rotation{15};                // times a random factor of 0.8 to 1

}  // namespace bs::limits
