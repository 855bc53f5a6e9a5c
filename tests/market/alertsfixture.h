// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "marketscript.h"
#include "support/fakeclock.h"
#include "support/patience.h"
#include "support/waited.h"

#include <QTest>

#include <map>
#include <memory>

namespace coffer::test {

/// A reading whose values a test sets.
class FakeReading final : public market::LevelReading
{
public:
    std::optional<Value> closed() const override { return m_closed; }
    std::optional<Value> newest() const override { return m_newest; }
    void setClosed(qint64 time, double value)
    {
        m_closed = Value{time, value};
        Q_EMIT changed();
    }
    void setNewest(qint64 time, double value)
    {
        m_newest = Value{time, value};
        Q_EMIT changed();
    }

private:
    std::optional<Value> m_closed, m_newest;
};

inline std::unique_ptr<store::Database> alertDatabase(const QString &file = {})
{
    auto database = std::make_unique<store::Database>(
        file, store::Schema{1, {market::AlertTable::tables(), market::AlertTable::references()}},
        store::Durability::Record);
    database->open();
    return database;
}

/// Whether an alert could be added, and how it is called in code that asks for it often.
inline market::Alert priceAlert(const char *level,
                                market::AlertDirection direction = market::AlertDirection::Up)
{
    market::Alert alert;
    alert.symbol = Symbol{QStringLiteral("btcusdt")};
    alert.level = dec(level);
    alert.direction = direction;
    return alert;
}

inline market::Alert moveAlert(const char *percent, int minutes, market::AlertDirection direction)
{
    market::Alert alert = priceAlert(percent, direction);
    alert.kind = market::AlertKind::PercentMove;
    alert.windowMinutes = minutes;
    return alert;
}

inline market::Alert levelAlert(const char *level, market::AlertDirection direction)
{
    market::Alert alert = priceAlert(level, direction);
    alert.kind = market::AlertKind::IndicatorLevel;
    alert.indicator = market::IndicatorSpec::of(market::IndicatorKind::Rsi);
    return alert;
}

/// Markets with prices that a test sets, a store, and alerts over both; start() again is another run.
struct AlertRig
{
    explicit AlertRig(const QString &file = {}) : database(alertDatabase(file)), table(*database)
    {
        scriptMarkets(gateway);
        start();
    }

    void start()
    {
        watch.reset();
        readings.clear();
        board = std::make_unique<market::TickerBoard>(gateway, clock);
        watch = std::make_unique<market::AlertWatch>(table, *board, clock,
                                                     [this](const Symbol &, htx::Period,
                                                            const market::IndicatorSpec &,
                                                            int) -> std::unique_ptr<market::LevelReading> {
                                                         auto reading = std::make_unique<FakeReading>();
                                                         readings.push_back(reading.get());
                                                         return reading;
                                                     });
        QObject::connect(watch.get(), &market::AlertWatch::fired,
                         [this](const market::AlertEvent &event) { fired.append(event); });
        watch->load();
        QTRY_COMPARE(watch->state(), LoadState::Ready);
    }

    /// Some time passes and btcusdt then has this price.
    void price(const char *price, std::chrono::milliseconds after = std::chrono::seconds(5))
    {
        clock.advance(after);
        gateway.answer(tickersPath, list({tickerRow("btcusdt", "80", price)}));
        board->refresh();
        QTRY_COMPARE(board->updatedAt(), clock.nowMs());
    }

    market::AlertId add(const market::Alert &alert)
    {
        const Result<market::AlertId> added = watch->add(alert);
        if (!added)
            qFatal("%s", qPrintable(added.error().code));
        return *added;
    }

    FakeClock clock;
    ScriptedGateway gateway;
    std::unique_ptr<store::Database> database;
    market::AlertTable table;
    std::unique_ptr<market::TickerBoard> board;
    std::unique_ptr<market::AlertWatch> watch;
    std::vector<FakeReading *> readings; ///< newest last
    QList<market::AlertEvent> fired;
};

} // namespace coffer::test
