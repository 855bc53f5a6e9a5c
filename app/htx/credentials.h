// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/secret.h"

#include <QByteArray>

#include <optional>

namespace coffer::htx {

enum class SignatureMethod { HmacSha256, Ed25519 };

/// What signs a request. secret is the secret key as shown by the exchange, or a PKCS#8 PEM for Ed25519.
struct Credentials
{
    QByteArray accessKey;
    SharedSecret secret;
    SignatureMethod method = SignatureMethod::HmacSha256;
    KeyId key{};                           ///< Coffer's own id of the key, for the record of its requests
    std::optional<Uid> uid = std::nullopt; ///< whose key it is: the limits count per user (htx-api.md 8)
};

} // namespace coffer::htx
