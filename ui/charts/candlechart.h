// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartcontent.h"
#include "ui/common/page.h"

#include <QtCharts/QChartView>

namespace coffer::ui {

class CandleItem;
class CrosshairItem;

/// Candles with volume. Drag pans, the wheel zooms at the pointer, a double click shows everything; from the
/// keyboard the arrows pan, + and - zoom, Home and End go to the oldest and newest candles.
class CandleChart : public QChartView
{
    Q_OBJECT

public:
    /// The series outlives the chart; tell it of changes with reset() and updateSeries().
    CandleChart(const market::CandleSeries &series, const Context &context, QWidget *parent = nullptr);
    ~CandleChart() override;

    /// What prices and volumes are of. decimals -1: unknown.
    void setMarket(const QString &name, const QString &quoteName, int decimals);
    void setPeriodName(const QString &name);
    /// Another market or period is in the series: the view goes to its newest candles.
    void reset();
    /// Candles were added or changed: the view stays, and follows when the newest candle was in sight.
    void updateSeries();
    /// In the middle while there are no candles.
    void setMessage(const QString &message);

    bool hasPainted() const;
    const ChartScale &scale() const { return m_content.scale; }
    /// The price as it stands on the axis; for the market's head line.
    QString priceText(double price) const { return m_content.priceText(price); }

    QSize sizeHint() const override { return {720, 480}; }
    QSize minimumSizeHint() const override { return {240, 200}; }

protected:
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
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void applyExtent();
    void layOut();
    void placePlots(double axisWidth);
    double neededAxisWidth() const;
    void fitVisible();
    void viewChanged();
    void describe();

    ChartContent m_content;
    CandleItem *m_candles;
    CrosshairItem *m_crosshair;
    double m_axisWidth = 0;
    qint64 m_lastTime = 0;
    bool m_placed = false; ///< the view was put somewhere since reset()
    std::optional<QPointF> m_drag;
};

} // namespace coffer::ui
