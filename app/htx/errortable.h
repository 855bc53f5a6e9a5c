// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "htx/reason.h"

#include <QString>

namespace coffer::htx {

/// How a refusal in the exchange's words is to be understood: the one table of htx-api.md 9.
struct Meaning
{
    enum class Trust {
        Code, ///< the code says it all
        Text, ///< the code is used for many things: the text decides where it says something known
        Key,  ///< as Text, and the text may say what is wrong with the key: see signatureErrorKind()
    };

    QLatin1String code;
    ErrorKind kind = ErrorKind::Rejected;
    Reason reason = Reason::None;
    bool settled = true; ///< false: after a POST, nobody knows whether it was carried out
    Trust trust = Trust::Code;
};

/// What is known of a code (any case); nullptr for codes that no table has.
const Meaning *meaningOfCode(const QString &code);
/// What a text says whose code says little; nullptr when it has no known words.
const Meaning *meaningOfText(const QString &text);
/// Both together; nullptr for what nothing is known about.
const Meaning *meaningOf(const QString &code, const QString &text);

} // namespace coffer::htx
