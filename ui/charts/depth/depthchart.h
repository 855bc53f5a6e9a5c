// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/depth/depthcurve.h"
#include "ui/charts/depth/depthmarket.h"
#include "ui/common/page.h"

#include <QFont>
#include <QWidget>

class QPainter;

namespace coffer::ui {

/// What is offered up to each price, as two curves that rise from the middle. The pointer, or Left and Right,
/// read a level: its price, how far it is from the middle, and everything offered up to it. The wheel, + and
/// - zoom, 0 shows as by itself, Escape lets go of the level.
class DepthChart : public QWidget
{
    Q_OBJECT

public:
    explicit DepthChart(const Context &context, QWidget *parent = nullptr);

    void setMarket(const DepthMarket &market);
    /// Best first.
    void setBook(const QList<htx::Level> &bids, const QList<htx::Level> &asks);
    /// Curves are painted paler: they may be wrong by now.
    void setDoubtful(bool doubtful);

    const DepthCurve &curve() const { return m_curve; }
    /// The level that is read; nullptr none.
    const market::DepthLevel *readLevel() const;
    /// What is read in words; the sums of both sides where nothing is.
    QStringList readout() const;

    QSize sizeHint() const override { return {260, 360}; }
    QSize minimumSizeHint() const override { return {160, 140}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void read(const std::optional<DepthCurve::Hit> &hit);
    void step(int by);
    void reread();
    QString priceText(double price) const;
    void paintCurve(QPainter &painter, htx::Side side) const;
    void paintAxes(QPainter &painter) const;
    void paintReading(QPainter &painter) const;
    void paintWords(QPainter &painter) const;

    Context m_context;
    DepthMarket m_market;
    DepthCurve m_curve;
    QFont m_font;
    std::optional<DepthCurve::Hit> m_hit;
    std::optional<double> m_pointer; ///< x of the pointer, which reads anew when the book changes
    bool m_doubtful = false;
};

} // namespace coffer::ui
