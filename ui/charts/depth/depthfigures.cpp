// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depth/depthfigures.h"

#include "ui/common/format.h"

#include <QCoreApplication>

#include <array>

namespace coffer::ui {

namespace {

constexpr int usualDecimals = 4;
constexpr int mostDecimals = 24;

struct Magnitude
{
    int zeros;
    const char *text;
};

constexpr std::array<Magnitude, 4> magnitudes{{{12, QT_TRANSLATE_NOOP("coffer::ui::DepthFigures", "%1 T")},
                                               {9, QT_TRANSLATE_NOOP("coffer::ui::DepthFigures", "%1 B")},
                                               {6, QT_TRANSLATE_NOOP("coffer::ui::DepthFigures", "%1 M")},
                                               {3, QT_TRANSLATE_NOOP("coffer::ui::DepthFigures", "%1 K")}}};

QString cutAmount(const Format &format, const Decimal &amount, int decimals)
{
    const Decimal cut = amount.truncated(decimals);
    if (cut.isZero() && !amount.isZero())
        return u'<' + format.price(Decimal::scaled(1, -decimals), decimals);
    return format.price(cut, decimals);
}

} // namespace

int fittingDecimals(const Format &format, const Decimal &largest, int decimals, int characters)
{
    for (int fit = decimals < 0 ? usualDecimals : std::min(decimals, mostDecimals); fit >= 0; --fit) {
        if (format.price(largest.truncated(fit), fit).size() <= characters)
            return fit;
    }
    return -1;
}

QString columnAmount(const Format &format, const Decimal &amount, int decimals, int characters)
{
    if (decimals < 0)
        return compactAmount(format, amount);
    QString text = cutAmount(format, amount, decimals);
    return text.size() > characters && amount >= Decimal(1) ? compactAmount(format, amount) : text;
}

QString compactAmount(const Format &format, const Decimal &amount)
{
    for (const Magnitude &magnitude : magnitudes) {
        if (amount.abs() >= Decimal::scaled(1, magnitude.zeros))
            return QCoreApplication::translate("coffer::ui::DepthFigures", magnitude.text)
                .arg(cutAmount(format, amount * Decimal::scaled(1, -magnitude.zeros), 2));
    }
    return cutAmount(format, amount, 2);
}

QString wholeAmount(const Format &format, const Decimal &amount)
{
    return format.price(amount, std::min(amount.decimals(), mostDecimals));
}

} // namespace coffer::ui
