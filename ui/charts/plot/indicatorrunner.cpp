// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot/indicatorrunner.h"

#include "ui/charts/plot/chartcontent.h"

#include <QTimerEvent>

#include <optional>

namespace coffer::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto slice = 3ms;       // of the 8 ms that the window may stand still; the rest is the frame's
constexpr qsizetype step = 4'096; // candles between two looks at the clock
constexpr qsizetype atLeast = 8 * step; // at once: usual charts are whole at their first frame

} // namespace

IndicatorRunner::IndicatorRunner(ChartContent &content, const Clock &clock)
    : m_content(content), m_clock(clock)
{
}

void IndicatorRunner::reset()
{
    m_slices.stop();
    m_revision = 0;
}

market::CandleSeries::Changes IndicatorRunner::follow()
{
    const market::CandleSeries &series = *m_content.series;
    const market::CandleSeries::Changes changes =
        m_revision == 0 ? market::CandleSeries::Changes() : series.changesSince(m_revision);
    m_revision = series.revision();
    for (IndicatorView &view : m_content.indicators)
        view.indicator.follow(series, changes);
    if (!m_slices.isActive()) // else it is under way, and a live price waits for none of it
        work(0ms);
    return changes;
}

void IndicatorRunner::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_slices.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    if (m_content.series->revision() != m_revision) // follow() is about to be called, and goes on
        m_slices.stop();
    else if (work(slice))
        Q_EMIT calculated();
}

/// What is little, and more for so long. True when other values are there to be drawn.
bool IndicatorRunner::work(std::chrono::milliseconds time)
{
    const market::CandleSeries &series = *m_content.series;
    std::optional<Clock::Steady> begun; // the clock is not asked when there is nothing to do
    qsizetype done = 0;
    bool isOther = false;
    for (IndicatorView &view : m_content.indicators) {
        while (!view.indicator.isComplete(series)) {
            if (!begun)
                begun = m_clock.steady();
            qsizetype left = step;
            isOther |= view.indicator.advance(series, left);
            done += step - left;
            if (done >= atLeast && m_clock.steady() - *begun >= time) {
                if (!m_slices.isActive())
                    m_slices.start(0, this);
                return isOther;
            }
        }
    }
    m_slices.stop();
    return isOther;
}

} // namespace coffer::ui
