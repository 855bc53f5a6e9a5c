// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/endedorders.h"

#include "htx/endpoints/order.h"

namespace coffer::history {

namespace {

constexpr std::chrono::milliseconds pause(300);
constexpr qsizetype waitingLimit = 200; ///< more than that is the refresh's business
constexpr int atOnce = 5;

} // namespace

EndedOrders::EndedOrders(htx::Gateway &gateway, HistoryTable &table, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_table(table)
{
    m_timer.setInterval(pause);
    connect(&m_timer, &QTimer::timeout, this, &EndedOrders::readNext);
}

void EndedOrders::setAccount(Uid uid)
{
    m_uid = uid;
    m_waiting.clear();
    m_timer.stop();
}

void EndedOrders::read(const OrderId &id)
{
    if (m_waiting.size() < waitingLimit)
        m_waiting.insert(id);
    if (!m_timer.isActive())
        m_timer.start();
}

void EndedOrders::readNext()
{
    for (int i = 0; i < atOnce && !m_waiting.isEmpty(); ++i) {
        const OrderId id = *m_waiting.constBegin();
        m_waiting.remove(id);
        readOne(id);
    }
    if (m_waiting.isEmpty())
        m_timer.stop();
}

void EndedOrders::readOne(const OrderId &id)
{
    whenDone(this, m_gateway.send(htx::endpoints::order::order(id)),
             [this, uid = m_uid](const Result<htx::Order> &order) {
                 if (!order || uid != m_uid)
                     return;
                 whenDone(this, m_table.saveOrders(uid, {*order}), [this](const Result<int> &saved) {
                     if (saved && *saved > 0)
                         Q_EMIT tableChanged(Record::Order);
                 });
             });
    whenDone(this, m_gateway.send(htx::endpoints::order::fillsOf(id)),
             [this, uid = m_uid](const Result<QList<htx::Fill>> &fills) {
                 if (!fills || uid != m_uid)
                     return;
                 whenDone(this, m_table.saveFills(uid, *fills), [this](const Result<int> &saved) {
                     if (saved && *saved > 0)
                         Q_EMIT tableChanged(Record::Fill);
                 });
             });
}

} // namespace coffer::history
