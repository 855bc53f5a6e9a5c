// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QGlyphRun>
#include <QHash>
#include <QString>

class QPainter;

namespace coffer::ui {

/// The labels of a chart as they were laid out, which takes several times as long as painting them, and most
/// are the same from frame to frame. Paints the pixels of QPainter::drawText().
class ChartText
{
public:
    /// Of single lines; as QFontMetrics::horizontalAdvance().
    int width(const QFont &font, const QString &text);
    /// A single line in a rectangle, with the painter's pen; font is the painter's.
    void paint(QPainter &painter, const QFont &font, const QRectF &rect, Qt::Alignment alignment,
               const QString &text);

private:
    struct Line
    {
        QList<QGlyphRun> runs;
        double width = 0, height = 0;
    };
    const Line &laidOut(const QFont &font, const QString &text);

    QFont m_font;
    QHash<QString, Line> m_lines;
};

} // namespace coffer::ui
