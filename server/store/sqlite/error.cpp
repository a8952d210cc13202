#include "store/sqlite/error.h"

#include <cerrno>

namespace bs::sqlite {

bool is_full(const Failure& failure) {
    if (failure.primary() == SQLITE_FULL) return true;
    // SQLite calls only ENOSPC "full"; a quota that is used up is the same to us. Only for a plain write: when another
    // call runs out of room, a commit may already stand in the log.
    return failure.code == SQLITE_IOERR_WRITE && (failure.system_errno == EDQUOT || failure.system_errno == ENOSPC);
}

bool is_damage(const Failure& failure) {
    return failure.primary() == SQLITE_CORRUPT || failure.primary() == SQLITE_NOTADB;
}

Error to_error(const Failure& failure) {
    const std::string said = failure.message + " (SQLite code " + std::to_string(failure.code) + ")";
    if (is_full(failure)) return {ErrorCode::storage_full, "the disk is full; nothing was applied", {}, {}};
    switch (failure.primary()) {
        case SQLITE_INTERRUPT:
            return {ErrorCode::unavailable, "the read took too long and was stopped; ask for less at once", {}, {}};
        case SQLITE_BUSY:
            return {ErrorCode::unavailable, "another program holds the database; nothing was applied", {}, {}};
        case SQLITE_NOMEM:
            return {ErrorCode::unavailable, "out of memory; nothing was applied", {}, {}};
        case SQLITE_CORRUPT:
            return {ErrorCode::unavailable,
                    "the database is damaged: " + said + ". It was left as it is; restore a backup over it",
                    {},
                    {}};
        case SQLITE_CONSTRAINT:
        case SQLITE_INTERNAL:
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
        case SQLITE_TOOBIG:
        case SQLITE_ERROR:
            return {ErrorCode::internal, "the store refused rows that break its rules: " + said, {}, {}};
        default:
            return {ErrorCode::unavailable, "the database cannot be used: " + said, {}, {}};
    }
}

}  // namespace bs::sqlite
