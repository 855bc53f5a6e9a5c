// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alertevent.h"
#include "ui/common/chip.h"

#include <QString>

namespace coffer::market {
class TickerBoard;
}

namespace coffer::ui {

class Format;

/// What words about a market need.
struct AlertMarket
{
    QString name;           ///< "BTC/USDT", plain text
    QString quoteName;      ///< "USDT"
    int priceDecimals = -1; ///< -1 unknown
    std::optional<Decimal> price;
    bool isListed = false; ///< the exchange has it
};

AlertMarket alertMarket(const Symbol &symbol, const market::TickerBoard &board);

QString indicatorName(market::IndicatorKind kind);
/// Of IndicatorOutput::name, and of IndicatorParameter::name.
QString outputWords(QLatin1String name);
QString parameterWords(QLatin1String name);
/// "RSI 14", "Bollinger bands 20, 2: upper".
QString indicatorWords(const market::IndicatorSpec &indicator, int output);
/// "1 hour".
QString periodWords(htx::Period period);
/// "45 minutes", "4 hours", "1 day".
QString minutesWords(int minutes);

/// The level as the alert's kind writes it: a price, "5 %", or a number of an indicator.
QString levelWords(const market::Alert &alert, const AlertMarket &market, const Format &format);
/// What it waits for, in one sentence without an end: "BTC/USDT crosses 65,000.00 upwards".
QString alertSentence(const market::Alert &alert, const AlertMarket &market, const Format &format);
/// What happened: "BTC/USDT crossed 65,000.00 upwards, while Coffer was not running".
QString eventSentence(const market::AlertEvent &event, const AlertMarket &market, const Format &format);

/// How far the price is from the alert's: "2.31 % to go"; empty where that says nothing.
QString distanceWords(const market::Alert &alert, const AlertMarket &market, const Format &format);
/// Where a level lies to the price now: "2.31 % above the price now".
QString levelHint(const Decimal &level, const AlertMarket &market, const Format &format);

/// "On", "Off", "Fired" …, as a chip.
Chip alertChip(market::AlertState state);
/// Why AlertWatch would not take what was entered, by the error's code, and what to do.
QString refusalWords(const QString &code);

} // namespace coffer::ui
