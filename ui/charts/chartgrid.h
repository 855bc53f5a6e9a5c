// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "ui/charts/chartcell.h"

#include <QStringList>

class QGridLayout;

namespace coffer::ui {

inline const Setting<int> chartCountSetting{QStringLiteral("charts/count"), 1};
inline const Setting<QStringList> chartSetupsSetting{QStringLiteral("charts/setups"), {}};
inline const Setting<bool> linkMarketSetting{QStringLiteral("charts/linkMarket"), false};
inline const Setting<bool> linkCursorSetting{QStringLiteral("charts/linkCursor"), true};

/// One, two or four charts, of which one is current: what is chosen elsewhere is for that one. With linked
/// markets all show the same one; with linked cursors the crosshair is on all at the same time. Remembers
/// what the charts were.
class ChartGrid : public QWidget
{
    Q_OBJECT

public:
    ChartGrid(const ChartServices &services, AlertDesk &desk, const Context &context,
              QWidget *parent = nullptr);

    ChartCell &current() { return *m_cells.at(m_current); }
    const ChartCell &current() const { return *m_cells.at(m_current); }
    /// Candles of any of them could not be read.
    bool hasFailed() const;
    int count() const { return static_cast<int>(m_cells.size()); }
    ChartCell &cell(int index) { return *m_cells.at(index); }

    /// 1, 2 or 4. Charts that go are remembered.
    void setCount(int count);
    /// On the current chart, or all where markets are linked.
    void showMarket(const Symbol &symbol);
    void setMarketsLinked(bool linked);
    bool areMarketsLinked() const { return m_linksMarkets; }
    void setCursorsLinked(bool linked);
    bool areCursorsLinked() const { return m_linksCursors; }
    void setZone(ChartZone zone);
    void setAccount(Uid account);
    void setLocked(bool locked);
    /// The next chart becomes the current one.
    void selectNext();

Q_SIGNALS:
    /// Another chart is current, or the current one shows something else.
    void currentChanged();
    void candlesChanged();
    void stateChanged();
    void failed(const coffer::Error &error);
    void windowRequested(const coffer::ui::ChartSetup &setup);

private:
    ChartCell *make(int index);
    void place();
    void setCurrent(int index);
    void setupChanged(ChartCell *cell);
    void remember();
    void linkCursor(const ChartCell *from, std::optional<double> time);

    ChartServices m_services;
    AlertDesk &m_desk;
    Context m_context;
    QGridLayout *m_layout;
    QList<ChartCell *> m_cells;
    QStringList m_setups; ///< of all charts there ever were, in order
    int m_current = 0;
    ChartZone m_zone = ChartZone::Local;
    Uid m_account;
    bool m_locked = false;
    bool m_linksMarkets;
    bool m_linksCursors;
    bool m_isRestoring = false;
};

} // namespace coffer::ui
