// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "market/depth/marketdepth.h"
#include "ui/charts/depth/depthmarket.h"
#include "ui/common/errortext.h"
#include "ui/common/page.h"

#include <QWidget>

class QButtonGroup;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace coffer::ui {

class DepthChart;
class DepthNotice;
class EmptyState;
class Label;
class LadderView;
class TradeTape;

/// 0 the ladder, 1 the depth chart.
inline const Setting<int> depthViewSetting{QStringLiteral("charts/depthView"), 0};
inline const Setting<QByteArray> depthSplitSetting{QStringLiteral("charts/depthSplit"), {}};

/// The order book, as a ladder or a chart, over the latest trades of one market. While it is hidden nothing
/// is followed or asked.
class DepthPanel : public QWidget
{
    Q_OBJECT

public:
    DepthPanel(market::MarketDepth &depth, const Context &context, QWidget *parent = nullptr);
    ~DepthPanel() override;

    /// Shows this market; names are a server's text, decimals -1 where they are not known (yet). May be
    /// called again as more becomes known.
    void setMarket(const Symbol &symbol, const QString &baseName, const QString &quoteName, int priceDecimals,
                   int amountDecimals);
    /// Own open orders of this market; forgotten with the next one.
    void setOwnOrders(const QList<std::pair<htx::Side, Decimal>> &orders);
    /// Asks now for what the feed does not have.
    void refresh();
    /// True when the book is on screen, or why it is not is final.
    bool isReady() const;

Q_SIGNALS:
    /// A level of the ladder was chosen: an alert is wanted there.
    void priceChosen(const coffer::Decimal &price);
    /// The column is to be closed.
    void closeRequested();
    /// The button of a failure was pressed; Retry is answered here.
    void remedyRequested(coffer::ui::Remedy remedy);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHead();
    void connectService();
    void setView(int view);
    void follow();
    void renew();
    void updateBook();
    void updateTrades();
    void updateState();
    void updateStack();
    QString statusText() const;
    std::pair<QString, QString> messageText() const;

    market::MarketDepth &m_depth;
    Context m_context;
    DepthMarket m_market;
    QButtonGroup *m_views;
    QToolButton *m_close = nullptr;
    Label *m_status;
    DepthNotice *m_notice;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    EmptyState *m_message;
    LadderView *m_ladder;
    DepthChart *m_chart;
    TradeTape *m_tape;
};

} // namespace coffer::ui
