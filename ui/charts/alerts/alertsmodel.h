// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "market/alerts/alert.h"
#include "ui/common/chip.h"
#include "ui/common/keyedrowsmodel.h"
#include "ui/common/page.h"

namespace coffer::market {
class AlertWatch;
class TickerBoard;
} // namespace coffer::market

namespace coffer::ui {

/// The alerts of one market or of all, newest first, as sentences with how they stand. Switching the box of a
/// row switches the alert.
class AlertsModel : public KeyedRowsModel<market::AlertId>
{
    Q_OBJECT

public:
    AlertsModel(market::AlertWatch &watch, const market::TickerBoard &board, const Context &context,
                QObject *parent = nullptr);

    /// nullopt: of all markets.
    void setMarket(const std::optional<Symbol> &symbol);
    /// Distances, states and the like are written anew; cheap when nothing differs.
    void renew();
    market::AlertId idAt(int row) const;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void failed(const coffer::Error &error);

private:
    struct Row
    {
        Symbol symbol;
        QString sentence, detail;
        Chip chip;
        bool isOn = false, isIdle = false;
        bool operator==(const Row &other) const;
    };
    Row describe(const market::Alert &alert) const;
    QString detailOf(const market::Alert &alert) const;

    market::AlertWatch &m_watch;
    const market::TickerBoard &m_board;
    Context m_context;
    std::optional<Symbol> m_symbol;
    QHash<market::AlertId, Row> m_content;
};

} // namespace coffer::ui
