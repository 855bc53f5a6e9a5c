// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/drawings/drawing.h"

#include <QColor>
#include <QList>
#include <QString>
#include <QStringList>

namespace coffer::ui {

struct ChartContent;
struct Colors;

/// "Trend line"; as a button and a menu say it.
QString kindName(market::DrawingKind kind);
/// The icon's name (resources/icons).
QString kindIcon(market::DrawingKind kind);
/// What to do on the chart to draw it.
QString kindHint(market::DrawingKind kind);

/// The colours that a drawing can have, by name: Theme's series, so that they suit light and dark.
struct DrawingColor
{
    QString name; ///< as it is kept
    QString word; ///< as a menu says it
};
QList<DrawingColor> drawingColors();
/// The accent for automatic ("") and for names that this version does not know.
QColor colorOf(const QString &name, const Colors &colors);

/// "1 d 12 h": the two greatest units, without a sign.
QString spanText(double seconds);
/// A price with its sign, however small: "+12.50", "−3.10".
QString signedPrice(double change, const ChartContent &content);
/// What a measure says, in two lines.
QStringList measureLines(const market::Drawing &drawing, const ChartContent &content);
/// The drawing in one line, for tooltips and screen readers. The user's text is made plain.
QString drawingTip(const market::Drawing &drawing, const ChartContent &content);

} // namespace coffer::ui
