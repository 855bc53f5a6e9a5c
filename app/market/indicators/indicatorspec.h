// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/indicators/indicatorinfo.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace coffer::market {

/// An indicator as the user set it. A value; whoever fills it by hand calls cleaned().
struct IndicatorSpec
{
    IndicatorKind kind = IndicatorKind::Sma;
    QList<double> parameters; ///< in the order of IndicatorInfo::parameters
    QStringList
        colours; ///< one an output: empty is automatic, "1" to "8" of the theme's series, or "#rrggbb"
    bool visible = true;

    /// With the usual parameters and automatic colours.
    static IndicatorSpec of(IndicatorKind kind);

    /// As many parameters and colours as the kind has, each within its limits: what is missing or not a
    /// number is the usual one, what is no colour is automatic.
    IndicatorSpec cleaned() const;

    double parameter(int index) const;
    int whole(int index) const; ///< a parameter that is a number of candles

    /// Whether both give the same numbers, whatever they look like.
    bool calculatesAs(const IndicatorSpec &other) const;

    /// One line: "bollinger 20 2 colours=1,#ff8800, hidden".
    QString toText() const;
    /// Of such a line, cleaned; nullopt when it names no known kind.
    static std::optional<IndicatorSpec> fromText(const QString &text);

    bool operator==(const IndicatorSpec &) const = default;
};

/// How many indicators a chart holds at most.
inline constexpr qsizetype mostIndicators = 24;

/// One line each; lines that can't be read and those beyond mostIndicators are left out.
QStringList toTexts(const QList<IndicatorSpec> &specs);
QList<IndicatorSpec> indicatorsFromTexts(const QStringList &texts);

} // namespace coffer::market
