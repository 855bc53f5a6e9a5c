// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QObject>
#include <QString>

#include <optional>

class QPainter;

namespace coffer::ui {

class Canvas;
struct ChartContent;

/// From a value to a value of a pane's axis, both finite, low <= high.
struct ValueRange
{
    double low = 0, high = 0;
};

/// What a layer says of one candle in the legend: "SMA 20  43,210.5".
struct LegendEntry
{
    QString name;
    QString value; ///< "–" when unknown
    QColor color;
};

/// One thing that is painted over the candles, in the price pane: fills, order lines, drawings, alerts,
/// another market. The chart keeps what its layers painted as a picture, and asks for it anew when the view
/// or the layer changes. Coordinates come from ChartContent::scale; the painter is clipped to the price pane,
/// in logical pixels, not antialiased. A layer is never asked to paint without candles.
class ChartLayer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Layers are painted in ascending order; candles are 0, indicators 10.
    virtual int order() const { return 20; }
    /// True while something of it follows the pointer: paint() and paintOnAxis() are then for that alone,
    /// over the kept picture in every frame, and paintStill() for what stays in the picture. Tell changed()
    /// after each change of what is in the picture, liveChanged() of the rest.
    virtual bool isLive() const { return false; }
    /// The prices that the axis keeps in sight besides the visible candles; nullopt: none. Called in each
    /// frame of a pan, so cheap.
    virtual std::optional<ValueRange> range(const ChartContent &content) const;
    /// True when the axis takes in all of range(), however far it is from the candles.
    virtual bool ownsRange() const { return false; }
    virtual void paint(QPainter &painter, const ChartContent &content) const;
    /// Painted before paint(), for long lines, which a canvas paints faster than a painter. Not while
    /// isLive().
    virtual void paintOn(const Canvas &canvas, const ChartContent &content) const;
    /// Painted unclipped after everything else: tags on the price axis (paintPriceTag).
    virtual void paintOnAxis(QPainter &painter, const ChartContent &content) const;
    /// As paint() and paintOnAxis(), while isLive(): what does not follow the pointer. Nothing, unless a
    /// layer says otherwise.
    virtual void paintStill(QPainter &painter, const ChartContent &content) const;
    virtual void paintStillOnAxis(QPainter &painter, const ChartContent &content) const;
    /// What the legend says of the candle at this index of the series.
    virtual QList<LegendEntry> legend(const ChartContent &content, qsizetype index) const;
    /// In words for a tooltip at this point; empty: nothing is there.
    virtual QString tip(const ChartContent &content, const QPointF &point) const;

Q_SIGNALS:
    /// To be painted anew.
    void changed();
    /// Only what follows the pointer is to be painted anew: the kept picture stays.
    void liveChanged();
};

} // namespace coffer::ui
