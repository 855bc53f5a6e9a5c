// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/body.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace coffer::exchange {

namespace {

/// Integers to 64 bits stay exact; a fraction is written as the shortest text that reads back the same.
QByteArray textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toUtf8();
    if (value.isBool())
        return value.toBool() ? "true" : "false";
    if (value.isArray()) {
        QByteArrayList parts;
        const QJsonArray elements = value.toArray();
        for (const auto element : elements)
            parts += textOf(element);
        return parts.join(',');
    }
    if (!value.isDouble())
        return {};
    const qint64 whole = value.toInteger(std::numeric_limits<qint64>::min());
    if (whole != std::numeric_limits<qint64>::min())
        return QByteArray::number(whole);
    return QByteArray::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
}

std::vector<Body> rowsOf(const QJsonValue &value, Body (*make)(QJsonValue))
{
    std::vector<Body> rows;
    const QJsonArray list = value.toArray();
    rows.reserve(size_t(list.size()));
    for (const auto element : list)
        rows.push_back(make(element));
    return rows;
}

} // namespace

std::optional<Body> Body::parse(const QByteArray &json)
{
    if (json.trimmed().isEmpty())
        return Body();
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isObject())
        return Body(document.object());
    if (document.isArray())
        return Body(document.array());
    return std::nullopt;
}

QJsonValue Body::member(QByteArrayView name) const
{
    return m_value.toObject().value(QLatin1String(name));
}

bool Body::has(QByteArrayView name) const
{
    const QJsonValue value = member(name);
    return !value.isUndefined() && !value.isNull();
}

QByteArray Body::text(QByteArrayView name) const
{
    return textOf(member(name));
}

std::optional<qint64> Body::number(QByteArrayView name) const
{
    bool isNumber = false;
    const qint64 value = text(name).toLongLong(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

std::optional<Decimal> Body::decimal(QByteArrayView name) const
{
    return Decimal::parse(text(name));
}

std::optional<bool> Body::flag(QByteArrayView name) const
{
    const QByteArray value = text(name);
    if (value == "true")
        return true;
    return value == "false" ? std::optional(false) : std::nullopt;
}

QByteArrayList Body::list(QByteArrayView name) const
{
    QByteArrayList parts = text(name).split(',');
    for (QByteArray &part : parts)
        part = part.trimmed();
    parts.removeAll(QByteArray());
    return parts;
}

std::vector<Body> Body::rows(QByteArrayView name) const
{
    return rowsOf(member(name), [](QJsonValue value) { return Body(std::move(value)); });
}

std::vector<Body> Body::rows() const
{
    return rowsOf(m_value, [](QJsonValue value) { return Body(std::move(value)); });
}

} // namespace coffer::exchange
