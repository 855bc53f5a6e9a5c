// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "ui/charts/depth/ladderpainter.h"
#include "ui/common/page.h"

#include <QWidget>

class QToolButton;

namespace coffer::ui {

/// Steps of ten that the ladder is gathered by beyond the market's own.
inline const Setting<int> depthStepSetting{QStringLiteral("charts/depthStep"), 0};

/// The order book of a market as a ladder: asks above, best ones next to the spread in the middle, bids
/// below; behind each level a bar for what is offered up to it. Arrow keys go from level to level, Return or
/// a click chooses a price, Home and End go to the last asks and bids, Escape back to the middle, the wheel
/// scrolls.
class LadderView : public QWidget
{
    Q_OBJECT

public:
    explicit LadderView(const Context &context, QWidget *parent = nullptr);

    /// Another market clears what was shown; the same one with better known decimals does not.
    void setMarket(const DepthMarket &market);
    /// Best first.
    void setBook(const QList<htx::Level> &bids, const QList<htx::Level> &asks);
    /// The price of the last trade, and whether it rose (1) or fell (-1).
    void setLast(const std::optional<Decimal> &price, int direction);
    /// Levels are painted paler: they may be wrong by now.
    void setDoubtful(bool doubtful);
    /// Levels with own open orders get a dot.
    void setOwnOrders(const QList<std::pair<htx::Side, Decimal>> &orders);

    /// The button that the step is chosen with, for whoever arranges it.
    QToolButton *stepButton() const { return m_stepButton; }
    const LadderBook &book() const { return m_book; }
    /// The chosen row as LadderBook counts them; 0 none.
    int currentRow() const { return m_look.current; }
    /// A row in words, for screen readers and the tooltip; empty where there is no level.
    QString rowText(int row) const;

    QSize sizeHint() const override { return {260, 360}; }
    QSize minimumSizeHint() const override { return {160, 140}; }

Q_SIGNALS:
    /// An alert is wanted at this price.
    void priceChosen(const coffer::Decimal &price);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void rebuilt();
    void setScroll(int scroll);
    void setCurrent(int row);
    void showRow(int row);
    void setHovered(int row);
    int levelAt(int y) const;
    void fillStepMenu();
    void updateStepButton();
    void tell();

    Context m_context;
    DepthMarket m_market;
    LadderBook m_book;
    LadderPainter m_painter;
    LadderLook m_look;
    std::optional<std::pair<htx::Side, Decimal>> m_current; ///< stays with its price while levels come and go
    /// The row that was pressed, by its place, and its price: levels may have moved when it is let go.
    std::optional<std::pair<int, Decimal>> m_pressed;
    QToolButton *m_stepButton;
    int m_wheel = 0; ///< eighths of a degree that did not make a row yet
};

} // namespace coffer::ui
