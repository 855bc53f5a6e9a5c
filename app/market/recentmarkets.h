// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/settings.h"

#include <QList>
#include <QObject>

namespace coffer::market {

/// The markets that were looked at lately, newest first, each once: the last twenty. Kept in the settings,
/// and the same for all that share these. GUI thread.
class RecentMarkets : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype most = 20;

    explicit RecentMarkets(Settings &settings, QObject *parent = nullptr);

    const QList<Symbol> &symbols() const { return m_symbols; }
    /// Was looked at now. What can be no market's code is left out.
    void add(const Symbol &symbol);
    void clear();

Q_SIGNALS:
    void changed();

private:
    void set(const QList<Symbol> &symbols);

    Settings &m_settings;
    QList<Symbol> m_symbols;
};

} // namespace coffer::market
