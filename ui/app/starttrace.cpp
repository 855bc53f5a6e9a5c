// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/app/starttrace.h"

#include "portfolio/portfolioservice.h"

#include <QDateTime>
#include <QEvent>
#include <QLoggingCategory>
#include <QTimer>
#include <QWidget>

namespace coffer::ui {
namespace {

Q_LOGGING_CATEGORY(startLog, "coffer.start", QtCriticalMsg) // NOLINT: the macro's own cast

void note(const char *what)
{
    qCInfo(startLog, "%s at %lld", what, static_cast<long long>(QDateTime::currentMSecsSinceEpoch()));
}

} // namespace

StartTrace::StartTrace(QWidget &window, portfolio::PortfolioService &portfolio, QObject *parent)
    : QObject(parent), m_window(window)
{
    window.installEventFilter(this);
    connect(&portfolio, &portfolio::PortfolioService::changed, this, [this, &portfolio] {
        m_hasBalances = m_hasBalances ||
                        (!portfolio.portfolio().holdings.isEmpty() && portfolio.portfolio().pricesAt > 0);
    });
}

bool StartTrace::isWanted()
{
    return startLog().isInfoEnabled();
}

bool StartTrace::eventFilter(QObject *watched, QEvent *event)
{
    // By the next turn of the loop what is painted now has been handed to the system.
    if (watched == &m_window && event->type() == QEvent::Paint && !m_framed) {
        m_framed = true;
        QTimer::singleShot(0, this, [] { note("first frame"); });
    }
    if (watched == &m_window && event->type() == QEvent::UpdateRequest && m_hasBalances) {
        QTimer::singleShot(0, this, [] { note("balances"); });
        m_window.removeEventFilter(this);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace coffer::ui
