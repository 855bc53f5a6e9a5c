// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace coffer::csv {

/// A text as the cell of a CSV file, UTF-8, always quoted (RFC 4180). One that a spreadsheet would run as a
/// formula is prefixed with an apostrophe (security.md 8b, 31). Numbers need no call: write their digits.
QByteArray cell(const QString &text);

/// Cells that are ready to be written, as a line.
QByteArray line(const QByteArrayList &cells);

} // namespace coffer::csv
