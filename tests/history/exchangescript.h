// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../market/scriptedgateway.h"
#include "history/span.h"
#include "support/fakeclock.h"

#include <QSet>

#include <algorithm>

namespace coffer::test {

/// A clock whose steady time leaps ahead by itself, so that a paced walk never waits; the wall time stands
/// still.
class LeapingClock final : public Clock
{
public:
    qint64 localMs() const override { return m_wall.localMs(); }
    Steady steady() const override
    {
        m_wall.setSteady(m_wall.steady() + std::chrono::seconds(1));
        return m_wall.steady();
    }
    void advanceWall(std::chrono::milliseconds by) { m_wall.advance(by); }

private:
    mutable FakeClock m_wall;
};

/// Answers the endpoints of orders, fills and transfers as the exchange does: windows of 48 hours, a reach,
/// pages that repeat the record they start from.
class ExchangeScript
{
public:
    struct Entry
    {
        qint64 id;
        QByteArray symbol;
        qint64 time;
        QByteArray state = "filled";
    };

    explicit ExchangeScript(LeapingClock &clock) : m_clock(clock)
    {
        gateway.answer(
            "/v1/account/accounts",
            okay(R"([{"id":1,"type":"spot","state":"working"},{"id":2,"type":"point","state":"working"}])"));
        gateway.answer("/v1/order/openOrders",
                       [this](const htx::Request &request) { return openOrders(request); });
        gateway.answer("/v1/order/history",
                       [this](const htx::Request &request) { return windowed(request, orders); });
        gateway.answer("/v1/order/orders",
                       [this](const htx::Request &request) { return windowed(request, orders); });
        gateway.answer("/v1/order/matchresults",
                       [this](const htx::Request &request) { return windowed(request, fills); });
        gateway.answer("/v1/query/deposit-withdraw",
                       [this](const htx::Request &request) { return transferPage(request); });
    }

    ScriptedGateway gateway;
    QList<Entry> orders;
    QList<Entry> open;
    QList<Entry> fills;
    QList<qint64> deposits; ///< ids
    qint64 reach = 180 * 24 * 3600 * 1000LL;
    QList<std::pair<QByteArray, qint64>> windows; ///< first pages asked for: path and symbol, start
    bool tooWide = false;

private:
    static QByteArray row(const Entry &entry, bool isFill)
    {
        const QByteArray common = R"({"id":)" + QByteArray::number(entry.id) + R"(,"symbol":")" +
                                  entry.symbol +
                                  R"(","type":"buy-limit","source":"api","price":"2","created-at":)" +
                                  QByteArray::number(entry.time);
        if (isFill)
            return common + R"(,"order-id":1,"role":"taker","filled-amount":"1","filled-fees":"0"})";
        return common +
               R"(,"account-id":1,"amount":"10","field-amount":"0","field-cash-amount":"0","field-fees":"0",)" +
               R"("state":")" + entry.state + R"("})";
    }

    Result<QByteArray> openOrders(const htx::Request &request) const
    {
        QList<QByteArray> rows;
        if (ScriptedGateway::parameter(request, "from").isEmpty()) {
            for (const Entry &entry : open)
                rows.append(row(entry, false));
        }
        return okay('[' + rows.join(',') + ']');
    }

    Result<QByteArray> windowed(const htx::Request &request, const QList<Entry> &entries)
    {
        const qint64 now = m_clock.nowMs();
        const QByteArray symbol = ScriptedGateway::parameter(request, "symbol");
        const QByteArray from = ScriptedGateway::parameter(request, "from");
        qint64 end = ScriptedGateway::parameter(request, "end-time").toLongLong();
        qint64 start = ScriptedGateway::parameter(request, "start-time").toLongLong();
        if (start != 0 && from.isEmpty())
            windows.append({request.path + ' ' + symbol, start});
        end = end == 0 ? now : end;
        start = start == 0 ? end - history::windowMs : start;
        tooWide = tooWide || end - start > history::windowMs;
        if (start < now - reach)
            return QByteArray(R"({"status":"error","err-code":"invalid-start-date","err-msg":"too old"})");

        QList<Entry> matching;
        std::copy_if(entries.begin(), entries.end(), std::back_inserter(matching), [&](const Entry &entry) {
            return entry.time >= start && entry.time <= end && (symbol.isEmpty() || entry.symbol == symbol);
        });
        std::sort(matching.begin(), matching.end(),
                  [](const Entry &a, const Entry &b) { return a.id > b.id; });
        if (!from.isEmpty())
            matching.removeIf([id = from.toLongLong()](const Entry &entry) { return entry.id > id; });
        matching.resize(
            std::min<qsizetype>(matching.size(), ScriptedGateway::parameter(request, "size").toInt()));
        QList<QByteArray> rows;
        for (const Entry &entry : matching)
            rows.append(row(entry, &entries == &fills));
        return okay('[' + rows.join(',') + ']');
    }

    Result<QByteArray> transferPage(const htx::Request &request) const
    {
        if (ScriptedGateway::parameter(request, "type") != "deposit") // as to a sub-user
            return QByteArray(R"({"status":"error","err-code":"operation-forbidden","err-msg":"no"})");
        const qint64 from = ScriptedGateway::parameter(request, "from").toLongLong();
        QList<qint64> ids = deposits;
        std::sort(ids.begin(), ids.end(), std::greater<>());
        if (from != 0)
            ids.removeIf([from](qint64 id) { return id > from; });
        ids.resize(std::min<qsizetype>(ids.size(), 100));
        QList<QByteArray> rows;
        for (const qint64 id : std::as_const(ids))
            rows.append(R"({"id":)" + QByteArray::number(id) +
                        R"(,"type":"deposit","currency":"usdt","amount":1,"state":"safe","created-at":1})");
        return okay('[' + rows.join(',') + ']');
    }

    LeapingClock &m_clock;
};

} // namespace coffer::test
