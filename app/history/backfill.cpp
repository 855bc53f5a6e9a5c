// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/backfill.h"

#include "history/pages.h"
#include "htx/endpoints/order.h"
#include "htx/endpoints/wallet.h"
#include "htx/walker.h"

namespace coffer::history {

namespace {

namespace endpoints = htx::endpoints;
using endpoints::order::Window;

constexpr Requester::Pace pace{1, std::chrono::milliseconds(200), htx::Priority::Background};
constexpr int fillPage = 500;
constexpr int orderPage = 100;
constexpr int transferPage = 100;
/// The server's clock may be a little ahead, and a window that starts too early is refused.
constexpr qint64 edgeMs = 10 * 60 * 1000;

const QString &fillsWalk()
{
    static const QString name = QStringLiteral("fills");
    return name;
}

QString ordersWalk(const Symbol &symbol)
{
    return QStringLiteral("orders:") + symbol.value;
}

/// Concerns this one question; others may well be answered.
bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::Rejected || error.kind == ErrorKind::NotFound ||
           error.kind == ErrorKind::MalformedReply || error.kind == ErrorKind::PermissionMissing;
}

} // namespace

Backfill::Backfill(htx::Gateway &gateway, HistoryTable &table, Clock &clock, Uid uid,
                   std::shared_ptr<Coverage> coverage, QObject *parent)
    : QObject(parent),
      m_gateway(gateway),
      m_table(table),
      m_clock(clock),
      m_uid(uid),
      m_coverage(std::move(coverage)),
      m_requester(gateway, clock, pace)
{
    connect(&m_requester, &Requester::calledOff, this, [this] { end(std::nullopt); });
}

void Backfill::start()
{
    m_startedAt = m_clock.nowMs();
    next();
}

void Backfill::stop()
{
    m_stopped = true;
    m_requester.stop();
}

qint64 Backfill::limit() const
{
    return m_startedAt - reachMs + edgeMs;
}

/// Where the walk must meet what refreshes read; without such a refresh yet, now.
qint64 Backfill::reference(const QString &kind) const
{
    const Span recent = m_coverage->recent(kind);
    return recent.head == 0 ? m_startedAt : recent.tail;
}

void Backfill::next()
{
    if (m_stopped || readFills())
        return;
    if (!m_marketsKnown) {
        readMarkets();
        return;
    }
    if (!readOrders() && !readTransfers())
        end(m_error);
}

void Backfill::readMarkets()
{
    whenDone(this, m_table.symbols(m_uid), [this](Result<QList<Symbol>> markets) {
        if (m_stopped)
            return;
        if (!markets) {
            end(std::move(markets.error()));
            return;
        }
        m_markets = *std::move(markets);
        m_marketsKnown = true;
        next();
    });
}

bool Backfill::readFills()
{
    if (m_skipped.contains(fillsWalk()))
        return false;
    const std::optional<TimeWindow> window =
        nextWindow(m_coverage->span(fillsWalk()), reference(QStringLiteral("fills")), limit());
    if (!window)
        return false;
    report(QStringLiteral("fills"));
    PageReader<htx::Fill>::read(
        m_requester, fillPage,
        [window = *window](const QList<htx::Fill> &page) {
            const QString from = page.isEmpty() ? QString() : page.last().id.value;
            return endpoints::order::fills({}, Window{window.start, window.end, from, fillPage});
        },
        [this](const QList<htx::Fill> &page) { return m_table.saveFills(m_uid, page); },
        [this, window = *window](const Result<Pages<htx::Fill>> &pages) {
            windowDone(fillsWalk(), window, Record::Fill,
                       pages.map([](const auto &read) { return read.changed; }));
        });
    return true;
}

bool Backfill::readOrders()
{
    for (const Symbol &symbol : std::as_const(m_markets)) {
        const QString walk = ordersWalk(symbol);
        if (m_skipped.contains(walk))
            continue;
        const std::optional<TimeWindow> window =
            nextWindow(m_coverage->span(walk), reference(QStringLiteral("orders")), limit());
        if (!window)
            continue;
        report(QStringLiteral("orders"));
        PageReader<htx::Order>::read(
            m_requester, orderPage,
            [symbol, window = *window](const QList<htx::Order> &page) {
                const QString from = page.isEmpty() ? QString() : page.last().id.value;
                return endpoints::order::orders(symbol, Window{window.start, window.end, from, orderPage});
            },
            [this](const QList<htx::Order> &page) { return m_table.saveOrders(m_uid, page); },
            [this, walk, window = *window](const Result<Pages<htx::Order>> &pages) {
                windowDone(walk, window, Record::Order,
                           pages.map([](const auto &read) { return read.changed; }));
            });
        return true;
    }
    return false;
}

bool Backfill::readTransfers()
{
    const std::pair<QString, htx::TransferDirection> kinds[] = {
        {QStringLiteral("deposits"), htx::TransferDirection::Deposit},
        {QStringLiteral("withdrawals"), htx::TransferDirection::Withdrawal},
    };
    for (const auto &[kind, direction] : kinds) {
        const std::optional<qint64> from = m_coverage->nextPage(kind);
        if (!from || m_skipped.contains(kind))
            continue;
        report(QStringLiteral("transfers"));
        readTransferPage(direction, kind, *from);
        return true;
    }
    return false;
}

void Backfill::readTransferPage(htx::TransferDirection direction, const QString &kind, qint64 from)
{
    const auto call = endpoints::wallet::transfers(direction, QString::number(from), transferPage);
    m_requester.send<QList<htx::Transfer>>(call, [this, kind](Result<QList<htx::Transfer>> page) {
        if (!page) {
            skip(kind, page.error());
            return;
        }
        whenDone(this, m_table.saveTransfers(m_uid, *page),
                 [this, kind, page = *page](const Result<int> &saved) {
                     if (m_stopped)
                         return;
                     if (!saved) {
                         end(saved.error());
                         return;
                     }
                     QList<qint64> ids;
                     for (const htx::Transfer &transfer : page)
                         ids.append(transfer.id.value.toLongLong());
                     m_coverage->notePage(kind, ids, page.size() < transferPage);
                     stepDone(Record::Transfer, *saved);
                 });
    });
}

void Backfill::windowDone(const QString &walk, const TimeWindow &window, Record record,
                          const Result<int> &changed)
{
    if (m_stopped)
        return;
    if (!changed && !htx::isTooOld(changed.error())) {
        skip(walk, changed.error());
        return;
    }
    const Span walked = m_coverage->span(walk);
    m_coverage->setSpan(walk, changed ? afterReading(walked, window) : afterRefusal(walked, window));
    stepDone(record, changed.value_or(0));
}

void Backfill::stepDone(Record record, int changed)
{
    ++m_done;
    if (changed > 0)
        Q_EMIT tableChanged(record);
    next();
}

void Backfill::skip(const QString &walk, const Error &error)
{
    if (m_stopped)
        return;
    if (!isRefusal(error)) {
        end(error);
        return;
    }
    m_skipped.insert(walk);
    if (!m_error)
        m_error = error;
    next();
}

void Backfill::end(const std::optional<Error> &error)
{
    stop();
    Q_EMIT finished(error);
}

int Backfill::left() const
{
    int windows = 0;
    const auto add = [&](const QString &walk, const QString &kind) {
        if (!m_skipped.contains(walk))
            windows += windowsLeft(m_coverage->span(walk), reference(kind), limit());
    };
    add(fillsWalk(), QStringLiteral("fills"));
    for (const Symbol &symbol : m_markets)
        add(ordersWalk(symbol), QStringLiteral("orders"));
    for (const QString &kind : {QStringLiteral("deposits"), QStringLiteral("withdrawals")})
        windows += m_coverage->nextPage(kind) && !m_skipped.contains(kind) ? 1 : 0;
    return windows;
}

void Backfill::report(const QString &what)
{
    Q_EMIT progressed({m_done, m_done + left(), what, m_coverage->fillsFrom()});
}

} // namespace coffer::history
