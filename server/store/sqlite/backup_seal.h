// What makes a copy a backup: another application id, so that no server writes into it, and a digest over every value.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "store/sqlite/connection.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bs::sqlite {

// "BesB" in ASCII.
inline constexpr std::int64_t backup_application_id = 0x42657342;

// By the first bytes of the file; it is not opened as a database.
[[nodiscard]] Result<bool> is_backup(const std::string& path);

// One of a newer program has columns that nobody here knows: it is not damaged, and it cannot be judged.
[[nodiscard]] Result<> refuse_newer_backup(const std::string& path);

// Says what to do with one. Before it is opened as a database, which would change it.
[[nodiscard]] Result<> refuse_backup(const std::string& path);

struct Seal {
    std::string cursor;
    Timestamp made_at;
    std::string digest;  // SHA-256 in hex
};

// Hears how many rows of how many were read.
using DigestProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Over the schema, the epoch, and every value of every table that another store would be given.
[[nodiscard]] Result<std::string> digest_of(const std::string& path, const DigestProgress& progress);

// Whether the file can be written where it will be restored: a wrong version in its head makes it read-only.
// https://www.sqlite.org/fileformat2.html#file_format_version_numbers
[[nodiscard]] Result<bool> has_sound_head(const std::string& path);

[[nodiscard]] Outcome<> write_seal(Connection& connection, const Seal& seal);
// Nothing when the file is no backup.
[[nodiscard]] Outcome<std::optional<Seal>> load_seal(Connection& connection);
// Makes it a database again.
[[nodiscard]] Outcome<> break_seal(Connection& connection);

// Of the last committed event: "k3f9-57".
[[nodiscard]] Outcome<std::string> cursor_of(Connection& connection);

}  // namespace bs::sqlite
