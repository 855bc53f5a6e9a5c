// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QList>
#include <QWidget>

namespace coffer::ui {

class Theme;

/// One day of a DailyBars.
struct DayCount
{
    QDate day;
    qint64 count = 0;
    qint64 troubles = 0; ///< of them

    friend bool operator==(const DayCount &, const DayCount &) = default;
};

/// A small bar chart, a bar a day, oldest at the leading edge; what went wrong stands at the foot of its bar
/// in the loss colour. The largest day fills the height. Its figures are in tooltips and for screen readers.
class DailyBars : public QWidget
{
    Q_OBJECT

public:
    explicit DailyBars(const Theme &theme, QWidget *parent = nullptr);

    void setDays(const QList<DayCount> &days);
    const QList<DayCount> &days() const { return m_days; }

    QSize sizeHint() const override { return {240, 56}; }
    QSize minimumSizeHint() const override { return {120, 56}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect barRect(qsizetype index) const;
    static QString text(const DayCount &day);

    const Theme &m_theme;
    QList<DayCount> m_days;
};

} // namespace coffer::ui
