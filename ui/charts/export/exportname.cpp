// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/export/exportname.h"

#include <algorithm>

namespace coffer::ui {

namespace {

constexpr qsizetype longestPart = 40; // so that three bytes a letter still fit in 255

/// Letters and digits; what is between them becomes one hyphen.
QString safe(const QString &text)
{
    QString result;
    for (const QChar letter : text) {
        if (letter.isLetterOrNumber())
            result.append(letter);
        else if (!result.isEmpty() && !result.endsWith(u'-'))
            result.append(u'-');
        if (result.size() >= longestPart)
            break;
    }
    while (result.endsWith(u'-'))
        result.chop(1);
    return result;
}

} // namespace

QString exportName(const QString &market, const QString &period, const QDate &day, const QString &suffix)
{
    QStringList parts{safe(market), safe(period), day.toString(Qt::ISODate)};
    if (parts.constFirst().isEmpty())
        parts.first() = QStringLiteral("chart");
    parts.removeAll(QString());
    return parts.join(u' ') + u'.' + suffix;
}

} // namespace coffer::ui
