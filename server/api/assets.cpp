#include "api/assets.h"

#include "base/sha256.h"

#include <unordered_map>

namespace bs {
namespace {

ServedAsset::Variant make_variant(std::string_view bytes, std::string_view tag) {
    return {std::make_shared<const std::string>(bytes), std::string(tag)};
}

ServedAsset make_served(const Asset& asset) {
    const std::string tag = to_hex(sha256(asset.bytes)).substr(0, 16);
    ServedAsset served{asset.content_type, {make_variant(asset.bytes, tag)}};
    if (!asset.gzip.empty()) served.variants[1] = make_variant(asset.gzip, tag + "-gzip");
    if (!asset.brotli.empty()) served.variants[2] = make_variant(asset.brotli, tag + "-br");
    return served;
}

std::unordered_map<std::string_view, ServedAsset> make_table() {
    std::unordered_map<std::string_view, ServedAsset> table;
    for (const Asset& asset : embedded_assets()) table.emplace(asset.path, make_served(asset));
    return table;
}

}  // namespace

Encoding ServedAsset::choose(std::string_view accept_encoding) const {
    for (const Encoding encoding : {Encoding::br, Encoding::gzip}) {
        if (in(encoding).body != nullptr && accepts(accept_encoding, encoding)) return encoding;
    }
    return Encoding::identity;
}

const ServedAsset* find_asset(std::string_view path) {
    static const std::unordered_map<std::string_view, ServedAsset> table = make_table();
    const auto found = table.find(path);
    return found == table.end() ? nullptr : &found->second;
}

}  // namespace bs
