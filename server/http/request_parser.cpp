#include "http/request_parser.h"

#include "base/ascii.h"
#include "base/limits.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <optional>
#include <utility>

namespace bs::http {
namespace {

namespace beast = boost::beast;

// The methods that are served; Beast knows thirty more.
std::optional<Method> to_method(beast::http::verb wanted) {
    using beast::http::verb;
    constexpr std::pair<verb, Method> served[] = {
        {verb::get, Method::get},         {verb::head, Method::head},   {verb::post, Method::post},
        {verb::put, Method::put},         {verb::patch, Method::patch}, {verb::delete_, Method::delete_},
        {verb::options, Method::options},
    };
    for (const auto& [theirs, ours] : served) {
        if (theirs == wanted) return ours;
    }
    return std::nullopt;
}

// Beast's parser writing straight into our Request. It sees complete heads only, which the guard has looked at, and no
// bodies: how those are delimited is decided in one place, and that is not here.
class HeadParser final : public beast::http::basic_parser<true> {
public:
    explicit HeadParser(Request& request) : request_(request) {
        header_limit(static_cast<std::uint32_t>(limits::request_line_bytes_max + limits::header_bytes_max));
        skip(true);
    }

    bool method_is_known = false;

private:
    void on_request_impl(beast::http::verb verb, beast::string_view, beast::string_view target, int version,
                         beast::error_code&) override {
        const auto method = to_method(verb);
        method_is_known = method.has_value();
        request_.method = method.value_or(Method::get);
        request_.http_1_0 = version == 10;
        const std::size_t mark = target.find('?');
        request_.path.assign(target.data(), std::min(mark, target.size()));
        if (mark != beast::string_view::npos) request_.query.assign(target.data() + mark + 1, target.size() - mark - 1);
    }

    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       beast::error_code&) override {
        Field& field = request_.fields.emplace_back();
        field.name = ascii::to_lower({name.data(), name.size()});
        field.value.assign(value.data(), value.size());
    }

    void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
    void on_header_impl(beast::error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
    std::size_t on_body_impl(beast::string_view body, beast::error_code&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, beast::error_code&) override {
        return body.size();
    }
    void on_finish_impl(beast::error_code&) override {}

    Request& request_;
};

}  // namespace

std::size_t RequestParser::feed(std::string_view bytes) {
    switch (state_) {
        case State::head:
            return feed_head(bytes);
        case State::head_done:
            state_ = framing_.has_body() ? State::body : State::complete;
            return state_ == State::body ? feed_body(bytes) : 0;
        case State::body:
            return feed_body(bytes);
        case State::complete:
        case State::refused:
            break;
    }
    return 0;
}

std::size_t RequestParser::feed_head(std::string_view bytes) {
    auto found = find_head_end(bytes, searched_);
    if (!found) {
        refuse(std::move(found).error());
        return 0;
    }
    const std::optional<std::size_t> end = *found;
    if (!end) return 0;
    if (auto parsed = parse_head(bytes.substr(0, *end)); !parsed) {
        refuse(std::move(parsed).error());
        return 0;
    }
    state_ = State::head_done;
    return *end;
}

Result<> RequestParser::parse_head(std::string_view head) {
    BS_CHECK(check_raw_head(head));
    HeadParser parser(request_);
    beast::error_code error;
    const std::size_t taken = parser.put(boost::asio::buffer(head.data(), head.size()), error);
    if (error || taken != head.size() || !parser.is_done()) {
        return fail(ErrorCode::malformed_request, "the head of the request is not valid: " + error.message());
    }
    BS_TRY(framing_, check_fields(request_));
    if (!parser.method_is_known) {
        return fail(ErrorCode::method_not_allowed, "this method is not served here");
    }
    keep_alive_ = !request_.http_1_0 && parser.keep_alive();
    return {};
}

std::size_t RequestParser::feed_body(std::string_view bytes) {
    if (!framing_.chunked) {
        const std::uint64_t missing = framing_.content_length - body_bytes_;
        const std::string_view piece =
            bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(missing, bytes.size())));
        take(piece);
        if (body_bytes_ == framing_.content_length) state_ = State::complete;
        return piece.size();
    }
    const std::size_t taken = chunks_.feed(bytes, [this](std::string_view piece) { take(piece); });
    if (chunks_.is_broken()) {
        refuse(Error{ErrorCode::malformed_request, "the chunked body is not valid", {}, {}});
    } else if (body_bytes_ + chunks_.chunk_left() > limits::body_bytes_max) {
        refuse(Error{ErrorCode::body_too_large, "the body is larger than 8 MiB", {}, {}});
    } else if (chunks_.is_done()) {
        state_ = State::complete;
    }
    return taken;
}

void RequestParser::take(std::string_view piece) {
    body_bytes_ += piece.size();
    if (keep_body_ && body_bytes_ <= limits::body_bytes_max) request_.body.append(piece);
}

void RequestParser::refuse(Error error) {
    state_ = State::refused;
    error_ = std::move(error);
}

void RequestParser::reset() {
    constexpr std::size_t kept_bytes_max = 4096;
    state_ = State::head;
    keep_alive_ = false;
    keep_body_ = true;
    searched_ = 0;
    body_bytes_ = 0;
    framing_ = {};
    chunks_ = {};
    request_.path.clear();
    request_.query.clear();
    request_.fields.clear();
    request_.body.clear();
    if (request_.body.capacity() > kept_bytes_max) request_.body.shrink_to_fit();
}

}  // namespace bs::http
