// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/dailybars.h"

#include "ui/common/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace coffer::ui {

DailyBars::DailyBars(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DailyBars::setDays(const QList<DayCount> &days)
{
    m_days = days;
    QStringList used;
    for (const DayCount &day : days) {
        if (day.count > 0)
            used.append(text(day));
    }
    setAccessibleDescription(used.join(QStringLiteral("; ")));
    update();
}

QString DailyBars::text(const DayCount &day)
{
    const QString date = day.day.toString(u"yyyy-MM-dd");
    const QString calls = tr("%n calls", nullptr, static_cast<int>(day.count));
    return day.troubles > 0
               ? tr("%1: %2, %n not answered well", nullptr, static_cast<int>(day.troubles)).arg(date, calls)
               : tr("%1: %2").arg(date, calls);
}

/// Where the bar of a day may stand, over the full height.
QRect DailyBars::barRect(qsizetype index) const
{
    const auto count = std::max<qsizetype>(1, m_days.size());
    const int left = static_cast<int>(index * width() / count);
    const int right = static_cast<int>((index + 1) * width() / count);
    const QRect rect(left, 0, std::max(1, right - left - 2), height() - 1);
    return layoutDirection() == Qt::RightToLeft
               ? QRect(width() - rect.right() - 1, 0, rect.width(), rect.height())
               : rect;
}

void DailyBars::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const Colors &colors = m_theme.colors();
    painter.fillRect(0, height() - 1, width(), 1, colors.line);
    qint64 most = 1;
    for (const DayCount &day : std::as_const(m_days))
        most = std::max(most, day.count);
    for (qsizetype i = 0; i < m_days.size(); ++i) {
        const DayCount &day = m_days.at(i);
        const auto tall = [&](qint64 count) { // whatever is there is seen
            return count == 0 ? 0 : std::max(2, static_cast<int>(count * (height() - 2) / most));
        };
        QRect bar = barRect(i);
        bar.setTop(bar.bottom() + 1 - tall(day.count));
        painter.fillRect(bar, colors.accent);
        bar.setTop(bar.bottom() + 1 - tall(day.troubles));
        if (day.troubles > 0)
            painter.fillRect(bar, colors.loss);
    }
}

bool DailyBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (qsizetype i = 0; i < m_days.size(); ++i) {
        if (barRect(i).adjusted(0, 0, 2, 1).contains(help->pos())) {
            QToolTip::showText(help->globalPos(), text(m_days.at(i)).toHtmlEscaped(), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace coffer::ui
