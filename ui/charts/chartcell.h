// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/loadstate.h"
#include "ui/charts/chartservices.h"
#include "ui/charts/chartsetup.h"
#include "ui/common/page.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QMenu;

namespace coffer::market {
class CandleSeries;
class CandleStream;
} // namespace coffer::market

namespace coffer::ui {

class AlertDesk;
class AlertLayer;
class AlertTool;
class CandleChart;
class ChartDrawings;
class CompareBar;
class CompareLayer;
class Comparison;
class ExportActions;
class ExportNote;
class Label;
class OwnTrades;
class TradesLayer;

/// The time zones that a chart's axis can be in.
enum class ChartZone { Local, Utc, Exchange };

/// One chart with everything on it: its market's candles kept current while it is shown, indicators, own
/// trades, drawings and alerts, and its context menu.
class ChartCell : public QWidget
{
    Q_OBJECT

public:
    ChartCell(const ChartServices &services, AlertDesk &desk, const Context &context,
              QWidget *parent = nullptr);
    ~ChartCell() override;

    void setSetup(const ChartSetup &setup);
    const ChartSetup &setup() const { return m_setup; }
    void setMarket(const Symbol &symbol);
    void setPeriod(htx::Period period);
    void setType(ChartType type);
    void setPriceMode(PriceMode mode);
    void setVolumeVisible(bool visible);
    void setFillsVisible(bool visible);
    void setOrdersVisible(bool visible);
    void setIndicators(const QList<market::IndicatorSpec> &indicators);
    void setZone(ChartZone zone);
    ChartZone zone() const { return m_zone; }
    /// Whose fills and orders are on it; 0: nobody's.
    void setAccount(Uid account);
    void setLocked(bool locked);
    /// Says of which market it is, and whether it is the current one, where there are several.
    void setCaptioned(bool captioned, bool current);

    /// The bar of compared markets has more lines where it is narrow; several charts are of one height still.
    bool hasHeightForWidth() const override { return false; }

    CandleChart &chart() { return *m_chart; }
    ChartDrawings &drawings() { return *m_drawings; }
    const market::CandleSeries &series() const;
    LoadState state() const;
    /// Newest or older candles could not be read.
    bool hasFailed() const;
    qint64 updatedAt() const; ///< ms UTC; 0 never
    /// Candles are painted, or that there are none is final.
    bool isReady() const;
    QString marketName() const;

    /// Asks for the newest candles.
    void refresh();
    /// Something for the user, in passing.
    void say(const QString &text);
    void editIndicators();
    void jumpToDate();
    /// Puts this market beside the chart's own, in percent; says so when it can't.
    void compare(const Symbol &symbol);
    /// Opens the list of markets to compare with.
    void chooseComparison();
    /// What can be exported; the menu stays the cell's.
    QMenu *exportMenu() const;

Q_SIGNALS:
    /// Its setup is another.
    void setupChanged();
    /// Candles came or changed.
    void candlesChanged();
    void stateChanged();
    void failed(const coffer::Error &error);
    /// It was clicked or has the focus.
    void activated();
    void windowRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectParts();
    void open();
    void follow();
    void take();
    void updateState();
    void updateMarket();
    void updateMessage();
    void applyIndicators();
    void reachFor(double from);
    void applyComparison();
    void goTo(qint64 time);
    void arrive();
    void updateTimer();
    void showMenu(const QPoint &position, double time, double price);
    void changed();

    ChartServices m_services;
    AlertDesk &m_desk;
    Context m_context;
    ChartSetup m_setup;
    ChartZone m_zone = ChartZone::Local;
    std::shared_ptr<market::CandleStream> m_stream; ///< null while nothing was shown yet
    Label *m_caption;
    CandleChart *m_chart;
    ChartDrawings *m_drawings;
    AlertLayer *m_alertLayer;
    std::unique_ptr<AlertTool> m_alertTool;
    Comparison *m_comparison;
    CompareLayer *m_compareLayer;
    CompareBar *m_compareBar;
    ExportActions *m_export;
    ExportNote *m_note;
    OwnTrades *m_trades;
    TradesLayer *m_tradesLayer;
    QTimer m_timer;
    std::optional<qint64> m_jump; ///< where the view is going to, while its candles come
    bool m_isCurrent = false;
    bool m_isLocked = false;
    bool m_isRestoring = false;
    bool m_isDue = false; ///< another market or period, to be opened when it is shown
};

} // namespace coffer::ui
