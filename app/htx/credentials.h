// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"

#include <QByteArray>

namespace coffer::htx {

enum class SignatureMethod { HmacSha256, Ed25519 };

/// What signs a request. secret is the secret key as shown by the exchange, or a PKCS#8 PEM for Ed25519.
struct Credentials
{
    QByteArray accessKey;
    SharedSecret secret;
    SignatureMethod method = SignatureMethod::HmacSha256;
};

} // namespace coffer::htx
