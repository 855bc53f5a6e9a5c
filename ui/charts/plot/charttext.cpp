// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/charttext.h"

#include <QPaintEngine>
#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace coffer::ui {

namespace {

constexpr qsizetype mostLines = 400; ///< several frames' worth: a crosshair that moves brings ever new ones

double shareBefore(Qt::Alignment alignment, Qt::Alignment middle, Qt::Alignment end)
{
    return alignment & middle ? 0.5 : alignment & end ? 1 : 0;
}

} // namespace

const ChartText::Line &ChartText::laidOut(const QFont &font, const QString &text)
{
    if (font != m_font || m_lines.size() >= mostLines) {
        m_lines.clear();
        m_font = font;
    }
    auto found = m_lines.constFind(text);
    if (found == m_lines.cend()) {
        QTextLayout layout(text, font);
        layout.beginLayout();
        const QTextLine line = layout.createLine();
        layout.endLayout();
        Line laid;
        if (line.isValid())
            laid = {layout.glyphRuns(), line.horizontalAdvance(), line.height()};
        found = m_lines.insert(text, laid);
    }
    return *found;
}

int ChartText::width(const QFont &font, const QString &text)
{
    return qRound(laidOut(font, text).width);
}

void ChartText::paint(QPainter &painter, const QFont &font, const QRectF &rect, Qt::Alignment alignment,
                      const QString &text)
{
    const Line &line = laidOut(font, text);
    const QRectF box(
        rect.x() + (rect.width() - line.width) * shareBefore(alignment, Qt::AlignHCenter, Qt::AlignRight),
        rect.y() + (rect.height() - line.height) * shareBefore(alignment, Qt::AlignVCenter, Qt::AlignBottom),
        line.width, line.height);
    // A page keeps its text as text, and what does not fit is for the painter to cut.
    if (painter.paintEngine()->type() != QPaintEngine::Raster || !rect.contains(box)) {
        painter.drawText(rect, static_cast<int>(alignment), text);
        return;
    }
    for (const QGlyphRun &run : line.runs)
        painter.drawGlyphRun(box.topLeft(), run);
}

} // namespace coffer::ui
