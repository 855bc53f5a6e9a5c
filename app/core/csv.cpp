// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv.h"

namespace coffer::csv {

namespace {

/// Also in the full width of East Asian text, which some spreadsheets take for the same.
constexpr QStringView formulaStarts = u"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

} // namespace

QByteArray cell(const QString &text)
{
    QString safe = text;
    if (!safe.isEmpty() && formulaStarts.contains(safe.front()))
        safe.prepend(u'\'');
    safe.replace(u'"', QLatin1String("\"\""));
    return '"' + safe.toUtf8() + '"';
}

QByteArray line(const QByteArrayList &cells)
{
    return cells.join(',') + "\r\n";
}

} // namespace coffer::csv
