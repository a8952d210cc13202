#include "http/message.h"

#include <algorithm>

namespace bs::http {

std::string_view to_word(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::delete_:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
    }
    return "";
}

const std::string* Request::find(std::string_view name) const {
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? nullptr : &found->value;
}

const std::string* Request::find_only(std::string_view name) const {
    const auto found = std::ranges::find(fields, name, &Field::name);
    if (found == fields.end()) return nullptr;
    const auto again = std::ranges::find(found + 1, fields.end(), name, &Field::name);
    return again == fields.end() ? &found->value : nullptr;
}

std::string_view Request::value(std::string_view name) const {
    const std::string* found = find(name);
    return found == nullptr ? std::string_view() : std::string_view(*found);
}

Response& Response::add_field(std::string_view name, std::string_view value) {
    fields.append(name).append(": ").append(value).append("\r\n");
    return *this;
}

Response text_response(int status, std::string_view content_type, std::string body) {
    Response response;
    response.status = status;
    response.content_type = content_type;
    response.body = std::make_shared<const std::string>(std::move(body));
    return response;
}

}  // namespace bs::http
