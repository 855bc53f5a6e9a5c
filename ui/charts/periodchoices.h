// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "htx/types/market.h"

#include <QCoreApplication>
#include <QList>

namespace coffer::ui {

/// The periods that a chart can have, and their names.
struct PeriodChoices
{
    Q_DECLARE_TR_FUNCTIONS(PeriodChoices)

public:
    static QList<htx::Period> all();
    /// "1h".
    static QString label(htx::Period period);
    /// "1 hour".
    static QString name(htx::Period period);
    /// By the exchange's name; an hour when there is none.
    static htx::Period named(const QString &wireName);
};

} // namespace coffer::ui
