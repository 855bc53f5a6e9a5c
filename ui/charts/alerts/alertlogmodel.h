// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alertevent.h"
#include "ui/common/keyedrowsmodel.h"
#include "ui/common/page.h"

namespace coffer::market {
class AlertWatch;
class TickerBoard;
} // namespace coffer::market

namespace coffer::ui {

/// What fired, of one market or of all, newest first; what was not seen yet is strong.
class AlertLogModel : public KeyedRowsModel<qint64>
{
    Q_OBJECT

public:
    AlertLogModel(market::AlertWatch &watch, const market::TickerBoard &board, const Context &context,
                  QObject *parent = nullptr);

    /// nullopt: of all markets.
    void setMarket(const std::optional<Symbol> &symbol);

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void renew();
    void repaintAll();
    QString detailOf(const market::AlertEvent &event) const;

    market::AlertWatch &m_watch;
    const market::TickerBoard &m_board;
    Context m_context;
    std::optional<Symbol> m_symbol;
    QHash<qint64, market::AlertEvent> m_events;
};

} // namespace coffer::ui
