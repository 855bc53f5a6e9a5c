// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/jsonwriter.h"

#include <QStringList>

#include <optional>

/// The members of a POST body. Texts that are empty and values that are missing are left out. Private to htx.
namespace coffer::htx::endpoints {

inline JsonWriter &add(JsonWriter &body, QByteArrayView name, const QString &text)
{
    return text.isEmpty() ? body : body.text(name, text.toUtf8());
}

/// As text, in plain notation: no exponent, no locale.
inline JsonWriter &add(JsonWriter &body, QByteArrayView name, const Decimal &amount)
{
    return body.text(name, amount.toString());
}

inline JsonWriter &add(JsonWriter &body, QByteArrayView name, const std::optional<Decimal> &amount)
{
    return amount ? add(body, name, *amount) : body;
}

/// A list of texts, even an empty one.
inline JsonWriter &add(JsonWriter &body, QByteArrayView name, const QStringList &texts)
{
    body.key(name).beginArray();
    for (const QString &text : texts)
        body.text(text.toUtf8());
    return body.endArray();
}

/// What a POST without parameters carries.
inline QByteArray noParameters()
{
    return QByteArrayLiteral("{}");
}

} // namespace coffer::htx::endpoints
