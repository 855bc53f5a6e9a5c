// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/alerts/alertlogmodel.h"

#include "market/alerts/alertwatch.h"
#include "market/tickerboard.h"
#include "ui/charts/alerts/alertlist.h"
#include "ui/charts/alerts/alertwords.h"
#include "ui/common/format.h"
#include "ui/common/tableview.h"

#include <algorithm>

namespace coffer::ui {

using market::AlertEvent;

AlertLogModel::AlertLogModel(market::AlertWatch &watch, const market::TickerBoard &board,
                             const Context &context, QObject *parent)
    : KeyedRowsModel(parent), m_watch(watch), m_board(board), m_context(context)
{
    connect(&watch, &market::AlertWatch::logChanged, this, &AlertLogModel::renew);
    connect(&board, &market::TickerBoard::symbolsChanged, this, &AlertLogModel::repaintAll);
    connect(&context.format, &Format::changed, this, &AlertLogModel::repaintAll);
    renew();
}

void AlertLogModel::setMarket(const std::optional<Symbol> &symbol)
{
    if (m_symbol == symbol)
        return;
    m_symbol = symbol;
    renew();
}

void AlertLogModel::renew()
{
    std::vector<qint64> target;
    QHash<qint64, AlertEvent> events;
    for (const AlertEvent &event : m_watch.log()) {
        if (m_symbol && event.alert.symbol != *m_symbol)
            continue;
        target.push_back(event.id);
        events.insert(event.id, event);
    }
    const QHash<qint64, AlertEvent> before = m_events;
    m_events.insert(events);
    morphTo(target);
    m_events = std::move(events);
    for (int row = 0; row < rowCount(); ++row) {
        const auto known = before.constFind(rowKey(row));
        if (known != before.cend() && known->isSeen != m_events.value(rowKey(row)).isSeen)
            Q_EMIT dataChanged(index(row, 0), index(row, 0));
    }
}

void AlertLogModel::repaintAll()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

QString AlertLogModel::detailOf(const AlertEvent &event) const
{
    const AlertMarket market = alertMarket(event.alert.symbol, m_board);
    QStringList parts{m_context.format.time(event.at)};
    if (event.price) {
        const int decimals = market.priceDecimals < 0
                                 ? event.price->decimals()
                                 : std::max(market.priceDecimals, event.price->decimals());
        parts += tr("at %1").arg(m_context.format.price(event.price, decimals));
    }
    if (!event.alert.note.isEmpty())
        parts += Format::plain(event.alert.note, market::longestNote);
    return parts.join(QStringLiteral(" · "));
}

QVariant AlertLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto found = m_events.constFind(rowKey(index.row()));
    if (found == m_events.cend())
        return {};
    const auto sentence = [&] {
        return eventSentence(*found, alertMarket(found->alert.symbol, m_board), m_context.format);
    };
    switch (role) {
    case Qt::DisplayRole:
        return sentence();
    case DetailRole:
        return detailOf(*found);
    case Qt::ToolTipRole:
        return QString(sentence() + u'\n' + detailOf(*found) + u'\n' +
                       m_context.format.timeWithZone(found->at));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1%2. %3")
            .arg(found->isSeen ? QString() : tr("New: "), sentence(), detailOf(*found));
    case ChipsRole:
        return found->isSeen ? QVariant()
                             : QVariant::fromValue(QList<Chip>{{tr("New"), Chip::Tone::Warning}});
    case StrongRole:
        return !found->isSeen;
    case SymbolRole:
        return found->alert.symbol.value;
    default:
        return {};
    }
}

Qt::ItemFlags AlertLogModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = KeyedRowsModel::flags(index);
    return index.isValid() ? usual | Qt::ItemNeverHasChildren : usual;
}

} // namespace coffer::ui
