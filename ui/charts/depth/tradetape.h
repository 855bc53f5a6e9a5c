// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/depth/depthmarket.h"
#include "ui/common/page.h"
#include "ui/common/tableview.h"

namespace coffer::htx {
struct Trade;
}

namespace coffer::ui {

class TapeModel;

/// The latest trades of a market, newest at the top. Scrolled down, what is read stays where it is while new
/// ones come in.
class TradeTape : public TableView
{
    Q_OBJECT

public:
    explicit TradeTape(const Context &context, QWidget *parent = nullptr);

    void setMarket(const DepthMarket &market);
    /// Newest first, each once.
    void setTrades(const QList<htx::Trade> &trades);
    /// What is said where there are none.
    void setEmptyText(const QString &title, const QString &advice);

private:
    void arrange();

    TapeModel *m_model;
    EmptyState *m_empty;
};

} // namespace coffer::ui
