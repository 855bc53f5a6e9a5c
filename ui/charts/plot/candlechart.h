// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot/chartcontent.h"
#include "ui/charts/plot/chartlayout.h"
#include "ui/charts/plot/indicatorrunner.h"
#include "ui/charts/plot/indicatorstyle.h"
#include "ui/charts/plot/inertia.h"
#include "ui/common/page.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QtCharts/QChartView>

namespace coffer::ui {

class CandleItem;
class ChartTool;
class CrosshairItem;

/// Candles with volume, indicators and layers. Drag pans (and goes on after a flick), the wheel zooms at the
/// pointer, sideways it pans; Shift and drag zooms to a box; dragging the price axis scales the prices, the
/// time axis zooms, a divider resizes a pane. A double click shows everything, on the price axis it fits the
/// prices again. From the keyboard the arrows pan, + and - zoom, Home and End go to the oldest and newest
/// candles.
class CandleChart : public QChartView
{
    Q_OBJECT

public:
    /// The series outlives the chart or is replaced before it dies; tell of changes with reset() and
    /// updateSeries().
    CandleChart(const market::CandleSeries &series, const Context &context, QWidget *parent = nullptr);
    ~CandleChart() override;

    /// Another series, as after reset().
    void setSeries(const market::CandleSeries &series);
    /// What prices and volumes are of. decimals -1: unknown.
    void setMarket(const QString &name, const QString &quoteName, int decimals);
    void setPeriodName(const QString &name);
    /// Another market or period is in the series: the view goes to its newest candles, and prices fit again.
    void reset();
    /// Candles were added or changed: the view stays, and follows when the newest candle was in sight.
    void updateSeries();
    /// In the middle while there are no candles.
    void setMessage(const QString &message);
    /// At the left, before the oldest candle.
    void setOlderMessage(const QString &message);

    void setType(ChartType type);
    ChartType type() const { return m_content.type; }
    void setPriceMode(PriceMode mode);
    PriceMode priceMode() const { return m_content.priceMode; }
    void setVolumeVisible(bool visible);
    /// Of the time axis and the crosshair; days keep the exchange's dates.
    void setZone(const QTimeZone &zone);
    /// Whether prices fit what is in sight; off as soon as the price axis was moved by hand.
    bool isFitted() const { return m_isFitted; }
    void setFitted(bool fitted);

    /// What is drawn besides the candles; unchanged ones keep their values.
    void setIndicators(const QList<NamedIndicator> &indicators);
    /// Heights of the panes from top to bottom, as shares of the chart's.
    QList<double> paneShares() const;
    void setPaneShares(const QList<double> &shares);

    /// Layers and tools outlive the chart or are removed first.
    void addLayer(ChartLayer *layer);
    void removeLayer(ChartLayer *layer);
    void addTool(ChartTool *tool) { m_tools.append(tool); }
    void removeTool(ChartTool *tool);

    /// The candle at this time (seconds UTC) goes to the middle; the width of candles stays.
    void goTo(double time);
    void showLatest();
    /// These times, e.g. as another chart shows them.
    void showTimes(double from, double to);
    void setLinkedTime(std::optional<double> time);

    bool hasPainted() const;
    /// Some indicators are not calculated over all candles yet; meanwhile they are drawn as far as they are.
    bool isCalculating() const { return m_runner.isBusy(); }
    const ChartContent &content() const { return m_content; }
    const ChartScale &scale() const { return m_content.scale; }
    /// The price as it stands on the axis; for the market's head line.
    QString priceText(double price) const { return m_content.priceText(price); }

    QSize sizeHint() const override { return {720, 480}; }
    QSize minimumSizeHint() const override { return {240, 200}; }

Q_SIGNALS:
    /// Other times are in sight, seconds UTC.
    void timesShown(double from, double to);
    /// Where the crosshair is; nullopt when the pointer left.
    void pointerMoved(std::optional<double> time);
    /// The right button or the menu key, with the time and price there.
    void menuRequested(const QPoint &globalPosition, double time, double price);
    /// The prices were moved by hand, or fit again.
    void fittedChanged(bool fitted);
    void panesResized();

protected:
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Drag { None, Pan, Box, Prices, Times, Divider, Tool };

    void applyTheme();
    void applyExtent();
    void layOut();
    void fitVisible();
    void fitPrices();
    void viewChanged();
    void describe();
    bool updateNewest();
    void placeInPanes();
    void beginDrag(const QMouseEvent &event);
    void drag(const QPointF &from, const QPointF &to);
    void endDrag();
    void zoomToBox(const QRectF &box);
    void movePrices(double pixels);
    void stopMoving();
    void showCursor(const QPointF &point);
    void setPointer(std::optional<QPointF> position);

    ChartContent m_content;
    IndicatorRunner m_runner;
    CandleItem *m_candles;
    CrosshairItem *m_crosshair;
    QList<ChartTool *> m_tools;
    ChartTool *m_activeTool = nullptr; ///< has the pointer until the release
    QList<NamedIndicator> m_named;
    double m_axisWidth = 0;
    qint64 m_lastTime = 0;
    bool m_placed = false;                                ///< the view was put somewhere since reset()
    std::optional<std::pair<double, double>> m_timesTold; ///< by timesShown()
    bool m_isFitted = true;
    Drag m_drag = Drag::None;
    QPointF m_dragStart, m_dragAt;
    int m_divider = 0;
    Inertia m_inertia;
    QElapsedTimer m_elapsed;
    QBasicTimer m_frames;
};

} // namespace coffer::ui
