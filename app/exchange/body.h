// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"

#include <QByteArrayList>
#include <QByteArrayView>
#include <QJsonValue>

#include <optional>
#include <vector>

namespace coffer::exchange {

/// The body of a POST: a JSON object, or for batch orders a list of them. Numbers and texts are taken for one
/// another, since clients send "1.5" and 1.5 alike.
class Body
{
public:
    Body() = default;
    /// Empty text is an empty object; nullopt for what is neither an object nor a list.
    static std::optional<Body> parse(const QByteArray &json);

    bool has(QByteArrayView name) const; ///< there, and not null
    /// UTF-8; numbers as plain text, lists joined with commas; empty when it is missing.
    QByteArray text(QByteArrayView name) const;
    std::optional<qint64> number(QByteArrayView name) const;
    std::optional<Decimal> decimal(QByteArrayView name) const;
    std::optional<bool> flag(QByteArrayView name) const;
    /// The texts of a list; of one text with commas its parts.
    QByteArrayList list(QByteArrayView name) const;
    /// The objects of a member that is a list.
    std::vector<Body> rows(QByteArrayView name) const;

    bool isList() const { return m_value.isArray(); }
    /// The objects of a body that is a list itself.
    std::vector<Body> rows() const;

private:
    explicit Body(QJsonValue value) : m_value(std::move(value)) {}
    QJsonValue member(QByteArrayView name) const;

    QJsonValue m_value;
};

} // namespace coffer::exchange
