// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/settings.h"
#include "ui/charts/chartservices.h"
#include "ui/charts/chartsetup.h"
#include "ui/common/page.h"

#include <QPointer>

#include <optional>

class QBoxLayout;
class QMenu;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace coffer::ui {

class AlertDesk;
class AlertsPanel;
class ChartCell;
class ChartControls;
class ChartGrid;
class DepthPanel;
class DrawingBar;
class MarketBrowser;
class MarketHead;

inline const Setting<bool> marketListSetting{QStringLiteral("charts/marketList"), true};
/// What the column at the right holds: "depth", "alerts" or nothing.
inline const Setting<QString> chartSideSetting{QStringLiteral("charts/side"), QStringLiteral("depth")};
inline const Setting<bool> drawingBarSetting{QStringLiteral("charts/drawingBar"), false};
inline const Setting<int> chartZoneSetting{QStringLiteral("charts/zone"), 0};

/// Markets, charts, and beside them the order book or the alerts.
class ChartsPage : public Page
{
    Q_OBJECT

public:
    ChartsPage(const ChartServices &services, const Context &context, QWidget *parent = nullptr);
    ~ChartsPage() override;

    void activate() override;
    void refresh() override;
    bool isReady() const override;
    /// Whose trades are on the charts.
    void setAccount(Uid account);
    void setLocked(bool locked);

public Q_SLOTS:
    /// Charts this market, in the period last chosen.
    void showMarket(const QString &symbol);
    void showAlerts();

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeCenter();
    void addButtons();
    void addMoreMenu();
    void fillLayoutMenu(QMenu *menu);
    void fillZoneMenu(QMenu *menu);
    void makeSide();
    void connectParts();
    void load();
    void setListVisible(bool visible);
    void setSide(const QString &side);
    bool hasRoomForAll() const;
    void arrangeSide();
    void arrangeHead();
    void openWindow(const ChartSetup &setup);
    void currentChanged();
    void showExport(QMenu *menu);
    void stateChanged();
    void recovered(std::optional<Error> &from);
    void updateHead();
    void updateDepth();
    void updateSubtitle();
    ChartCell &current() const;

    ChartServices m_services;
    bool m_loaded = false;
    bool m_wantsList = true; ///< of markets, where there is room
    Uid m_account;
    bool m_locked = false;
    std::optional<Error> m_candleError;  ///< shown last of candles; nullopt since they were read
    std::optional<Error> m_drawingError; ///< the same of drawings
    std::optional<Error> m_alertError;   ///< and of alerts
    QString m_side;
    QSplitter *m_splitter;
    MarketBrowser *m_browser;
    AlertDesk *m_desk;
    ChartGrid *m_grid;
    MarketHead *m_head;
    ChartControls *m_controls;
    DrawingBar *m_drawingBar;
    QStackedWidget *m_sides;
    DepthPanel *m_depth;
    AlertsPanel *m_alerts;
    QWidget *m_headRow = nullptr;
    QBoxLayout *m_headLayout = nullptr;
    QAction *m_exportPlace = nullptr;
    QPointer<QMenu> m_exportMenu;
    QToolButton *m_draw = nullptr;
    QToolButton *m_depthButton = nullptr;
    QToolButton *m_alertButton = nullptr;
};

} // namespace coffer::ui
