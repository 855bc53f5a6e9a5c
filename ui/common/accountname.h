// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/format.h"

#include <QCoreApplication>

#include <array>

namespace coffer::ui {

/// "Spot", "Cross margin", "Margin BTCUSDT": an account's kind in words; kinds nobody documented as they are.
inline QString accountName(const QString &type, const QString &subtype = {})
{
    static constexpr std::array<std::pair<const char *, const char *>, 10> names{{
        {"spot", QT_TRANSLATE_NOOP("AccountName", "Spot")},
        {"margin", QT_TRANSLATE_NOOP("AccountName", "Margin")},
        {"super-margin", QT_TRANSLATE_NOOP("AccountName", "Cross margin")},
        {"cross-margin", QT_TRANSLATE_NOOP("AccountName", "Cross margin")},
        {"otc", QT_TRANSLATE_NOOP("AccountName", "OTC")},
        {"point", QT_TRANSLATE_NOOP("AccountName", "Points")},
        {"minepool", QT_TRANSLATE_NOOP("AccountName", "Mining pool")},
        {"investment", QT_TRANSLATE_NOOP("AccountName", "Investment")},
        {"borrow", QT_TRANSLATE_NOOP("AccountName", "Loans")},
        {"deposit-earning", QT_TRANSLATE_NOOP("AccountName", "Earn")},
    }};
    QString name = Format::plain(type, 40);
    for (const auto &[wire, words] : names) {
        if (type == QLatin1String(wire))
            name = QCoreApplication::translate("AccountName", words);
    }
    return subtype.isEmpty() ? name : name + QLatin1Char(' ') + Format::plain(subtype, 20).toUpper();
}

} // namespace coffer::ui
