#include "cli/import/import.h"

#include "base/ascii.h"
#include "base/json.h"
#include "base/money.h"
#include "cli/import/batch_body.h"
#include "cli/import/batch_sender.h"
#include "cli/import/csv_batches.h"
#include "cli/import/json_batches.h"
#include "cli/import/json_output.h"
#include "cli/import/plan.h"
#include "cli/import/problem_report.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "cli/text.h"

#include <filesystem>
#include <memory>
#include <utility>

namespace bs::cli {
namespace {

constexpr std::string_view interrupted_note =
    "\ninterrupted; what was stored stays, and the same command run again stores the rest\n";

// Few bets go over one connection and keep the order of the file; many go over several, for speed.
constexpr std::uint64_t ordered_bets_max = 20'000;
constexpr std::size_t connections_of_long_import = 3;
constexpr std::size_t name_bytes_max = 200;

Error in_file(const ImportOptions& options, Error error) {
    error.detail = (options.file == "-" ? "standard input" : options.file) + ": " + error.detail;
    return error;
}

Result<bool> is_json(const ImportOptions& options, ByteSource& source) {
    const std::string extension = ascii::to_lower(std::filesystem::path(options.file).extension().string());
    if (extension == ".json") return true;
    if (extension == ".csv" || extension == ".tsv" || extension == ".txt") return false;
    std::string start(4096, '\0');
    BS_TRY(const std::size_t got, source.read(start));
    source.rewind();
    const std::size_t first = std::string_view(start).substr(0, got).find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && (start[first] == '[' || start[first] == '{');
}

// One run of the command.
class Import {
public:
    Import(const ImportOptions& options, JsonOutput* json) : options_(options), json_(json) {}

    [[nodiscard]] ExitCode run();

private:
    [[nodiscard]] Result<> read_meta();
    [[nodiscard]] Result<> open_file();
    [[nodiscard]] Result<> find_target();
    [[nodiscard]] std::unique_ptr<BatchReader> open_reader();
    [[nodiscard]] Result<ImportPlan> check(ProblemReport& report);
    [[nodiscard]] Result<> store(const ImportPlan& plan);
    [[nodiscard]] Result<> send_all(BatchSender& sender, const ImportPlan& plan);
    [[nodiscard]] Result<std::string> meta_of(const FileBatch& batch, std::uint64_t index,
                                              const ImportPlan& plan) const;

    void note_sent(const SentBatch& sent);
    void tell_plan(const ImportPlan& plan) const;
    void tell_success(const ImportPlan& plan) const;
    void tell_partial(const ImportPlan& plan) const;
    [[nodiscard]] ExitCode tell_failure(const Error& error, ExitCode code) const;

    const ImportOptions& options_;
    JsonOutput* json_;
    std::unique_ptr<ByteSource> source_;
    bool file_is_json_ = false;
    std::string meta_ = "{}";  // --meta, minified
    AccountRef account_;

    // What the sender's answers said so far; written by its threads one at a time, read after they ended.
    std::uint64_t stored_batches_ = 0;
    std::uint64_t stored_bets_ = 0;
    std::uint64_t old_batches_ = 0;  // stored by an earlier run
    std::uint64_t done_bets_ = 0;    // of both
    BatchId first_id_;
    Progress* progress_ = nullptr;
};

ExitCode Import::run() {
    if (auto meta = read_meta(); !meta) return tell_failure(meta.error(), ExitCode::usage);
    if (auto opened = open_file(); !opened) return tell_failure(opened.error(), ExitCode::io_error);
    if (auto found = find_target(); !found) return tell_failure(found.error(), exit_code_of(found.error()));

    ProblemReport report(options_.file, json_);
    if (json_ != nullptr) json_->writer().key("errors").begin_array();
    const auto plan = check(report);
    if (json_ != nullptr) json_->writer().end_array();
    if (!plan) return tell_failure(in_file(options_, plan.error()), ExitCode::failure);
    tell_plan(*plan);
    if (report.problems() > 0) {
        report.finish();
        return tell_failure({ErrorCode::invalid_field,
                             with_separators(report.bad_rows()) + " of " + counted(plan->rows, "row") +
                                 (report.bad_rows() == 1 ? " is" : " are") + " wrong; nothing was stored",
                             {},
                             {}},
                            ExitCode::failure);
    }
    if (options_.dry_run) {
        tell_success(*plan);
        return ExitCode::ok;
    }
    if (auto stored = store(*plan); !stored) {
        tell_partial(*plan);
        return tell_failure(stored.error(), exit_code_of(stored.error()));
    }
    tell_success(*plan);
    return ExitCode::ok;
}

Result<> Import::read_meta() {
    auto meta = overlay("{}", options_.meta.empty() ? "{}" : options_.meta);
    if (!meta) return fail(ErrorCode::invalid_field, "--meta: " + meta.error().detail);
    meta_ = *std::move(meta);
    return {};
}

Result<> Import::open_file() {
    BS_TRY(source_, open_source(options_.file));
    BS_TRY(file_is_json_, is_json(options_, *source_));
    return {};
}

// Before the file is read: it is quick, and a mistyped name should not cost a minute of checking.
Result<> Import::find_target() {
    BS_TRY(ApiClient client, ApiClient::open(options_.server));
    BS_TRY(const std::vector<AccountRef> accounts, load_accounts(client));
    BS_TRY(account_, find_account(accounts, options_.account));
    return {};
}

std::unique_ptr<BatchReader> Import::open_reader() {
    source_->rewind();
    if (file_is_json_) return std::make_unique<JsonBatchReader>(*source_, options_.split);
    return std::make_unique<CsvBatchReader>(*source_, CsvOptions{options_.delimiter, options_.decimal, options_.split});
}

Result<ImportPlan> Import::check(ProblemReport& report) {
    const auto reader = open_reader();
    Progress progress("checking", source_->bytes_total(), "");
    auto plan = make_plan(*reader, report, [&](const ImportPlan&) { progress.update(source_->bytes_read()); });
    progress.clear();
    for (const std::string& remark : reader->remarks()) say_warning(remark);
    if (plan && plan->rows == 0 && report.problems() == 0)
        return fail(ErrorCode::invalid_field, "there are no bets in it");
    return plan;
}

Result<> Import::store(const ImportPlan& plan) {
    const InterruptNote note(interrupted_note);
    Progress progress("storing", plan.bets, "bets");
    progress_ = &progress;
    BatchSender sender({.server = options_.server,
                        .target = "/api/v1/accounts/" + std::to_string(account_.id.value) + "/batches",
                        .connections = plan.bets > ordered_bets_max ? connections_of_long_import : 1,
                        .on_sent = [this](const SentBatch& sent) { note_sent(sent); },
                        .on_trouble =
                            [&progress](const Error& error) {
                                progress.clear();
                                say_warning(error.detail + "; trying again for a minute");
                            }});
    if (json_ != nullptr) json_->writer().key("batches").begin_array();
    auto sent = send_all(sender, plan);
    auto finished = sender.finish();
    if (json_ != nullptr) json_->writer().end_array();
    progress_ = nullptr;
    if (!finished) return finished;
    return sent;
}

// The second pass. Rows were judged in the first; that they are still the same is what changed() watches over.
Result<> Import::send_all(BatchSender& sender, const ImportPlan& plan) {
    const auto reader = open_reader();
    FileBatch batch;
    for (std::uint64_t index = 0;; ++index) {
        BS_TRY(const bool found, reader->next(batch));
        if (source_->changed() || !batch.problems.empty() || (found ? index >= plan.batches : index < plan.batches)) {
            return fail(ErrorCode::invalid_field, "the file changed while it was being imported");
        }
        if (!found) return {};
        BS_TRY(const std::string meta, meta_of(batch, index, plan));
        OutgoingBatch outgoing{index, batch.command.bets.size(), sender.spare_body(), {}};
        append_body(outgoing.body, meta, batch.command.bets);
        outgoing.key = import_key(account_.id, options_.label, index, outgoing.body);
        if (!sender.submit(std::move(outgoing))) return {};  // finish() says why
    }
}

// What the file says about the batch, then --meta, then a name where there is none yet.
Result<std::string> Import::meta_of(const FileBatch& batch, std::uint64_t index, const ImportPlan& plan) const {
    BS_TRY(std::string meta, overlay(batch.command.meta, meta_));
    std::string name = options_.name.empty() ? batch.group : options_.name;
    if (options_.name.empty()) {
        BS_TRY(const json::Document document, json::parse(meta));
        if (batch.has_meta || document.root().find("name").found()) return meta;
        if (name.empty()) name = options_.file == "-" ? "import" : std::filesystem::path(options_.file).stem().string();
    } else if (!batch.group.empty()) {
        name += " " + batch.group;
    }
    const bool needs_number = plan.batches > 1 && (batch.group.empty() || options_.split > 0);
    if (needs_number) name += " #" + std::to_string(index + 1);

    std::string named;
    JsonWriter(named).begin_object().field("name", std::string_view(printable(name, name_bytes_max))).end_object();
    return overlay(meta, named);
}

void Import::note_sent(const SentBatch& sent) {
    if (first_id_.value == 0 || sent.index == 0) first_id_ = sent.id;
    ++(sent.was_there ? old_batches_ : stored_batches_);
    if (!sent.was_there) stored_bets_ += sent.bets;
    done_bets_ += sent.bets;
    progress_->update(done_bets_);
    if (json_ == nullptr) return;
    JsonWriter& out = json_->writer().begin_object().field("id", sent.id);
    out.field("bets", static_cast<std::int64_t>(sent.bets))
        .key("already_imported")
        .boolean(sent.was_there)
        .end_object();
    json_->flush();
}

void Import::tell_plan(const ImportPlan& plan) const {
    if (json_ == nullptr) return;
    JsonWriter& out = json_->writer();
    out.field("rows", static_cast<std::int64_t>(plan.rows)).field("bets", static_cast<std::int64_t>(plan.bets));
    out.field("batches_in_file", static_cast<std::int64_t>(plan.batches));
    if (plan.sums_fit) out.field("stake", plan.stake).field("cost", plan.cost);
}

void Import::tell_success(const ImportPlan& plan) const {
    if (json_ != nullptr) {
        json_->writer().field("outcome", options_.dry_run      ? "checked"
                                         : stored_batches_ > 0 ? "stored"
                                                               : "already_imported");
        return;
    }
    std::string content = counted(plan.bets, "bet") + " in " + counted(plan.batches, "batch");
    if (plan.sums_fit) content += ", stake " + to_string(plan.stake) + ", cost " + to_string(plan.cost);
    const std::string account = " for account '" + printable(account_.name) + "'";
    if (options_.dry_run) {
        standard_output().write("good: " + content + account + "; nothing was stored (--dry-run)\n");
    } else if (stored_batches_ == 0) {
        standard_output().write("already imported: " + content + account + " (batch " +
                                std::to_string(first_id_.value) + (plan.batches > 1 ? " and others" : "") +
                                "); nothing was added\n");
        say("to import the same file once more, give it a --label of its own");
    } else {
        standard_output().write("stored " + content + account + " (batch " + std::to_string(first_id_.value) +
                                (plan.batches > 1 ? " and following" : "") + ")\n");
        if (old_batches_ > 0) say(counted(old_batches_, "batch") + " of them were there from an earlier run");
    }
}

void Import::tell_partial(const ImportPlan& plan) const {
    if (stored_batches_ + old_batches_ == 0) return;
    say_warning(with_separators(stored_batches_ + old_batches_) + " of " + counted(plan.batches, "batch") + " (" +
                counted(done_bets_, "bet") + ") are stored; run the same command again to store the rest");
}

ExitCode Import::tell_failure(const Error& error, ExitCode code) const {
    say_error(error.detail);
    for (const FieldError& field : error.fields) say("  " + printable(field.pointer) + ": " + printable(field.detail));
    if (json_ == nullptr) return code;
    json_->writer().field("outcome", done_bets_ > 0 ? "incomplete" : "nothing_stored");
    json_->writer().field("error", std::string_view(error.detail));
    return code;
}

}  // namespace

ExitCode import_file(const ImportOptions& options) {
    if (!options.json) return Import(options, nullptr).run();
    JsonOutput json(standard_output());
    json.writer().begin_object().field("file", std::string_view(options.file));
    const ExitCode code = Import(options, &json).run();
    json.writer().end_object();
    json.end_line();
    return code;
}

}  // namespace bs::cli
