#include "api/problem.h"

#include "api/error_table.h"
#include "base/json.h"
#include "base/json_writer.h"

#include <algorithm>

namespace bs {

std::string problem_json(const Error& error, const Caller& caller) {
    const ErrorRow& row = row_of(error.code);
    std::string text;
    JsonWriter json(text);
    json.begin_object()
        .field("type", std::string_view("/problems/" + std::string(row.name)))
        .field("title", row.title)
        .field("status", std::int64_t{row.status})
        .field("detail", std::string_view(error.detail))
        .field("code", row.name)
        .field("request_id", std::string_view(caller.request_id));
    if (const auto trace_id = caller.trace_id()) json.field("trace_id", std::string_view(*trace_id));
    if (!error.fields.empty()) {
        json.key("errors").begin_array();
        for (const FieldError& field : error.fields) {
            json.begin_object()
                .field("pointer", std::string_view(field.pointer))
                .field("code", std::string_view(field.code))
                .field("detail", std::string_view(field.detail))
                .end_object();
        }
        json.end_array();
    }
    if (error.code == ErrorCode::outcome_unknown) json.field("outcome", "unknown");
    if (row.status >= 500 && error.code != ErrorCode::outcome_unknown && error.code != ErrorCode::internal) {
        json.field("outcome", "not_applied");
    }
    if (!error.current.empty()) json.key("current").raw(error.current);
    json.end_object();
    return text;
}

Rendered render_problem(const Error& error, const Caller& caller) {
    const ErrorRow& row = row_of(error.code);
    return Rendered{row.status, row.retry_later ? "Retry-After: 1\r\n" : "", problem_json(error, caller),
                    Refusal{error.code, error.detail}};
}

std::optional<ErrorCode> find_problem_code(std::string_view problem) {
    const auto document = json::parse(problem);
    if (!document || !document->root().is(json::Kind::object)) return std::nullopt;
    const json::Value code = document->root().find("code");
    if (!code.found() || !code.is(json::Kind::string)) return std::nullopt;
    const auto row = std::ranges::find(error_rows(), code.text(), &ErrorRow::name);
    return row == error_rows().end() ? std::nullopt : std::optional(row->code);
}

}  // namespace bs
