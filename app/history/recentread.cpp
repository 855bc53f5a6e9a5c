// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/recentread.h"

#include "history/pages.h"
#include "htx/endpoints/account.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/wallet.h"

#include <algorithm>

namespace coffer::history {

namespace {

namespace endpoints = htx::endpoints;
using endpoints::order::Window;

constexpr Requester::Pace pace{4, std::chrono::milliseconds(0)};
constexpr int openPage = 500;
constexpr int orderPage = 1000;
constexpr int fillPage = 500;
constexpr int transferPage = 100;
constexpr qsizetype leftOversAtOnce = 100;
/// The server's clock may be a little ahead, and a window that starts too early is refused.
constexpr qint64 edgeMs = 60 * 1000;
/// After this long an order that was cancelled by API is no longer known to the exchange (htx-api.md 5.3).
constexpr qint64 forgottenMs = 2 * 3600 * 1000LL;

bool holdsOrders(const htx::Account &account)
{
    return account.type == QLatin1String("spot") || account.type == QLatin1String("margin") ||
           account.type == QLatin1String("super-margin") || account.type == QLatin1String("cross-margin");
}

/// Sub-users and some keys may not ask for transfers: that is no failure of the refresh.
bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::PermissionMissing || error.kind == ErrorKind::Rejected ||
           error.kind == ErrorKind::NotFound;
}

/// What an order that the exchange has forgotten must have become: only cancelled ones are forgotten.
htx::Order presumedCancelled(htx::Order order)
{
    const bool partly = !order.filledAmount.isZero();
    order.state = partly ? htx::OrderState::PartiallyCanceled : htx::OrderState::Canceled;
    return order;
}

} // namespace

RecentRead::RecentRead(htx::Gateway &gateway, HistoryTable &table, Clock &clock, Uid uid,
                       std::shared_ptr<Coverage> coverage, QObject *parent)
    : QObject(parent),
      m_gateway(gateway),
      m_table(table),
      m_clock(clock),
      m_uid(uid),
      m_coverage(std::move(coverage)),
      m_requester(gateway, clock, pace)
{
    // Called off: what was cancelled won't come back, so the refresh ends here, without a failure.
    connect(&m_requester, &Requester::calledOff, this, [this] {
        stop();
        Q_EMIT finished(m_partsRead, std::nullopt);
    });
}

void RecentRead::start()
{
    m_pending = 5;
    readAccounts();
    readRecentOrders();
    readFills();
    readTransfers(htx::TransferDirection::Deposit);
    readTransfers(htx::TransferDirection::Withdrawal);
}

void RecentRead::stop()
{
    m_stopped = true;
    m_requester.stop();
}

void RecentRead::readAccounts()
{
    m_requester.send<QList<htx::Account>>(endpoints::account::accounts(),
                                          [this](Result<QList<htx::Account>> accounts) {
                                              if (!accounts) {
                                                  m_openError = accounts.error();
                                                  partDone(std::move(accounts.error()));
                                                  return;
                                              }
                                              m_accountsPending = 1;
                                              for (const htx::Account &account : std::as_const(*accounts)) {
                                                  if (holdsOrders(account))
                                                      readOpenOrders(account);
                                              }
                                              openOrdersDone();
                                          });
}

void RecentRead::readOpenOrders(const htx::Account &account)
{
    ++m_accountsPending;
    PageReader<htx::Order>::read(
        m_requester, openPage,
        [account](const QList<htx::Order> &page) {
            return endpoints::order::open(account.id, {}, page.isEmpty() ? QString() : page.last().id.value,
                                          openPage);
        },
        [this](const QList<htx::Order> &page) { return m_table.saveOrders(m_uid, page); },
        [this](Result<Pages<htx::Order>> pages) {
            if (!pages) {
                m_openError = std::move(pages.error());
            } else {
                for (const htx::Order &order : std::as_const(pages->rows)) {
                    if (!m_openIds.contains(order.id))
                        m_open.append(order);
                    m_openIds.insert(order.id);
                }
                if (pages->changed > 0 && !m_stopped)
                    Q_EMIT tableChanged(Record::Order);
            }
            openOrdersDone();
        });
}

void RecentRead::openOrdersDone()
{
    if (--m_accountsPending > 0 || m_stopped)
        return;
    if (!m_openError) {
        std::stable_sort(m_open.begin(), m_open.end(), [](const htx::Order &left, const htx::Order &right) {
            return left.createdAt > right.createdAt;
        });
        Q_EMIT openOrdersRead(m_open);
    }
    partDone(m_openError);
}

void RecentRead::readRecentOrders()
{
    const qint64 now = m_clock.nowMs();
    PageReader<htx::Order>::read(
        m_requester, orderPage,
        [now](const QList<htx::Order> &page) {
            Window window;
            window.size = orderPage;
            if (!page.isEmpty()) { // this list pages by time
                const auto oldest =
                    std::min_element(page.begin(), page.end(), [](const auto &left, const auto &right) {
                        return left.createdAt < right.createdAt;
                    });
                window.startMs = now - windowMs + edgeMs;
                window.endMs = std::max(oldest->createdAt, window.startMs + 1);
            }
            return endpoints::order::recent(window);
        },
        [this](const QList<htx::Order> &page) { return m_table.saveOrders(m_uid, page); },
        [this, now](Result<Pages<htx::Order>> pages) {
            if (m_stopped)
                return;
            if (!pages) {
                partDone(std::move(pages.error()));
                return;
            }
            m_coverage->noteRecent(QStringLiteral("orders"), now - windowMs + edgeMs, now);
            if (pages->changed > 0)
                Q_EMIT tableChanged(Record::Order);
            partDone();
        });
}

void RecentRead::readFills()
{
    const qint64 end = m_clock.nowMs();
    const qint64 start = end - windowMs;
    PageReader<htx::Fill>::read(
        m_requester, fillPage,
        [start, end](const QList<htx::Fill> &page) {
            const QString from = page.isEmpty() ? QString() : page.last().id.value;
            return endpoints::order::fills({}, Window{start, end, from, fillPage});
        },
        [this](const QList<htx::Fill> &page) { return m_table.saveFills(m_uid, page); },
        [this, start, end](Result<Pages<htx::Fill>> pages) {
            if (m_stopped)
                return;
            if (!pages) {
                partDone(std::move(pages.error()));
                return;
            }
            m_coverage->noteRecent(QStringLiteral("fills"), start, end);
            if (pages->changed > 0)
                Q_EMIT tableChanged(Record::Fill);
            partDone();
        });
}

void RecentRead::readTransfers(htx::TransferDirection direction)
{
    const auto call = endpoints::wallet::transfers(direction, {}, transferPage);
    m_requester.send<QList<htx::Transfer>>(call, [this, direction](Result<QList<htx::Transfer>> page) {
        if (!page) {
            if (isRefusal(page.error()))
                partDone();
            else
                partDone(std::move(page.error()));
            return;
        }
        whenDone(this, m_table.saveTransfers(m_uid, *page),
                 [this, direction, page = *page](const Result<int> &saved) {
                     if (m_stopped)
                         return;
                     if (!saved) {
                         partDone(saved.error());
                         return;
                     }
                     QList<qint64> ids;
                     for (const htx::Transfer &transfer : page)
                         ids.append(transfer.id.value.toLongLong());
                     m_coverage->noteNewest(direction == htx::TransferDirection::Deposit
                                                ? QStringLiteral("deposits")
                                                : QStringLiteral("withdrawals"),
                                            ids, page.size() < transferPage);
                     if (*saved > 0)
                         Q_EMIT tableChanged(Record::Transfer);
                     partDone();
                 });
    });
}

void RecentRead::partDone(const std::optional<Error> &error)
{
    if (m_stopped)
        return;
    if (!error)
        ++m_partsRead;
    else if (!m_error)
        m_error = error;
    if (--m_pending == 0)
        settleLeftOvers();
}

/// Orders that the table holds as open and the exchange no longer lists.
void RecentRead::settleLeftOvers()
{
    if (m_openError) { // an unread account's orders would look as if they were gone
        Q_EMIT finished(m_partsRead, m_error);
        return;
    }
    Query query;
    query.uid = m_uid;
    query.open = true;
    whenDone(this, m_table.find(query), [this](const Result<RowIds> &rows) {
        if (m_stopped)
            return;
        if (rows)
            readLeftOvers(*rows);
        else
            Q_EMIT finished(m_partsRead, rows.error());
    });
}

void RecentRead::readLeftOvers(const RowIds &rows)
{
    whenDone(this, m_table.orders(rows), [this](const Result<QList<htx::Order>> &stored) {
        if (m_stopped)
            return;
        QList<htx::Order> gone;
        if (stored)
            std::copy_if(stored->begin(), stored->end(), std::back_inserter(gone),
                         [this](const htx::Order &order) { return !m_openIds.contains(order.id); });
        gone.resize(std::min(gone.size(), leftOversAtOnce)); // the rest with the next refresh
        m_pending = static_cast<int>(gone.size());
        for (const htx::Order &order : std::as_const(gone))
            readLeftOver(order);
        if (gone.isEmpty())
            Q_EMIT finished(m_partsRead, m_error);
    });
}

/// That an order is gone must be the exchange's own word: a bare "404" may come from anything on the way.
void RecentRead::readLeftOver(const htx::Order &order)
{
    m_requester.send<htx::Order>(endpoints::order::order(order.id), [this, order](Result<htx::Order> now) {
        if (now) {
            saveOrder(*now);
        } else if (now.error().kind == ErrorKind::NotFound && !now.error().code.isEmpty() &&
                   m_clock.nowMs() - order.createdAt > forgottenMs) {
            saveOrder(presumedCancelled(order));
        } else if (--m_pending == 0) { // asked again with the next refresh
            Q_EMIT finished(m_partsRead, m_error);
        }
    });
}

void RecentRead::saveOrder(const htx::Order &order)
{
    whenDone(this, m_table.saveOrders(m_uid, {order}), [this](const Result<int> &saved) {
        if (m_stopped)
            return;
        if (saved && *saved > 0)
            Q_EMIT tableChanged(Record::Order);
        if (--m_pending == 0)
            Q_EMIT finished(m_partsRead, m_error);
    });
}

} // namespace coffer::history
