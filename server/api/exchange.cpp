#include "api/exchange.h"

#include "api/problem.h"
#include "feed/cursor.h"

#include <algorithm>

namespace bs {
namespace {

// If-None-Match compares weakly: a W/ before the tag makes no difference.
bool is_listed(std::string_view header, std::string_view etag) {
    if (header == "*") return true;
    while (!header.empty()) {
        const std::size_t comma = header.find(',');
        std::string_view tag = header.substr(0, comma);
        while (tag.starts_with(' ')) tag.remove_prefix(1);
        while (tag.ends_with(' ')) tag.remove_suffix(1);
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag.size() == etag.size() + 2 && tag.front() == '"' && tag.back() == '"' &&
            tag.substr(1, etag.size()) == etag)
            return true;
        if (comma == std::string_view::npos) break;
        header.remove_prefix(comma + 1);
    }
    return false;
}

}  // namespace

Answer to_answer(Rendered rendered) {
    Answer answer;
    answer.status = rendered.status;
    if (rendered.status >= 400) answer.content_type = problem_content_type;
    answer.fields = std::move(rendered.fields);
    answer.refusal = std::move(rendered.refusal);
    if (rendered.status != 204) answer.body = std::make_shared<const std::string>(std::move(rendered.body));
    return answer;
}

Answer text_answer(int status, std::string_view content_type, std::string body) {
    return {status, content_type, {}, std::make_shared<const std::string>(std::move(body))};
}

Exchange::Exchange(http::Reply reply, std::shared_ptr<const Setting> setting, Caller caller,
                   std::string_view if_none_match)
    : reply_(std::move(reply)),
      setting_(std::move(setting)),
      caller_(std::move(caller)),
      if_none_match_(if_none_match),
      start_(std::chrono::steady_clock::now()) {}

void Exchange::answer(Answer answer) && {
    http::Response response = respond(std::move(answer), std::nullopt);
    std::move(reply_).send(std::move(response));
}

void Exchange::refuse(const Error& error, std::string_view allow) && {
    Answer answer = to_answer(render_problem(error, caller_));
    if (error.code == ErrorCode::method_not_allowed) answer.fields.append("Allow: ").append(allow).append("\r\n");
    std::move(*this).answer(std::move(answer));
}

void Exchange::answer_file(std::string_view content_type, std::shared_ptr<const std::string> body,
                           std::string_view etag, std::string_view fields) && {
    Answer answer{200, content_type, "ETag: \"" + std::string(etag) + "\"\r\n", std::move(body)};
    answer.fields += fields;
    if (fields.find("Cache-Control:") == std::string_view::npos) answer.fields += "Cache-Control: no-cache\r\n";
    if (!if_none_match_.empty() && is_listed(if_none_match_, etag)) {
        answer.status = 304;
        answer.body = nullptr;
    }
    std::move(*this).answer(std::move(answer));
}

void Exchange::answer(Result<ReadAnswer> read, std::string_view fields) && {
    if (!read) return std::move(*this).refuse(read.error());
    Answer answer;
    answer.fields = fields;
    if (!read->etag.empty()) {
        answer.fields.append("ETag: \"").append(read->etag).append("\"\r\nCache-Control: no-cache\r\n");
        if (!if_none_match_.empty() && is_listed(if_none_match_, read->etag)) answer.status = 304;
    }
    if (answer.status != 304) answer.body = std::move(read->json);
    http::Response response = respond(std::move(answer), read->cursor);
    std::move(reply_).send(std::move(response));
}

void Exchange::stream(
    Answer head,
    std::move_only_function<std::unique_ptr<http::StreamSource>(std::shared_ptr<http::StreamWaker>)> make) && {
    http::Response response = respond(std::move(head), std::nullopt);
    std::move(reply_).stream(std::move(response), std::move(make));
}

http::Response Exchange::respond(Rendered rendered, bool replayed, Seq cursor) {
    if (replayed && rendered.status >= 400) {
        if (const auto code = find_problem_code(rendered.body)) rendered.refusal = Refusal{*code, ""};
    }
    Answer answer = to_answer(std::move(rendered));
    if (replayed) answer.fields += "Idempotency-Replayed: true\r\n";
    return respond(std::move(answer), cursor.value > 0 ? std::optional(cursor) : std::nullopt);
}

http::Response Exchange::respond(Answer answer, std::optional<Seq> cursor) {
    http::Response response;
    response.status = answer.status;
    response.content_type = answer.content_type;
    response.fields = std::move(answer.fields);
    response.body = std::move(answer.body);
    add_common_fields(response, cursor);
    const auto now = std::chrono::steady_clock::now();
    setting_->metrics->count(response.status, now - start_);
    if (answer.refusal) setting_->problems->note(*answer.refusal, *setting_->metrics, caller_, now);
    return response;
}

void Exchange::add_common_fields(http::Response& response, std::optional<Seq> cursor) const {
    std::string& fields = response.fields;
    fields.reserve(fields.size() + 256);
    if (cursor) {
        fields.append("BetStream-Cursor: ")
            .append(setting_->epoch)
            .append("-")
            .append(std::to_string(cursor->value))
            .append("\r\n");
    }
    fields.append("X-Request-Id: ").append(caller_.request_id).append("\r\nX-Content-Type-Options: nosniff\r\n");
    if (caller_.trace) fields.append("traceresponse: ").append(to_string(caller_.trace->ours())).append("\r\n");
    if (fields.find("Cache-Control:") == std::string::npos) fields += "Cache-Control: no-store\r\n";
    if (setting_->cors_origin.empty()) return;
    fields.append("Access-Control-Allow-Origin: ").append(setting_->cors_origin).append("\r\n");
    if (setting_->cors_origin != "*") fields += "Vary: Origin\r\n";
    fields +=
        "Access-Control-Expose-Headers: BetStream-Cursor, ETag, Idempotency-Replayed, Link, Location, Retry-After, "
        "X-Request-Id, traceresponse\r\n";
}

}  // namespace bs
