#include "service/merge_patch.h"

#include "base/check.h"
#include "base/json.h"
#include "base/json_writer.h"

namespace bs {
namespace {

using json::Kind;
using json::Value;

void merge(std::string& out, const Value* target, const Value& patch);

// `,"key":` with the comma only where a member came before.
void append_key(std::string& out, bool& any, std::string_view key) {
    if (any) out += ',';
    any = true;
    append_json_string(out, key);
    out += ':';
}

void merge_objects(std::string& out, const Value* target, const Value& patch) {
    out += '{';
    bool any = false;
    if (target != nullptr) {
        target->each_member([&](std::string_view key, const Value& value) {
            const Value change = patch.find(key);
            if (change.found() && change.is(Kind::null)) return;
            append_key(out, any, key);
            if (change.found()) {
                merge(out, &value, change);
            } else {
                value.append_to(out);
            }
        });
    }
    patch.each_member([&](std::string_view key, const Value& value) {
        if (value.is(Kind::null) || (target != nullptr && target->find(key).found())) return;
        append_key(out, any, key);
        merge(out, nullptr, value);
    });
    out += '}';
}

void merge(std::string& out, const Value* target, const Value& patch) {
    if (!patch.is(Kind::object)) {
        patch.append_to(out);
        return;
    }
    merge_objects(out, target != nullptr && target->is(Kind::object) ? target : nullptr, patch);
}

}  // namespace

std::string apply_merge_patch(std::string_view target, std::string_view patch) {
    const auto target_document = json::parse(target);
    const auto patch_document = json::parse(patch);
    BS_ASSERT(target_document && patch_document);
    const Value root = target_document->root();
    std::string merged;
    merge(merged, &root, patch_document->root());
    return merged;
}

}  // namespace bs
