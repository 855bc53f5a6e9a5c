// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

namespace coffer::exchange {

/// The parameters of a URL's query, decoded. Names are case sensitive.
class Query
{
public:
    /// From the encoded text after the question mark. "+" is a blank, as the exchange's server reads it.
    explicit Query(QByteArrayView encoded);

    bool has(QByteArrayView name) const { return find(name) != nullptr; }
    /// Empty when it is missing.
    QByteArray value(QByteArrayView name) const;
    /// A whole number; nullopt when it is missing or none. See has() to tell these apart.
    std::optional<qint64> number(QByteArrayView name) const;
    const QList<std::pair<QByteArray, QByteArray>> &all() const { return m_pairs; }

private:
    const QByteArray *find(QByteArrayView name) const;

    QList<std::pair<QByteArray, QByteArray>> m_pairs;
};

} // namespace coffer::exchange
