// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QDialog>
#include <QTimeZone>

#include <optional>

class QDateEdit;
class QHBoxLayout;
class QTimeEdit;

namespace coffer::ui {

/// Where a chart can be taken to.
struct JumpRange
{
    QTimeZone zone;               ///< the chart's (ChartContent::dateZone())
    bool hasTimes = true;         ///< periods below a day: a time of day is asked for too
    qint64 shown = 0;             ///< the time that is in the middle now, seconds UTC
    std::optional<qint64> oldest; ///< the first candle there is, seconds UTC; nullopt: not known
};

/// Asks for a date to go to. Enter goes; quick choices go at once. Dates before the exchange began (2013) and
/// in the future are refused. Open it with open().
class JumpDialog : public QDialog
{
    Q_OBJECT

public:
    JumpDialog(const JumpRange &range, const Context &context, QWidget *parent = nullptr);

    void accept() override;

Q_SIGNALS:
    void chosen(qint64 secondsUtc);

private:
    void addQuick(QHBoxLayout &row, const QString &name, const QString &text, std::optional<qint64> time);
    std::optional<qint64> entered() const;
    QString refusal(std::optional<qint64> time) const;
    void go(qint64 time);

    JumpRange m_range;
    Context m_context;
    QDateEdit *m_date;
    QTimeEdit *m_time;
    Label *m_problem;
};

} // namespace coffer::ui
