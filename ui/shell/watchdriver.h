// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "ui/common/page.h"
#include "ui/shell/services.h"

#include <QTimer>

namespace coffer::ui {

/// Keeps the findings fresh: has the exchange's lists of keys and withdrawal addresses read every few
/// minutes, also while the window is minimised, and tells the findings what other parts know: what the keys
/// were used for, orders of other API clients, and which assets could be withdrawn.
class WatchDriver : public QObject
{
    Q_OBJECT

public:
    WatchDriver(const Services &services, const Context &context, QObject *parent = nullptr);

    /// From now on. Called when the exchange can be asked.
    void start();

private:
    void readInterval();
    void poll();
    void tellSoon();
    void tell();
    void tellUsage(qint64 from);
    void tellOrders(qint64 from);
    void tellCurrencies();

    Services m_services;
    Context m_context;
    QTimer m_poll;
    QTimer m_tell; ///< gathers what happens at once
    QList<Uid> m_accounts;
};

} // namespace coffer::ui
