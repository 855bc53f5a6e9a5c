// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "market/candles/candleseries.h"

#include <QBasicTimer>
#include <QObject>

#include <chrono>

namespace coffer::ui {

struct ChartContent;

/// Calculates the indicators of a chart. What a live price needs is done at once, and so is all of a usual
/// chart. What takes longer, such as a long history after older candles came in front of it, is done bit by
/// bit from the event loop, while what was drawn stays at its candles. On the candles themselves, one
/// indicator after the other: a worker would need a copy of them all, which alone takes longer than a frame.
class IndicatorRunner final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it, and so does the series of the content.
    IndicatorRunner(ChartContent &content, const Clock &clock);

    /// The series is another one.
    void reset();
    /// To be called after each change of the series or the indicators. Returns what became of the candles
    /// since the last time.
    market::CandleSeries::Changes follow();
    /// There is more to calculate.
    bool isBusy() const { return m_slices.isActive(); }

Q_SIGNALS:
    /// Other values are there to be drawn. Never from within follow().
    void calculated();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    bool work(std::chrono::milliseconds time);

    ChartContent &m_content;
    const Clock &m_clock;
    quint64 m_revision = 0; ///< of the series, as the indicators know it
    QBasicTimer m_slices;
};

} // namespace coffer::ui
