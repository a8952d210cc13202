#include "cli/doctor/doctor.h"

#include "base/json.h"
#include "base/json_writer.h"
#include "cli/database.h"
#include "cli/doctor/machine_check.h"
#include "cli/doctor/stream_check.h"
#include "cli/terminal.h"
#include "cli/text.h"
#include "cli/version.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

namespace bs::cli {
namespace {

// Three pings and what a slow line takes.
constexpr std::chrono::seconds stream_patience{8};

Finding check_server(const ServerAddress& server) {
    auto client = ApiClient::open(server, std::chrono::seconds(5));
    if (!client) return {Health::bad, "server", client.error().detail, ""};
    const auto response = client->get("/readyz");
    if (!response) return {Health::bad, "server", response.error().detail, "start it, or say where it is with --url"};
    std::string reason = fmt::format("/readyz answers {}", response->status);
    if (const auto document = json::parse(response->body); document && document->root().is(json::Kind::object)) {
        if (const json::Value why = document->root().find("reason"); why.found()) reason = printable(why.text(), 200);
    }
    if (response->status == 200) return {Health::good, "server", server.url + " is ready", ""};
    return {Health::bad, "server", fmt::format("{} is not ready: {}", server.url, reason), "its log says more"};
}

Findings look_everywhere(const DoctorOptions& options) {
    Findings findings = check_machine();
    const auto add = [&](Findings more) { std::ranges::move(more, std::back_inserter(findings)); };
    if (!options.database.empty()) add(check_database_place(options.database));
    findings.push_back(check_server(options.server));
    if (findings.back().health == Health::good)
        findings.push_back(judge_stream(watch_stream(options.server, stream_patience)));
    return findings;
}

std::string_view to_word(Health health) {
    constexpr std::array<std::string_view, 3> words{"good", "doubtful", "bad"};
    return words[static_cast<std::size_t>(health)];
}

Style style_of(Health health) {
    constexpr std::array<Style, 3> styles{Style::green, Style::yellow, Style::red};
    return styles[static_cast<std::size_t>(health)];
}

std::string as_text(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        text += standard_output().paint(style_of(finding.health), fmt::format("{:<9}", to_word(finding.health)));
        text += fmt::format("{:<12} {}\n", finding.subject, finding.detail);
        if (!finding.repair.empty()) text += fmt::format("{:<22}-> {}\n", "", finding.repair);
    }
    return text;
}

std::string as_json(const Findings& findings) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("version", version_line()).key("findings").begin_array();
    for (const Finding& finding : findings) {
        json.begin_object()
            .field("health", to_word(finding.health))
            .field("subject", std::string_view(finding.subject))
            .field("detail", std::string_view(finding.detail));
        if (!finding.repair.empty()) json.field("repair", std::string_view(finding.repair));
        json.end_object();
    }
    json.end_array().end_object();
    return text + "\n";
}

}  // namespace

ExitCode examine(const DoctorOptions& options) {
    const Findings findings = look_everywhere(options);
    const bool is_told = standard_output().write(options.json ? as_json(findings) : as_text(findings));
    if (!is_told) return ExitCode::io_error;
    const bool is_ill = std::ranges::any_of(findings, [](const Finding& f) { return f.health == Health::bad; });
    return is_ill ? ExitCode::failure : ExitCode::ok;
}

}  // namespace bs::cli
