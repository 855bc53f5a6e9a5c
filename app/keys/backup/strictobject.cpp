// SPDX-License-Identifier: GPL-3.0-or-later
#include "keys/backup/strictobject.h"

#include <algorithm>
#include <limits>

namespace coffer::keys {

namespace {

bool isPrinted(QChar c)
{
    return c > QLatin1Char(' ') && c <= QLatin1Char('~');
}

} // namespace

StrictObject::StrictObject(const QJsonValue &value) : m_object(value.toObject()), m_isFine(value.isObject())
{
}

QJsonValue StrictObject::take(const QString &name)
{
    m_asked.insert(name);
    return m_object.value(name);
}

QString StrictObject::text(const QString &name, qsizetype longest)
{
    const QJsonValue value = take(name);
    const QString text = value.toString();
    m_isFine = m_isFine && value.isString() && text.size() <= longest && !text.contains(QChar(0));
    return m_isFine ? text : QString();
}

QString StrictObject::word(const QString &name, qsizetype longest)
{
    const QString word = text(name, longest);
    m_isFine = m_isFine && !word.isEmpty() && std::ranges::all_of(word, isPrinted);
    return m_isFine ? word : QString();
}

qint64 StrictObject::number(const QString &name, qint64 least, qint64 most)
{
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 number = take(name).toInteger(none);
    m_isFine = m_isFine && number != none && number >= least && number <= most;
    return m_isFine ? number : least;
}

bool StrictObject::flag(const QString &name)
{
    const QJsonValue value = take(name);
    m_isFine = m_isFine && value.isBool();
    return value.toBool();
}

QJsonArray StrictObject::list(const QString &name, qsizetype longest)
{
    const QJsonValue value = take(name);
    const QJsonArray list = value.toArray();
    m_isFine = m_isFine && value.isArray() && list.size() <= longest;
    return m_isFine ? list : QJsonArray();
}

QJsonObject StrictObject::object(const QString &name)
{
    const QJsonValue value = take(name);
    m_isFine = m_isFine && value.isObject();
    return value.toObject();
}

} // namespace coffer::keys
