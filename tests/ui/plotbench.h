// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chartpixels.h"
#include "support/fakeclock.h"
#include "ui/common/format.h"
#include "ui/common/page.h"

#include <QMouseEvent>

namespace coffer::test {

constexpr qint64 start = 1'700'002'800; ///< a full hour
constexpr qint64 hour = 3600;

/// What a chart needs of the window around it.
struct PlotBench
{
    Settings settings{QString()};
    FakeClock clock;
    ui::Theme theme{settings};
    ui::Format format{settings, clock};
    ui::Context context{theme, format, settings, clock};
};

/// Candles of an hour that go from low to high, and back.
inline market::CandleSeries series(int count, double low = 99, double high = 104)
{
    market::CandleSeries result(htx::Period::Hour1);
    QList<htx::Candle> candles;
    for (int i = 0; i < count; ++i) {
        const double open = i % 2 == 0 ? low : high;
        candles.append({start + i * hour, open, high, low, low + high - open, 1, double(10 + i % 7), 1});
    }
    result.merge(candles);
    return result;
}

/// A mouse event at this time in ms.
inline void sendMouse(QWidget *target, QEvent::Type type, const QPointF &at, quint64 time)
{
    const bool isMove = type == QEvent::MouseMove;
    QMouseEvent event(type, at, target->mapToGlobal(at), isMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    event.setTimestamp(time);
    QCoreApplication::sendEvent(target, &event);
}

inline void sendWheel(QWidget *target, const QPointF &at, int angle)
{
    QWheelEvent event(at, target->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(target, &event);
}

} // namespace coffer::test
