// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>

namespace coffer::keys {

/// Reads the members of a JSON object that somebody else may have written. What is not as asked gives an
/// empty value and makes isFine() false, so that it is enough to look once at the end.
class StrictObject
{
public:
    explicit StrictObject(const QJsonValue &value);

    /// Without NUL, of at most that many characters.
    QString text(const QString &name, qsizetype longest);
    /// Printed ASCII without blanks, of 1 to that many characters.
    QString word(const QString &name, qsizetype longest);
    qint64 number(const QString &name, qint64 least, qint64 most);
    bool flag(const QString &name);
    QJsonArray list(const QString &name, qsizetype longest);
    QJsonObject object(const QString &name);
    /// Whether it has the member, which may be left out.
    bool has(const QString &name) const { return m_object.contains(name); }

    void refuse() { m_isFine = false; }
    /// Everything was as asked, and there is nothing that nobody asked for.
    bool isFine() const { return m_isFine && m_asked.size() == m_object.size(); }

private:
    QJsonValue take(const QString &name);

    QJsonObject m_object;
    QSet<QString> m_asked;
    bool m_isFine = true;
};

} // namespace coffer::keys
