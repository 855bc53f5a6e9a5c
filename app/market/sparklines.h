// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "htx/gateway.h"
#include "htx/types/market.h"

#include <QCache>
#include <QHash>
#include <QList>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace coffer::market {

/// The course of the last 24 hours of the markets in sight, as a few closing prices each. Asks for candles of
/// half an hour in the background, a few markets at a time, and only for what is wanted when its turn comes.
/// What was read is good for five minutes; a market that failed is asked for late, and when the exchange
/// can't be reached none is asked for a minute. Keeps the last few hundred markets. Needs no key. GUI thread.
class Sparklines : public QObject
{
    Q_OBJECT

public:
    static constexpr int pointCount = 48;
    static constexpr int mostAtOnce = 3;
    static constexpr int mostKept = 400;

    Sparklines(htx::Gateway &gateway, Clock &clock, QObject *parent = nullptr);

    /// What owner shows now, most wanted first, in place of what it showed before.
    void setWanted(const QString &owner, const QList<Symbol> &symbols);

    /// Closing prices in the quote currency, oldest first, all finite and positive; empty while none are
    /// known or nothing was traded.
    QList<double> points(const Symbol &symbol) const;

Q_SIGNALS:
    void changed(const coffer::Symbol &symbol);

private:
    struct Line
    {
        QList<double> points;
        qint64 dueAt = 0; ///< ms UTC, when it is to be read anew
    };

    bool isDue(const Symbol &symbol) const;
    std::optional<Symbol> next() const;
    void askForMore();
    void ask(const Symbol &symbol);
    void take(const Symbol &symbol, const Result<QList<htx::Candle>> &candles);
    void keep(const Symbol &symbol, const QList<double> &points, qint64 goodMs);

    htx::Gateway &m_gateway;
    Clock &m_clock;
    QMap<QString, QList<Symbol>> m_wanted;
    QCache<Symbol, Line> m_lines{mostKept};
    QSet<Symbol> m_underWay;
    qint64 m_pausedUntil = 0; ///< ms UTC
    QTimer m_again;
};

} // namespace coffer::market
