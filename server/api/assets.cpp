#include "api/assets.h"

#include "base/sha256.h"

#include <unordered_map>

namespace bs {
namespace {

std::unordered_map<std::string_view, ServedAsset> make_table() {
    std::unordered_map<std::string_view, ServedAsset> table;
    for (const Asset& asset : embedded_assets()) {
        table.emplace(asset.path, ServedAsset{asset.content_type, std::make_shared<const std::string>(asset.bytes),
                                              to_hex(sha256(asset.bytes)).substr(0, 16)});
    }
    return table;
}

}  // namespace

const ServedAsset* find_asset(std::string_view path) {
    static const std::unordered_map<std::string_view, ServedAsset> table = make_table();
    const auto found = table.find(path);
    return found == table.end() ? nullptr : &found->second;
}

}  // namespace bs
