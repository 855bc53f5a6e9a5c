// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace coffer::portfolio {
class PortfolioService;
}

namespace coffer::ui {

/// Notes in the log when the first frame was drawn and when the first balances were, so that
/// tests/bench/startup.sh can tell how long a start takes. Off unless the logging category "coffer.start" is
/// switched on (QT_LOGGING_RULES="coffer.start=true").
class StartTrace : public QObject
{
    Q_OBJECT

public:
    /// Watches this window's repaints until both were seen. GUI thread.
    StartTrace(QWidget &window, portfolio::PortfolioService &portfolio, QObject *parent = nullptr);

    static bool isWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget &m_window;
    bool m_framed = false;
    bool m_hasBalances = false;
};

} // namespace coffer::ui
