// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/query.h"

#include <charconv>

namespace coffer::exchange {

namespace {

QByteArray decoded(QByteArrayView text)
{
    if (text.contains('+'))
        return QByteArray::fromPercentEncoding(text.toByteArray().replace('+', ' '));
    return text.contains('%') ? QByteArray::fromPercentEncoding(text.toByteArray()) : text.toByteArray();
}

} // namespace

Query::Query(QByteArrayView encoded)
{
    while (!encoded.isEmpty()) {
        qsizetype end = encoded.indexOf('&');
        if (end < 0)
            end = encoded.size();
        const QByteArrayView pair = encoded.first(end);
        encoded = encoded.sliced(std::min(end + 1, encoded.size()));
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView name = equals < 0 ? pair : pair.first(equals);
        const QByteArrayView value = equals < 0 ? QByteArrayView() : pair.sliced(equals + 1);
        m_pairs.emplaceBack(decoded(name), decoded(value));
    }
}

const QByteArray *Query::find(QByteArrayView name) const
{
    for (const auto &[known, value] : m_pairs) {
        if (known == name)
            return &value;
    }
    return nullptr;
}

QByteArray Query::value(QByteArrayView name) const
{
    const QByteArray *found = find(name);
    return found ? *found : QByteArray();
}

std::optional<qint64> Query::number(QByteArrayView name) const
{
    const QByteArray *found = find(name);
    if (!found)
        return std::nullopt;
    qint64 result = 0;
    const auto end = found->constData() + found->size();
    const auto parsed = std::from_chars(found->constData(), end, result);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        return std::nullopt;
    return result;
}

} // namespace coffer::exchange
