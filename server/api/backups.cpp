// Backups of the running server, for `betstream backup`: begin one, watch it, fetch it, give it back.
#include "api/handlers.h"
#include "api/parameters.h"
#include "api/services.h"
#include "base/json_writer.h"
#include "base/limits.h"

#include <memory>
#include <string>
#include <utility>

namespace bs {
namespace {

Answer answer_with(int status, const Backup& backup) {
    std::string text;
    JsonWriter json(text);
    json.begin_object()
        .field("id", std::string_view(backup.id))
        .field("status", to_word(backup.status))
        .field("bytes_done", static_cast<std::int64_t>(backup.bytes_done))
        .field("bytes_total", static_cast<std::int64_t>(backup.bytes_total));
    if (!backup.failure.empty()) json.field("failure", std::string_view(backup.failure));
    json.end_object();
    return text_answer(status, "application/json", std::move(text));
}

}  // namespace

void post_backup(Call call) {
    const auto backup = call.services.backups.begin(call.exchange.caller());
    if (!backup) return std::move(call.exchange).refuse(backup.error());
    Answer answer = answer_with(201, *backup);
    answer.fields = "Location: /api/v1/backups/" + backup->id + "\r\n";
    std::move(call.exchange).answer(std::move(answer));
}

void get_backup(Call call) {
    const auto backup = call.services.backups.find(call.params.values[0]);
    if (!backup) return std::move(call.exchange).refuse(backup.error());
    std::move(call.exchange).answer(answer_with(200, *backup));
}

void delete_backup(Call call) {
    const auto discarded = call.services.backups.discard(call.params.values[0]);
    if (!discarded) return std::move(call.exchange).refuse(discarded.error());
    Answer answer;
    answer.status = 204;
    std::move(call.exchange).answer(std::move(answer));
}

void get_backup_data(Call call) {
    constexpr std::int64_t offset_max = limits::json_integer_max;
    const auto offset = parse_number(call, "offset", 0, offset_max, 0);
    if (!offset) return std::move(call.exchange).refuse(offset.error());
    auto bytes = call.services.backups.read(call.params.values[0], static_cast<std::uint64_t>(*offset),
                                            limits::backup_piece_bytes);
    if (!bytes) return std::move(call.exchange).refuse(bytes.error());
    std::move(call.exchange).answer(text_answer(200, "application/octet-stream", *std::move(bytes)));
}

}  // namespace bs
